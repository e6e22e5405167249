"""Import ahead what notebooks use, and in a fork server what the source's own solution imports: no student has to wait for it."""

import contextlib
import importlib
import os
import pkgutil
import signal
import sys
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from types import ModuleType

LONGEST = 60  # seconds for all modules together; what takes longer is left to each notebook
MOST = 100
OURS = frozenset({"microkit", "autograder"})
LIBRARIES = [
    "scipy.linalg",
    "scipy.optimize",
    "scipy.integrate",
    "scipy.interpolate",
    "scipy.special",
    "scipy.stats",
]


def import_libraries() -> None:
    """Import what notebooks with microkit or scipy import, so that every child finds it warm."""
    for name in LIBRARIES:
        importlib.import_module(name)
    microkit = importlib.import_module("microkit")
    for module in pkgutil.walk_packages(microkit.__path__, "microkit."):
        importlib.import_module(module.name)


def warm(work: ModuleType, student: bool) -> None:
    """Import the libraries, and on the trusted side what its work needs besides.

    Parameters
    ----------
    work : what the children of the server do.
    student : whether they run student code.
    """
    import_libraries()
    if not student:
        work.warm()


def worth_preloading(places: Iterable[str], data: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Return the modules that may be imported ahead of those that the source's own cells import.

    What the instructor has laid beside the notebook wins over an installed module of its name, so that one is left alone.

    Parameters
    ----------
    places : "module" or "module:member", see `library_member`.
    data : names and places of what lies beside the notebook.
    """
    beside = {PurePath(name).parts[0].partition(".")[0] for name, _ in data}
    modules = sorted({place.partition(":")[0] for place in places})
    return frozenset([name for name in modules if name.partition(".")[0] not in beside | OURS][:MOST])


def preload(modules: Sequence[str]) -> None:
    """Import modules, but for those that cannot be imported here, and those after which a process may not be forked.

    A module that starts a thread is one of these: the thread would be missing in every child.

    Parameters
    ----------
    modules : names of modules, as an import statement has them.
    """
    for name in _fit([name for name in modules if name not in sys.modules]):
        with contextlib.suppress(Exception):
            importlib.import_module(name)


def _fit(modules):
    """Return those of some modules that a child could import, up to the first that ended it."""
    if not modules:
        return []
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(LONGEST)
        try:
            _try(modules, writing)
        finally:
            os._exit(0)
    os.close(writing)
    with open(reading) as lines:
        fit = lines.read().splitlines()
    os.waitpid(pid, 0)
    return fit


def _try(modules, writing):
    silence = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(silence, stream)
    for name in modules:
        with contextlib.suppress(Exception):
            importlib.import_module(name)
            if len(os.listdir("/proc/self/task")) > 1:
                return
            os.write(writing, f"{name}\n".encode())
