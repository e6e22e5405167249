"""What a child and all that it started use together: processes, memory and the processor, told from outside."""

import contextlib
import os
from pathlib import Path

from .limits import Limits
from .memory_watch import kilobytes, resident

TOGETHER = 1.5  # what all processes may use together, in units of what one may: so one alone meets its own limit first
TICKS = os.sysconf("SC_CLK_TCK")
LOOKS = 5
EXITING = 0x4  # flag of a process that is about to end, or has


class Watch:
    """The watch of a fork server over its children, of which one lives at a time.

    What the server itself holds in memory is allowed once on top, as its children share it.
    """

    def __init__(self, limits: Limits):
        self.limits = limits
        self.own = os.readlink("/proc/self")
        self.allowed = int(TOGETHER * (limits.memory_mb << 10)) + resident("self")
        self.level = len(_numbers("self")) - 1
        self.begin()

    def begin(self) -> None:
        """Begin anew, as there is another child now."""
        self.running = 0.0
        self.ended = 0.0

    def inside(self) -> list[str]:
        """Return the ids of the child and of all that it started, a process whose parent has ended being the child's.

        Servers of other workers, and what they have started, may be seen here as well.
        """
        for _ in range(LOOKS):
            parents = dict(_parents())
            if all(parent in parents or parent == "0" for parent in parents.values()):
                break  # else one has ended between two lines of the list
        inside = {self.own}
        more = inside
        while more:
            more = {pid for pid, parent in parents.items() if parent in more} - inside
            inside = inside | more
        return sorted(inside - {self.own})

    def overused(self) -> str | None:
        """Return "memory" or "processes" if there is too much of them, else None."""
        inside = self.inside()
        if len(inside) > self.limits.processes + 1:
            return "processes"
        return "memory" if kilobytes(inside, self.allowed) > self.allowed else None

    def seconds(self) -> float:
        """Return how long the child and all that it ever started have used the processor, also those that are gone by now."""
        now = sum(map(_seconds, self.inside()))
        self.ended += max(self.running - now, 0)
        self.running = now
        return self.ended + now

    def is_ending(self, child: int) -> bool:
        """Tell whether a child is about to end, or has.

        Parameters
        ----------
        child : its id, as the server knows it.
        """
        for pid in self.inside():
            if _numbers(pid)[self.level :][:1] == [child]:
                return any(int(words[6]) & EXITING for words in _told(pid))
        return False

    def helpers(self, child: int) -> list[int]:
        """Return the ids, as the server knows them, of what a child has started.

        Parameters
        ----------
        child : its own id.
        """
        found = [_numbers(pid)[self.level :] for pid in self.inside()]
        return [numbers[0] for numbers in found if numbers and numbers[0] != child]


def _parents():
    """Yield the id of each process that is seen here, and that of its parent."""
    for pid in filter(str.isdigit, os.listdir("/proc")):
        for words in _told(pid):
            yield pid, words[1]


def _numbers(pid):
    """Return the ids of a process in its own namespace and in each around it, the outermost that is seen here first."""
    with contextlib.suppress(OSError):
        for line in Path("/proc", pid, "status").read_text(errors="replace").splitlines():
            if line.startswith("NSpid:"):
                return [int(number) for number in line.split()[1:]]
    return []


def _seconds(pid):
    """Return how long a process and those that it has waited for have used the processor."""
    return sum(int(word) for words in _told(pid) for word in words[11:15]) / TICKS


def _told(pid):
    """Return what the kernel tells of a process, from its state on, as a list of one or, if it is gone, of none."""
    with contextlib.suppress(OSError):
        return [Path("/proc", pid, "stat").read_text(errors="replace").rpartition(")")[2].split()]
    return []
