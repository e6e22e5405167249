"""Commands of autograder and nbgrader as a fresh process runs them, but for their imports, which all of them share.

A process that has imported both is forked for each command: importing takes longer than most of what is asked for.
"""

import multiprocessing
import os
import pkgutil
import runpy
import sys
from collections.abc import Mapping
from pathlib import Path

import autograder.bank

BANK = [module.name for module in pkgutil.iter_modules(autograder.bank.__path__, "autograder.bank.")]
IMPORTED = ["autograder.cli.app", "autograder.report", "autograder.virtual.commands", "nbgrader.apps", *BANK]


def run_command(
    program: str,
    *arguments: str,
    folder: Path | str,
    environment: Mapping[str, str],
    out: Path | str,
    err: Path | str,
    seconds: float | None = None,
) -> int:
    """Run `python -m program arguments`; return its exit status, minus the signal where one ended it.

    Parameters
    ----------
    program : "nbgrader" or "autograder".
    *arguments : of the program.
    folder : the folder to run it in.
    environment : its environment.
    out, err : files to which it appends what it says; they may be one.
    seconds : how long it may take, without an end by default.

    Raises
    ------
    TimeoutError : if it takes longer; it is ended then.
    """
    has_fork = "forkserver" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if has_fork else "spawn")
    if has_fork:
        context.set_forkserver_preload(IMPORTED)
    places = [os.path.abspath(out), os.path.abspath(err)]
    process = context.Process(target=_be, args=([program, *arguments], str(folder), dict(environment), places))
    process.start()
    process.join(seconds)
    if process.is_alive():
        process.kill()
        raise TimeoutError(f"{program} {' '.join(arguments)} has not ended in {seconds:g} s")
    return process.exitcode


def _be(call, folder, environment, places):
    for number, place in enumerate(places, start=1):
        os.dup2(os.open(place, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o644), number)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.path.insert(0, folder)
    sys.argv = list(call)
    runpy.run_module(call[0], run_name="__main__", alter_sys=True)
