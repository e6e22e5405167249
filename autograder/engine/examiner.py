"""The examiner: runs the grading cells with the bank at hand, and asks the candidate for every name it lacks.

A trusted child, one per submission. Whatever the candidate replies is a value or an error and never a verdict: points
come only from what a grading cell does with the values. A cell that comes to no clear end earns nothing and goes to a person.
"""

import builtins
import contextlib
import importlib
import json
import os
import socket
import traceback
import warnings
from pathlib import Path

from autograder.compare import as_number
from autograder.verdict import MIME, State, Verdict

from .outputs import error_output
from .refused import Refused
from .shell import TimedOut, alarm, deadline, settle
from .wire import Channel, Hangup, WireError, pack, unpack

GRACE_SECONDS = 2
PACKAGE = str(Path(__file__).parent.parent)
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
        self.state = state


class StudentError(Exception):
    """An exception in the student's code, known by the name of its type and its text."""

    def __init__(self, error):
        super().__init__(str(error.get("text", ""))[:500])
        self.name, self.line = str(error.get("name", "Exception"))[:80], str(error.get("line", ""))[:120]

    def outcome(self):
        """Return the state and the message that this error amounts to."""
        where = f" at `{self.line}`" if self.line else ""
        return ENDINGS.get(self.name, (State.CRASHED, f"Your code stops with {self.name}: {self}{where}"[:500]))


class StoppedError(BaseException):
    """A call of the student's ran into a budget; not an Exception, so that the bank does not try again and again."""

    def __init__(self, error):
        super().__init__(str(error))
        self.error = error


class MissingError(NameError):
    """The student's notebook has no such name."""


def raised(error):
    """Return the exception to raise for a student's: also an instance of the built-in type of that name, if there is one."""
    student = StudentError(error)
    if student.name in ("TimedOut", "MemoryError", "OutputFlood"):
        return StoppedError(student)
    base = getattr(builtins, student.name, None)
    if isinstance(base, type) and issubclass(base, Exception):
        with contextlib.suppress(TypeError):
            return type(student.name, (StudentError, base), {})(error)
    return type("Exception", (StudentError,), {})(error)


class function:
    """A student's function seen from outside: calls go to the candidate and come back as plain data."""

    def __init__(self, asking, handle, name, off=()):
        self._asking, self._handle, self.__name__, self._off, self._foreseen = asking, handle, name, off, []

    def __call__(self, *args, **kwargs):
        packed = [pack(args, self._own), pack(kwargs, self._own)]
        if self._foreseen and self._foreseen[0][0] == packed:
            return self._asking.value(self._foreseen.pop(0)[1])
        return self._asking.value(self._replies([packed])[0])

    def foresee(self, calls):
        """Make some calls that are going to be asked for, in one go: a round trip costs more than most calls."""
        packed = []
        for call in calls:
            call(lambda *args, **kwargs: packed.append([pack(args, self._own), pack(kwargs, self._own)]))
        self._foreseen = list(zip(packed, self._replies(packed), strict=False))

    def without(self, names):
        """Return this function such that the named microkit functions are switched off while it runs."""
        return function(self._asking, self._handle, self.__name__, list(names))

    def _replies(self, packed):
        replies = self._asking.ask("call", handle=self._handle, calls=packed, off=self._off)
        if isinstance(replies.get("error"), dict):
            return [replies]
        replies = replies.get("replies")
        if not isinstance(replies, list) or not replies or not all(isinstance(reply, dict) for reply in replies):
            return [{}]
        return replies

    def _own(self, value):
        if isinstance(value, function):
            return value._handle
        raise TypeError("a grading cell cannot pass a function of its own to a student's function in examined mode")


class Asking:
    """The questions to one candidate, with the time left for the cell in hand."""

    def __init__(self, sock, limits, seconds):
        self.channel, self.limits, self.count = Channel(sock, limits.reply_mb << 20), limits, 0
        self.end = self.total = deadline(seconds)

    def new_cell(self):
        """Start the clock of a cell."""
        self.end = min(self.total, deadline(self.limits.cell_seconds))

    def ask(self, do, **details):
        """Ask one thing and return the reply, a dict of which nothing else is certain."""
        self.count += 1
        left = self.end - deadline(0)
        if left <= 0:
            raise StoppedError(StudentError({"name": "TimedOut"}))
        try:
            self.channel.send({"id": self.count, "do": do, "with": details, "seconds": left}, self.end + GRACE_SECONDS)
            reply = self.channel.receive(self.end + GRACE_SECONDS)
        except TimeoutError:
            raise LostError(State.TIMED_OUT, ENDINGS["TimedOut"][1]) from None
        except Hangup:
            raise LostError(State.CRASHED, "Your code ended the whole notebook process.") from None
        except WireError as error:
            raise LostError(State.CRASHED, f"Your code upset the process that runs the notebook: {error}.") from None
        if not isinstance(reply, dict) or reply.get("id") != self.count:
            raise LostError(State.CRASHED, "Your code broke the process that runs the notebook.")
        return reply

    def value(self, reply):
        """Return the value in a reply, or raise the student's error."""
        if isinstance(error := reply.get("error"), dict):
            raise raised(error)
        try:
            return unpack(reply["value"], lambda handle, name: function(self, handle, name[:80]))
        except (KeyError, WireError):
            return Refused("a value that cannot be read")


class Namespace(dict):
    """The names of the grading cells. One it lacks is the student's, or a module that the source notebook imports."""

    asking, imports = None, {}

    def begin(self, asking, imports):
        self.asking, self.imports, self.fetched = asking, imports, {}

    def __missing__(self, name):
        if self.asking is None or hasattr(builtins, name) or name.startswith("__"):
            raise KeyError(name)
        if name in self.fetched:
            return self.fetched[name]
        if name in self.imports:
            value = importlib.import_module(self.imports[name])
        else:
            reply = self.asking.ask("get", name=name)
            if "near" in reply:
                near = [n for n in reply["near"] if isinstance(n, str)] if isinstance(reply["near"], list) else []
                raise MissingError(f"There is no `{name}`." + (f" Is it your `{near[0][:60]}`?" if near else ""))
            value = self.asking.value(reply)
        self.fetched[name] = value
        return value


class Examination:
    """One submission's way through its notebook."""

    def __init__(self, job, asking, shell):
        self.job, self.asking, self.shell = job, asking, shell
        self.outputs, self.verdicts, self.lost, self.trouble = {}, {}, None, None

    def run(self):
        """Take every cell in order; stop where the candidate is lost."""
        for index, cell in enumerate(self.job["cells"]):
            if str(index) in self.job["settled"]:
                self._settle(index, cell, *self.job["settled"][str(index)])
                continue
            try:
                self.asking.new_cell()
                self._take(index, cell)
            except (LostError, StoppedError) as loss:
                state, message = (loss.state, str(loss)) if isinstance(loss, LostError) else loss.error.outcome()
                self.lost = [index, state, message]
                return

    def _settle(self, index, cell, state, message):
        self.outputs[index] = [error_output(state, message)]
        if cell["kind"] == "test":
            self.verdicts[cell["grade_id"]] = verdict(cell, state, message)
        else:
            self.trouble = (State(state), message)

    def _take(self, index, cell):
        kind = cell["kind"]
        if kind == "test" and self.job["mode"] == "examined":
            self.outputs[index] = self._grade(cell)
            return
        reply = self.asking.ask("run", source=cell["source"])
        self.outputs[index] = reply.get("outputs")
        if kind == "given" and self.job["mode"] == "examined":
            mine, *_ = self._trusted(cell["source"])
            self.outputs[index] = self.outputs[index] or mine
        elif kind == "answer":
            error = reply.get("error")
            self.trouble = StudentError(error).outcome() if isinstance(error, dict) else None
            for name in cell["answers"]:
                self.shell.user_ns.pop(name, None)

    def _trusted(self, source):
        self.shell.user_ns.fetched = {}
        with alarm(2 * self.asking.limits.cell_seconds + GRACE_SECONDS):
            outputs, value, error = self.shell.run(source, self.asking.limits.output_kb << 10)
        if isinstance(error, LostError):
            raise error
        return outputs, value, error

    def _grade(self, cell):
        outputs, value, error = self._trusted(cell["source"])
        shown = [o["data"][MIME] for o in outputs if MIME in o.get("data", {})]
        said = "".join(o["text"] for o in outputs if o.get("name") == "stderr")
        if error is not None:
            found = self._failed(cell, error)
        else:
            found = judged(cell, value, [v for v in shown if v["points"]], said)
        self.verdicts[cell["grade_id"]] = found
        outputs = [o for o in outputs if o["output_type"] in ("display_data", "stream")]
        if error is not None:
            outputs.append(error_output(found["state"], found["message"]))
        return outputs

    def _failed(self, cell, error):
        fetched = self.shell.user_ns.fetched
        refused = [f"`{name}` is {value.words}." for name, value in fetched.items() if isinstance(value, Refused)]
        if isinstance(error, StoppedError):
            return verdict(cell, *error.error.outcome())
        if isinstance(error, StudentError):
            return verdict(cell, *error.outcome())
        if isinstance(error, MissingError):
            return verdict(cell, *(self.trouble or (State.NOT_STARTED, str(error))))
        if in_package(error) or not fetched or isinstance(error, (TimedOut, SyntaxError)):
            return fault(cell, f"The grading cell stopped with {type(error).__name__}: {error}")
        if refused:
            return verdict(cell, State.WRONG_TYPE, refused[0])
        if isinstance(error, AssertionError):
            return verdict(cell, State.WRONG, str(error)[:1000] or "A test of this part does not hold.")
        return verdict(cell, State.CRASHED, f"Testing your answer stops with {type(error).__name__}: {error}"[:500])


def judged(cell, value, shown, said):
    """Return the verdict on a grading cell that ran to its end.

    As in nbgrader it is worth the number on its last line, else nothing if it wrote to stderr (`said`), else full points.
    """
    number, points = as_number(value), cell["points"]
    if number is None and shown:
        return fault(cell, "The grading cell shows a verdict but its last line is not the points.")
    if number is None and said:
        return verdict(cell, State.WRONG, said.strip()[:1000])
    if number is None:
        return verdict(cell, State.RIGHT, "All tests of this part hold.", points)
    if not 0 <= number <= points + 1e-9:
        return fault(cell, f"The grading cell gives {number:g} of {points:g} points.")
    state = State.RIGHT if number == points else State.PARTIAL if number else State.WRONG
    last = shown[-1] if shown else {"state": state, "message": "", "code": None}
    return verdict(cell, last["state"], last["message"], number) | {"code": last["code"]}


def verdict(cell, state, message, score=0.0):
    """Return a verdict as plain data."""
    ours = Verdict(cell["grade_id"], State(state), message, points=cell["points"])
    return {
        "grade_id": ours.part,
        "state": str(ours.state),
        "message": ours.message,
        "score": score,
        "points": ours.points,
        "code": ours.code,
    }


def fault(cell, message):
    """Return the verdict on a grading cell that is itself at fault: no score, a person has to look."""
    return verdict(cell, State.NEEDS_PERSON, f"Grader fault. {message}"[:500], None)


def in_package(error):
    """Tell whether an exception arose inside the bank or its machinery, and not in a grading cell or in a library."""
    frames = [frame.filename for frame in traceback.extract_tb(error.__traceback__)]
    return any(name.startswith(PACKAGE) and not name.startswith(f"{PACKAGE}/engine") for name in frames)


def serve(sock, shell, limits):
    """Examine one submission: a job comes in on the socket, with it the candidate's socket; the findings go out."""
    channel = Channel(sock, 1 << 30)
    _, handed, *_ = socket.recv_fds(sock, 1, 1)
    job = channel.receive()
    settle(job["seed"], job["data"])
    os.environ["AUTOGRADER_SEED"] = job["seed"]
    warnings.simplefilter("ignore")
    asking = Asking(socket.socket(fileno=handed[0]), limits, job["seconds"])
    asking.ask("start", seed=job["seed"], data=job["seen"])
    shell.user_ns.begin(asking, job["imports"])
    examination = Examination(job, asking, shell)
    examination.run()
    findings = {"outputs": examination.outputs, "verdicts": examination.verdicts, "lost": examination.lost}
    channel.send(json.loads(json.dumps(findings, default=str)))
