"""What comes of two runs of a notebook: without the functions that it asks to write, and with microkit whole.

A part that asks to write what microkit offers is marked where microkit's own function never was. Other parts may use that
function, so where it was missed the notebook is run once more with it.
"""

from autograder.examiner.messages import CellSpec, Found
from autograder.examiner.scoring import verdict
from autograder.judging.verdict import State

ONLY_WITH_MICROKIT = (
    "Right only where microkit's own function can be called before this part is marked. A person has to look."
)


def merged(without: list[Found], whole: list[Found], cells: list[CellSpec]) -> list[Found]:
    """Return what holds of two runs, cell by cell.

    A part that asks to write a function keeps its verdict from the first run, and waits for a person if the second one
    would give it more; of any other part the better verdict holds. The outputs are those of the second run.

    Parameters
    ----------
    without : what was found in the run without the functions that are asked for, as far as it came.
    whole : the same of the run with them.
    cells : the code cells of the notebook.
    """
    both = [_better(first, second, cell) for first, second, cell in zip(without, whole, cells, strict=False)]
    return both + max(without, whole, key=len)[len(both) :]


def _better(first, second, cell):
    if first["verdict"] is None or second["verdict"] is None:
        return second
    if _worth(second["verdict"]) <= _worth(first["verdict"]):
        return first
    if not second["anew"]:
        return second
    return first | {"verdict": verdict(cell, State.MANUAL_REVIEW, ONLY_WITH_MICROKIT, None).to_json()}


def _worth(found):
    """Return the points of a verdict; one that a person has to look at is above none and below any."""
    return found["score"] if found["score"] is not None else 1e-6
