"""A notebook kernel without the kernel: an IPython shell in this process whose outputs are kept as nbformat data."""

import os
import random
import signal
import sys
import time
import zlib
from contextlib import contextmanager

import numpy as np
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

TRACEBACK_CHARACTERS = 20_000
FLOOD_CHARACTERS = 10_000  # what is kept of a flood


class TimedOut(BaseException):
    """The cell or the call took longer than it may."""


class OutputFlood(BaseException):
    """The cell or the call wrote more than it may."""


class Recorder:
    """The outputs of one cell, with a cap on their size."""

    def __init__(self, max_bytes):
        self.left, self.entries = max_bytes, []

    def stream(self, name, text):
        """Keep a piece of text written to stdout or stderr."""
        if not self.entries or self.entries[-1].get("name") != name:
            self.entries.append({"output_type": "stream", "name": name, "pieces": []})
        self.entries[-1]["pieces"].append(text[:FLOOD_CHARACTERS] if len(text) > self.left else text)
        self._spend(len(text))

    def rich(self, kind, data, metadata):
        """Keep a display or a result."""
        self._spend(sum(len(value) if isinstance(value, (str, bytes)) else 1000 for value in data.values()))
        self.entries.append({"output_type": kind, "data": dict(data), "metadata": dict(metadata or {})})

    def error(self, name, text, traceback):
        """Keep a traceback, cut to a size that is always allowed."""
        lines = "\n".join(traceback)[-TRACEBACK_CHARACTERS:].split("\n")
        self.entries.append({"output_type": "error", "ename": name, "evalue": text[:1000], "traceback": lines})

    def outputs(self):
        """Return what was kept, as nbformat spells it."""
        for entry in self.entries:
            if "pieces" in entry:
                entry["text"] = "".join(entry.pop("pieces"))
                if self.left < 0:
                    entry["text"] = entry["text"][:FLOOD_CHARACTERS]
        return self.entries

    def _spend(self, size):
        self.left -= size
        if self.left < 0:
            raise OutputFlood("more output than a cell may write")


class _Stream:
    """A stand-in for sys.stdout or sys.stderr that writes to the recorder of the day."""

    encoding, errors, closed = "utf-8", "replace", False

    def __init__(self, shell, name):
        self.shell, self.name = shell, name

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self.shell.recorder.stream(self.name, text)
        return len(text)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def flush(self):
        """Nothing is held back."""

    def isatty(self):
        return False

    def writable(self):
        return True

    def fileno(self):
        return {"stdout": 1, "stderr": 2}[self.name]


class _Publisher(DisplayPublisher):
    def publish(self, data, metadata=None, source=None, **_):
        self.shell.recorder.rich("display_data", data, metadata)

    def clear_output(self, wait=False):
        self.shell.recorder.entries.clear()


class _Hook(DisplayHook):
    def write_output_prompt(self):
        """The number stands beside the output, not in it."""

    def write_format_data(self, format_dict, md_dict=None):
        self.shell.recorder.rich("execute_result", format_dict, md_dict)

    def finish_displayhook(self):
        self._is_active = False


class Shell(InteractiveShell):
    """IPython with its outputs in `recorder`."""

    display_pub_class = Type(_Publisher)
    displayhook_class = Type(_Hook)
    recorder = Recorder(10**6)

    def enable_gui(self, gui=None):
        """There is no event loop to join."""

    def ask_exit(self):
        """There is nothing to leave: `exit()` in a notebook does no harm."""

    def showtraceback(self, *args, **kwargs):
        """Show an exception; of endless recursion and of the grader's own stops there are no frames worth showing."""
        kind, value, _ = sys.exc_info()
        if kind in (TimedOut, OutputFlood, RecursionError):
            self._showtraceback(kind, value, [f"{kind.__name__}: {value}"])
        else:
            super().showtraceback(*args, **kwargs)

    def _showtraceback(self, etype, evalue, stb):
        self.recorder.error(etype.__name__, str(evalue), stb)

    def run(self, source, max_bytes):
        """Run one cell; return its outputs, the value of its last expression, and its exception or None."""
        self.recorder = Recorder(max_bytes)
        streams = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = _Stream(self, "stdout"), _Stream(self, "stderr")
        try:
            result = self.run_cell(source, store_history=True)
        finally:
            sys.stdout, sys.stderr = streams
        return self.recorder.outputs(), result.result, result.error_before_exec or result.error_in_exec

    @contextmanager
    def hushed(self, max_bytes):
        """Keep what is written inside to a recorder that no one reads, so that it still counts as output."""
        self.recorder = Recorder(max_bytes)
        streams = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = _Stream(self, "stdout"), _Stream(self, "stderr")
        try:
            yield
        finally:
            sys.stdout, sys.stderr = streams


def make_shell(namespace=None):
    """Return the one shell of this process, warmed up: cells, errors and pictures have each been made once."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.xmode = "Context"
    shell = Shell.instance(config=config, user_ns=namespace)
    for cell in ("1", "def _(): 1 / 0\n_()", "%matplotlib inline", "import asyncio, pexpect\nawait asyncio.sleep(0)"):
        shell.run(cell, 10**6)
    shell.reset(new_session=True)
    return shell


@contextmanager
def alarm(seconds):
    """Raise TimedOut inside the block after `seconds`, and again every half second if that is swallowed."""

    def ring(signum, frame):
        raise TimedOut(f"stopped after {seconds:g} s")

    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.01), 0.5)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


class FileOutput:
    """What is written past Python, to file descriptors 1 and 2, by C code and by child processes."""

    def __init__(self):
        for number, name in ((1, "stdout"), (2, "stderr")):
            file = os.memfd_create(name) if hasattr(os, "memfd_create") else os.open(os.devnull, os.O_RDWR)
            os.dup2(file, number)
            os.close(file)

    def drain(self, max_bytes):
        """Return what came since the last call, as nbformat streams."""
        outputs = []
        for number, name in ((1, "stdout"), (2, "stderr")):
            if size := os.lseek(number, 0, os.SEEK_END):
                text = os.pread(number, min(size, max_bytes), 0).decode("utf-8", "replace")
                os.ftruncate(number, 0)
                os.lseek(number, 0, os.SEEK_SET)
                outputs.append({"output_type": "stream", "name": name, "text": text})
        return outputs


def settle(seed, data):
    """Make this student's random state, link the assignment's data files into the working folder and import from it, last."""
    random.seed(seed)
    np.random.seed(zlib.crc32(seed.encode()))  # noqa: NPY002 - the state that students' code draws on
    for name, place in data.items():
        os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
        os.symlink(place, name)
    sys.path.append(os.getcwd())


def deadline(seconds):
    """Return the moment on the monotonic clock that lies `seconds` ahead."""
    return time.monotonic() + seconds
