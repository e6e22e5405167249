"""How much memory some processes use together, each page of it counted once."""

import contextlib
from collections.abc import Iterable
from pathlib import Path

UNIX_SOCKET = 2 * 208  # kilobytes that one holds at most: what the kernel grants by itself, and one message over it
QUEUES = {
    "tcp": "sockstat",
    "udp": "sockstat",
    "tcp6": "sockstat6",
    "udp6": "sockstat6",
}  # and where such sockets are counted


def resident(pid: str) -> int | None:
    """Return the kilobytes of a process that no file stands behind, or None if it is gone.

    What the process shares with others counts in full; programs and libraries are there once for all.
    """
    return _summed(pid, "status", "RssAnon:", "RssShmem:")


def proportional(pid: str) -> int | None:
    """Return the same, with each page divided by the number of processes that share it; None if the kernel does not tell."""
    return _summed(pid, "smaps_rollup", "Pss_Anon:", "Pss_Shmem:")


def in_sockets(pid: str) -> int:
    """Return the kilobytes that the sockets in a process's network hold at most, which no process shows as its own."""
    total = UNIX_SOCKET * max(len(_lines(pid, "net/unix")) - 1, 0)
    for name, count in QUEUES.items():
        if f"{name.upper()}: inuse 0" in " ".join(_lines(pid, f"net/{count}")):
            continue  # the kernel looks through the sockets of the whole machine for a list, which takes milliseconds
        for line in _lines(pid, f"net/{name}")[1:]:
            sent, received = (int(size, 16) for size in line.split()[4].split(":"))
            total += 2 * (sent + received) >> 10  # a buffer takes more than what is in it
    return total


def kilobytes(pids: Iterable[str], enough: int) -> int:
    """Return the memory that a child and what it started use together, which share one network.

    Parameters
    ----------
    pids : the child and what it started.
    enough : up to so much the sum may be too large: the closer look is not taken, as it costs time.
    """
    told = {pid: resident(pid) for pid in pids}
    each = {pid: used for pid, used in told.items() if used is not None}
    total = sum(each.values()) + (in_sockets(next(iter(each))) if each else 0)
    if total <= enough:
        return total
    closer = {pid: proportional(pid) for pid in each}
    return total - sum(used - closer[pid] for pid, used in each.items() if closer[pid] is not None)


def _summed(pid, name, *fields):
    told = dict(line.split()[:2] for line in _lines(pid, name) if len(line.split()) > 1)
    return sum(int(told[field]) for field in fields) if told.keys() >= set(fields) else None


def _lines(pid, name):
    with contextlib.suppress(OSError):
        return Path("/proc", pid, name).read_text(errors="replace").splitlines()
    return []
