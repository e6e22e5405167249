"""Functions as answers: tried on fresh draws, beside the reference and beside every known wrong function."""

import contextlib
import copy
import io
import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np

from .comparing import same, shape_of
from .problem import Call
from .verdict import State

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


def attempt(function, call, case=""):
    """Call a function on a copy of the arguments; its prints and warnings are dropped, its error is kept as text."""
    apart = behind_a_wall(function)
    with contextlib.nullcontext() if apart else hushed():
        try:
            return Trial(case, call, (call if apart else copy.deepcopy(call))(function))
        except (Exception, SystemExit) as error:
            return Trial(case, call, error=f"{type(error).__name__}: {error}"[:300])


@contextlib.contextmanager
def hushed():
    """Drop prints and warnings inside the block."""
    sink = io.StringIO()
    with contextlib.redirect_stdout(sink), contextlib.redirect_stderr(sink), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with np.errstate(all="ignore"):
            yield


def behind_a_wall(function):
    """Tell whether a function is a stand-in of the engine for one that runs in another process."""
    return hasattr(function, "foresee")


def without(function, names):
    """Switch off the named functions of microkit in a student's function, where the engine has put it behind a wall."""
    return function.without(names) if names and behind_a_wall(function) else function


def diagnose_function(part, function, rng):
    """Return state, message, credit and misconception of a function.

    Each case of the part that is right on all its draws earns an equal share of the points.
    """
    if not callable(function):
        return State.WRONG_TYPE, f"Expected the function {part.name}, but this is {shape_of(function)}.", 0.0, None
    function = without(function, part.switched_off)
    draws = [(case, make(rng, i)) for case, make in part.cases.items() for i in range(DRAWS)]
    rng.shuffle(draws)  # so that no pattern of answers can be right without a look at the question
    if behind_a_wall(function):
        function.foresee([call for _, call in draws])
    trials = [attempt(function, call, case) for case, call in draws]
    if all(t.error is None and (t.value is None or t.value is Ellipsis) for t in trials):
        return State.NOT_STARTED, RETURNS_NOTHING, 0.0, None
    failed = [t for t in trials if not agrees(t, part.answer, part.tol)]
    if not failed:
        return _against_invariants(part, function, rng)
    credit = round(1 - len({t.case for t in failed}) / len(part.cases), 4)
    for turn in part.wrong_turns:
        if all(agrees(t, turn.gives, part.tol) for t in trials):
            return State.WRONG_TURN, turn.nudge, credit if turn.credit is None else turn.credit, turn.code
    return _unexplained(part, failed, credit)


def agrees(trial, function, tol):
    """Tell whether a trial came to what `function`, one of the bank's own, makes of the same call."""
    return trial.error is None and same(trial.value, trial.call(function), tol)


def _against_invariants(part, function, rng):
    for rule, holds in part.invariants.items():
        if attempt(function, lambda f, holds=holds: bool(holds(f, rng))).value is not True:
            return (
                State.PARTIAL,
                f"Right on every number tried, but this does not hold: {rule}.",
                BROKEN_RULE_CREDIT,
                None,
            )
    return State.RIGHT, part.because, 1.0, None


def _unexplained(part, failed, credit):
    first = failed[0]
    call = f"{part.name}({first.call})"
    if first.error:
        state = State.PARTIAL if credit else State.CRASHED
        return state, f"{call} stops with {first.error}", credit, None
    expected = first.call(part.answer)
    if shape_of(first.value) != shape_of(expected):
        message = f"{call} should return {shape_of(expected)}, but it returns {shape_of(first.value)}."
        return State.PARTIAL if credit else State.WRONG_TYPE, message, credit, None
    cases = ", ".join(dict.fromkeys(t.case for t in failed))
    if credit:
        return State.PARTIAL, f"Right in part; not yet right for: {cases}. Try {call} by hand.", credit, None
    return State.WRONG, f"Not right, and no known wrong turn leads here. Try {call} by hand.", 0.0, None
