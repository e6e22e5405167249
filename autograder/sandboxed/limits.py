"""The budgets of a submission."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Limits:
    """Budgets of one submission: seconds of wall clock, megabytes, processes, kilobytes of output per cell."""

    cell_seconds: float = 30
    notebook_seconds: float = 300
    memory_mb: int = 1024
    processes: int = 32
    output_kb: int = 1024
    scratch_mb: int = 64
    reply_mb: int = 16
    notebook_mb: int = 32

    def asdict(self) -> dict[str, Any]:
        """Return the budgets as plain data."""
        return asdict(self)
