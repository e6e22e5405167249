"""What a candidate is told before the first cell, taken from the bank, which it does not have."""

import re
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from .messages import CellSpec

GIVEN = re.compile(r'\bgiven\("(\w+)"\)')
NAMED = re.compile(r'\b(?:given|check|mark|review)\("(\w+)')
MARKED = re.compile(r'\bmark\("(\w+\.\w+)"')


def own_numbers(cells: list[CellSpec]) -> dict[str, list]:
    """Return the numbers that the cells of the source give to this student, by problem."""
    from autograder.learner.given_values import numbers_given

    sources = " ".join(cell["source"] for cell in cells if cell["kind"] == "given")
    return {name: [*map(_plain, numbers_given(name))] for name in GIVEN.findall(sources)}


def written_anew(cells: list[CellSpec]) -> dict[str, tuple[str, ...]]:
    """Return the microkit functions that are the student's to write, by the grade_id of the cell that grades them."""
    from autograder.bank import find_part

    asked = {}
    for cell in cells:
        for name in MARKED.findall(cell["source"] if cell["kind"] == "test" else ""):
            with suppress(KeyError):  # of what is not in the bank the grading cell itself will say so
                names = getattr(find_part(name)[1], "switched_off", ())
                asked |= {cell["grade_id"]: names} if names else {}
    return asked


def load_problems(sources: Iterable[str]) -> None:
    """Load the problems that the cells of a notebook name.

    Parameters
    ----------
    sources : of its cells.
    """
    from autograder.bank import find_problem

    for name in {name for source in sources for name in NAMED.findall(source)}:
        with suppress(KeyError):  # of what is not in the bank the grading cell itself will say so
            find_problem(name)


def _plain(number: Any) -> Any:
    """Return a number or a row of numbers as plain data."""
    return number.tolist() if hasattr(number, "tolist") else number
