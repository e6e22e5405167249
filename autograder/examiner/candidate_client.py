"""What the examiner asks the candidate: the value of a name, the calls of a function. Every reply is taken as forged.

A reply is a value, an exception or the end of the candidate, and never a verdict.
"""

import socket
from collections.abc import Callable
from typing import Any, NoReturn

from autograder.judging.verdict import State
from autograder.sandboxed.channel import Channel, Hangup, WireError, deadline
from autograder.sandboxed.limits import Limits
from autograder.sandboxed.messages import Question
from autograder.sandboxed.refusals import Refused
from autograder.sandboxed.wire import pack, unpack

from .student_errors import ENDINGS, LostError, StoppedError, raised

GRACE_SECONDS = 2


class function:
    """A student's function seen from outside: calls go to the candidate and come back as plain data."""

    def __init__(self, client: "CandidateClient", handle: int, name: str, off: list[str] | None = None):
        self.__name__ = name
        self._client = client
        self._handle = handle
        self._off = off or []
        self._prefetched = []

    def __call__(self, *args, **kwargs):
        """Call the student's function, or take the reply of a call that was prefetched."""
        packed = self._packed(*args, **kwargs)
        if self._prefetched and self._prefetched[0][0] == packed:
            _, reply = self._prefetched.pop(0)
        else:
            reply = self._replies([packed])[0]
        return self._client.value(reply)

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
        return function(self._client, self._handle, self.__name__, list(names))

    def _packed(self, *args, **kwargs):
        return [pack(args, self._own), pack(kwargs, self._own)]

    def _replies(self, packed):
        reply = self._client.ask("call", handle=self._handle, calls=packed, off=self._off)
        if isinstance(reply.get("error"), dict):
            return [reply]
        replies = reply.get("replies")
        sound = isinstance(replies, list) and replies and all(isinstance(one, dict) for one in replies)
        return replies if sound else [{}]

    def _own(self, value):
        if isinstance(value, function):
            return value._handle
        raise TypeError("a grading cell cannot pass a function of its own to a student's function in examined mode")


class CandidateClient:
    """The questions to one candidate, with the time left for the cell in hand and what went wrong with it for good.

    `runs` counts the questions that may have changed the student's values; `over` is the error that ended the cell in
    hand, if it may not go on.
    """

    def __init__(self, sock: socket.socket, limits: Limits, seconds: float):
        self.channel = Channel(sock, limits.reply_mb << 20)
        self.limits = limits
        self.notebook_end = deadline(seconds)
        self.end = self.notebook_end
        self.over: BaseException | None = None
        self.count = 0
        self.runs = 0
        self.missed = False

    def new_cell(self) -> None:
        """Start the clock of a cell."""
        self.end = min(self.notebook_end, deadline(self.limits.patience * self.limits.cell_seconds))
        self.over = None

    def ask(self, do: str, **arguments: Any) -> dict[str, Any]:
        """Ask one thing.

        Parameters
        ----------
        do : "start", "put", "run", "get" or "call".
        arguments : of that method of `Candidate`.

        Returns
        -------
        The reply, a dict of which nothing else is certain.

        Raises
        ------
        StoppedError : if there is no time left.
        LostError : if the candidate is gone, silent or not to be understood.
        """
        self.count += 1
        if do != "get":
            self.runs += 1
        left = self.end - deadline(0)
        if left <= 0:
            self._end(StoppedError("WaitedTooLong"))
        budgets = {"seconds": self.limits.cell_seconds, "clock": left}
        question: Question = {"id": self.count, "do": do, "arguments": arguments, **budgets}
        try:
            self.channel.send(question, self.end + GRACE_SECONDS)
            reply = self.channel.receive(self.end + GRACE_SECONDS)
        except TimeoutError:
            self._end(LostError(*ENDINGS["WaitedTooLong"]))
        except Hangup:
            self._end(LostError(State.CRASHED, "Your code ended the whole notebook process."))
        except WireError as error:
            self._end(LostError(State.CRASHED, f"Your code upset the process that runs the notebook: {error}."))
        if not isinstance(reply, dict) or reply.get("id") != self.count:
            self._end(LostError(State.CRASHED, "Your code broke the process that runs the notebook."))
        self.missed = self.missed or reply.get("missed") is True
        return reply

    def value(self, reply: dict[str, Any], of_error: Callable[[dict[str, Any]], BaseException] = raised) -> Any:
        """Return the value in a reply, or raise the student's error.

        Parameters
        ----------
        reply : of the candidate.
        of_error : makes the exception that is raised of what the candidate tells of one.
        """
        error = reply.get("error")
        if isinstance(error, dict):
            self._end(of_error(error))
        try:
            return unpack(reply["value"], lambda handle, name: function(self, handle, name[:80]))
        except (KeyError, WireError):
            return Refused("a value that cannot be read")

    def _end(self, error: BaseException) -> NoReturn:
        if not isinstance(error, Exception):
            self.over = error  # kept, as a grading cell may swallow it
        raise error from None
