"""A command of autograder or nbgrader with what it says, forked from a process that has imported both."""

import subprocess
import tempfile
from functools import partial
from pathlib import Path

import pytest

from autograder.engine.costly_imports import USES, Uses
from autograder.engine.nurseries import Ground, ways
from autograder.grading import ahead, executors
from autograder.virtual import commands
from autograder.virtual.commands import run_command

SECONDS = 280
PLAIN = Ground((), True, "")  # of an assignment without data files, in a course without a bank of its own


def run_warm(program, *arguments, cwd, env):
    """Run `python -m program arguments` in a folder with an environment; return what `subprocess.run` returns, as text."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "stdout")
        err = Path(folder, "stderr")
        status = run_command(program, *arguments, folder=cwd, environment=env, out=out, err=err, seconds=SECONDS)
        said = [path.read_text(encoding="utf-8") for path in (out, err)]
    return subprocess.CompletedProcess([program, *arguments], status, *said)


def run_beside(program, *arguments, cwd, env):
    """Run a command that grades as `run_warm` does, with less to start.

    It finds the nurseries of these tests, which it uses where an assignment stands on their ground, and forks its workers
    of itself.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(commands, "_be", partial(_be_beside, ways(PLAIN, partial(Uses, frozenset(USES)))))
        return run_warm(program, *arguments, cwd=cwd, env=env)


def _be_beside(nurseries, *command):
    nurseries.take()
    ahead.start_worker_server = lambda: None
    executors.start_method = "fork"
    commands._be(*command)
