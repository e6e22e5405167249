"""Slips that no problem has to list: their numbers follow from the problem itself.

A given value left out, turned upside down, counted twice, doubled, halved or handed in; the answer to another question or a
step on the way handed in; the other unit of time, the complement, the reciprocal. What is said of a number is true of it
whatever the way to it was: "your number comes out when V is left out".
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from types import SimpleNamespace

from .comparing import close
from .filling import formatted
from .problem import Problem
from .varying import SAME, changed_number, power_of

COMMON = {
    "M-LEFTOUT": "a given value left out",
    "M-FLIP": "a given value multiplied where it divides, or the reverse",
    "M-TWICE": "a given value counted twice",
    "M-TWO": "a factor of two missing or too many",
    "M-GIVEN": "a given value handed in for the answer",
    "M-OTHER": "the answer to another question handed in",
    "M-STEP": "a step on the way handed in for the answer",
    "M-WEEK": "days and weeks mixed up",
}

FITS = 1e-3
WHOLE = {"probability": 1.0, "fraction": 1.0, "%": 100.0}
RATIOS = ("ratio", "fold", "times")
PER_DAY = ("M-DAYS", "hours and days are mixed up", 24.0)
PER_HOUR = ("M-MINH", "minutes and hours are mixed up", 60.0)
PER_WEEK = ("M-WEEK", "days and weeks are mixed up", 7.0)
CLOCK = {"h": (PER_DAY, PER_HOUR), "day": (PER_DAY, PER_WEEK), "days": (PER_DAY, PER_WEEK)}


@dataclass(frozen=True)
class Change:
    """What a slip does to a given value; `one` is the value that changes nothing as a factor: 1, or 100 %."""

    code: str
    what: str
    new: Callable[[float, float], float]


CHANGES = (
    Change("M-LEFTOUT", "is left out", lambda value, one: one),
    Change("M-LEFTOUT", "is taken for 0", lambda value, one: 0.0),
    Change("M-FLIP", "is turned upside down", lambda value, one: one * one / value),
    Change("M-TWICE", "comes in twice", lambda value, one: value * value / one),
    Change("M-TWO", "is doubled", lambda value, one: 2 * value),
    Change("M-TWO", "is halved", lambda value, one: value / 2),
)


@dataclass(frozen=True)
class CommonSlip:
    """A wrong number and what leads to it, in words that go on from "Your number comes out when …"."""

    code: str
    when: str
    value: float
    quiet: bool = False


def common_slips(problem: Problem, letter: str, given: SimpleNamespace) -> Iterator[CommonSlip]:
    """Yield the common slips of a number part for some given values.

    Parameters
    ----------
    problem, letter : the part.
    given : the values that the reference works from.
    """
    part = problem.parts[letter]
    right = problem.answers(given)[letter]
    for slip in chain(
        _of_the_given(problem, part, given), _of_other_results(problem, letter, given), _of_the_answer(part, right)
    ):
        if math.isfinite(slip.value) and not close(slip.value, right, part.tol):
            yield slip


def fitting(value: float, slips: Iterable[CommonSlip]) -> list[CommonSlip]:
    """Return the slips that lead to a value, as near as the nearest of them; none if none comes near.

    Parameters
    ----------
    value : a number that is not right.
    slips : what may have led to it.
    """
    slips = list(slips)
    nearest = min(slips, key=lambda slip: distance(value, slip.value), default=None)
    if nearest is None or distance(value, nearest.value) > FITS:
        return []
    return [slip for slip in slips if close(slip.value, nearest.value, SAME)]


def distance(value: float, other: float) -> float:
    """Return how far a value lies from another, relative to that.

    Parameters
    ----------
    value : a number.
    other : the number that the distance is measured from and against.
    """
    return abs(value - other) / abs(other) if other else math.inf * (value != other)


def said_of(slips: list[CommonSlip]) -> str:
    """Return what a student reads of slips that lead to one number."""
    whens = ", or when ".join(dict.fromkeys(slip.when for slip in slips))
    return f"Your number comes out when {whens}. Look there first."


def _of_the_given(problem, part, given):
    for key, quantity in problem.given.items():
        value = getattr(given, key)
        if not isinstance(value, int | float) or not value:
            continue
        name = (
            f"`{problem.name_of(key)}`"
            if problem.name_of(key)
            else f"the {formatted(value, 'g')} {quantity.unit}".strip()
        )
        yield CommonSlip("M-GIVEN", f"{name} itself is handed in", value)
        if part.slow:
            continue
        power = power_of(part.answer, given, key)
        for change in CHANGES:
            new = change.new(value, 100.0 if quantity.unit == "%" else 1.0)
            number = changed_number(part.answer, given, key, new, power)
            if number is not None and not (change.code == "M-TWO" and power in (1, -1)):
                yield CommonSlip(change.code, f"{name} {change.what}", number)


def _of_other_results(problem, letter, given):
    for other, answer in problem.answers(given).items():
        if other != letter:
            yield CommonSlip("M-OTHER", f"the answer to ({other}) is handed in", answer, quiet=True)
    for words, step in problem.steps.items():
        yield CommonSlip("M-STEP", f"the work stops at {words}", step(given), quiet=True)


def _of_the_answer(part, right):
    yield CommonSlip("M-TWO", "a factor of two is missing", right / 2, quiet=True)
    yield CommonSlip("M-TWO", "there is a factor of two too many", right * 2, quiet=True)
    for token in re.split(r"[·/ ]", part.unit):
        for code, when, factor in CLOCK.get(token, ()):
            yield CommonSlip(code, when, right * factor, quiet=True)
            yield CommonSlip(code, when, right / factor, quiet=True)
    whole = WHOLE.get(part.unit)
    if whole:
        yield CommonSlip("M-COMPL", f"what is missing to {whole:g} is handed in", whole - right, quiet=True)
    if part.unit in RATIOS and right:
        yield CommonSlip("M-INV", "the ratio is turned upside down", 1 / right, quiet=True)
