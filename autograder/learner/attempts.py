"""The answers that the notebook at work has handed to `check` or `mark`, for `review` to look at once more."""

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from autograder.judging.verdict import State

HONEST_AND_WRONG = frozenset(
    {
        State.CLOSE,
        State.PARTIAL,
        State.UNIT_SLIP,
        State.WRONG_TURN,
        State.OTHER_NUMBERS,
        State.WRONG,
        State.WRONG_SIGN,
    }
)
RIGHT_IN_ANY_WAY = frozenset({State.RIGHT, State.CARRIED})
HONEST = HONEST_AND_WRONG | RIGHT_IN_ANY_WAY


@dataclass(frozen=True)
class Attempt:
    """An answer as `check` was given it, with the way to the answer that it follows."""

    answer: Any
    using: Callable[[], Any] | None = None


_latest: dict[str, Attempt] = {}


def note_attempt(name: str, answer: Any, using: Callable[[], Any] | None) -> None:
    """Keep the latest answer to a part for as long as the kernel runs.

    Parameters
    ----------
    name : id of the part, such as "h1.b".
    answer : what the student made.
    using : as `check` was given it.
    """
    _latest[name] = Attempt(answer, using)


def latest_attempt(name: str) -> Attempt | None:
    """Return the latest answer to a part, or None where its check has not run."""
    return _latest.get(name)


def code_of(entry: SimpleNamespace) -> str | None:
    """Return the misconception that an entry names, or None."""
    code = getattr(entry, "code", None)
    return code if isinstance(code, str) else None
