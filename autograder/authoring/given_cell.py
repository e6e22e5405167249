"""The given cell: the numbers of a problem as code, printed, or asked for by each student."""

from inspect import cleandoc
from textwrap import fill
from types import SimpleNamespace

from autograder.judging.filling import Name, typed
from autograder.judging.problem import Problem

LINE = 100


def given_code(problem: Problem) -> str:
    """Return the code of the given cell: a line for each given value that has a name, then the constants."""
    lines = [_given_line(problem.name_of(key), quantity) for key, quantity in problem.given.items()]
    return "\n".join(filter(None, [*lines, cleandoc(problem.constants)]))


def _given_line(name, quantity):
    if not name:
        return ""
    about = ", ".join(filter(None, [quantity.unit, quantity.about]))
    return f"{name} = {typed(quantity.value)}" + (f"  # {about}" if about else "")


def own_given_code(problem: Problem) -> str:
    """Return the code of the given cell where every student has numbers of their own."""
    names = [name for name in map(problem.name_of, problem.given) if name]
    if not names:
        return ""
    row = ", ".join(names) + ("," if len(names) == 1 else "")
    if len(row) > LINE:
        row = "(\n" + fill(row, LINE, initial_indent="    ", subsequent_indent="    ") + "\n)"
    return "\n".join(filter(None, [f'{row} = given("{problem.id}")', cleandoc(problem.constants)]))


def names_of(problem: Problem) -> SimpleNamespace:
    """Return the names of the given values, to stand in the texts in the place of their numbers."""
    return SimpleNamespace(**{key: Name(problem.name_of(key)) for key in problem.given})
