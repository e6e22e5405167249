"""The limits that a process sets to itself before it runs what is not trusted, or reads what may be monstrous."""

import ctypes
import math
import resource
import signal
import time
from pathlib import Path

from .limits import Limits

libc = ctypes.CDLL(None)


def set_limits(limits: Limits, own: int) -> None:
    """Limit this process and those it starts: memory (beyond the `own` bytes of the libraries), processor, files, core dumps.

    Parameters
    ----------
    limits : the budgets.
    own : bytes of address space that are in use already, see `address_space`.
    """
    most = {
        resource.RLIMIT_AS: own + (limits.memory_mb << 20),
        resource.RLIMIT_CPU: limits.notebook_seconds + 5,
        resource.RLIMIT_FSIZE: limits.scratch_mb << 20,
        resource.RLIMIT_NOFILE: 128,
        resource.RLIMIT_CORE: 0,
    }
    for kind, value in most.items():
        resource.setrlimit(kind, (int(value), int(value)))


def limit_processor(seconds: float) -> None:
    """Let the kernel end this process when it has used the processor for so many seconds more, whatever it is at."""
    # the first process of its namespace would pay no heed to the signal by itself
    libc.signal(signal.SIGXCPU, libc._exit)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = math.ceil(time.process_time() + seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def address_space() -> int:
    """Return the bytes of address space of this process, as far as the system tells."""
    statm = Path("/proc/self/statm")
    return int(statm.read_text().split()[0]) * resource.getpagesize() if statm.exists() else 0
