"""The kernel that runs a notebook for `autograder check`, started before the command imports what it needs itself."""

import asyncio
import atexit
import contextlib
from collections.abc import Sequence
from pathlib import Path

from jupyter_client import AsyncKernelManager

ARGUMENTS = [
    "--IPKernelApp.log_level=CRITICAL",  # the card tells what stopped or took too long
    "--HistoryManager.hist_file=:memory:",
]
_waiting: dict[Path, AsyncKernelManager] = {}


def start_ahead(arguments: Sequence[str]) -> None:
    """Start the kernel for the notebook that the command line names; nothing is said of what goes wrong.

    Parameters
    ----------
    arguments : of `autograder check`.
    """
    if len(arguments) == 1 and Path(arguments[0]).is_file():
        with contextlib.suppress(Exception):  # the run starts its own then, and says why that cannot be done
            folder = Path(arguments[0]).resolve().parent
            _waiting[folder] = asyncio.run(_started(folder))


def kernel_in(folder: Path) -> AsyncKernelManager | None:
    """Return the kernel that was started ahead in a folder, for the caller to end; None where there is none.

    Parameters
    ----------
    folder : absolute, without links.
    """
    return _waiting.pop(folder, None)


@atexit.register
def end_waiting() -> None:
    """End the kernels that nobody has asked for, as their notebook had nothing to check."""
    while _waiting:
        asyncio.run(_waiting.popitem()[1].shutdown_kernel(now=True))


async def _started(folder):
    kernel = AsyncKernelManager(kernel_name="python3")
    await kernel.start_kernel(cwd=str(folder), extra_arguments=ARGUMENTS)
    return kernel
