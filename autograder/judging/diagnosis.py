"""From an answer to a verdict: whether it is right, and if not, which misconception it comes from."""

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

import numpy as np

from .choice_answers import diagnose_choice
from .comparing import as_number, close, shape_of
from .filling import in_brackets
from .function_answers import diagnose_function
from .parts import Choice, Function, Number
from .problem import Problem
from .slips import SAME, CommonSlip, common_slips, distance, fitting, said_of
from .verdict import Finding, State, Verdict
from .wrong_turns import WrongTurn

CLOSE_TOLERANCES = 5
HALF = 0.5
THOUSANDS = (-12, -9, -6, -3, 3, 6, 9, 12)
HUNDREDS = (-2, 2)
OTHER_POWERS = (-4, -2, -1, 1, 2, 4)
SHARES = ("%", "fraction", "probability")


def diagnose(
    name: str,
    part: Number | Choice | Function,
    answer: Any,
    given: SimpleNamespace,
    rng: np.random.Generator | None,
    problem: Problem | None = None,
) -> Verdict:
    """Return the full verdict on an answer: its state, the points and the misconception.

    Parameters
    ----------
    name : id of the part, such as "h1.b".
    part : the part of the bank.
    answer : what the student made; it may be anything.
    given : the values that the reference works from.
    rng : source of the fresh draws on which a function is tried; not needed for numbers and choices.
    problem : the problem of the part; without it a number is told by the wrong turns of the part alone.
    """
    if not started(answer):
        return Verdict(name, State.NOT_STARTED, "Put your answer in place of the dots.", 0.0, part.points)
    match part:
        case Number():
            found = diagnose_number(part, answer, given, slips_of(problem, name, given))
        case Choice():
            found = diagnose_choice(part, answer)
        case Function():
            found = diagnose_function(part, answer, rng)
    return Verdict.of(name, part.points, found)


def started(answer: Any) -> bool:
    """Tell whether there is an answer at all: None and the dots of the stub are none."""
    return answer is not None and answer is not Ellipsis


def slips_of(problem: Problem | None, name: str, given: SimpleNamespace) -> Iterable[CommonSlip]:
    """Return the common slips of the part with this id, worked out when they are asked for; none without its problem.

    Parameters
    ----------
    problem : whose part it is; None if that is not known.
    name : id of the part, such as "h1.b".
    given : the given values that the student has.
    """
    return common_slips(problem, name.partition(".")[2], given) if problem else ()


def diagnose_number(part: Number, answer: Any, given: SimpleNamespace, slips: Iterable[CommonSlip] = ()) -> Finding:
    """Return what is found in a number: right, a known wrong turn, one of the common slips, or how it is off.

    Of the wrong turns of the part the nearest counts, unless a common slip leads to the number and the turn only near it.

    Parameters
    ----------
    part : the part, which knows its reference and its wrong turns.
    answer : what the student gave, of any kind.
    given : the given values that the student has.
    slips : the common slips, see `slips_of`; they are worked out only for an answer that is not right.
    """
    value = as_number(answer)
    if value is None:
        return Finding(
            State.WRONG_TYPE, f"Expected one number{in_brackets(part.unit)}, but this is {shape_of(answer)}."
        )
    if not np.isfinite(value):
        message = f"Expected a finite number{in_brackets(part.unit)}, but this is {value}: look at each value that goes into it."
        return Finding(State.WRONG_TYPE, message)
    right = part.answer(given)
    if close(value, right, part.tol):
        return Finding(State.RIGHT, part.because, 1.0)
    turns = [turn for turn in part.wrong_turns if close(value, turn.gives(given), part.tol)]
    turn = min(turns, key=lambda turn: distance(value, turn.gives(given)), default=None)
    if turn and distance(value, turn.gives(given)) < SAME:
        return known(turn)
    found = fitting(value, slips)
    if turn and not (found and distance(value, found[0].value) < SAME):
        return known(turn)
    return _unnamed_number(part, value, right, given, found)


def known(turn: WrongTurn) -> Finding:
    """Return what is said of a known wrong turn."""
    return Finding(State.WRONG_TURN, turn.nudge, turn.credit or 0.0, turn.code, turn.quiet)


def _unnamed_number(
    part: Number, value: float, right: float, given: SimpleNamespace, slips: list[CommonSlip]
) -> Finding:
    """Return what is found in a number that no known wrong turn of its part leads to, but perhaps common slips.

    Half of the points remain for a unit that was mixed up, which takes a thousand (a hundred between a share and a
    percentage), and for a value close to the right one, unless a known wrong turn leads just as close.
    """
    units = THOUSANDS + HUNDREDS if part.unit in SHARES else THOUSANDS
    slip = _power_between(value, right, part.tol, units)
    if slip is not None:
        message = f"The digits are right, but the size is off by 10^{slip}: check the unit{in_brackets(part.unit)}."
        return Finding(State.UNIT_SLIP, message, HALF)
    exactly = slips and distance(value, slips[0].value) < SAME
    if close(value, right, CLOSE_TOLERANCES * part.tol) and not exactly:
        return _close_number(part, right, given)
    if slips:
        return Finding(State.WRONG_TURN, said_of(slips), 0.0, slips[0].code, any(slip.quiet for slip in slips))
    if value * right < 0:
        return Finding(State.WRONG_SIGN, f"The sign is off: think about what a {sign(value)} value would mean here.")
    factor = _power_between(value, right, part.tol, OTHER_POWERS)
    if factor is not None:
        message = f"The digits are right, but the size is off by 10^{factor}: is a factor missing, or one too many?"
        return Finding(State.WRONG, message)
    return Finding(State.WRONG, "Not right, and no known wrong turn leads here: write down each intermediate value.")


def _power_between(value: float, right: float, tol: float, powers: tuple[int, ...]) -> int | None:
    """Return the power of ten, one of `powers`, by which a value is off, or None if there is none."""
    return next((power for power in powers if close(value, right * 10.0**power, tol)), None)


def _close_number(part: Number, right: float, given: SimpleNamespace) -> Finding:
    """Return what is found in a number that misses the tolerance by little."""
    if any(close(turn.gives(given), right, CLOSE_TOLERANCES * part.tol) for turn in part.wrong_turns):
        message = "Close, but a known wrong turn leads just as close: write down each intermediate value."
        return Finding(State.CLOSE, message)
    message = "Close, but not within the tolerance: was a value rounded or approximated on the way?"
    return Finding(State.CLOSE, message, HALF)


def sign(value: float) -> str:
    """Name the sign of a number."""
    return "negative" if value < 0 else "positive"
