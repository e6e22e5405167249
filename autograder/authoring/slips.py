"""Slips listed mechanically, for every number part: `slip_verdicts` tells what the grader says of each.

Each given value is dropped (1 for a factor, 0 for a summand), turned upside down, doubled, halved and squared; each step of
the bank file and each other answer is handed in; so are given values of the answer's unit, and the neighbours of the answer
by unit (a thousand; 60, 24 and 7 of a time; 100 and the complement of a share) and by logarithm.

A slip that changes nothing is none: where the answer does not depend on what was changed, because the formula ignores it
there (another limit binds) or hardly feels it (twice and half of it stay within the tolerance), or because the slip's formula
is the right one, so that both agree on every draw.
"""

import inspect
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType, SimpleNamespace

from autograder.judging.comparing import close
from autograder.judging.problem import Number, Problem
from autograder.judging.slips import WHOLE
from autograder.judging.varying import changed_number, number_from, power_of, with_other

IDENTICAL = 1e-7
CHANGES = {
    "dropped": lambda value, one: one,
    "taken for 0": lambda value, one: 0.0,
    "upside down": lambda value, one: one * one / value,
    "doubled": lambda value, one: 2 * value,
    "halved": lambda value, one: value / 2,
    "squared": lambda value, one: value * value / one,
}
MADE_OF_FACTORS = ("dropped", "upside down")
CLOCK = {60.0: ("h", "min"), 24.0: ("h", "day", "days"), 7.0: ("day", "days")}
LOGARITHMS = {"ln": math.log, "log10": math.log10, "exp": math.exp, "10 to the power": lambda value: 10.0**value}


@dataclass(frozen=True)
class Slip:
    """The number that a slip gives for some given values, and whether people make slips of its kind."""

    number: float
    made: bool


def slips_of(problem: Problem, letter: str, module: ModuleType, given: SimpleNamespace) -> dict[str, Slip]:
    """Return the slips of a number part for some given values, by what was done.

    Parameters
    ----------
    problem : a problem of the bank.
    letter : of one of its number parts.
    module : its bank file.
    given : given values.
    """
    part = problem.parts[letter]
    numbers = {other: p for other, p in problem.parts.items() if other != letter and isinstance(p, Number)}
    found = {}
    for key, quantity in problem.given.items():
        value = getattr(given, key)
        if isinstance(value, int | float):
            found |= dict(_of_given(part, given, key, 100.0 if quantity.unit == "%" else 1.0))
            if quantity.unit == part.unit:
                found[f"{key} handed in"] = Slip(value, True)
    for step, function in steps_of(module).items():
        if function not in [beside.answer for beside in numbers.values()]:
            made = unit_of(function) == part.unit
            found[f"{step} handed in"] = Slip(number_from(function, given), made)
    for other, beside in numbers.items():
        found[f"({other}) handed in"] = Slip(beside.answer(given), beside.unit == part.unit)
    found |= neighbours(part, part.answer(given))
    return {words: slip for words, slip in found.items() if slip.number is not None}


def steps_of(module: ModuleType) -> dict[str, Callable]:
    """Return the functions of a bank file that need the given values, called `g`, and nothing else."""
    found = {}
    for name, function in vars(module).items():
        if inspect.isfunction(function) and function.__module__ == module.__name__:
            parameters = list(inspect.signature(function).parameters.values())
            if parameters and parameters[0].name == "g" and all(p.default is not p.empty for p in parameters[1:]):
                found[name] = function
    return found


def unit_of(step: Callable) -> str:
    """Return the unit that ends the first line of a step's docstring, "Total trough concentration, ng/mL."."""
    return (inspect.getdoc(step) or "").partition("\n")[0].rpartition(",")[2].strip(" .")


def _of_given(part, given, key, one) -> Iterator[tuple[str, Slip]]:
    if part.slow:
        return
    value = getattr(given, key)
    right = part.answer(given)
    power = power_of(part.answer, given, key)
    numbers = {
        words: changed_number(part.answer, given, key, change(value, one), power) for words, change in CHANGES.items()
    }
    if all(number is None or close(number, right, part.tol) for number in (numbers["doubled"], numbers["halved"])):
        return
    for words, number in numbers.items():
        if number is not None and not close(number, right, IDENTICAL):
            summand = words == "taken for 0" and is_summand(part.answer, given, key)
            yield f"{key} {words}", Slip(number, summand or (words in MADE_OF_FACTORS and power is not None))


def is_summand(answer: Callable, given: SimpleNamespace, key: str) -> bool:
    """Tell whether an answer is a straight line in a given value that does not pass through zero.

    Parameters
    ----------
    answer : the reference, a function of given values.
    given : the given values.
    key : name of the one to be varied.
    """
    low, middle, high = (
        number_from(answer, with_other(given, key, share * getattr(given, key))) for share in (0.9, 0.95, 1.0)
    )
    if None in (low, middle, high):
        return False
    at_zero = high - 10 * (high - low)
    straight = close(low + high, 2 * middle, IDENTICAL)
    return straight and not close(low, high, IDENTICAL) and abs(at_zero) > IDENTICAL * abs(high)


def neighbours(part: Number, right: float) -> dict[str, Slip]:
    """Return the neighbours of a right answer by unit, complement and logarithm.

    Parameters
    ----------
    part : the part, which knows its unit.
    right : its right answer.
    """
    tokens = part.unit.replace("·", " ").replace("/", " ").split()
    factors = [1000.0, *(factor for factor, units in CLOCK.items() if any(token in units for token in tokens))]
    found = {}
    if part.unit in WHOLE:
        factors.append(100.0)
        found["complement"] = Slip(WHOLE[part.unit] - right, True)
    for factor in factors:
        found[f"times {factor:g}"] = Slip(right * factor, True)
        found[f"divided by {factor:g}"] = Slip(right / factor, True)
    for words, function in LOGARITHMS.items():
        found[words] = Slip(number_from(function, right), False)
    return found
