"""Which processors a worker's student code may use, so that no student takes the time of one who is with another worker."""

import os

_own: list[int] = []


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
