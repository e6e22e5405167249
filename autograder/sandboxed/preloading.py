"""Import ahead what notebooks use, and in a fork server what the source's own solution imports: no student has to wait for it."""

import contextlib
import importlib
import io
import os
import pkgutil
import signal
import sys
from collections.abc import Iterable, Sequence
from pathlib import PurePath

LONGEST = 60  # seconds for all modules together; what takes longer is left to each notebook
MOST = 100
OURS = frozenset({"microkit", "autograder"})


def warm(uses: Iterable[str]) -> None:
    """Import what notebooks use, so that every child finds it there.

    Parameters
    ----------
    uses : names of what they use, see `WARMING`.
    """
    for use in uses:
        WARMING[use]()


def _import_numerics():
    for name in ("linalg", "optimize", "integrate", "interpolate", "special"):
        importlib.import_module(f"scipy.{name}")


def _import_microkit():
    """Import the whole of it, as its files are hidden from student code."""
    microkit = importlib.import_module("microkit")
    for module in pkgutil.walk_packages(microkit.__path__, "microkit."):
        importlib.import_module(module.name)


def _import_statistics():
    importlib.import_module("scipy.stats")


def _import_figures():
    """Import what draws, and draw: what matplotlib looks up for its first figure is kept for all."""
    for name in ("matplotlib.pyplot", "matplotlib_inline.backend_inline"):
        importlib.import_module(name)
    figure = importlib.import_module("matplotlib.figure").Figure()
    figure.subplots().set(title="title", xlabel="label")
    figure.savefig(io.BytesIO())


def _import_autograder():
    """Import what notebooks call of ours; where student code is confined, that is next to nothing."""
    autograder = importlib.import_module("autograder")
    for name in autograder.__all__:
        getattr(autograder, name)


WARMING = {
    "autograder": _import_autograder,
    "numerics": _import_numerics,
    "microkit": _import_microkit,
    "statistics": _import_statistics,
    "figures": _import_figures,
}


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
