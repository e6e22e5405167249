"""What the examiner asks the candidate: the value of a name, the calls of a function. Every reply is taken as forged.

A reply is a value, an exception or the end of the candidate, and never a verdict.
"""

import builtins
import contextlib
import importlib

from autograder.judging.verdict import State
from autograder.sandboxed.channel import Channel, Hangup, WireError, deadline
from autograder.sandboxed.refusals import Refused
from autograder.sandboxed.wire import pack, unpack

GRACE_SECONDS = 2
ENDINGS = {
    "TimedOut": (State.TIMED_OUT, "This takes longer than it may. Is there a loop that never ends?"),
    "MemoryError": (State.OUT_OF_MEMORY, "This needs more memory than there is."),
    "OutputFlood": (State.OUTPUT_FLOOD, "This prints more than it may. Is there a print in a long loop?"),
    "NotImplementedError": (State.NOT_STARTED, "Put your answer in place of the dots."),
}


class LostError(BaseException):
    """The candidate is gone, silent or not to be understood: nothing more can be asked of it."""

    def __init__(self, state, message):
        super().__init__(message)
        self.outcome = state, message


class StoppedError(BaseException):
    """The student's code ran into a budget; not an Exception, so that no grading cell takes it for an answer."""

    def __init__(self, name):
        super().__init__(name)
        self.outcome = ENDINGS[name]


class StudentError(Exception):
    """An exception in the student's code, known by the name of its type, its text and its line."""

    def __init__(self, error):
        name, text, line = (
            str(error.get(key, ""))[:size] for key, size in (("name", 80), ("text", 500), ("line", 120))
        )
        super().__init__(text)
        where = f" at `{line}`" if line else ""
        self.outcome = ENDINGS.get(name, (State.CRASHED, f"Your code stops with {name}: {text}{where}"[:500]))


class MissingError(NameError):
    """The student's notebook has no such name."""


def raised(error):
    """Return the exception to raise for a student's: also an instance of the built-in type of that name, if there is one."""
    name = str(error.get("name", ""))
    if name in ("TimedOut", "MemoryError", "OutputFlood"):
        return StoppedError(name)
    base = getattr(builtins, name, None)
    if isinstance(base, type) and issubclass(base, Exception):
        with contextlib.suppress(TypeError):
            return type(name, (StudentError, base), {})(error)
    return StudentError(error)


class function:
    """A student's function seen from outside: calls go to the candidate and come back as plain data."""

    def __init__(self, asking, handle, name, off=()):
        self._asking, self._handle, self.__name__, self._off, self._foreseen = asking, handle, name, off, []

    def __call__(self, *args, **kwargs):
        packed = self._packed(*args, **kwargs)
        if self._foreseen and self._foreseen[0][0] == packed:
            return self._asking.value(self._foreseen.pop(0)[1])
        return self._asking.value(self._replies([packed])[0])

    def foresee(self, calls):
        """Make some calls that are going to be asked for, in one go: a round trip costs more than most calls."""
        packed = [call(self._packed) for call in calls]
        self._foreseen = list(zip(packed, self._replies(packed), strict=False))

    def without(self, names):
        """Return this function such that the named microkit functions are switched off while it runs."""
        return function(self._asking, self._handle, self.__name__, list(names))

    def _packed(self, *args, **kwargs):
        return [pack(args, self._own), pack(kwargs, self._own)]

    def _replies(self, packed):
        replies = self._asking.ask("call", handle=self._handle, calls=packed, off=self._off)
        replies = [replies] if isinstance(replies.get("error"), dict) else replies.get("replies")
        sound = isinstance(replies, list) and replies and all(isinstance(reply, dict) for reply in replies)
        return replies if sound else [{}]

    def _own(self, value):
        if isinstance(value, function):
            return value._handle
        raise TypeError("a grading cell cannot pass a function of its own to a student's function in examined mode")


class Asking:
    """The questions to one candidate, with the time left for the cell in hand and what went wrong with it for good."""

    def __init__(self, sock, limits, seconds):
        self.channel, self.limits, self.count = Channel(sock, limits.reply_mb << 20), limits, 0
        self.end = self.total = deadline(seconds)
        self.over, self.runs = None, 0

    def new_cell(self):
        """Start the clock of a cell."""
        self.end, self.over = min(self.total, deadline(self.limits.cell_seconds)), None

    def ask(self, do, **details):
        """Ask one thing and return the reply, a dict of which nothing else is certain."""
        self.count += 1
        self.runs += do != "get"
        left = self.end - deadline(0)
        if left <= 0:
            self._end(StoppedError("TimedOut"))
        try:
            self.channel.send({"id": self.count, "do": do, "with": details, "seconds": left}, self.end + GRACE_SECONDS)
            reply = self.channel.receive(self.end + GRACE_SECONDS)
        except TimeoutError:
            self._end(LostError(*ENDINGS["TimedOut"]))
        except Hangup:
            self._end(LostError(State.CRASHED, "Your code ended the whole notebook process."))
        except WireError as error:
            self._end(LostError(State.CRASHED, f"Your code upset the process that runs the notebook: {error}."))
        if not isinstance(reply, dict) or reply.get("id") != self.count:
            self._end(LostError(State.CRASHED, "Your code broke the process that runs the notebook."))
        return reply

    def value(self, reply):
        """Return the value in a reply, or raise the student's error."""
        if isinstance(error := reply.get("error"), dict):
            self._end(raised(error))
        try:
            return unpack(reply["value"], lambda handle, name: function(self, handle, name[:80]))
        except (KeyError, WireError):
            return Refused("a value that cannot be read")

    def _end(self, error):
        if not isinstance(error, Exception):
            self.over = error  # kept, as a grading cell may swallow it
        raise error from None


class Namespace(dict):
    """The names of the grading cells. One it lacks is the student's, or a module that the source notebook imports.

    What the candidate gave for a name holds until student code runs again; a function stays what it is.
    """

    asking = None

    def begin(self, asking, imports, answers):
        """Look up names from now on: `imports` names modules, `answers` the names that are the student's in any case."""
        self.asking, self.imports, self.answers, self.fetched, self.at_hand = asking, imports, answers, {}, {}

    def new_cell(self):
        """Forget the values that the last cell was given."""
        self.fetched = {}

    def has_at_hand(self, replies):
        """Take the candidate's replies about some names before they are asked for."""
        self.at_hand = {n: (self.asking.runs, r) for n, r in replies.items()} if isinstance(replies, dict) else {}

    def __missing__(self, name):
        if self.asking is None or name.startswith("__"):
            raise KeyError(name)
        since, value = self.fetched.get(name, (None, None))
        if since == self.asking.runs or isinstance(value, function):
            return value
        if name in self.imports:
            module, _, member = self.imports[name].partition(":")
            value = importlib.import_module(module)
            value = getattr(value, member) if member else value
        elif name in self.answers or not hasattr(builtins, name):
            value = self._students(name)
        else:
            raise KeyError(name)
        self.fetched[name] = self.asking.runs, value
        return value

    def _students(self, name):
        since, reply = self.at_hand.get(name, (None, None))
        if since != self.asking.runs or not isinstance(reply, dict):
            reply = self.asking.ask("get", name=name)
        if "near" in reply:
            near = [n for n in reply["near"] if isinstance(n, str)] if isinstance(reply["near"], list) else []
            raise MissingError(f"There is no `{name}`." + (f" Is it your `{near[0][:60]}`?" if near else ""))
        return self.asking.value(reply)
