"""Whether a test minds that student code changes its arguments in place, where the solution changes none.

Such a change is not carried over, so that no function can empty what its value is compared with. A test that asks whether its
data are as they were would hold then in any case. So the notebook is run once more with the changes, which can only take points away.
"""

from autograder.examiner.messages import CellSpec, Found
from autograder.examiner.student_errors import ENDINGS

from .microkit_missed import for_a_person

MINDED = "Your code changes in place what a test hands to it, and the test may mind that. A person has to look."
TABLE = ENDINGS["TableChangedError"].message.partition("{}")[2]


def changes_dropped(found: list[Found], cells: list[CellSpec]) -> set[str]:
    """Return the grading cells that gave points although a change of their arguments was not carried over.

    Parameters
    ----------
    found : what was found of the cells, as far as the run came.
    cells : the code cells of the notebook.
    """
    pairs = zip(found, cells, strict=False)
    return {cell["grade_id"] for one, cell in pairs if one.get("dropped") and one["verdict"]["score"]}


def with_changes(cells: list[CellSpec], names: set[str]) -> list[CellSpec]:
    """Return the code cells of a notebook such that in some grading cells too calls change their arguments.

    Parameters
    ----------
    cells : the code cells.
    names : of these grading cells.
    """
    return [cell | {"changes": cell["changes"] or cell["grade_id"] in names} for cell in cells]


def as_minded(found: list[Found], again: list[Found], cells: list[CellSpec], names: set[str]) -> list[Found]:
    """Return what holds of a run without the changes and one with them: where the second gives less, a person looks.

    What has become of a table cannot be told, and most tests do not mind: there the first run counts.

    Parameters
    ----------
    found : of the run without them.
    again : of the run with them, as far as it came.
    cells : the code cells of the notebook.
    names : of the grading cells that are in question.
    """
    told = {cell["grade_id"]: one["verdict"] for one, cell in zip(again, cells, strict=False)}
    held = []
    for one, cell in zip(found, cells, strict=False):
        name = cell["grade_id"]
        if name in names and _minds(one["verdict"], told.get(name)):
            held.append(one | for_a_person(cell, MINDED))
        else:
            held.append(one)
    return held


def _minds(first, second):
    if second is None:
        return True
    if second["score"] is None:
        return not second["message"].endswith(TABLE)
    return second["score"] < first["score"]
