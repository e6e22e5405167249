"""Outputs as they are written into the graded notebook: only known fields, only harmless kinds, only so many bytes."""

import json
from functools import cache

from nbconvert.preprocessors.sanitize import SanitizeHTML
from nbformat import NotebookNode

from autograder.verdict import MIME

PICTURES = ("image/png", "image/jpeg")
MARKUP = ("text/html", "text/markdown", "text/latex")


def clean(raw, max_bytes):
    """Return nbformat outputs from what the candidate's process claims to have put out."""
    kept, left = [], max_bytes
    for entry in raw if isinstance(raw, list) else []:
        if not isinstance(entry, dict):
            continue
        output = _clean_one(entry)
        left -= len(json.dumps(output)) if output else 0
        if left < 0:
            return [*kept, new_output("stream", name="stdout", text="[more output was cut off]\n")]
        if output:
            kept.append(output)
    return kept


def _clean_one(entry):
    kind = entry.get("output_type")
    if kind == "stream":
        return new_output(
            "stream", name="stderr" if entry.get("name") == "stderr" else "stdout", text=_text(entry.get("text"))
        )
    if kind == "error":
        lines = entry.get("traceback") if isinstance(entry.get("traceback"), list) else []
        name, value = _text(entry.get("ename")), _text(entry.get("evalue"))
        return new_output("error", ename=name, evalue=value, traceback=[_text(line) for line in lines])
    if kind in ("display_data", "execute_result") and isinstance(entry.get("data"), dict):
        data = {mime: _harmless(mime, value) for mime, value in entry["data"].items()}
        return new_output(kind, data={mime: value for mime, value in data.items() if value is not None})
    return None


def _harmless(mime, value):
    if mime == MIME:
        return None  # a student's cell cannot show a verdict
    if mime == "text/plain" or mime in PICTURES:
        return _text(value)
    return _sanitizer().sanitize_html_tags(_text(value)) if mime in MARKUP else None


@cache
def _sanitizer():
    return SanitizeHTML()


def new_output(kind, **fields):
    """Return an output; nbformat's own maker checks each against the schema, which takes longer than grading."""
    defaults = {"execute_result": {"metadata": {}, "execution_count": None}, "display_data": {"metadata": {}}}
    return NotebookNode({"output_type": kind} | defaults.get(kind, {}) | fields)


def _text(value):
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def graded(outputs, verdict):
    """Return the outputs of a grading cell in the order in which nbgrader's own scoring reads our score from them."""
    outputs = [NotebookNode(entry) for entry in outputs]
    shown = [o for o in outputs if o.output_type == "display_data"]
    rest = [o for o in outputs if o.output_type != "display_data"]
    if verdict["score"] is not None:
        points = new_output("execute_result", data={"text/plain": f"{verdict['score']:g}"})
        return [*shown, points, *rest]
    return [*shown, *rest]


def error_output(state, message):
    """Return an nbformat error in our words, with no line of any grading cell in it."""
    red = f"\x1b[31m{state}\x1b[0m: {message}"
    return {"output_type": "error", "ename": str(state), "evalue": message, "traceback": [red]}
