"""A command that shares its imports with others says and does what it does in a process of its own."""

import os
import subprocess
import sys

import pytest
from warm_start import run_warm

from autograder.virtual.commands import run_command


@pytest.mark.parametrize("call", [["autograder", "grade", "nowhere"], ["nbgrader", "--version"]])
def test_it_ends_and_speaks_as_in_a_process_of_its_own(call, tmp_path):
    environment = os.environ | {"HOME": str(tmp_path)}
    fresh = subprocess.run([sys.executable, "-m", *call], cwd=tmp_path, env=environment, capture_output=True, text=True)
    warm = run_warm(*call, cwd=tmp_path, env=environment)
    assert (warm.returncode, warm.stdout, warm.stderr) == (fresh.returncode, fresh.stdout, fresh.stderr)
    assert fresh.stdout + fresh.stderr


def test_one_that_takes_too_long_is_ended(tmp_path):
    log = tmp_path / "log"
    with pytest.raises(TimeoutError, match="nbgrader --version has not ended in 0 s"):
        run_command("nbgrader", "--version", folder=tmp_path, environment=os.environ, out=log, err=log, seconds=0)
