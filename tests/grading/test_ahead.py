"""What is started before nbgrader is imported: the nurseries that the run will ask for, and nothing where it will need none."""

import shutil

import pytest
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from autograder.engine import nurseries
from autograder.engine.costly_imports import Uses
from autograder.engine.nurseries import Ground
from autograder.grading import ahead, executors
from autograder.nbgrader_plugin.preprocessors import IsolatedExecute


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course with an assignment that has data beside its notebook; the home folder is empty."""
    folder = tmp_path / "source" / "ps1"
    (folder / "more").mkdir(parents=True)
    (folder / "a.ipynb").write_text('{"cells": [{"cell_type": "code", "source": "import scipy"}]}')
    handed_in = tmp_path / "submitted" / "anna" / "ps1"
    handed_in.mkdir(parents=True)
    (handed_in / "a.ipynb").write_text('{"cells": [{"source": ["x\\\\n", "import matplotlib\\\\n"]}]}')
    (folder / "levels.csv").write_text("1")
    (folder / "more" / "b.py").write_text("")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def started(monkeypatch):
    """Return what is started, in order; nothing is."""
    found = []
    monkeypatch.setattr(ahead, "start_worker_server", lambda: found.append("workers"))
    monkeypatch.setattr(nurseries, "nurseries_on", lambda ground, find_uses: found.append((ground, find_uses())))
    return found


def ground_of_the_run(course):
    config = Config()
    config.CourseDirectory.root = str(course)
    return Ground.of(IsolatedExecute(config=config).common(CourseDirectory(config=config), "ps1"))


@pytest.mark.parametrize(
    "arguments", [["ps1"], ["--force", "ps1", "--workers=2"], ["ps1", "--student=anna"], ["ps1", "ps2"]]
)
@pytest.mark.parametrize("own_bank", [True, False])
def test_the_nurseries_are_those_that_the_run_asks_for(course, started, arguments, own_bank):
    if own_bank:
        (course / "bank").mkdir()
    ahead.start_ahead(arguments)
    assert started == ["workers", (ground_of_the_run(course), Uses(frozenset(["numerics"]), frozenset(["figures"])))]


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["--help"], []),
        (["ps1", "--scheduler=tcp://127.0.0.1:8786"], []),
        (["ps1", "--no-sandbox"], ["workers"]),
        (["ps2"], ["workers"]),
        ([], ["workers"]),
    ],
)
def test_nothing_is_started_that_the_run_will_not_need(course, started, arguments, what):
    ahead.start_ahead(arguments)
    assert started == what


def test_what_goes_wrong_is_left_to_the_run(course, started, monkeypatch):
    def broken(*_):
        raise OSError("no such program")

    monkeypatch.setattr(nurseries, "nurseries_on", broken)
    ahead.start_ahead(["ps1"])
    shutil.rmtree(course / "source")
    ahead.start_ahead(["ps1"])
    assert started == ["workers"] * 2


def test_workers_are_fresh_processes_where_nothing_was_started_ahead():
    assert executors.start_method == "spawn"
