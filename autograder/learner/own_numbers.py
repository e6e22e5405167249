"""Whose numbers: the printed ones of a problem, or a student's own, drawn from the student's id.

A notebook with own numbers says so by its first cell, `given("h4")`; from then on `check` and `mark` use them as well.
The grader tells the id under which the work was handed in; a student's own machine finds it in JUPYTERHUB_USER, or in a
file beside the work.
"""

import hashlib
import os
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from autograder.bank import course_bank, find_problem
from autograder.judging.comparing import as_number, close
from autograder.judging.problem import Choice, Function, Number, Problem
from autograder.judging.verdict import Verdict

ID_FILE = "student_id.txt"
_asked = set()  # the problems whose own numbers this notebook has asked for


def ask_for_own(problem: Problem) -> None:
    """Note that the notebook at work gives its student numbers of their own for a problem."""
    _asked.add(problem.id)


def given_values(problem: Problem) -> SimpleNamespace:
    """Return the given values that hold in the notebook at work: the student's own, or the printed ones."""
    student = known_student() if has_own_numbers(problem) else None
    return problem.canonical() if student is None else own_values(problem.id, student)


def part_at_work(problem: Problem, letter: str) -> Number | Choice | Function:
    """Return a part as the notebook at work asks it: with own numbers, a choice has its options in the student's order.

    Parameters
    ----------
    problem : the problem.
    letter : which of its parts.
    """
    part = problem.parts[letter]
    student = known_student() if has_own_numbers(problem) else None
    if student is None or not isinstance(part, Choice):
        return part
    order = _generator(f"{problem.id}.{letter}", student).permutation(len(part.options))
    return replace(part, options=tuple(part.options[i] for i in order))


def has_own_numbers(problem: Problem) -> bool:
    """Tell whether the notebook at work gives its student numbers of their own."""
    return problem.id in _asked or os.environ.get("AUTOGRADER_NUMBERS") == "personal"


def own_values(problem_id: str, student: str) -> SimpleNamespace:
    """Return the given values of a student, the same whenever they are asked for.

    Parameters
    ----------
    problem_id : such as "h4".
    student : the id under which the work is handed in.
    """
    return _drawn(course_bank(), problem_id, student)


@cache
def _drawn(bank, problem_id, student):
    """Return drawn values; the same id may mean another problem in the bank of another course."""
    return find_problem(problem_id).draw_for_all(_generator(problem_id, student))


def known_student() -> str | None:
    """Return the id of the student whose work this is, or None where nothing tells.

    The grader says it in AUTOGRADER_SEED, where a notebook's own solution is of nobody; nbgrader's own grading runs in the
    folder autograded/STUDENT/ASSIGNMENT.
    """
    seed = os.environ.get("AUTOGRADER_SEED")
    if seed:
        student, slash, assignment = seed.rpartition("/")
        return (student or None) if slash else assignment
    folder = Path.cwd()
    if folder.parts[-3:-2] == ("autograded",):
        return folder.parent.name
    return os.environ.get("JUPYTERHUB_USER") or _kept_id(folder / ID_FILE)


def _kept_id(path):
    try:
        return path.read_text(encoding="utf-8").strip() or None
    except (OSError, UnicodeDecodeError):
        return None


def finite(answer: Any) -> float | None:
    """Return an answer as a finite number, or None of what is none: it is kept, for the class's answers to be compared."""
    value = as_number(answer)
    return value if value is not None and np.isfinite(value) else None


def is_for_other_numbers(verdict: Verdict, problem: Problem, part: Number) -> bool:
    """Tell whether an answer that no wrong turn of its part leads to is right for the printed numbers.

    Parameters
    ----------
    verdict : on the answer, which it keeps.
    problem, part : what was asked.
    """
    known_turn = verdict.code in {turn.code for turn in part.wrong_turns}
    if known_turn or verdict.answer is None:
        return False
    return close(verdict.answer, part.answer(problem.canonical()), part.tol)


def _generator(name, student):
    return np.random.default_rng(list(hashlib.sha256(f"{name}/{student}".encode()).digest()))
