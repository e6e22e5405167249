"""One question of practice: its numbers and the order of its options, fresh and unlike the graded ones."""

from dataclasses import dataclass, replace
from functools import cache
from types import SimpleNamespace

import numpy as np

from autograder.bank import course_bank, find_part
from autograder.judging.comparing import close
from autograder.judging.parts import Choice, Function, Number
from autograder.judging.problem import Problem

from .own_numbers import given_values, part_at_work

TRIES = 60  # draws before a question that always comes to the same is taken as it is


@dataclass(frozen=True)
class Round:
    """One question in words with its numbers. `order` says which option of a choice stands in which place.

    `repeats` says that every draw comes to the graded answer: its numbers are published ones, or do not matter to it.
    """

    name: str
    problem: Problem
    part: Number | Choice
    given: SimpleNamespace
    order: tuple[int, ...] = ()
    repeats: bool = False

    @property
    def options(self) -> list[str]:
        """Texts of the options in the order shown; empty for a number."""
        return [self.part.options[i].text for i in self.order]


def new_round(name: str, rng: np.random.Generator, last: Round | None = None) -> Round:
    """Return a fresh question with drawn numbers; a choice has its options shuffled.

    Its answer, or the order of its options, is neither that of the graded question nor that of the last round, unless it can be
    no other.
    A choice keeps the numbers of the assignment where its problem does not promise options that hold for every draw.

    Parameters
    ----------
    name : id of the part, such as "h1.b".
    rng : source of the draws.
    last : the round before, if there was one.

    Raises
    ------
    KeyError : for a part that is not in the bank.
    TypeError : for a part that asks for a function.
    """
    problem, part = find_part(name)
    if isinstance(part, Function):
        raise TypeError(f"{name} asks for a function: there is nothing to type, pass the function itself")
    spare = None
    for _ in range(TRIES):
        asked = _drawn(name, problem, part, rng)
        if is_graded(asked):
            if isinstance(part, Number) and not _has_others(course_bank(), name):
                break
            continue
        if last is None or not alike(asked, last):
            return asked
        spare = asked
    return spare or replace(asked, repeats=True)


@cache
def _has_others(bank, name):
    """Tell whether any draw leads to another answer; the same name may mean another part in the bank of another course."""
    problem, part = find_part(name)
    rng = np.random.default_rng(0)
    printed = part.answer(problem.canonical())
    return any(not close(part.answer(problem.draw(rng, part)), printed, part.tol) for _ in range(TRIES))


def _drawn(name, problem, part, rng):
    if isinstance(part, Choice):
        given = problem.draw_for_all(rng) if problem.personal else problem.canonical()
        order = tuple(int(i) for i in rng.permutation(len(part.options)))
        return Round(name, problem, problem.worded(part, given), given, order)
    given = problem.draw(rng, part)
    return Round(name, problem, problem.worded(part, given), given)


def is_graded(asked: Round) -> bool:
    """Tell whether a question is the one that is graded: its answer within the tolerance, or its options in the same order."""
    letter = asked.name.partition(".")[2]
    if isinstance(asked.part, Number):
        return close(asked.part.answer(asked.given), asked.part.answer(given_values(asked.problem)), asked.part.tol)
    printed = asked.problem.parts[letter].options
    return asked.order == tuple(printed.index(option) for option in part_at_work(asked.problem, letter).options)


def alike(asked: Round, other: Round) -> bool:
    """Tell whether two rounds of one part have the same answer, or their options in the same order.

    Parameters
    ----------
    asked : one of them.
    other : the other one.
    """
    if isinstance(asked.part, Number):
        return close(asked.part.answer(asked.given), other.part.answer(other.given), asked.part.tol)
    return asked.order == other.order
