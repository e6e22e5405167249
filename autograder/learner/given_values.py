"""What a notebook with own numbers calls: `given`, `question` and, once, `student_id`."""

from pathlib import Path
from types import SimpleNamespace

import numpy as np
from IPython.display import Markdown, display

from autograder.bank import find_problem
from autograder.judging.filling import filled, typed
from autograder.judging.problem import LETTERS

from .own_numbers import ID_FILE, ask_for_own, given_values, known_student, part_at_work

NO_ID = (
    "**No student id: these are the printed numbers, not yours.** "
    'Run `from autograder import student_id; student_id("…")` once, with the id under which you hand in, '
    "then run this cell again."
)


class Text(Markdown):
    """Markdown that can be read as it stands where nothing renders it, as in graded notebooks."""

    def __repr__(self) -> str:
        return self.data


class Given(SimpleNamespace):
    """`given("h4")` shows the numbers of a problem; `given.d_min` is one of the practice question at hand."""

    def __call__(self, name: str) -> tuple:
        """Show a table of the numbers that a problem gives to this student, and return them in its order.

        Parameters
        ----------
        name : id of a problem, such as "h4".

        Returns
        -------
        The numbers, in the units of the table; a row of numbers as an array.

        Raises
        ------
        KeyError : for a problem that is not in the bank.
        """
        problem = find_problem(name)
        ask_for_own(problem)
        values = given_values(problem)
        student = known_student()
        rows = [_row(problem.name_of(key), problem.given[key], getattr(values, key)) for key in _named(problem)]
        whose = f"The numbers of **{student}**." if student else NO_ID
        display(Text("\n".join([whose, "", "| name | number | unit | |", "|---|---|---|---|", *rows])))
        return numbers_given(name)


given = Given()


def numbers_given(name: str) -> tuple:
    """Return what `given` returns, and show nothing."""
    problem = find_problem(name)
    values = given_values(problem)
    numbers = [getattr(values, key) for key in _named(problem)]
    return tuple(np.array(number) if isinstance(number, tuple) else number for number in numbers)


def question(name: str) -> None:
    """Show a question with this student's numbers; a choice has its options in this student's order.

    Parameters
    ----------
    name : id of a part, such as "h4.g".
    """
    head, _, letter = name.partition(".")
    problem = find_problem(head)
    ask_for_own(problem)
    values = problem.told(given_values(problem))
    part = part_at_work(problem, letter) if letter in problem.parts else problem.written[letter]
    lines = [
        f"- **{letter}.** {filled(option.text, values)}"
        for letter, option in zip(LETTERS, getattr(part, "options", ()), strict=False)
    ]
    display(Text("\n\n".join([filled(part.prompt, values), *(["\n".join(lines)] if lines else [])])))


def student_id(student: str) -> None:
    """Keep the id under which this work will be handed in, in a file beside the work.

    Parameters
    ----------
    student : the id that your course knows you by.

    Raises
    ------
    ValueError : for an empty id, or one with blanks or slashes in it.
    """
    if not student or student != student.strip() or set(student) & set("/\\ \t\n"):
        raise ValueError(f"{student!r} is no student id: write the id under which you hand in, without blanks")
    Path(ID_FILE).write_text(f"{student}\n", encoding="utf-8")
    display(Text(f"Your id is **{student}**, kept in `{ID_FILE}`. Now run the cell with the numbers again."))


def _named(problem):
    return [key for key in problem.given if problem.name_of(key)]


def _row(name, quantity, value):
    return f"| `{name}` | {typed(value)} | {quantity.unit or '–'} | {quantity.about} |"
