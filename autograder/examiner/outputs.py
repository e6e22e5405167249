"""Outputs as they are written into the graded notebook: only known fields, only text and pictures, only so many bytes.

A student's markup (HTML, LaTeX, scripts, widgets) stays out: an instructor's browser would run it with the instructor's rights.
"""

import itertools
import json
import re
from typing import Any

from autograder.judging.verdict import Verdict
from autograder.sandboxed.recorder import SHOWN

PICTURE = re.compile(r"[A-Za-z0-9+/=\s]*")
PLAIN_TAGS = "b|i|u|s|p|br|hr|em|strong|small|sub|sup|code|pre|ul|ol|li|table|thead|tbody|tr|th|td"
TAG = re.compile(rf"<(?!/?(?:{PLAIN_TAGS})\s*/?>)(?=[A-Za-z/!?])")
MACRO = re.compile(r"\\(?=(?:href|url|require|csname|cssId|class|style|unicode|data|Html|HTML|bbox|mmlToken)\b)")
LINK = re.compile(r"\](?=\((?!\s*<?https?://)|:(?!\s*<?https?://))")
IMAGE = re.compile(r"!(?=\[)")
FORMULA = re.compile(r"\\\\(?=[\[(])|\\(?=begin\b)")
FORMULAS = 200  # in one text; readers of Markdown look for the end of each as far as the text goes
CUT = {"output_type": "stream", "name": "stdout", "text": "[more output was cut off]\n"}


def clean(raw: Any, max_bytes: int) -> list[dict[str, Any]]:
    """Return nbformat outputs from what the candidate's process claims to have put out.

    Parameters
    ----------
    raw : of any form, as it is taken for forged.
    max_bytes : what the outputs may measure as JSON; the rest is cut off, and that is said in the last of them.
    """
    kept = []
    left = max_bytes
    for entry in raw if isinstance(raw, list) else []:
        output = _clean_one(entry) if isinstance(entry, dict) else None
        left -= len(json.dumps(output))
        if left < 0:
            return [*kept, CUT]
        if output:
            kept.append(output)
    return kept


def _clean_one(entry):
    kind = entry.get("output_type")
    if kind == "stream":
        name = "stderr" if entry.get("name") == "stderr" else "stdout"
        return {"output_type": kind, "name": name, "text": _text(entry.get("text"))}
    if kind == "error":
        lines = entry.get("traceback") if isinstance(entry.get("traceback"), list) else []
        about = {"ename": _text(entry.get("ename")), "evalue": _text(entry.get("evalue"))}
        return {"output_type": kind} | about | {"traceback": [_text(line) for line in lines]}
    if kind in ("display_data", "execute_result") and isinstance(entry.get("data"), dict):
        data = {mime: _text(entry["data"].get(mime)) for mime in SHOWN if mime in entry["data"]}
        data = {mime: text for mime, text in data.items() if mime == "text/plain" or PICTURE.fullmatch(text)}
        return rich(kind, data)
    return None


def _text(value):
    return value if isinstance(value, str) else ""


def rich(kind: str, data: dict[str, str]) -> dict[str, Any]:
    """Return a display or a result.

    Parameters
    ----------
    kind : "display_data" or "execute_result".
    data : text or picture by MIME type.
    """
    number = {"execution_count": None} if kind == "execute_result" else {}
    return {"output_type": kind, "data": data, "metadata": {}} | number


def graded(outputs: list[dict[str, Any]], verdict: Verdict) -> list[dict[str, Any]]:
    """Return the outputs of a grading cell in the order in which nbgrader's own scoring reads our score from them.

    Parameters
    ----------
    outputs : what the cell has put out, as nbformat spells it.
    verdict : what came of it.
    """
    shown = [o for o in outputs if o["output_type"] == "display_data"]
    rest = [o for o in outputs if o["output_type"] != "display_data"]
    scored = verdict.score is not None
    points = [rich("execute_result", {"text/plain": f"{verdict.score:g}"})] if scored else []
    return [*shown, *points, *rest]


def error_output(state: str, message: str) -> dict[str, Any]:
    """Return an nbformat error in our words, with no line of any grading cell in it.

    Parameters
    ----------
    state : stands as the error's name.
    message : stands as its text.
    """
    red = f"\x1b[31m{state}\x1b[0m: {message}"
    return {"output_type": "error", "ename": str(state), "evalue": message, "traceback": [red]}


def harmless(markdown: str) -> str:
    """Return a student's markdown without what could act in a browser: it stands there as text.

    That is all but the plainest HTML tags, links that lead elsewhere than to a web page, what TeX can do to a page, and the
    beginnings of more formulas than a text has. A picture becomes a link: to load one from elsewhere would tell its server who
    reads the answer, and when. What is attached is shown by `prose_with_pictures`, which knows it.

    >>> harmless("H<sub>2</sub>O, $a<b$ <img src=x onerror=alert(1)>")
    'H<sub>2</sub>O, $a< b$ < img src=x onerror=alert(1)>'
    """
    begun = itertools.count()
    markdown = FORMULA.sub(lambda found: found[0] if next(begun) < FORMULAS else f"{found[0]} ", markdown)
    return MACRO.sub(r"\\ ", LINK.sub("] ", IMAGE.sub("! ", TAG.sub("< ", markdown))))
