"""Functions as answers: tried on fresh draws, beside the reference and beside every known wrong function."""

import contextlib
import copy
import io
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from .comparing import first_difference, same, same_shape, shape_of, shown
from .parts import Call, Function
from .verdict import Finding, State

DRAWS = 12
BROKEN_RULE_CREDIT = 0.5
RETURNS_NOTHING = "The function returns nothing yet. If you have written it, does it end with `return`?"


@dataclass(frozen=True)
class Trial:
    """One call of the student's function: what was asked, and the value or the error that came of it."""

    case: str
    call: Call
    value: Any = None
    error: str | None = None


def attempt(function: Callable, call: Callable[[Callable], Any], case: str = "") -> Trial:
    """Call a function on a copy of the arguments; its prints and warnings are dropped, its error is kept as text.

    Parameters
    ----------
    function : the student's function, or the engine's stand-in for one in another process, which shares nothing.
    call : takes the function and calls it, such as a `Call`.
    case : name of what is tried.
    """
    try:
        if is_remote(function):
            return Trial(case, call, call(function))
        with output_suppressed():
            return Trial(case, call, copy.deepcopy(call)(function))
    except (Exception, SystemExit) as error:
        return Trial(case, call, error=f"{type(error).__name__}: {error}"[:300])


@contextlib.contextmanager
def output_suppressed() -> Iterator[None]:
    """Drop prints and warnings inside the block."""
    sink = io.StringIO()
    with contextlib.redirect_stdout(sink), contextlib.redirect_stderr(sink), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with np.errstate(all="ignore"):
            yield


def is_remote(function: Callable) -> bool:
    """Tell whether a function is a stand-in of the engine for one that runs in another process."""
    return hasattr(function, "prefetch")


def disabling(function: Callable, names: Iterable[str]) -> Callable:
    """Switch off the named functions of microkit in a student's function, where it runs in another process.

    Parameters
    ----------
    function : the student's; one that runs in this process is returned as it is.
    names : of functions of microkit.
    """
    return function.disabling(names) if names and is_remote(function) else function


def diagnose_function(part: Function, function: Any, rng: np.random.Generator) -> Finding:
    """Return what is found in a function: right, a known wrong function, or the cases that it gets right.

    Each case of the part that is right on all its draws earns an equal share of the points.

    Parameters
    ----------
    part : the part of the bank.
    function : what the student made; it may be anything.
    rng : source of the draws.
    """
    if not callable(function):
        message = f"Expected the function {part.name}, but this is {shape_of(function)}."
        return Finding(State.WRONG_TYPE, message)
    function = disabling(function, part.switched_off)
    trials = _trials(part, function, rng)
    if all(t.error is None and (t.value is None or t.value is Ellipsis) for t in trials):
        return Finding(State.NOT_STARTED, RETURNS_NOTHING)
    failed = [t for t in trials if not agrees(t, part.answer, part.tol)]
    if not failed:
        return _against_invariants(part, function, rng)
    credit = round(1 - len({t.case for t in failed}) / len(part.cases), 4)
    for turn in part.wrong_turns:
        if all(agrees(t, turn.gives, part.tol) for t in trials):
            return Finding(State.WRONG_TURN, turn.nudge, credit if turn.credit is None else turn.credit, turn.code)
    return _unexplained(part, function, failed, credit)


def _trials(part, function, rng):
    draws = [(case, make(rng, i)) for case, make in part.cases.items() for i in range(DRAWS)]
    rng.shuffle(draws)  # so that no pattern of answers can be right without a look at the question
    if is_remote(function):
        function.prefetch([call for _, call in draws])
    return [attempt(function, call, case) for case, call in draws]


def agrees(trial: Trial, function: Callable, tol: float) -> bool:
    """Tell whether a trial came to what `function`, one of the bank's own, makes of the same call.

    Parameters
    ----------
    trial : a call of the student's function with what came of it.
    function : the bank's own, called with the same arguments.
    tol : relative tolerance.
    """
    call = trial.call
    return trial.error is None and same(call.read(trial.value), call.read(call(function)), tol)


def _against_invariants(part, function, rng):
    for rule, holds in part.invariants.items():

        def call(function, holds=holds):
            return bool(holds(function, rng))

        if attempt(function, call).value is not True:
            message = f"Right on every number tried, but this does not hold: {rule}."
            return Finding(State.PARTIAL, message, BROKEN_RULE_CREDIT)
    return Finding(State.RIGHT, part.because, 1.0)


def _unexplained(part, function, failed, credit):
    first = failed[0]
    call = f"{part.name}({first.call.about()})"
    if first.error:
        state = State.PARTIAL if credit else State.CRASHED
        return Finding(state, f"{call} stops with {first.error}", credit)
    expected = first.call(part.answer)
    if not same_shape(first.value, expected):
        message = f"{call} should return {shape_of(expected)}, but it returns {shape_of(first.value)}."
        return Finding(State.PARTIAL if credit else State.WRONG_TYPE, message, credit)
    advice = first.call.remark(first.value) or _on_the_example(part, function) or f"Try {call} by hand."
    if credit:
        cases = ", ".join(dict.fromkeys(t.case for t in failed))
        return Finding(State.PARTIAL, f"Right in part; not yet right for: {cases}. {advice}", credit)
    return Finding(State.WRONG, f"Not right, and no known wrong turn leads here. {advice}")


def _on_the_example(part, function):
    """Return how a wrong function differs on the part's example, which is short enough to follow; "" if it does not."""
    trial = attempt(function, part.example)
    expected = part.example(part.answer)
    if trial.error or agrees(trial, part.answer, part.tol) or not same_shape(trial.value, expected):
        return ""
    place, mine, right = first_difference(trial.value, expected, part.tol)
    return f"{part.name}({part.example.about()}){place} should be {shown(right)}, but it is {shown(mine)}."
