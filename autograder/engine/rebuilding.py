"""The notebook to run, rebuilt from ours: of a submission only the text of answer cells and of extra code cells survives."""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from autograder.examiner.outputs import harmless

from .answer_code import continues
from .messages import Job
from .submission import UnreadableError, parse, tidy
from .templates import template_named

EXTRA_LIMIT = 200
SPREAD = "This answer was spread over several cells; they were run one after the other."
AGAIN = "This answer cell was there more than once; the first one that was filled in was graded."
MISSING = "This answer cell was missing from the submission."


@dataclass
class Rebuilt:
    """A submission poured into the template; of one that cannot be read, the template alone.

    `known` is what `make_template` noted of the source notebook, `notes` tells what was odd, `unreadable` why the
    submission cannot be graded by machine, if it cannot.
    """

    notebook: dict[str, Any]
    known: dict[str, Any]
    notes: dict[str, str]
    unreadable: str = ""


def read_and_rebuild(job: Job) -> Rebuilt:
    """Return the notebook that a job is about, ready to be run."""
    notebook = json.loads(template_named(job["template"]))
    known = notebook["metadata"].pop("autograder")
    why = job.get("unreadable", "")
    if not why:
        try:
            return Rebuilt(notebook, known, rebuild(base64.b64decode(job["submitted"]), notebook))
        except UnreadableError as error:
            why = str(error)
    return Rebuilt(notebook, known, {"": why}, why)


@dataclass
class Found:
    """What is found in a submission: answers by grade_id, notes on them, and cells of the student's own.

    `extras` are (place, kind, text), the place being the index of the template's cell that the own cell stands behind.
    """

    answers: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    extras: list[tuple[int, str, str]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def take_answer(self, name: str, text: str, place: int) -> None:
        """Keep the text of an answer cell; a further cell that goes on with the answer is run after the first.

        Parameters
        ----------
        name : grade_id of the answer cell.
        text : what stands in the submitted cell.
        place : index of the answer cell in the template.
        """
        if name not in self.answers:
            self.answers[name] = text
        elif continues(self.answers[name], text):
            self.notes[name] = SPREAD
            self.extras.append((place, "code", text))
        elif text.strip() != self.answers[name].strip():
            self.notes[name] = AGAIN


def rebuild(data: bytes, template: dict[str, Any]) -> dict[str, str]:
    """Pour the student's answers and extra code cells into a template; return notes on what was odd.

    Parameters
    ----------
    data : the bytes of the submitted notebook.
    template : notebook made by `make_template`, as plain data: the source with its solutions taken out.

    Returns
    -------
    dict from the grade_id of an answer cell, or "" for the whole notebook, to the note.

    Raises
    ------
    UnreadableError : if the submission is no notebook, or none of this assignment; the template is then untouched.
    """
    cells = template["cells"]
    places = {about(cell)["grade_id"]: place for place, cell in enumerate(cells) if about(cell)}
    found = _sorted_out(parse(data), cells, places)
    wanted = [name for name, place in places.items() if is_answer(cells[place])]
    if wanted and not found.seen:
        raise UnreadableError("None of the assignment's cells is in the submitted notebook.")
    if len(found.extras) > EXTRA_LIMIT:
        raise UnreadableError(f"The notebook has {len(found.extras)} cells of its own; {EXTRA_LIMIT} can be graded.")
    for name, text in found.answers.items():
        cell = cells[places[name]]
        cell["source"] = safe(cell["cell_type"], text)
    template["cells"] = list(_merged(cells, found.extras))
    return found.notes | {name: MISSING for name in wanted if name not in found.seen}


def _sorted_out(submitted: list, cells: list, places: dict[str, int]) -> Found:
    """Tell the student's answers from copies of our cells and from the student's own cells."""
    found = Found()
    plain = {tidy(cell["source"]).strip(): i for i, cell in reversed(list(enumerate(cells))) if not is_answer(cell)}
    has_tasks = any(about(cell).get("task") for cell in cells)
    place = -1
    for kind, text, cell in submitted:
        name = grade_id(cell, places)
        if name is not None:
            found.seen.add(name)
            place = places[name]
            if is_answer(cells[place]) and text.strip() != cells[place]["source"].strip():
                found.take_answer(name, text, place)
        elif text.strip() in plain:
            place = max(place, plain[text.strip()])
        elif text.strip() and (kind == "code" or (kind == "markdown" and has_tasks)):
            found.extras.append((place, kind, text))
    return found


def about(cell: dict[str, Any]) -> dict[str, Any]:
    """Return what nbgrader notes of a cell; nothing if it is none of nbgrader's."""
    return cell["metadata"].get("nbgrader", {})


def is_answer(cell: dict[str, Any]) -> bool:
    """Tell whether the text of one of our cells is for the student to write."""
    return bool(about(cell).get("solution"))


def grade_id(cell: dict[str, Any], places: dict[str, int]) -> str | None:
    """Return which of our cells a submitted cell is: by its nbgrader metadata, else by its cell id, or None.

    Parameters
    ----------
    cell : a submitted cell, of which nothing is certain.
    places : index of each of our cells by its grade_id.
    """
    metadata = cell.get("metadata", {})
    nbgrader = metadata.get("nbgrader")
    names = [nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None, cell.get("id"), metadata.get("id")]
    return next((name for name in names if isinstance(name, str) and name in places), None)


def safe(kind: str, text: str) -> str:
    """Return a student's text as it may stand in a notebook that others read.

    Parameters
    ----------
    kind : "markdown" or "code".
    text : what the student wrote.
    """
    return harmless(text) if kind == "markdown" else text


def _merged(cells: list, extras: list[tuple[int, str, str]]) -> Iterator[dict[str, Any]]:
    """Yield the template's cells, each followed by the student's own cells that stood behind it."""
    numbered = list(enumerate(extras))
    yield from (_extra(kind, text, number) for number, (place, kind, text) in numbered if place == -1)
    for index, cell in enumerate(cells):
        yield cell
        yield from (_extra(kind, text, number) for number, (place, kind, text) in numbered if place == index)


def _extra(kind: str, text: str, number: int) -> dict[str, Any]:
    """Return a cell of the student's own with an id of ours."""
    cell = {
        "cell_type": kind,
        "id": f"extra-{number}",
        "metadata": {"autograder": "extra"},
        "source": safe(kind, text),
    }
    if kind == "code":
        cell |= {"outputs": [], "execution_count": None}
    return cell
