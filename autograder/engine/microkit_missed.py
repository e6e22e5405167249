"""What comes of two runs of a notebook: without the functions that it asks to write, and with microkit whole.

A part that asks to write what microkit offers is marked where microkit's own function never was. Other parts may use that
function, so where it was missed the notebook is run once more with it. Student code can tell the runs apart: nobody has two
guesses, so the second run counts only where the first gave no value at all.
"""

from collections.abc import Iterator

from autograder.examiner.messages import CellSpec, Found, Outcome
from autograder.examiner.scoring import verdict
from autograder.judging.verdict import State

ONLY_WITH_MICROKIT = (
    "Right only where microkit's own function can be called before this part is marked. A person has to look."
)
NO_VALUE = (State.CRASHED, State.NOT_STARTED, State.TIMED_OUT)
OTHER_ANSWER = "Your notebook gives another answer when it is run a second time. A person has to look."


def merged(without: list[Found], whole: list[Found], cells: list[CellSpec], unreached: Outcome) -> list[Found]:
    """Return what holds of two runs, cell by cell.

    A part that asks to write a function keeps its verdict from the first run, and so does any other part for which the
    student had a value there; where the second run would give more, a person looks. A part that only missed microkit has
    its verdict from the second run. The outputs are those of the second run.

    Parameters
    ----------
    without : what was found in the run without the functions that are asked for, as far as it came.
    whole : the same of the run with them.
    cells : the code cells of the notebook.
    unreached : what is to be said of the parts that the run with them did not reach.
    """
    both = [
        _held(*pair, cell) | {"answers": [value for one in pair for value in one.get("answers", [])]}
        for *pair, cell in zip(without, whole, cells, strict=False)
    ]
    rest = zip(without[len(both) :], cells[len(both) :], strict=False)
    only_without = [one | _told(cell, unreached) if _hangs_on_microkit(one) else one for one, cell in rest]
    return both + only_without + list(_only_whole(whole[len(without) :], cells[len(without) :]))


def _hangs_on_microkit(first: Found) -> bool:
    """Tell whether only a run with microkit whole can settle a part."""
    told = first["verdict"]
    return told is not None and not first["anew"] and not first["answered"] and told["state"] in NO_VALUE


def _held(first: Found, second: Found, cell: CellSpec) -> Found:
    if first["verdict"] is None or second["verdict"] is None:
        return second
    if worth(second["verdict"]["score"]) <= worth(first["verdict"]["score"]):
        return first
    if _hangs_on_microkit(first):
        return second
    return first | for_a_person(cell, ONLY_WITH_MICROKIT if second["anew"] else OTHER_ANSWER)


def _only_whole(found: list[Found], cells: list[CellSpec]) -> Iterator[Found]:
    """Yield what was found of the cells that the first run did not reach; it may have ended as its guess was wrong."""
    for one, cell in zip(found, cells, strict=False):
        yield one | for_a_person(cell, OTHER_ANSWER) if one["verdict"] and worth(one["verdict"]["score"]) else one


def for_a_person(cell: CellSpec, why: str) -> dict:
    """Return what is found of a grading cell at which a person has to look.

    Parameters
    ----------
    cell : the grading cell.
    why : what the student is told.
    """
    return _told(cell, Outcome(State.MANUAL_REVIEW, why))


def _told(cell: CellSpec, outcome: Outcome) -> dict:
    return {"verdict": verdict(cell, *outcome).to_json()}


def worth(score: float | None) -> float:
    """Return a score for comparison: one that a person has to find is above none and below any."""
    return score if score is not None else 1e-6
