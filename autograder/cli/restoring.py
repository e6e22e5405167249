"""The notebook that `autograder check` runs: rebuilt as `autograder grade` rebuilds it, so that the two never disagree."""

import json
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from traitlets.config import Config, PyFileConfigLoader

from autograder.authoring.notebook import notebook_of
from autograder.bank import find_problem
from autograder.engine.our_cells import about
from autograder.engine.rebuilding import rebuild
from autograder.engine.submission import UnreadableError
from autograder.learner.marked_cells import parts_checked
from autograder.nbgrader_plugin.template import make_template

SETTINGS = "nbgrader_config.py"
REPOSITORY = Path(__file__).resolve().parents[2]


def restored(notebook: NotebookNode, path: Path | str) -> NotebookNode:
    """Return a notebook with our given and checking cells put back and the answers where grading finds them.

    What is no notebook of one problem of the bank is returned as it is.

    Parameters
    ----------
    notebook : of a learner, as it was read.
    path : where it stands.
    """
    template = template_for(notebook, settings_of(path))
    if template is None:
        return notebook
    known = template["metadata"].pop("autograder")
    try:
        cells = rebuild(json.dumps(notebook).encode(), template["cells"], known).cells
    except UnreadableError:
        return notebook
    for cell in cells:
        cell["source"] = known["shown"].get(about(cell).get("grade_id"), cell["source"])
    return nbformat.from_dict(dict(notebook) | {"cells": cells, "nbformat_minor": 5})


def settings_of(path: Path | str) -> Config:
    """Return the settings of the course that a notebook lies in, which say what an answer cell looks like before the answer.

    Without a course around it they are those of this course.
    """
    for folder in (*Path(path).resolve().parents, REPOSITORY):
        if (folder / SETTINGS).is_file():
            return PyFileConfigLoader(SETTINGS, path=str(folder)).load_config()
    return Config()


def template_for(notebook: NotebookNode, settings: Config) -> dict | None:
    """Return the template of the problem that a notebook is about, or None if it is about none or about several.

    Parameters
    ----------
    notebook : of a learner.
    settings : of the course.
    """
    problems = {part.partition(".")[0] for part in parts_checked(notebook)}
    if len(problems) != 1:
        return None
    problem = find_problem(problems.pop())
    numbers = notebook.metadata.get("autograder", {}).get("numbers", "canonical")
    source = notebook_of(problem, numbers=numbers if problem.personal else "canonical")
    names = {about(cell).get("grade_id") for cell in source.cells} - {None}
    if not names & {grade_id(cell) for cell in notebook.cells}:
        return None
    return json.loads(json.dumps(make_template(source, settings)))


def grade_id(cell: NotebookNode) -> str | None:
    """Return nbgrader's name of a cell, or None."""
    nbgrader = cell.metadata.get("nbgrader")
    name = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
    return name if isinstance(name, str) else None
