"""The kernel of `autograder check` that is started ahead: it is the one that runs the notebook, and none is left behind."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from autograder.learner import kernel_ahead
from autograder.learner.self_check import check_notebook

CELLS = ("from autograder import check", "warmup_a = 3", 'check("warmup.a", warmup_a)')


@pytest.fixture
def notebook(tmp_path):
    """Return the file of a notebook with one question, in a folder where no kernel is told of yet."""
    path = tmp_path / "mine.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=list(map(nbformat.v4.new_code_cell, CELLS))), path)
    return path


def ended(kernel):
    """Tell whether a kernel has ended, and the file that told of it is gone."""
    return not asyncio.run(kernel.is_alive()) and not Path(kernel.connection_file).exists()


def test_the_notebook_is_run_by_the_kernel_that_was_started_ahead(notebook, monkeypatch):
    def refuse(client):
        raise AssertionError("one more kernel")

    kernel_ahead.start_ahead([str(notebook)])
    (kernel,) = kernel_ahead._waiting.values()
    monkeypatch.setattr(NotebookClient, "create_kernel_manager", refuse)
    assert [verdict.part for verdict in check_notebook(notebook).verdicts] == ["warmup.a"]
    assert ended(kernel) and not kernel_ahead._waiting


def test_it_runs_in_the_folder_of_the_notebook_and_ends_where_nobody_asks_for_it(notebook):
    kernel_ahead.start_ahead([str(notebook)])
    (kernel,) = kernel_ahead._waiting.values()
    assert Path(f"/proc/{kernel.provisioner.pid}/cwd").resolve() == notebook.parent.resolve()
    assert Path(kernel.connection_file).exists()
    kernel_ahead.end_waiting()
    assert ended(kernel) and kernel_ahead.kernel_in(notebook.parent.resolve()) is None


@pytest.mark.parametrize("arguments", [[], ["--help"], ["gone.ipynb"], ["mine.ipynb", "mine.ipynb"], ["."]])
def test_none_is_started_where_no_notebook_is_named(notebook, monkeypatch, arguments):
    monkeypatch.chdir(notebook.parent)
    kernel_ahead.start_ahead(arguments)
    assert not kernel_ahead._waiting


def test_the_command_leaves_no_kernel_where_there_is_nothing_to_check(notebook, tmp_path):
    notebook.write_text("no notebook")
    (tmp_path / "files").mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "autograder", "check", str(notebook)],
        capture_output=True,
        text=True,
        env=os.environ | {"TMPDIR": str(tmp_path / "files")},
    )
    assert done.returncode == 2 and len(done.stderr.splitlines()) == 1
    assert not list((tmp_path / "files").glob("*.json"))  # there is one for each kernel that runs
