"""A package that offers a bank through an entry point: its problems are found, and student code sees none of its files."""

import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import nbformat
import pytest
from corpus.notebooks import small, solved, with_answers
from engine_tools import job_of, scores, template_text

from autograder import bank
from autograder.bank import _loading
from autograder.engine import fork_servers, sandbox
from autograder.engine.notebook import grade_notebook

PROBLEM = (Path(__file__).parent / "physics" / "bank" / "f1_free_fall.py").read_text()
LOOK = """
from pathlib import Path
import numpy
package = Path(numpy.__file__).parents[1] / "nbformat"
assert (package / "__init__.py").exists(), "the package around it is there"
area = 0 if list((package / "corpus").iterdir()) else math.pi * 4
"""


def look_again():
    bank.bank_folders.cache_clear()
    bank._entries.cache_clear()
    bank._file_named_after.cache_clear()


@pytest.fixture
def offered(tmp_path, monkeypatch):
    """A package `seaside` whose subpackage `bank` is named in the entry point group."""
    folder = tmp_path / "seaside" / "bank"
    folder.mkdir(parents=True)
    for package in (folder.parent, folder):
        (package / "__init__.py").touch()
    (folder / "f1_free_fall.py").write_text(PROBLEM)
    (folder / "misconceptions.py").write_text('CATALOGUE = {"P-ROOT": "a root left out"}')
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv(bank.VARIABLE, "")
    point = EntryPoint("seaside", "seaside.bank", _loading.GROUP)
    monkeypatch.setattr(_loading, "entry_points", lambda group: [point] if group == _loading.GROUP else [])
    look_again()
    yield folder
    look_again()
    for name in ("seaside", "seaside.bank"):
        sys.modules.pop(name, None)


def test_its_problems_and_misconceptions_are_found(offered):
    assert bank.find_problem("f1").title == "How long does a fall take?"
    assert bank.written_in("f1") == offered / "f1_free_fall.py"
    assert bank.catalogue()["P-ROOT"] == "a root left out"
    assert "h1" in bank.problems(), "the other banks stay"


def test_its_problems_are_not_the_courses_own(offered):
    assert "f1" not in bank.problems_of_the_course()


def test_its_folder_is_masked_only_where_the_sandbox_would_show_it(offered, monkeypatch):
    assert sandbox._other_banks() == [], "what is not shown needs no mask"
    monkeypatch.setattr(sandbox, "LIBRARIES", [str(offered.parents[1])])
    assert sandbox._other_banks() == [str(offered)]


@pytest.mark.parametrize("masked", [True, False])
def test_student_code_sees_an_empty_folder_in_its_place(masked, monkeypatch, tmp_path):
    """`nbformat.corpus` is among the libraries that student code may import; taken for a bank, it is empty."""
    folder = Path(nbformat.__file__).parent / "corpus"
    assert list(folder.iterdir())
    monkeypatch.setattr(sandbox, "bank_folders", lambda: [folder] if masked else [])
    fork_servers.close_engines()
    template = template_text(small(), tmp_path)
    result = grade_notebook(job_of(template, with_answers(small(), area=LOOK)))
    fork_servers.close_engines()
    right = scores(grade_notebook(job_of(template, solved(small()))))
    fork_servers.close_engines()
    assert scores(result)["test_area"] == (right["test_area"] if masked else 0)
