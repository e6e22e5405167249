"""The nurseries of this machine: one preloaded process per role, in its sandbox, of which the fork servers of all workers are forked.

Whoever grades here starts them, once for each set of data files and each bank, and hands its workers a way to them.
"""

import contextlib
import json
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from autograder.bank import bank_folders
from autograder.sandboxed.channel import WireError
from autograder.sandboxed.messages import NurseryOptions, ServerOptions
from autograder.sandboxed.places import ROOT, seen

from .costly_imports import Uses
from .sandbox import bubblewrap, environment

ENTRIES = {"candidate": "autograder.sandboxed.candidate", "examiner": "autograder.engine.trusted_child"}
KILLED = (-signal.SIGKILL, 128 + signal.SIGKILL)  # the second is what those say who waited for the one that was killed


@dataclass(frozen=True)
class Ground:
    """What a nursery is made for: the data files of the assignment, whether there is a sandbox, and the course's own bank."""

    data: tuple[tuple[str, str], ...]
    sandbox: bool
    bank: str

    @classmethod
    def of(cls, job: dict[str, Any]) -> "Ground":
        """Return the ground of a job, or of what is the same in all jobs of an assignment."""
        return cls(tuple(sorted(job["data"].items())), job["sandbox"], job.get("bank", ""))


class GoneError(WireError):
    """A nursery that another process had started is gone."""


class Nursery:
    """The way to a nursery. `process` is there where this process has started it; `uses` tells what it has imported of what notebooks use."""

    def __init__(self, orders: socket.socket, uses: frozenset[str], process: subprocess.Popen | None = None):
        self.orders = orders
        self.process = process
        self.uses = uses

    def order(self, options: ServerOptions, control: socket.socket) -> None:
        """Order a fork server that obeys the other side of `control`, which is closed here.

        A nursery that is gone leaves that other side closed, too.

        Parameters
        ----------
        options : of the fork server.
        control : a socket.
        """
        with control, contextlib.suppress(OSError):
            socket.send_fds(self.orders, [json.dumps(options).encode()], [control.fileno()])

    def has_ended(self) -> bool:
        """Tell whether the nursery has ended, as far as this process can."""
        return self.process is not None and self.process.poll() is not None

    def last_words(self) -> str | None:
        """Return why the nursery ended by itself, None if it did not.

        Raises
        ------
        GoneError : if another process has started it, which alone can tell.
        """
        if self.process is None:
            raise GoneError("a nursery of another process is gone")
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(5)
        if self.process.poll() in (None, *KILLED):
            return None
        lines = self.process.stderr.read(4000).decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else "no reason given"

    def close(self) -> None:
        """Let the nursery and all that it has started end, if this process has started it."""
        self.orders.close()
        if self.process is None:
            return
        self.process.terminate()  # it may be at an import still
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stderr.close()


def started(role: str, ground: Ground, uses: frozenset[str]) -> Nursery:
    """Return a nursery of candidates or of examiners, which now imports what it is to import.

    Parameters
    ----------
    role : "candidate" or "examiner".
    ground : what it is made for.
    uses : what notebooks use that it imports too, see `costly_imports`.

    Raises
    ------
    NoSandboxError : if bubblewrap is not installed.
    """
    student = role == "candidate"
    env = environment() | {"PYTHONPATH": ROOT}
    options: NurseryOptions = {
        "entry": ENTRIES[role],
        "student": student,
        "sandbox": ground.sandbox,
        "uses": sorted(uses),
    }
    argv = [sys.executable, "-P", "-m", "autograder.sandboxed.nursery", json.dumps(options)]
    if not student:
        env["AUTOGRADER_BANK"] = seen(ground.bank) if ground.sandbox else ground.bank
    if ground.sandbox:
        banks = None if student else [*map(str, bank_folders()), *filter(None, [ground.bank])]
        argv = bubblewrap(dict(ground.data), env, banks) + argv
    else:
        home = tempfile.mkdtemp(prefix="autograder-")  # the nursery removes it when it ends
        env |= {"HOME": home, "MPLCONFIGDIR": f"{home}/mpl", "IPYTHONDIR": f"{home}/ipython"}
    orders, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        process = subprocess.Popen(
            argv, env=env, cwd="/", stdin=theirs, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
    return Nursery(orders, uses, process)


def nurseries_on(ground: Ground, find_uses: Callable[[], Uses] = Uses) -> list[Nursery]:
    """Return this process's two nurseries, of candidates and of examiners; those for another ground, or of which one has ended, are closed.

    Parameters
    ----------
    ground : what they are made for.
    find_uses : tells what notebooks use that they are to import at once; it is asked if they are not there yet.

    Raises
    ------
    NoSandboxError : if bubblewrap is not installed.
    """
    if ground not in _there or any(nursery.has_ended() for nursery in _there[ground]):
        close_nurseries()
        uses = find_uses()
        _there[ground] = []
        try:
            for role in ENTRIES:
                _there[ground].append(started(role, ground, uses.by(role)))
        except BaseException:
            close_nurseries()
            raise
    return _there[ground]


def close_nurseries() -> None:
    """Close this process's nurseries."""
    while _there:
        for nursery in _there.popitem()[1]:
            nursery.close()


@dataclass(frozen=True)
class Ways:
    """The ways to the nurseries of one process, as another one takes them over."""

    ground: Ground
    orders: list[socket.socket]
    uses: list[frozenset[str]]

    def take(self) -> None:
        """Use these nurseries in this process from now on, as long as they are there."""
        _there[self.ground] = [Nursery(way, uses) for way, uses in zip(self.orders, self.uses, strict=True)]


def ways(ground: Ground, find_uses: Callable[[], Uses]) -> Ways:
    """Start the nurseries on a ground; return the ways to them, for the workers of this machine.

    Parameters
    ----------
    ground, find_uses : see `nurseries_on`.

    Raises
    ------
    NoSandboxError : if bubblewrap is not installed.
    """
    there = nurseries_on(ground, find_uses)
    return Ways(ground, [nursery.orders for nursery in there], [nursery.uses for nursery in there])


_there: dict[Ground, list[Nursery]] = {}
