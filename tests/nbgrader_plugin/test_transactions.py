"""A released notebook is told to the gradebook whole or not at all, in one transaction."""

import nbformat
import pytest
from grading_tools import assignment
from nbgrader.api import Gradebook
from sqlalchemy import event

from autograder.nbgrader_plugin.transactions import SaveCells


@pytest.fixture
def database(tmp_path):
    url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    with Gradebook(url) as gradebook:
        gradebook.add_assignment("ps")
    return url


def save(url):
    notebook = nbformat.from_dict(assignment()["squares"])
    SaveCells().preprocess(notebook, {"nbgrader": {"notebook": "squares", "assignment": "ps", "db_url": url}})


def recorded(url):
    with Gradebook(url) as gradebook:
        return [len(notebook.source_cells) for notebook in gradebook.find_assignment("ps").notebooks]


def test_all_cells_of_a_notebook_are_recorded_at_once(database, monkeypatch):
    commits = []
    monkeypatch.setattr(Gradebook, "check_course", watched(Gradebook.check_course, commits))
    save(database)
    (cells,) = recorded(database)
    assert cells >= 5 and commits.count("commit") == 1


def watched(check_course, commits):
    """Return `check_course`, which every gradebook runs as it opens, and the commits of the database after it noted."""

    def checked(gradebook, *arguments, **options):
        check_course(gradebook, *arguments, **options)
        event.listen(gradebook.engine, "commit", lambda connection: commits.append("commit"))

    return checked


def test_nothing_is_recorded_of_a_notebook_of_which_a_cell_cannot_be(database, monkeypatch):
    add = Gradebook.add_source_cell
    added = []

    def fails_at_the_third(*arguments, **options):
        added.append(arguments)
        if len(added) == 3:
            raise OSError("the disk is full")
        return add(*arguments, **options)

    monkeypatch.setattr(Gradebook, "add_source_cell", fails_at_the_third)
    with pytest.raises(OSError, match="the disk is full"):
        save(database)
    assert len(added) == 3 and recorded(database) == []
