"""What the cells behind a hidden test put out: student code may have noted what the test called it with, and print it there.

What students are shown of these cells is therefore what they put out with the tests as they were released, and so are the
files that they leave for the next notebook.
"""

from typing import Any

from autograder.examiner.messages import CellSpec, Found
from autograder.judging.verdict import MIME

NOT_SHOWN = {
    "output_type": "stream",
    "name": "stdout",
    "text": "[What this cell puts out is not shown, as hidden tests have run before it.]\n",
}


def secrets_told(found: list[Found], cells: list[CellSpec], leaves_files: bool) -> int | None:
    """Return the place of the first hidden test that called student code, None if later cells put nothing out.

    Parameters
    ----------
    found : what was found of the cells.
    cells : the code cells of the notebook.
    leaves_files : whether the files count that they leave behind.
    """
    pairs = list(zip(found, cells, strict=False))
    for place, (one, cell) in enumerate(pairs):
        if cell["hidden"] and one.get("called"):
            puts_out = leaves_files or any(_put_out(*pair) for pair in pairs[place + 1 :])
            return place if puts_out else None
    return None


def as_released(cells: list[CellSpec], known: dict[str, Any]) -> list[CellSpec]:
    """Return the cells with the grading cells as students have them.

    Parameters
    ----------
    cells : the code cells of the notebook.
    known : what `make_template` noted of the source notebook.
    """
    return [cell | {"source": known["shown"][cell["grade_id"]]} if cell["hidden"] else cell for cell in cells]


def with_outputs_of(released: list[Found], found: list[Found], told: int) -> list[Found]:
    """Return what was found, with other outputs behind the first hidden test.

    Parameters
    ----------
    released : what was found with the grading cells as students have them, as far as that came.
    found : what counts.
    told : the place of the test.
    """
    shown: list[Any] = [{**one, "left": {}} for one in found]
    if len(released) == len(found):
        shown[-1]["left"] = released[-1].get("left", {})
    for place in range(told + 1, len(found)):
        if place < len(released):
            outputs = released[place]["outputs"]
        else:
            outputs = [NOT_SHOWN] if found[place]["outputs"] else []
        if found[place]["verdict"]:
            outputs = [*filter(_printed, outputs), *(one for one in found[place]["outputs"] if not _printed(one))]
        shown[place]["outputs"] = outputs
    return shown


def _put_out(one: Found, cell: CellSpec) -> bool:
    return any(map(_printed, one["outputs"])) if cell["kind"] == "test" else bool(one["outputs"])


def _printed(output: dict[str, Any]) -> bool:
    return output["output_type"] in ("stream", "display_data") and MIME not in output.get("data", {})
