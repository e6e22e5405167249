"""The rehearsal: small assignments of other people's kinds score as under plain nbgrader, in the mode that it chooses."""

import base64
import json
import logging

import nbformat
import pytest
from corpus.foreign import EXAMINED, PYTHON, SHARED, assignment
from grading_tools import ROOT
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.apps import NbGrader
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import determine_grade, is_grade
from traitlets import TraitError
from traitlets.config import Config, PyFileConfigLoader

from autograder.engine.notebook import grade_notebook
from autograder.nbgrader_plugin.preprocessors import IsolatedExecute
from autograder.nbgrader_plugin.rehearsing import Rehearsing, as_rehearsed, remarks_on
from autograder.nbgrader_plugin.template import make_template
from autograder.sandboxed.limits import Limits

COMMON = {"secret": "", "sandbox": True, "limits": Limits().asdict(), "bank": "", "data": {}}
LOG = logging.getLogger(__name__)
CASES = [(name, cells, "examined") for name, cells in EXAMINED.items()]
CASES += [(name, cells, "shared") for name, cells in SHARED.items()]


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """Return the points that plain nbgrader gives for every solved case.

    One kernel takes them all, with a fresh namespace for each, as a fresh kernel takes a second.
    """
    folder = tmp_path_factory.mktemp("plain")
    notebook = new_notebook(metadata=PYTHON)
    graded = {}
    for name, cells, _ in CASES:
        job = made(folder, assignment(cells)).script()["solved"]
        mine = nbformat.from_dict(json.loads(base64.b64decode(job["submitted"]))).cells
        graded[name] = [cell for cell in mine if is_grade(cell)]
        notebook.cells += [*mine, new_code_cell("%reset -f")]
    NotebookClient(
        notebook, kernel_name="python3", allow_errors=True, resources={"metadata": {"path": folder}}
    ).execute()
    return {name: sum(determine_grade(cell, LOG)[0] for cell in cells) for name, cells in graded.items()}


def made(folder, source, mode="auto", **common):
    """Return the rehearsal of a source notebook."""
    path = folder / "source.ipynb"
    nbformat.write(source, path)
    return Rehearsing(path, json.dumps(make_template(path)), None, COMMON | common, mode)


@pytest.fixture(autouse=True)
def nothing_kept(tmp_path, monkeypatch):
    """Find nothing that another test has kept."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def in_isolation(job, rehearsal):
    """Return the points that we give to a student for a notebook, and whether a person has to look."""
    scores = [verdict.score for verdict in grade_notebook(as_rehearsed(job, rehearsal))["verdicts"].values()]
    return sum(score or 0 for score in scores), None in scores


@pytest.mark.parametrize(("name", "cells", "mode"), CASES, ids=[name.replace(" ", "-") for name, _, _ in CASES])
def test_a_foreign_assignment_scores_as_under_plain_nbgrader(plain, tmp_path, name, cells, mode, record_property):
    record_property("kind", f"{mode} mode")
    notebook = made(tmp_path, assignment(cells))
    rehearsal = notebook.played_here(LOG)
    script = notebook.script()
    assert (rehearsal.mode, rehearsal.unsolved, bool(rehearsal.why)) == (mode, {}, mode == "shared")
    assert plain[name] == 1
    assert in_isolation(script["solved"], rehearsal) == (1, False)
    assert in_isolation(script["blank"], rehearsal) == (0, False)


def test_the_course_itself_is_examined():
    app = NbGrader()
    app.config = PyFileConfigLoader("nbgrader_config.py", str(ROOT)).load_config()
    app.config.CourseDirectory.root = str(ROOT)
    engine = IsolatedExecute(parent=app)
    coursedir = CourseDirectory(parent=app)
    paths = sorted((ROOT / "source").glob("*/*.ipynb"))
    found = {}
    for path in paths:
        text = json.dumps(make_template(path, app.config))
        found[path.stem] = engine.rehearsing(coursedir, path.parent.name, path, text).played_here(LOG)
    assert len(found) > 20
    assert {name for name, told in found.items() if told.mode != "examined"} == set()
    assert {name: told.unsolved | told.remarks for name, told in found.items() if told.unsolved or told.remarks} == {}


def test_a_solution_that_fails_is_named_with_cell_cause_and_remedy(tmp_path):
    cells = [("given", "import nowhere_to_be_found"), ("answer", "n = 1"), ("test", "assert n == 2")]
    told = made(tmp_path, assignment(cells)).played_here(LOG)
    (words,) = told.unsolved.values()
    assert "No module named 'nowhere_to_be_found': install nowhere_to_be_found" in words
    assert remarks_on("ps", told)[0].startswith("ps/test-2: ")


@pytest.mark.parametrize("has_metadata", [False, True])
def test_an_answer_in_an_open_cell_is_graded_though_the_source_does_not_hold_it(tmp_path, has_metadata):
    source = assignment([("given", "rate = None"), ("test", "assert rate == 0.5")])
    if has_metadata:
        source.cells[0].metadata.nbgrader["locked"] = False
    else:
        del source.cells[0].metadata["nbgrader"]
    notebook = made(tmp_path, source)
    told = notebook.played_here(LOG)
    assert (told.mode, told.unsolved, list(told.remarks)) == ("shared", {}, ["test-1"])
    assert "open cell" in told.why
    assert len(remarks_on("ps", told)) == 1
    assert list(made(tmp_path, source, mode="examined").played_here(LOG).unsolved) == ["test-1"]
    blank = notebook.script()["blank"]
    solved = base64.b64decode(blank["submitted"]).replace(b"rate = None", b"rate = 0.5")
    assert in_isolation(blank | {"submitted": base64.b64encode(solved).decode()}, told) == (1, False)
    assert in_isolation(blank, told) == (0, False)


def test_an_open_cell_is_not_blamed_for_what_cannot_be_handed_over(tmp_path):
    answer = "import re\ndigits = re.compile('[0-9]+')"
    source = assignment([("given", "dose = '90 mg'"), ("answer", answer), ("test", "assert digits.match(dose)")])
    del source.cells[0].metadata["nbgrader"]
    told = made(tmp_path, source).played_here(LOG)
    assert (told.mode, told.unsolved, told.remarks) == ("shared", {}, {})
    assert "open cell" not in told.why and "`digits` itself (a Pattern)" in told.why


def test_another_language_is_refused_before_anything_is_run(tmp_path):
    source = assignment(EXAMINED["a number"])
    source.metadata.kernelspec = {"name": "ir", "display_name": "R", "language": "R"}
    told = made(tmp_path, source).known()
    assert "its kernel is ir" in told.unsolved["test-1"]


def test_a_solution_that_needs_much_gives_the_class_three_times_as_much(tmp_path):
    text = "big = bytearray(600 << 20)\nbig[::4096] = b'1' * len(big[::4096])\nn = len(big)\ndel big"
    limits = Limits(memory_mb=300).asdict()
    told = made(tmp_path, assignment([("answer", text), ("test", "assert n")]), limits=limits).played_here(LOG)
    assert told.unsolved == {}
    assert 1800 < told.limits["memory_mb"] < 4000
    assert told.limits["cell_seconds"] == limits["cell_seconds"]


def test_an_argument_is_changed_in_tests_alone_whose_solution_changes_it(tmp_path):
    """A function may not empty the list that its value is compared with."""
    cells = [
        ("answer", "def rise(row):\n    return sorted(row)"),
        ("test", "row = [3, 1]\nassert rise(row) == sorted(row)"),
        ("answer", "def drop(row):\n    row.pop()"),
        ("test", "row = [3, 1]\ndrop(row)\nassert row == [3]"),
    ]
    notebook = made(tmp_path, assignment(cells))
    rehearsal = notebook.played_here(LOG)
    assert (rehearsal.mode, rehearsal.changing) == ("examined", ["test-3"])
    job = notebook.script()["solved"]
    submitted = nbformat.from_dict(json.loads(base64.b64decode(job["submitted"])))
    submitted.cells[0].source = "def rise(row):\n    row.clear()\n    return row"
    job["submitted"] = base64.b64encode(json.dumps(submitted).encode()).decode()
    assert in_isolation(job, rehearsal) == (1, False)


def test_what_was_rehearsed_is_kept_until_something_changes(tmp_path):
    number = assignment(EXAMINED["a number"])
    told = made(tmp_path, number).played_here(LOG)
    assert made(tmp_path, number).known() == told
    assert made(tmp_path, number, mode="shared").known() is None
    assert made(tmp_path, assignment(EXAMINED["a text"])).known() is None
    data = tmp_path / "data.txt"
    data.write_text("1")
    assert made(tmp_path, number, data={"data.txt": str(data)}).known() is None


@pytest.mark.parametrize("mode", ["auto", "examined", {"ps1": "shared"}])
def test_a_mode_is_set_for_all_assignments_or_for_one(mode):
    assert IsolatedExecute(config=Config({"IsolatedExecute": {"mode": mode}})).mode == mode


@pytest.mark.parametrize("mode", ["sheltered", {"ps1": "sheltered"}])
def test_a_mode_that_does_not_exist_is_refused(mode):
    with pytest.raises(TraitError, match="sheltered"):
        IsolatedExecute(config=Config({"IsolatedExecute": {"mode": mode}}))
