"""One slip costs its points once: an answer that follows from a known wrong turn in an earlier part is right by that."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np

from .comparing import as_number, close
from .diagnosis import diagnose
from .parts import Choice, Function, Number
from .problem import Problem
from .verdict import State


def carried_from(
    problem: Problem,
    part: Number | Choice | Function,
    answer: Any,
    using: Callable[[], Any],
    given: SimpleNamespace,
    rng: np.random.Generator,
) -> str | None:
    """Return the letter of the part whose known wrong turn leads to a number, by way of the part that this one follows.

    Only a wrong turn of the bank is followed, worked out anew from the bank's own record of it, so that an invented
    earlier answer cannot buy the points of a later one. The earlier answer may itself follow from a still earlier slip.

    Parameters
    ----------
    problem : the problem that the part belongs to.
    part, answer, given, rng : as in `diagnose`.
    using : returns the student's answer to the earlier part; a NameError means that there is none.
    """
    value = as_number(answer)
    if getattr(part, "carried", None) is None or value is None:
        return None
    try:
        earlier = using()
    except NameError:
        return None
    for letter, wrong in _taken(problem, part.follows, earlier, given, rng):
        if close(value, part.carried(given, wrong), part.tol):
            return letter
    return None


def _taken(problem, letter, answer, given, rng) -> Iterator[tuple[str, Any]]:
    """Yield the wrong answers of the bank that an answer is, each with the part where its slip was made."""
    part = problem.parts[letter]
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
