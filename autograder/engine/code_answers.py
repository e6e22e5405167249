"""Where each code answer stands in a submission: in its own cell, in copies of it, or in a cell of the student's own."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from .answer_code import bound_names, gist, given_names
from .our_cells import OurCell, gradings_of, wanted_of
from .recognising import Found, Piece

AGAIN = "This answer cell was there more than once; the copies were run in order, so that the last one counts."
SPREAD = "This answer was spread over several cells; they were run one after the other."
ELSEWHERE = "This answer stood in another cell than its own; it was graded from there."
MISSING = "This answer cell was missing from the submission."
POINTER = "# This answer stands in another cell."


@dataclass
class CodeAnswer:
    """What is made of one code answer.

    `first` and `last` are positions in the submission: where the first of its texts stands, and that which its cell takes.
    `text` is what its cell says, or None if it was not answered; `taken` are the pieces that no longer stand by themselves.
    """

    first: int | None = None
    last: int | None = None
    text: str | None = None
    note: str = ""
    taken: list[Piece] = field(default_factory=list)
    oversized: bool = False


def find_code_answers(ours: list[OurCell], found: Found) -> dict[int, CodeAnswer]:
    """Return what is made of every code answer, by its place in the template.

    All texts of the student's are run in the student's order, so that what is settled here is only which of them stands in
    the answer's own cell, and behind which of them it is graded.

    Parameters
    ----------
    ours : the cells of the template.
    found : what is found in the submission.
    """
    answers: dict[int, CodeAnswer] = {}
    taken: list[Piece] = []
    for our in ours:
        if our.role == "answer":
            answers[our.place] = _code_answer(our, ours, found, taken)
            taken += answers[our.place].taken
    return answers


def _code_answer(our: OurCell, ours: list[OurCell], found: Found, taken: list[Piece]) -> CodeAnswer:
    copies = found.copies.get(our.place, [])
    gradings = gradings_of(our, ours)
    wanted = wanted_of(our, gradings)
    oversized = any(piece.oversized for piece in copies)
    if wanted and not oversized and not any(given_names(piece.text) & wanted for piece in copies):
        graded = [found.positions[cell.place] for cell in gradings if cell.place in found.positions]
        elsewhere = _last_binding(wanted, _others(our, ours, found), max(graded, default=None))
        if elsewhere is not None:
            first = min([elsewhere.position, *(piece.position for piece in copies)])
            free = elsewhere in found.own and elsewhere not in taken
            text = elsewhere.text if free else POINTER
            note = SPREAD if copies else ELSEWHERE
            return CodeAnswer(first, elsewhere.position, text, note, [elsewhere] if free else [])
    if copies:
        last = copies[-1]
        return CodeAnswer(copies[0].position, last.position, last.text, _note(copies), [last], oversized)
    return CodeAnswer(note="" if our.place in found.stubs else MISSING)


def _others(our: OurCell, ours: list[OurCell], found: Found) -> list[Piece]:
    """Return the code that may give an answer, its own cell apart: not what the student left of a cell that gives it anyway."""
    not_theirs = [piece for place, piece in found.changed.items() if ours[place].binds & our.binds]
    copies = [piece for place, pieces in found.copies.items() if place != our.place for piece in pieces]
    pieces = [piece for piece in [*found.own, *copies] if piece.kind == "code" and piece not in not_theirs]
    return sorted(pieces, key=lambda piece: piece.position)


def _last_binding(wanted: Iterable[str], pieces: list[Piece], before: int | None) -> Piece | None:
    """Return the last text that gives one of some names, if possible not behind a position."""
    binding = [piece for piece in pieces if bound_names(piece.text) & set(wanted)]
    in_time = [piece for piece in binding if before is None or piece.position <= before]
    return (in_time or binding or [None])[-1]


def _note(copies: list[Piece]) -> str:
    """Return what is to be said of an answer cell that is there more than once, "" if it is there once."""
    texts = {gist("code", piece.text): bound_names(piece.text) for piece in copies}
    if len(texts) < 2:
        return ""
    names = [name for bound in texts.values() for name in bound]
    return AGAIN if len(names) > len(set(names)) else SPREAD
