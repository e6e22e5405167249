"""The answers that the notebook at work has handed to `check` or `mark`, for `review` to look at once more and later parts to build on."""

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from autograder.judging.carrying import Marked
from autograder.judging.problem import Choice, Function, Number, Problem
from autograder.judging.verdict import State, Verdict

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
_marked: dict[str, Marked] | None = None


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


def begin_grading() -> None:
    """Keep from now on what comes of each part as it is marked: a notebook is graded, once and from top to end."""
    global _marked  # noqa: PLW0603
    _marked = {}


def is_graded() -> bool:
    """Tell whether the notebook is graded now, so that nobody sits before it."""
    return _marked is not None


def note_marked(name: str, answer: Any, verdict: Verdict) -> None:
    """Keep what came of a part, if a notebook is graded; in a kernel at work its answer may still be mended.

    Parameters
    ----------
    name : id of the part, such as "h1.b".
    answer : what the student made.
    verdict : on the answer.
    """
    if _marked is not None:
        _marked[name] = Marked(answer, verdict)


def marked_before(name: str) -> Marked | None:
    """Return what came of a part, None where it has not been marked in the notebook that is graded."""
    return None if _marked is None else _marked.get(name)


def marked_earlier(problem: Problem, part: Number | Choice | Function) -> Marked | None:
    """Return what came of the part that another follows, None where it has not been marked in the notebook that is graded.

    Parameters
    ----------
    problem : the problem of both.
    part : the later part.
    """
    return marked_before(f"{problem.id}.{getattr(part, 'follows', None)}")


def code_of(entry: SimpleNamespace) -> str | None:
    """Return the misconception that an entry names, or None."""
    code = getattr(entry, "code", None)
    return code if isinstance(code, str) else None
