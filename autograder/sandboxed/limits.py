"""The budgets of a submission."""

from dataclasses import asdict, dataclass
from typing import Any

BUDGETS = ("TimedOut", "WaitedTooLong", "MemoryError", "OutputFlood")  # names of what is raised where one is run into


@dataclass(frozen=True)
class Limits:
    """Budgets of one submission: seconds of the processor, megabytes, processes, kilobytes of output per cell.

    On the clock there are `patience` seconds for each of the processor; a notebook holds a worker for at most ten times its
    budget, reading and a second try alone included, as long as that is ten times a cell's.
    Student code may use `memory_mb` in one process, and half as much again in all that it has started; so may what reads and
    judges it.
    """

    cell_seconds: float = 30
    notebook_seconds: float = 300
    patience: float = 4
    memory_mb: int = 1024
    processes: int = 32
    output_kb: int = 1024
    scratch_mb: int = 64
    reply_mb: int = 16
    notebook_mb: int = 32

    def asdict(self) -> dict[str, Any]:
        """Return the budgets as plain data."""
        return asdict(self)
