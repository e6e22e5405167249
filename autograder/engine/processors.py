"""Which processors a worker's student code may use, so that no student takes the time of one who is with another worker."""

import contextlib
import itertools
import os
import socket

MOST_ON_ONE = 64  # claims to one processor
_own: list[int] = []
_claims: list[socket.socket] = []  # as long as this process lives


def keep_to(number: int, workers: int) -> None:
    """Let the student code of this process use only its share of the machine's processors, from its next fork server on.

    Student code cannot choose others: the filter of system calls refuses that.

    Parameters
    ----------
    number : of this worker, from 0 on.
    workers : how many of them are at work on this machine.
    """
    if hasattr(os, "sched_getaffinity"):
        _own[:] = share(sorted(os.sched_getaffinity(0)), number, workers)


def claim() -> None:
    """Let the student code of this process use one processor, on which as few others of this machine have settled as can be.

    For workers that know nothing of each other. A claim is a name in the machine's own network, which no student code sees;
    it ends with the process.
    """
    if _claims or not hasattr(os, "sched_getaffinity"):
        return
    for settled, processor in itertools.product(range(MOST_ON_ONE), sorted(os.sched_getaffinity(0))):
        name = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        with contextlib.suppress(OSError):
            name.bind(f"\0autograder-processor-{processor}-{settled}")
            _claims.append(name)
            _own[:] = [processor]
            return
        name.close()


def students_processors() -> list[int]:
    """Return the processors that student code of this process may use; none where it may use any."""
    return list(_own)


def share(processors: list[int], number: int, workers: int) -> list[int]:
    """Return one worker's share of some processors: at least one, and none that is another's as long as there are enough.

    Parameters
    ----------
    processors : all that there are.
    number : of the worker, from 0 on.
    workers : how many of them there are.
    """
    return processors[number % len(processors) :: workers]
