"""The cell that stopped before a part which fails: told in one line to a student who would otherwise not know why."""

import re
from collections.abc import Callable, Container, Iterable, Mapping
from typing import Any

from .verdict import is_state

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
AT_LINE = re.compile(r"Cell In\[\d+\], line (\d{1,6})")
LONGEST_CODE = 60
LONGEST_ERROR = 200
UNREAD = "unread"  # as the metadata of a student's own cell has it that no Python can be read in
STOPPED_FROM_OUTSIDE = "KeyboardInterrupt"
TOO_LONG = "This takes longer than it may. Is there a loop that never ends?"


def error_of(cell: Mapping[str, Any]) -> str:
    r"""Return what a code cell stopped with and where, "" if it ran to its end.

    >>> output = {"output_type": "error", "ename": "KeyError", "evalue": "'b'", "traceback": ["Cell In[3], line 2"]}
    >>> error_of({"source": "table = {}\ntable['b']", "outputs": [output]})
    "KeyError: 'b' at `table['b']`"

    Parameters
    ----------
    cell : as nbformat reads it, with the outputs of this run.
    """
    error = next((output for output in cell.get("outputs", []) if output["output_type"] == "error"), None)
    if error is None:
        return ""
    if error["ename"] == STOPPED_FROM_OUTSIDE:
        return TOO_LONG
    if is_state(error["ename"]):
        return short(error["evalue"], LONGEST_ERROR)  # the grader's own words
    told = short(": ".join(filter(None, (error["ename"], error["evalue"]))), LONGEST_ERROR)
    line = _stopped_at(cell["source"], error["traceback"])
    return f"{told} at `{line}`" if line else told


def stops_before(
    cells: Iterable[Mapping[str, Any]], part_of: Callable[[Any], str | None], failing: Container[str]
) -> dict[str, str]:
    """Return by part, for those that fail, a line on the first cell that stopped before them, each cell with one part only.

    Parameters
    ----------
    cells : that have run, in order: those that mark a part, and those that could have stopped before one.
    part_of : returns the part that a cell marks, None for a cell that marks none.
    failing : the parts that fail.
    """
    told = {}
    stop = ""
    for cell in cells:
        part = part_of(cell)
        if part is None:
            stop = stop or told_of(cell)
        elif stop and part in failing:
            told[part] = stop
            stop = ""
    return told


def told_of(cell: Mapping[str, Any]) -> str:
    """Return a line on a cell that stopped before a part, "" for one that ran to its end.

    Parameters
    ----------
    cell : as nbformat reads it, with the outputs of this run.
    """
    if cell["metadata"].get("autograder") == UNREAD:
        return f"Before this part {called(cell)} does not run, as Python cannot read it."
    error = error_of(cell)
    return f"Before this part {called(cell)} stops, and the rest of it does not run: {error}" if error else ""


def called(cell: Mapping[str, Any]) -> str:
    """Return what a cell is called: by the first of its lines, as a number would not be the one that its author sees."""
    lines = [line for line in cell["source"].split("\n") if line.strip()]
    return f"the cell that begins `{short(lines[0], LONGEST_CODE)}`" if lines else "an empty cell"


def short(text: str, longest: int) -> str:
    """Return a text in one line, cut off where it is long.

    Parameters
    ----------
    text : any.
    longest : the number of characters that stay.
    """
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[:longest]}…"


def _stopped_at(source: str, traceback: list[str]) -> str:
    """Return the line of the cell in which the error arose, or that called what raised it; "" if it cannot be told."""
    found = AT_LINE.search(COLOUR.sub("", "\n".join(traceback)))
    lines = source.split("\n")
    number = int(found[1]) if found else 0
    return short(lines[number - 1], LONGEST_CODE) if 0 < number <= len(lines) else ""
