"""A command of autograder or nbgrader with what it says, forked from a process that has imported both."""

import subprocess
import tempfile
from pathlib import Path

from autograder.virtual.commands import run_command

SECONDS = 280


def run_warm(program, *arguments, cwd, env):
    """Run `python -m program arguments` in a folder with an environment; return what `subprocess.run` returns, as text."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "stdout")
        err = Path(folder, "stderr")
        status = run_command(program, *arguments, folder=cwd, environment=env, out=out, err=err, seconds=SECONDS)
        said = [path.read_text(encoding="utf-8") for path in (out, err)]
    return subprocess.CompletedProcess([program, *arguments], status, *said)
