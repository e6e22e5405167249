"""What was odd about a submission, in words for the student and the instructor."""

from .code_answers import CodeAnswer
from .our_cells import OurCell
from .recognising import Found
from .written_answers import WrittenAnswer

CHANGED = "The cell {name} had been changed. Your version of it was run first, then ours."
OVERSIZED_OWN = "A cell of your own was too large and was left out."


def notes_on(
    ours: list[OurCell], found: Found, code: dict[int, CodeAnswer], written: dict[int, WrittenAnswer]
) -> dict[str, str]:
    """Return the notes on a submission, by grade_id of the answer cell or "" for the whole notebook.

    Parameters
    ----------
    ours : the cells of the template.
    found : what is found in the submission.
    code, written : what is made of the answers.
    """
    notes = {ours[place].name: [answer.note] for place, answer in sorted({**code, **written}.items()) if answer.note}
    for place, piece in sorted(found.changed.items()):
        if piece.kind == "code":
            notes.setdefault(_group(ours[place], ours), []).append(CHANGED.format(name=ours[place].name))
    if any(piece.oversized for piece in found.own):
        notes.setdefault("", []).append(OVERSIZED_OWN)
    return {name: " ".join(texts) for name, texts in notes.items()}


def _group(our: OurCell, ours: list[OurCell]) -> str:
    """Return the answer that a cell of ours belongs to: a grading cell to the one before it, given code to the next one."""
    before = [cell.name for cell in ours[: our.place] if cell.is_answer]
    behind = [cell.name for cell in ours[our.place :] if cell.is_answer]
    nearest = [*before[-1:], *behind[:1]] if our.role == "grading" else [*behind[:1], *before[-1:]]
    return nearest[0] if nearest else ""
