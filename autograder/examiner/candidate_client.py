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

from .answers import Answers
from .calling_back import Lent
from .student_errors import ENDINGS, LostError, StoppedError, raised
from .students_function import function, of_students

GRACE_SECONDS = 2


class CandidateClient:
    """The questions to one candidate, with the time left for the cell in hand and what went wrong with it for good.

    `runs` counts the questions that may have changed the student's values; `over` is the error that ended the cell in
    hand, if it may not go on; `refused` tells the values that could not be handed to it; `answers` what it had of the
    student's and may have judged; `called` whether it has called the student's code, but for the bank; `may_change` whether
    its calls may change their arguments, `changed` whether one has, and `dropped` whether one would have if it might.
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
        self.unfound = False
        self.cells: dict[str, Any] | None = None  # the names of the grading cells
        self.refused: list[str] = []
        self.answers = Answers()
        self.called = False
        self.may_change = False
        self.changed = False
        self.dropped = False
        self.silent = False  # nothing may be asked: the candidate was lost where that was
        self.lent = Lent(self.packed, self.unpacked, limits.cell_seconds)

    def new_cell(self) -> None:
        """Start the clock of a cell."""
        self.end = min(self.notebook_end, deadline(self.limits.patience * self.limits.cell_seconds))
        self.over = None
        self.refused = []
        self.answers.new_cell()
        self.called = False
        self.may_change = False
        self.changed = False
        self.dropped = False
        self.lent.new_cell()

    def ask(self, do: str, **arguments: Any) -> dict[str, Any]:
        """Ask one thing.

        Parameters
        ----------
        do : "start", "put", "run", "take", "left", "get" or "call".
        arguments : of that method of `Candidate`.

        Returns
        -------
        The reply, a dict of which nothing else is certain.

        Raises
        ------
        StoppedError : if there is no time left.
        LostError : if the candidate is gone, silent or not to be understood.
        """
        if self.silent:
            self.stop("NotGivenError")
        self.answers.pass_on()
        self.count += 1
        number = self.count  # a function of ours that is called meanwhile may ask more
        if do != "get":
            self.runs += 1
        left = self.end - deadline(0)
        if left <= 0:
            self._end(StoppedError("WaitedTooLong"))
        budgets = {"seconds": self.limits.cell_seconds, "clock": left}
        question: Question = {"id": number, "do": do, "arguments": arguments, **budgets}
        try:
            self.channel.send(question, self.end + GRACE_SECONDS)
            reply = self._heard()
        except TimeoutError:
            self._end(LostError(*ENDINGS["WaitedTooLong"]))
        except Hangup:
            self._end(LostError(State.CRASHED, "Your code ended the whole notebook process."))
        except WireError as error:
            self._end(LostError(State.CRASHED, f"Your code upset the process that runs the notebook: {error}."))
        if not isinstance(reply, dict) or reply.get("id") != number:
            self._end(LostError(State.CRASHED, "Your code broke the process that runs the notebook."))
        self.missed = self.missed or reply.get("missed") is True
        self.unfound = self.unfound or reply.get("unfound") is True
        return reply

    def _heard(self):
        """Return what the candidate replies, after the calls of our functions that it asks for meanwhile."""
        while True:
            said = self.channel.receive(self.end + GRACE_SECONDS)
            if not isinstance(said, dict) or "back" not in said:
                break
            self.answers.note([said.get("args"), said.get("kwargs")])  # which what is called back may judge
            self.answers.pass_on()
            self.channel.send(self.lent.reply(said), self.end + GRACE_SECONDS)
        if self.lent.failed is not None:
            raise self.lent.failed
        return said

    def value(self, reply: dict[str, Any], of_error: Callable[[dict[str, Any]], BaseException] | None = None) -> Any:
        """Return the value in a reply, or raise the student's error.

        Parameters
        ----------
        reply : of the candidate.
        of_error : makes the exception that is raised of what the candidate tells of one; see `raised`.
        """
        error = reply.get("error")
        if isinstance(error, dict):
            if error.get("name") not in ("NameError", "WaitedTooLong"):
                self.answers.note([error.get(told) for told in ("name", "kinds", "text")])
            self._end(of_error(error) if of_error else raised(error, self.cells))
        try:
            return self.unpacked(reply["value"])
        except (KeyError, WireError):
            return self._refused("a value that cannot be read")

    def unpacked(self, data: Any) -> Any:
        """Return the value that the candidate has sent, with the student's functions in it to be called.

        Raises
        ------
        WireError : if it is none.
        """
        value = unpack(data, lambda *told: of_students(self, *told), self._refused, self.cells)
        if not (value is None or value is ... or isinstance(value, function)):
            self.answers.note(data)
        return value

    def packed(self, value: Any) -> Any:
        """Return a value as the candidate is sent it; functions in it are lent.

        Raises
        ------
        StoppedError : if some of it cannot be carried.
        """
        held = pack(value, self._told)
        if holds_refusal(held):
            self._end(StoppedError("NotCarriedError"))
        return held

    def _told(self, one):
        number = one.handle if isinstance(one, function) else self.lent.number(one)
        return [number, str(getattr(one, "__name__", "function"))[:80]]

    def _refused(self, words):
        self.refused.append(words)
        return Refused(words)

    def stop(self, name: str, *words: str) -> NoReturn:
        """End the cell in hand.

        Parameters
        ----------
        name : of what ends it, one of `ENDINGS`.
        *words : that its message has room for.

        Raises
        ------
        StoppedError : always.
        """
        self._end(StoppedError(name, *words))

    def _end(self, error: BaseException) -> NoReturn:
        if not isinstance(error, Exception):
            self.over = error  # kept, as a grading cell may swallow it
        raise error from None


def holds_refusal(held: Any) -> bool:
    """Tell whether some of a packed value is a refusal."""
    if isinstance(held, dict):
        return "refused" in held or any(map(holds_refusal, held.values()))
    return isinstance(held, list) and any(map(holds_refusal, held))
