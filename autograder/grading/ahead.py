"""What takes long to start is started before nbgrader is imported: the process of which workers are forked, and the nurseries.

Without the course's settings the nurseries are a guess, which is right where these keep to nbgrader's folders. Where it
is wrong, the run that knows the course closes them and starts its own.
"""

import contextlib
import multiprocessing
import signal
from collections.abc import Sequence
from functools import partial
from multiprocessing import forkserver
from pathlib import Path

IMPORTED = ["autograder.grading.worker", "autograder.grading.executors"]
NOT_HERE = ("-h", "--help", "--scheduler")  # with these the command needs no workers of its own
NO_SANDBOX = "--no-sandbox"


def start_ahead(arguments: Sequence[str]) -> None:
    """Start what grading needs, as far as the command line tells it; nothing is said of what goes wrong.

    Parameters
    ----------
    arguments : of `autograder grade`.
    """
    if any(argument.startswith(NOT_HERE) for argument in arguments):
        return
    start_worker_server()
    assignments = [argument for argument in arguments if not argument.startswith("-")]
    if assignments and NO_SANDBOX not in arguments:
        with contextlib.suppress(Exception):  # the run itself will meet it, and say it
            _start_nurseries(Path.cwd(), assignments[0])


def start_worker_server() -> None:
    """Start a process that imports what workers need, of which those of this process are forked from now on."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])  # until a worker itself lets it pass
    try:
        multiprocessing.set_forkserver_preload(IMPORTED)
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    from . import executors

    executors.start_method = "forkserver"


def _start_nurseries(course, assignment):
    from autograder.engine.costly_imports import used_in_class
    from autograder.engine.nurseries import Ground, nurseries_on

    folder = (course / "source" / assignment).resolve()
    files = [path for path in folder.rglob("*") if path.is_file()]
    notebooks = [path for path in files if path.suffix == ".ipynb"]
    if not notebooks:
        return
    data = sorted((str(path.relative_to(folder)), str(path)) for path in files if path not in notebooks)
    bank = course / "bank"
    ground = Ground(tuple(data), True, str(bank.resolve()) if bank.is_dir() else "")
    submitted = sorted(course.glob(f"submitted/*/{assignment}/*.ipynb"))
    nurseries_on(ground, partial(used_in_class, notebooks, submitted))
