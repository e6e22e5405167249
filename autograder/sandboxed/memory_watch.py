"""How much memory some processes use beyond what they share with the one that they were forked from."""

import contextlib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

ONLY_FORKED = 0x40  # flag of a process that has run no other program since it was forked


class Used(NamedTuple):
    """What the kernel tells everyone of a process: its parent, its flags, its address space and its memory in kilobytes.

    `memory` is the part of what is resident that no file stands behind: programs and libraries are there once for all.
    """

    parent: str
    flags: int
    size: int
    resident: int
    memory: int


def used_by(pid: str) -> Used | None:
    """Return what a process uses, or None if it is gone."""
    with contextlib.suppress(OSError, IndexError, KeyError):
        flags = Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()[6]
        told = dict(line.split()[:2] for line in _lines(pid) if len(line.split()) > 1)
        memory = int(told["RssAnon:"]) + int(told["RssShmem:"])
        return Used(told["PPid:"], int(flags), int(told["VmSize:"]), int(told["VmRSS:"]), memory)
    return None


def _lines(pid):
    return Path(f"/proc/{pid}/status").read_text(errors="replace").splitlines()


def kilobytes_beyond(pids: Iterable[str], baseline: Used) -> int:
    """Return the memory that a child and what it started use beyond the baseline of the server that forked the child.

    Only who still is a fork of the server shares the server's memory: one that has run another program, such as a fresh
    interpreter, or whose parent has, uses all of its own.

    Parameters
    ----------
    pids : the child and what it started.
    baseline : what the server used when it forked.
    """
    every = {pid: used_by(pid) for pid in pids}
    told = {pid: used for pid, used in every.items() if used}
    total = 0
    for pid, used in told.items():
        shares = _shares(pid, told) and used.size >= baseline.size / 2  # a fork may give some back
        total += max(used.resident - baseline.resident, 0) if shares else used.memory
    return total


def _shares(pid, told):
    """Tell whether neither a process nor any that it comes from, among those told of, has run another program."""
    while pid in told:
        if not told[pid].flags & ONLY_FORKED:
            return False
        pid = told[pid].parent
    return True
