"""The candidate: runs a student's cells and answers questions about the result with plain data.

Everything here shares a process with the student's code and is at its mercy, so nothing here decides anything.
What it replies is at worst what the student could have made the notebook say anyway.
"""

import contextlib
import difflib
import os
import traceback

import numpy as np

import autograder

from .channel import Channel, WireError
from .disabling import switched_off
from .recorder import FileOutput, Recorder, recording
from .shell import alarm, make_shell, settle
from .wire import pack, unpack

BUDGETS = ("TimedOut", "MemoryError", "OutputFlood")
GONE = "the value could not be read"


class Candidate:
    """A student's namespace and the answers to what the examiner asks of it."""

    def __init__(self, shell, limits):
        self.shell, self.max_output, self.handles = shell, limits.output_kb * 1024, []
        self.written = FileOutput()

    def start(self, seed, data, given):
        """Settle into the scratch folder, with the assignment's data and the random state and numbers of this student."""
        os.makedirs("work", exist_ok=True)
        os.chdir("work")
        settle(seed, data)
        autograder.given = handed(given)
        return {}

    def run(self, source, names):
        """Run a cell; return its outputs, its error, and what some names then stand for."""
        outputs, _, error = self.shell.run(source, self.max_output)
        outputs += self.written.drain(self.max_output)
        return {"outputs": outputs, "names": {name: self.get(name) for name in names}} | self.described(error)

    def get(self, name):
        """Return what a name stands for."""
        namespace = self.shell.user_ns
        if name not in namespace:
            names = [other for other in namespace if isinstance(other, str) and not other.startswith("_")]
            return {"near": difflib.get_close_matches(name, names, 1)}
        try:
            return {"value": self.packed(namespace[name])}
        except BaseException as error:
            return self.described(error)

    def call(self, handle, calls, off):
        """Call a function of the student's with each of some arguments in turn, the named microkit functions switched off.

        A call that runs into a budget is the last one.
        """
        replies = []
        with switched_off(off):
            for args, kwargs in calls:
                replies.append(self._called(self.handles[handle], args, kwargs))
                if replies[-1].get("error", {}).get("name") in BUDGETS:
                    break
        self.written.drain(0)
        return {"replies": replies}

    def _called(self, function, args, kwargs):
        args, kwargs = (unpack(part, lambda number, name: self.handles[number]) for part in (args, kwargs))
        try:
            with recording(Recorder(self.max_output)):  # no one reads it, but it counts
                return {"value": self.packed(function(*args, **kwargs))}
        except BaseException as error:
            return self.described(error)

    def packed(self, value):
        """Return the value as plain data; functions are numbered."""
        return pack(value, self._handle)

    def _handle(self, function):
        self.handles.append(function)
        return len(self.handles) - 1

    def described(self, error):
        """Return an exception as its type's name, its text and the student's line in which it arose."""
        if error is None:
            return {}
        try:
            text = str(error)[:500]
        except BaseException:
            text = GONE
        return {"error": {"name": type(error).__name__, "text": text, "line": _line(error)}}


def handed(given):
    """Return what stands for `given` in the student's notebook: it knows the numbers that the examiner handed over."""

    def given_by_the_examiner(name):
        return tuple(np.array(number) if isinstance(number, list) else number for number in given[name])

    return given_by_the_examiner


def _line(error):
    with contextlib.suppress(Exception):
        frames = traceback.extract_tb(error.__traceback__)
        mine = [f for f in frames if "ipykernel" in f.filename or "<ipython" in f.filename]
        return (mine[-1].line or "").strip()[:120]
    return ""


def prepare():
    """Return the shell in which student code will run."""
    return make_shell()


def serve(sock, shell, limits):
    """Answer requests until the other side hangs up."""
    channel, candidate = Channel(sock, limits.reply_mb << 20), Candidate(shell, limits)
    own = os.getpid()
    while True:
        request = channel.receive()
        try:
            with alarm(request["seconds"]):
                reply = getattr(candidate, request["do"])(**request["arguments"])
        except BaseException as error:
            reply = candidate.described(error)
        if os.getpid() != own:
            os._exit(0)  # a copy that student code forked and that fell out of the cell
        try:
            channel.send(reply | {"id": request["id"]})
        except (WireError, TypeError, ValueError) as error:
            channel.send({"id": request["id"], "value": {"refused": f"{GONE}: {error}"}})
