"""What goes wrong in student code, as exceptions in the examiner: an error, a budget run into, the end of the candidate."""

import builtins
import contextlib
import sys
from dataclasses import dataclass
from typing import Any

from autograder.judging.filling import WORD
from autograder.judging.stopped_cells import TOO_LONG
from autograder.judging.verdict import State
from autograder.sandboxed.faults import MOST_KINDS
from autograder.sandboxed.limits import BUDGETS
from autograder.sandboxed.records import NOTEBOOK

from .messages import Outcome

ENDS_OF_LOOPS = (StopIteration, StopAsyncIteration)
TESTERS = ("autograder", "unittest", "_pytest")  # packages whose exceptions tell a test to be skipped, say
ENDINGS = {
    "TimedOut": Outcome(State.TIMED_OUT, TOO_LONG),
    "WaitedTooLong": Outcome(
        State.TIMED_OUT, "This takes longer than it may. Does it wait for something that never comes?"
    ),
    "MemoryError": Outcome(State.OUT_OF_MEMORY, "This needs more memory than there is."),
    "OutputFlood": Outcome(State.OUTPUT_FLOOD, "This prints more than it may. Is there a print in a long loop?"),
    "NotCarriedError": Outcome(
        State.MANUAL_REVIEW,
        "This test and your code hand each other what cannot pass between them here. A person has to look at it.",
    ),
    "TableChangedError": Outcome(
        State.MANUAL_REVIEW,
        "Your code changes {} in place, which cannot be told to the test here. A person has to look at it.",
    ),
    "NotGivenError": Outcome(
        State.MANUAL_REVIEW,
        "This test needs what an earlier cell of the notebook gives, and with your code that cell did not get so far. "
        "A person has to look at it.",
    ),
    "OtherError": Outcome(
        State.MANUAL_REVIEW,
        "This test uses `{}`, which your answer is to import from a library, and in your notebook that is something else. "
        "A person has to look at it.",
    ),
    "NotImplementedError": Outcome(State.NOT_STARTED, "Put your answer in place of the dots."),
}


class LostError(BaseException):
    """The candidate is gone, silent or not to be understood: nothing more can be asked of it."""

    def __init__(self, state: str, message: str):
        super().__init__(message)
        self.outcome = Outcome(state, message)


class StoppedError(BaseException):
    """The student's code ran into a budget; not an Exception, so that no grading cell takes it for an answer."""

    def __init__(self, name: str, *words: str):
        super().__init__(name)
        state, message = ENDINGS[name]
        self.outcome = Outcome(state, message.format(*words))


@dataclass(frozen=True)
class Told:
    """What the candidate tells of an exception: the name of its type, its text and the student's line."""

    kind: str
    text: str
    line: str


class StudentError(Exception):
    """An exception in the student's code, of which no more is known than is `told`.

    It may be of another type too, see `raised`, which keeps what it likes under names such as `name` and may want more than a text.
    """

    def __init__(self, error: dict[str, Any]):
        told = Told(*(str(error.get(key, ""))[:most] for key, most in (("name", 80), ("text", 500), ("line", 120))))
        with contextlib.suppress(Exception):
            super().__init__(told.text)
        self.args = (told.text,) if told.text else ()
        self.told = told
        self.outcome = _outcome(told)

    def __str__(self):
        return self.told.text

    def as_typed(self, typed: str) -> Outcome:
        """Return what is told of the exception where no more may be told than is typed in the notebook.

        The rest may say what a hidden test has called the code with.

        Parameters
        ----------
        typed : all code of the notebook but the tests.
        """
        told = self.told
        known = hasattr(builtins, told.kind) or told.kind in WORD.findall(typed)
        text = told.text if any(f"{quote}{told.text}{quote}" in typed for quote in "'\"") else ""
        return _outcome(Told(told.kind if known else "an error", text, told.line if told.line in typed else ""))


def _outcome(told):
    what = f"{told.kind}: {told.text}" if told.text else told.kind
    where = f" at `{told.line}`" if told.line else ""
    return ENDINGS.get(told.kind, Outcome(State.CRASHED, f"Your code stops with {what}{where}"[:500]))


class MissingError(NameError):
    """The student's notebook has no such name."""


def plainly_raised(error: dict[str, Any]) -> BaseException:
    """Return the exception to raise for a student's where Python has a use of its own for a built-in one.

    A KeyError in place of the value of a name, say, would have Python look the name up among the builtins.
    """
    name = str(error.get("name", ""))
    return StoppedError(name) if name in (*BUDGETS, "NotCarriedError") else StudentError(error)


def raised(error: dict[str, Any], names: dict[str, Any] | None = None) -> BaseException:
    """Return the exception to raise for a student's: also an instance of the first of its types that is known here.

    That is a built-in type, one that the notebook itself defines, or one of a library. What ends a loop is none of these:
    `map` and `zip` would take it for the end of the values, and no test would be made.

    Parameters
    ----------
    error : what the candidate tells of it.
    names : of the grading cells.
    """
    plain = plainly_raised(error)
    if isinstance(plain, StoppedError):
        return plain
    told = error.get("kinds")
    for kind in told[:MOST_KINDS] if isinstance(told, list) else [f"{NOTEBOOK}.{error.get('name')}"]:
        base = _known(str(kind), names or {})
        if isinstance(base, type) and issubclass(base, ENDS_OF_LOOPS):
            return plain
        if isinstance(base, type) and issubclass(base, Exception):
            with contextlib.suppress(Exception):  # of a type that cannot be made so
                return type(plain.told.kind, (StudentError, base), {})(error)
    return plain


def _known(kind, names):
    """Return what bears the full name of a type here, None if nothing does."""
    module, _, name = kind.rpartition(".")
    if module == NOTEBOOK:
        return dict.get(names, name, getattr(builtins, name, None))
    if module.partition(".")[0] in TESTERS:
        return None
    return getattr(sys.modules.get(module), "__dict__", {}).get(name)
