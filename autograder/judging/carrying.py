"""One slip costs its points once: an answer that follows from a known wrong turn in an earlier part is right by that."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np

from .comparing import as_number, close
from .diagnosis import CLOSE_TOLERANCES, diagnose
from .function_answers import attempt
from .parts import Choice, Function, Number
from .problem import Problem
from .verdict import State, Verdict


@dataclass(frozen=True)
class Marked:
    """An answer as it was when it was marked, and what came of it."""

    answer: Any
    verdict: Verdict


def carried_from(
    problem: Problem,
    part: Number | Choice | Function,
    answer: Any,
    using: Callable[[], Any],
    given: SimpleNamespace,
    rng: np.random.Generator,
    marked: Marked | None = None,
) -> str | None:
    """Return the letter of the part whose known wrong turn leads to a number, by way of the part that this one follows.

    Only a wrong turn of the bank is followed, worked out anew from the bank's own record of it, so that an invented
    earlier answer cannot buy the points of a later one. The earlier answer may itself follow from a still earlier slip.
    An earlier answer that was marked counts as it was then: a function may have been changed since, or be another
    when it is asked again.

    Parameters
    ----------
    problem : the problem that the part belongs to.
    part, answer, given, rng : as in `diagnose`.
    using : returns the student's answer to the earlier part; a NameError means that there is none. Not asked if `marked`.
    marked : what came of the earlier part, if it was marked before.
    """
    value = as_number(answer)
    if getattr(part, "carried", None) is None or value is None:
        return None
    try:
        earlier = marked.answer if marked else using()
    except NameError:
        return None
    verdict = marked.verdict if marked else None
    for letter, wrong in _taken(problem, part.follows, earlier, given, rng, verdict):
        if _leads_to(value, part.carried(given, wrong), part.tol):
            return letter
    return None


def right_by_own_function(
    problem: Problem,
    part: Number | Choice | Function,
    answer: Any,
    using: Callable[[], Any],
    given: SimpleNamespace,
    rng: np.random.Generator,
    marked: Marked | None = None,
) -> bool:
    """Tell whether a number is what the student's own right function leads to, where any way to that function is right.

    It must be near the bank's answer as well, so that no function can buy the points of another number.

    Parameters
    ----------
    problem, part, answer, using, given, rng, marked : as in `carried_from`.
    """
    value = as_number(answer)
    if getattr(part, "carried", None) is None or value is None:
        return False
    earlier = problem.parts[part.follows]
    if not isinstance(earlier, Function) or not close(value, part.answer(given), CLOSE_TOLERANCES * part.tol):
        return False
    try:
        function = marked.answer if marked else using()
    except NameError:
        return False
    verdict = marked.verdict if marked else diagnose(part.follows, earlier, function, given, rng)
    if verdict.state is not State.RIGHT:
        return False
    own = as_number(attempt(function, lambda f: part.carried(given, f)).value)
    return own is not None and close(value, own, part.tol)


def _leads_to(value, carried, tol):
    """Tell whether a slip leads to a value; data in which nothing is left have no slope, and then both are nan."""
    return close(value, carried, tol) or bool(np.isnan(value) and np.isnan(carried))


def _taken(problem, letter, answer, given, rng, verdict) -> Iterator[tuple[str, Any]]:
    """Yield the wrong answers of the bank that an answer is, each with the part where its slip was made.

    The verdict on a function that was marked stands; numbers and choices cannot change, and are told by their part alone.
    """
    part = problem.parts[letter]
    if verdict is None or not isinstance(part, Function):
        verdict = diagnose(letter, part, answer, given, rng)
    if verdict.state is State.RIGHT:
        return
    for turn in part.wrong_turns:
        if turn.code == verdict.code:
            yield letter, _wrong_answer(part, turn, given)
    value = as_number(answer)
    if getattr(part, "carried", None) is not None and value is not None:
        for origin, wrong in _leading_on(problem, part, given):
            if close(value, wrong, part.tol):
                yield origin, wrong


def _leading_on(problem, part, given) -> Iterator[tuple[str, float]]:
    """Yield the numbers that known slips in earlier parts lead to in a part, each with the part of the slip."""
    earlier = problem.parts[part.follows]
    slips = [(part.follows, _wrong_answer(earlier, turn, given)) for turn in earlier.wrong_turns]
    if getattr(earlier, "carried", None) is not None:
        slips += _leading_on(problem, earlier, given)
    for origin, wrong in slips:
        yield origin, part.carried(given, wrong)


def _wrong_answer(part, turn, given):
    return turn.gives if isinstance(part, Function) else turn.gives(given)
