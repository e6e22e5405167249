"""Whose cell is whose: the cells of a submission told apart into ours, copies of answer cells and the student's own."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .answer_code import gist, is_prose
from .our_cells import OurCell
from .submission import SubmittedCell


@dataclass(frozen=True)
class Piece:
    """A text of the student's that is kept: where it stood, whether it is run, and what is attached to it.

    `unread` says that it is text because Python cannot read the code cell that it stands in.
    """

    position: int
    kind: str  # "code" or "markdown"
    text: str
    attachments: Any = None
    oversized: bool = False
    unread: bool = False


@dataclass
class Found:
    """What is found in a submission, by the place of our cell in the template and the position in the submission.

    `positions` are those of given cells (the first) and of grading cells (the last); `stubs` those of answer cells that
    were left as they were; `copies` the texts of answer cells that were filled in. `own` are all other texts in order:
    cells of the student's own and, under the place of our cell, what was made of a `changed` cell of ours. `recognised` says
    that it is this notebook: some cell bears a name of ours or has the words of one, more than the code of a given cell.
    """

    positions: dict[int, int] = field(default_factory=dict)
    stubs: dict[int, int] = field(default_factory=dict)
    copies: dict[int, list[Piece]] = field(default_factory=dict)
    own: list[Piece] = field(default_factory=list)
    changed: dict[int, Piece] = field(default_factory=dict)
    recognised: bool = False


def sort_out(submitted: list[SubmittedCell], ours: list[OurCell]) -> Found:
    """Tell the cells of a submission apart.

    Parameters
    ----------
    submitted : in the order of the student.
    ours : the cells of the template.
    """
    found = Found()
    places = places_by_name(ours)
    named = [place_of(cell, places) for cell in submitted]
    unnamed = _texts_to_look_for(ours, set(named))
    not_theirs = {cell.shown.strip() for cell in ours if cell.role != "given"}
    not_theirs |= {cell.gist for cell in ours if cell.is_answer} - {""}
    found.recognised = any(place is not None for place in named)
    for position, (cell, name) in enumerate(zip(submitted, named, strict=True)):
        place = unnamed.pop(gist(cell.kind, cell.text), None) if name is None else name
        if place is not None:
            found.recognised |= ours[place].role != "given"
            _take_ours(found, ours[place], position, cell)
        elif cell.text.strip() not in not_theirs and gist(cell.kind, cell.text) not in not_theirs:
            piece = own_piece(position, cell, cell.text)
            found.own += [piece] if piece else []
    return found


def places_by_name(ours: Iterable[OurCell]) -> dict[str, int]:
    """Return the place of each of our cells by its grade_id, or by its cell id if it has none."""
    return {cell.name: cell.place for cell in ours if cell.name}


def place_of(cell: SubmittedCell, places: dict[str, int]) -> int | None:
    """Return which of our cells a submitted cell is, by its nbgrader metadata or else by its cell id, or None.

    Parameters
    ----------
    cell : a submitted cell.
    places : of our cells by name.
    """
    nbgrader = cell.metadata.get("nbgrader")
    names = [nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None, cell.id, cell.metadata.get("id")]
    return next((places[name] for name in names if isinstance(name, str) and name in places), None)


def _texts_to_look_for(ours: list[OurCell], seen: set[int | None]) -> dict[str, int]:
    """Return the place of each of our cells that no name tells of, by what it says, where that tells it from the others."""
    texts = [cell.gist for cell in ours]
    return {
        cell.gist: cell.place
        for cell in ours
        if cell.place not in seen and not cell.is_answer and cell.gist and texts.count(cell.gist) == 1
    }


def _take_ours(found: Found, our: OurCell, position: int, cell: SubmittedCell) -> None:
    """Take a cell that is one of ours, or a copy of it."""
    untouched = gist(our.kind, cell.text) == our.gist and not (our.role == "written" and cell.attachments)
    if our.is_answer:
        if untouched or not (cell.text.strip() or cell.attachments):
            found.stubs.setdefault(our.place, position)
        else:
            kind = "code" if our.is_code else "markdown"
            piece = Piece(position, kind, cell.text, cell.attachments, cell.oversized)
            found.copies.setdefault(our.place, []).append(piece)
        return
    again = our.place in found.positions
    if our.role == "grading" or not again:
        found.positions[our.place] = position
    if untouched and not (again and our.role == "given"):
        return
    text = cell.text if cell.kind == "code" else added(cell.text, our.shown)
    if cell.kind == "code" and not gist("code", text):
        return  # a comment was changed
    piece = own_piece(position, cell, text)
    if piece is not None:
        found.own.append(piece)
        if not untouched:
            found.changed.setdefault(our.place, piece)


def added(text: str, shown: str) -> str:
    """Return the lines of a changed text of ours that we did not write.

    Parameters
    ----------
    text : what stands in the submission.
    shown : what we wrote.
    """
    lines = {line.strip() for line in shown.split("\n")}
    return "\n".join(line for line in text.split("\n") if line.strip() not in lines)


def own_piece(position: int, cell: SubmittedCell, text: str) -> Piece | None:
    """Return a text of the student's own as it is kept, or None if there is nothing to keep.

    Parameters
    ----------
    position : of the cell in the submission.
    cell : the submitted cell.
    text : what of its text is the student's own.
    """
    if not text.strip() and not cell.attachments:
        return None
    unread = cell.kind == "code" and is_prose(text)
    kind = "code" if cell.kind == "code" and not unread else "markdown"
    return Piece(position, kind, text, cell.attachments, cell.oversized, unread)
