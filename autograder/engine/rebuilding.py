"""The notebook to run, rebuilt from ours: the student's cells in the student's order, with our given and grading cells.

Of a submission only texts survive, and pictures of written answers; nothing that it says of points or of cells does.
"""

import base64
import json
from dataclasses import dataclass, field
from typing import Any

from autograder.judging.stopped_cells import UNREAD

from .code_answers import CodeAnswer, find_code_answers
from .messages import Job
from .notes import notes_on
from .ordering import THEIRS, Place, places
from .our_cells import OurCell, about, gradings_of, read_template
from .pictures import prose_with_pictures
from .recognising import Found, Piece, sort_out
from .submission import UnreadableError, parse
from .templates import template_named
from .written_answers import WrittenAnswer, find_written_answers, joined

OWN_LIMIT = 200
OVERSIZED = "A cell of this answer is too large to be graded by machine."


@dataclass
class Poured:
    """What came of pouring a submission into the template: the cells, notes on what was odd, parts that a person must see.

    `notes` are by grade_id of an answer cell or "" for the whole notebook, `held` by grade_id of a grading cell.
    """

    cells: list[dict[str, Any]]
    notes: dict[str, str]
    held: dict[str, str] = field(default_factory=dict)


@dataclass
class Rebuilt:
    """A submission poured into the template; of one that cannot be read, the template alone.

    `known` is what `make_template` noted of the source notebook, `notes` and `held` are those of `Poured`, `unreadable`
    says why the submission cannot be graded by machine, if it cannot.
    """

    notebook: dict[str, Any]
    known: dict[str, Any]
    notes: dict[str, str]
    unreadable: str = ""
    held: dict[str, str] = field(default_factory=dict)


def read_and_rebuild(job: Job) -> Rebuilt:
    """Return the notebook that a job is about, ready to be run."""
    notebook = json.loads(template_named(job["template"]))
    known = notebook["metadata"].pop("autograder")
    why = job.get("unreadable", "")
    if not why:
        try:
            shared = job.get("mode") == "shared"
            poured = rebuild(base64.b64decode(job["submitted"]), notebook["cells"], known, shared=shared)
            notes = poured.notes
            if job.get("left_out"):
                notes[""] = " ".join([*job["left_out"], *([notes[""]] if "" in notes else [])])
            return Rebuilt(notebook | {"cells": poured.cells}, known, notes, held=poured.held)
        except UnreadableError as error:
            why = str(error)
    return Rebuilt(notebook, known, {"": why}, why)


def rebuild(data: bytes, cells: list[dict[str, Any]], known: dict[str, Any], *, shared: bool = False) -> Poured:
    """Pour a submission into the cells of a template.

    Parameters
    ----------
    data : the bytes of the submitted notebook.
    cells : those of a notebook made by `make_template`: the source with its solutions taken out. They are left as they are.
    known : what `make_template` noted of the source.
    shared : whether given cells that are not locked keep the student's text, as they do under nbgrader.

    Raises
    ------
    UnreadableError : if the submission is no notebook, or none of this assignment.
    """
    ours = read_template(cells, known)
    found = sort_out(parse(data), ours)
    code = find_code_answers(ours, found)
    written = find_written_answers(ours, found)
    wanted = any(our.is_answer for our in ours)
    if wanted and not found.recognised and not any(answer.text for answer in code.values()):
        raise UnreadableError("None of the assignment's cells is in the submitted notebook.")
    a_person_reads = any(our.role == "written" for our in ours) or any(about(cell).get("task") for cell in cells)
    kept = _kept(found, code, written, a_person_reads)
    answered = [_filled(cell, our, code, written) for cell, our in zip(cells, ours, strict=True)]
    theirs = [place for place in found.changed if shared and _is_open(ours[place], cells[place])]
    entries = [e for e in zip(places(ours, found, code, written), answered, strict=True) if e[0].index not in theirs]
    entries += [(Place(p.position, THEIRS, -1), _own_cell(p, number)) for number, p in enumerate(kept)]
    entries.sort(key=lambda entry: entry[0])
    for place in theirs:
        del found.changed[place]  # there is nothing odd about it
    return Poured([cell for _, cell in entries], notes_on(ours, found, code, written), _held(ours, code))


def _is_open(our: OurCell, cell: dict[str, Any]) -> bool:
    """Tell whether a cell is given code that nbgrader leaves to students."""
    return our.role == "given" and not about(cell).get("locked")


def _kept(
    found: Found, code: dict[int, CodeAnswer], written: dict[int, WrittenAnswer], a_person_reads: bool
) -> list[Piece]:
    """Return in order what stands in cells of the student's own; texts are kept where a person reads the notebook."""
    taken = [piece for answer in (*code.values(), *written.values()) for piece in answer.taken]
    own = [*found.own, *(copy for place in code for copy in found.copies.get(place, []))]
    kept = [piece for piece in own if piece not in taken and (piece.kind == "code" or a_person_reads)]
    if len(kept) > OWN_LIMIT:
        raise UnreadableError(f"The notebook has {len(kept)} cells of its own; {OWN_LIMIT} can be graded.")
    return sorted(kept, key=lambda piece: piece.position)


def _filled(
    cell: dict[str, Any], our: OurCell, code: dict[int, CodeAnswer], written: dict[int, WrittenAnswer]
) -> dict[str, Any]:
    """Return one of our cells with the student's answer in it, if it is for one and was answered."""
    if our.place in code and code[our.place].text is not None:
        return cell | {"source": code[our.place].text}
    if our.place in written and written[our.place].pieces:
        text, pictures = joined(written[our.place].pieces)
        return cell | {"source": text} | ({"attachments": pictures} if pictures else {})
    return cell


def _held(ours: list[OurCell], code: dict[int, CodeAnswer]) -> dict[str, str]:
    """Return the grading cells of answers that are too large to be run, and why a person has to look."""
    large = [ours[place] for place, answer in code.items() if answer.oversized]
    return {grading.name: OVERSIZED for answer in large for grading in gradings_of(answer, ours)}


def _own_cell(piece: Piece, number: int) -> dict[str, Any]:
    """Return a cell of the student's own with an id of ours."""
    about = {"autograder": UNREAD if piece.unread else "extra"}
    cell = {"cell_type": piece.kind, "id": f"extra-{number}", "metadata": about}
    if piece.kind == "code":
        return cell | {"source": piece.text, "outputs": [], "execution_count": None}
    text, pictures = prose_with_pictures(piece.text, piece.attachments)
    return cell | {"source": text} | ({"attachments": pictures} if pictures else {})
