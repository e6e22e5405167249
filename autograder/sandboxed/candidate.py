"""The candidate: runs a student's cells and answers questions about the result with plain data.

Everything here shares a process with the student's code and is at its mercy, so nothing here decides anything.
What it replies is at worst what the student could have made the notebook say anyway.
"""

import base64
import difflib
import os
import socket
from typing import Any

import autograder

from .alarm_clock import budget
from .channel import Channel, WireError
from .disabling import switched_off, take_away, was_missed
from .faults import GONE, described, unfound
from .files_left import left_behind
from .functions import Functions
from .given_numbers import handed
from .helpers import end_helpers, ran_into_a_budget
from .libraries import library_member
from .limits import BUDGETS, Limits
from .messages import Question, Reply
from .recorder import FileOutput, Recorder, recording
from .shell import Shell, make_shell, settle
from .wire import pack, unpack


class Candidate:
    """A student's namespace and the answers to what the examiner asks of it."""

    def __init__(self, shell: Shell, limits: Limits, channel: Channel):
        self.shell = shell
        self.max_output = limits.output_kb * 1024
        self.functions = Functions(shell.user_ns, channel, self.answered)
        self.written = FileOutput()
        self.gone: list[str] = []
        self.folder = ""

    def start(self, seed: str, data: dict[str, str], given: dict[str, list], gone: list[str]) -> dict[str, Any]:
        """Settle into the scratch folder, with the assignment's data and the random state and numbers of this student.

        Parameters
        ----------
        seed : "student/assignment".
        data : where each of the assignment's data files lies, by its name.
        given : the numbers of this student by problem.
        gone : names of the microkit functions that the student never has.
        """
        self.gone = gone
        take_away(gone)
        os.makedirs("work", exist_ok=True)
        os.chdir("work")
        self.folder = os.getcwd()
        settle(seed, data)
        autograder.given = handed(given)
        return {}

    def put(self, name: str, content: str) -> dict[str, Any]:
        """Put a file of the student's own into the working folder, unless one of the assignment's stands there.

        Parameters
        ----------
        name : relative to the folder.
        content : in base64.
        """
        os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
        with open(name, "xb") as file:
            file.write(base64.b64decode(content))
        return {}

    def run(self, source: str, names: list[str]) -> dict[str, Any]:
        """Run a cell; return its outputs, its error, and what some names then stand for.

        Parameters
        ----------
        source : the cell's code.
        names : whose values are wanted; the order is kept.
        """
        self.written.drain(0)  # what a function that was tried wrote since then is not shown
        outputs, _, error = self.shell.run(source, self.max_output)
        outputs += self.written.drain(self.max_output)
        fetched = {name: self.get(name) for name in names}
        return {"outputs": outputs, "names": fetched} | described(error)

    def left(self) -> dict[str, Any]:
        """Return the files that the notebook leaves for the next one."""
        return {"files": left_behind(self.folder)}

    def take(self, values: dict[str, Any], code: list[str]) -> dict[str, Any]:
        """Take what a grading cell has given for later cells.

        Parameters
        ----------
        values : by name, as `wire.pack` spells them.
        code : what imports or defines the rest.
        """
        for name, value in values.items():
            self.shell.user_ns[name] = unpack(value, names=self.shell.user_ns)
        for text in code:
            self.shell.run(text, self.max_output)
        return {}

    def get(self, name: str, library: str = "") -> dict[str, Any]:
        """Return what a name stands for.

        Parameters
        ----------
        name : in the notebook.
        library : a module or a member of one; if the name stands for that very object, only this is told.
        """
        namespace = self.shell.user_ns
        if name not in namespace:
            names = [other for other in namespace if isinstance(other, str) and not other.startswith("_")]
            return {"near": difflib.get_close_matches(name, names, 1)}
        try:
            if library and namespace[name] is library_member(library):
                return {"same": True}
            return {"value": pack(namespace[name], self.functions.told)}
        except BaseException as error:
            return described(error)

    def call(
        self, handle: int, calls: list, off: list[str], shown: bool = False, typed: int | None = None
    ) -> dict[str, Any]:
        """Call a function of the student's with each of some arguments in turn; a call that runs into a budget is the last.

        Parameters
        ----------
        handle : number of the function, as `Functions` gave it.
        calls : positional and keyword arguments of each call, as `wire.pack` spells them.
        off : names of the microkit functions that are switched off meanwhile.
        shown : whether it is to be told which of the arguments a call has changed in place, and what it has printed.
        typed : number of the grader's function that takes the place of `input`, if there is one.
        """
        replies = []
        with switched_off([name for name in off if name not in self.gone]), self.functions.reading(typed):
            for args, kwargs in calls:
                replies.append(self._called(handle, args, kwargs, shown))
                if replies[-1].get("error", {}).get("name") in BUDGETS:
                    break
        self.written = FileOutput()  # whatever a forked child still writes goes where no one reads it
        return {"replies": replies}

    def _called(self, handle, args, kwargs, shown):
        recorder = Recorder(self.max_output)
        try:
            with recording(recorder):
                reply = self.functions.called(handle, args, kwargs, shown)
        except BaseException as error:
            reply = described(error)
        return reply | ({"printed": recorder.printed()} if shown else {})

    def answered(self, question: Question) -> Reply:
        """Return the reply to a question."""
        try:
            reply = getattr(self, question["do"])(**question["arguments"])
        except BaseException as error:
            reply = described(error)
        return reply | {"id": question["id"], "missed": was_missed(), "unfound": bool(unfound)}


def prepare() -> Shell:
    """Return the shell in which student code will run."""
    return make_shell()


def serve(sock: socket.socket, shell: Shell, limits: Limits) -> None:
    """Answer every `Question` with a `Reply` until the other side hangs up.

    Parameters
    ----------
    sock : from the examiner.
    shell : what `prepare` returned.
    limits : the budgets of the submission.
    """
    channel = Channel(sock, limits.reply_mb << 20)
    candidate = Candidate(shell, limits, channel)
    own = os.getpid()
    while True:
        question: Question = channel.receive()
        if "do" not in question:
            continue  # what a function of the grader's has replied to student code that no longer waits for it
        try:
            with budget(question["seconds"], question["clock"]):
                reply = candidate.answered(question)
        except BaseException as error:
            reply = described(error) | {"id": question["id"], "missed": was_missed()}
        if os.getpid() != own:
            os._exit(0)  # a copy that student code forked and that fell out of the cell
        if ran_into_a_budget(reply):
            end_helpers()  # what is stopped is stopped with all that it started, so that no later part is blamed for that
        try:
            channel.send(reply)
        except (WireError, TypeError, ValueError) as error:
            channel.send({"id": question["id"], "value": {"refused": f"{GONE}: {error}"}})
