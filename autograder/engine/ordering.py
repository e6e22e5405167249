"""Where each of our cells stands in the notebook that is run: in the student's order, as far as what is graded allows."""

from typing import NamedTuple

from .code_answers import CodeAnswer
from .our_cells import OurCell, gradings_of
from .recognising import Found
from .written_answers import WrittenAnswer

BEFORE, THEIRS, OURS = range(3)


class Place(NamedTuple):
    """What the cells of the notebook are sorted by: a position in the submission, and the order of what stands there."""

    position: float
    rank: int
    index: int


def places(
    ours: list[OurCell], found: Found, code: dict[int, CodeAnswer], written: dict[int, WrittenAnswer]
) -> list[Place]:
    """Return the places of our cells.

    A cell of ours stands where the student has it, and one that was lost behind the one before it. A grading cell comes
    behind the last text of its answer; and whatever of ours is run comes behind those of our cells before it whose names
    it uses, a grading cell behind all that give names, so that what is graded with is ours and not the student's, and
    behind the grading cells before it that use the same answers, so that what it carries forward is marked by then.

    Parameters
    ----------
    ours : the cells of the template.
    found : what is found in the submission.
    code, written : what is made of the answers.
    """
    placed: list[Place] = []
    for our in ours:
        here = _students(our, found, code, written)
        place = (
            Place(here, THEIRS if our.is_answer else OURS, our.place) if here is not None else _lost(our, placed, found)
        )
        if our.role in ("given", "grading"):
            place = max([place, *_dependences(our, ours, placed, code)])
        placed.append(place)
    return placed


def _students(
    our: OurCell, found: Found, code: dict[int, CodeAnswer], written: dict[int, WrittenAnswer]
) -> float | None:
    """Return where the student has a cell of ours, None if nowhere."""
    if our.place in code and code[our.place].last is not None:
        return code[our.place].last
    if our.place in written and written[our.place].pieces and our.place not in found.stubs:
        return written[our.place].position
    return found.positions.get(our.place, found.stubs.get(our.place))


def _lost(our: OurCell, placed: list[Place], found: Found) -> Place:
    """Return the place of a cell that is not in the submission: behind the one before it, given code before what follows."""
    before = placed[-1].position if placed else -1
    behind = [position for place, position in found.positions.items() if place > our.place]
    behind += [copies[0].position for place, copies in found.copies.items() if place > our.place]
    if our.role == "given" and behind and min(behind) <= before:
        return Place(min(behind), BEFORE, our.place)
    return Place(before, OURS, our.place)


def _dependences(our: OurCell, ours: list[OurCell], placed: list[Place], code: dict[int, CodeAnswer]) -> list[Place]:
    """Return the places right behind the cells that one of our code cells depends on."""
    earlier = [cell for cell in ours[: our.place] if cell.is_code]
    needed = [cell for cell in earlier if cell.binds & our.uses]
    if our.role == "grading":
        needed += [cell for cell in earlier if cell.role == "given" and cell.binds]
        answers = [cell for cell in earlier if cell.role == "answer"]
        needed += [cell for cell in answers if our in gradings_of(cell, ours)]
        names = our.uses & frozenset().union(*(cell.binds for cell in answers))
        needed += [cell for cell in earlier if cell.role == "grading" and cell.uses & names]
    positions = []
    for cell in needed:
        position = placed[cell.place].position
        first = code[cell.place].first if cell.place in code else None
        positions.append(first if our.role == "given" and first is not None else position)
    return [Place(position, OURS, our.place) for position in positions]
