"""A student's function as a grading cell has it."""

import builtins
import contextlib
import inspect
import sys
from typing import TYPE_CHECKING, Any

from autograder.sandboxed.channel import WireError
from autograder.sandboxed.recorder import Stream
from autograder.sandboxed.refusals import with_article
from autograder.sandboxed.tables import is_table
from autograder.sandboxed.wire import unpack

from .changing import take_over

if TYPE_CHECKING:
    from .candidate_client import CandidateClient

INPUT = builtins.input


class function:
    """A student's function seen from outside: calls go to the candidate and come back as plain data.

    What a call from a grading cell's own code changes in its arguments is changed here too, where the cell may do that:
    else a function could change what its value is compared with. What it prints is printed here where the test looks at
    that, and what it reads is what the test has it read. The bank's own calls are answered with a value and nothing else.
    """

    def __init__(self, client: "CandidateClient", handle: int, name: str, off: list[str] | None = None):
        self.__name__ = name
        self.__doc__ = None
        self.handle = handle
        self._client = client
        self._off = off or []
        self._prefetched = []

    def __call__(self, *args, **kwargs):
        """Call the student's function, or take the reply of a call that was prefetched."""
        packed = self._packed(*args, **kwargs)
        if self._prefetched and self._prefetched[0][0] == packed:
            _, reply = self._prefetched.pop(0)
            return self._client.value(reply)
        caller = sys._getframe(1).f_globals
        self._client.called = self._client.called or not str(caller.get("__name__")).startswith("autograder.")
        if caller is not self._client.cells:
            return self._client.value(self._replies([packed])[0])
        reply = self._replies([packed], shown=True, typed=self._typed())[0]
        if isinstance(reply.get("printed"), str) and not isinstance(sys.stdout, Stream):
            sys.stdout.write(reply["printed"])
            if reply["printed"]:
                self._client.answers.note(reply["printed"])
        value = self._client.value(reply)
        if self._client.may_change:
            self._change(args, kwargs, reply.get("changed"))
        elif reply.get("changed"):
            self._client.dropped = True
        return value

    def prefetch(self, calls: list) -> None:
        """Make some calls that are going to be asked for, in one go: a round trip costs more than most calls.

        Parameters
        ----------
        calls : functions of a function, each of which calls it once, such as `lambda f: f(1.0, dose=2.0)`.
        """
        packed = [call(self._packed) for call in calls]
        self._prefetched = list(zip(packed, self._replies(packed), strict=False))

    def disabling(self, names: list[str]) -> "function":
        """Return this function such that the named microkit functions are switched off while it runs."""
        return function(self._client, self.handle, self.__name__, list(names))

    def _packed(self, *args, **kwargs):
        return [self._client.packed(args), self._client.packed(kwargs)]

    def _typed(self) -> int | None:
        """Return the number of what the test has put in the place of `input`, None if it has not."""
        own = dict.get(self._client.cells, "input", builtins.input)
        return None if own is INPUT else self._client.lent.number(own)

    def _replies(self, packed, **more):
        reply = self._client.ask("call", handle=self.handle, calls=packed, off=self._off, **more)
        if isinstance(reply.get("error"), dict):
            return [reply]
        replies = reply.get("replies")
        sound = isinstance(replies, list) and replies and all(isinstance(one, dict) for one in replies)
        return replies if sound else [{}]

    def _change(self, args: tuple, kwargs: dict[str, Any], changed: Any) -> None:
        """Change what a call has changed in place; of what the candidate says of that nothing is certain."""
        mine = {**dict(enumerate(args)), **kwargs}
        for told in changed if isinstance(changed, list) else []:
            if isinstance(told, list) and len(told) == 2 and isinstance(told[0], (int, str)) and told[0] in mine:
                self._client.changed = True
                own = mine[told[0]]
                if is_table(own):
                    self._client.stop("TableChangedError", with_article(own))
                take_over(own, self._client.value({"value": told[1]}))


def of_students(client: "CandidateClient", handle: Any, name: Any, about: Any = None) -> function:
    """Return a student's function as the candidate tells of it, of which nothing is certain.

    Parameters
    ----------
    client : the way to the candidate.
    handle : number of the function.
    name : of the function.
    about : its docstring as "doc" and the parameters of its signature as "parameters".
    """
    made = function(client, int(handle), str(name)[:80])
    told = about if isinstance(about, dict) else {}
    made.__doc__ = told["doc"] if isinstance(told.get("doc"), str) else None
    with contextlib.suppress(ValueError, TypeError, KeyError, WireError):
        made.__signature__ = inspect.Signature([_parameter(*one) for one in told["parameters"]])
    return made


def _parameter(name, kind, *default):
    value = {"default": unpack(default[0])} if default else {}
    return inspect.Parameter(name, inspect._ParameterKind(kind), **value)
