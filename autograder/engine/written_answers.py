"""Written answers: the student's texts for each, from its own cell or from markdown near it; none of them is dropped."""

from dataclasses import dataclass, field

from .code_answers import ELSEWHERE, MISSING
from .our_cells import OurCell
from .pictures import prose_with_pictures
from .recognising import Found, Piece

NOTES = (
    "It was left as it was, but the notebook has other texts; a person has to tell whether one of them is the answer."
)


@dataclass
class WrittenAnswer:
    """What is made of one written answer: its pieces in order, where the first stands, and a note."""

    pieces: list[Piece] = field(default_factory=list)
    note: str = ""
    taken: list[Piece] = field(default_factory=list)

    @property
    def position(self) -> int:
        """Where the first piece stands in the submission."""
        return self.pieces[0].position


def find_written_answers(ours: list[OurCell], found: Found) -> dict[int, WrittenAnswer]:
    """Return what is made of every written answer, by its place in the template.

    Parameters
    ----------
    ours : the cells of the template.
    found : what is found in the submission.
    """
    answers: dict[int, WrittenAnswer] = {}
    free = [piece for piece in found.own if piece.kind == "markdown"]
    written = [our for our in ours if our.role == "written"]
    open_ones = [our for our in written if our.place not in found.copies]
    for our in open_ones:
        near = _near(our, found, free)
        if near:
            answers[our.place] = WrittenAnswer(near, ELSEWHERE, near)
            free = [piece for piece in free if piece not in near]
    for our in written:
        if our.place in found.copies:
            answers[our.place] = WrittenAnswer(found.copies[our.place])
        elif our.place not in answers:
            answers[our.place] = _far(our, found)
    return answers


def _near(our: OurCell, found: Found, free: list[Piece]) -> list[Piece]:
    """Return the texts between the cells of ours that stand around a written answer, or around the place where it stood."""
    anchors = {**found.positions, **found.stubs, **{p: c[0].position for p, c in found.copies.items()}}
    here = anchors.pop(our.place, None)
    if here is None:
        around = [anchors.get(our.place - 1), anchors.get(our.place + 1)]
        if around == [None, None]:
            return []
        here = around[0] + 0.5 if around[0] is not None else around[1] - 0.5
    before = max((position for position in anchors.values() if position < here), default=-1)
    behind = min((position for position in anchors.values() if position > here), default=float("inf"))
    own_versions = {before, behind}  # the student's version of a cell of ours stands at that cell's position
    return [p for p in free if before < p.position < behind or p.position in own_versions]


def _far(our: OurCell, found: Found) -> WrittenAnswer:
    """Return all own texts of the notebook as what may be the answer, for a person to tell; they may stand near another one."""
    texts = [piece for piece in found.own if piece.kind == "markdown"]
    left_as_it_was = our.place in found.stubs
    return WrittenAnswer(texts, NOTES) if texts else WrittenAnswer(note="" if left_as_it_was else MISSING)


def joined(pieces: list[Piece]) -> tuple[str, dict[str, dict[str, str]]]:
    """Return some texts as one, and the pictures attached to them."""
    texts = []
    pictures: dict[str, dict[str, str]] = {}
    for piece in pieces:
        text, more = prose_with_pictures(piece.text, piece.attachments, len(pictures) + 1)
        texts.append(text)
        pictures |= more
    return "\n\n".join(texts), pictures
