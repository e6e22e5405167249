"""The files of a course that a notebook is graded from: what was handed in, its source and template, the data beside it."""

import json
import os
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import InstantiateTests
from nbgrader.utils import find_all_files
from traitlets.config import Config

from .template import make_template

LINKED = "The submitted folder is a link to another place, which is not followed: put the files themselves there."


def submitted_file(coursedir: CourseDirectory, student: str, assignment: str, notebook: str) -> Path:
    """Return the path of a submitted notebook.

    Parameters
    ----------
    coursedir : the course.
    student, assignment, notebook : whose notebook it is, of which assignment, and its name there.
    """
    return Path(coursedir.format_path(coursedir.submitted_directory, student, assignment), f"{notebook}.ipynb")


def is_linked(coursedir: CourseDirectory, folder: Path) -> bool:
    """Tell whether a submitted folder, or one between it and all that was handed in, is a link: it may lead anywhere.

    Parameters
    ----------
    coursedir : the course, whose folder of all that was handed in may itself be a link.
    folder : what was handed in by one student for one assignment.
    """
    everything = Path(coursedir.format_path(coursedir.submitted_directory, ".", "."))
    return any(place.is_symlink() for place in (folder, *folder.parents) if everything in place.parents)


def drop_copies_through_links(coursedir: CourseDirectory, student: str, assignment: str) -> None:
    """Take out of the autograded folder what nbgrader has copied there through a link in what was handed in: it is not theirs.

    Parameters
    ----------
    coursedir : the course.
    student, assignment : whose folder it is, and of which assignment.
    """
    submitted = Path(coursedir.format_path(coursedir.submitted_directory, student, assignment))
    autograded = Path(coursedir.format_path(coursedir.autograded_directory, student, assignment))
    ours = data_files(source_file(coursedir, assignment, "").parent, coursedir.ignore)
    everything = is_linked(coursedir, submitted)
    for path in map(Path, find_all_files(str(submitted), ["*.ipynb"])):
        name = path.relative_to(submitted)
        if (everything or path.is_symlink()) and str(name) not in ours:
            (autograded / name).unlink(missing_ok=True)


def source_file(coursedir: CourseDirectory, assignment: str, notebook: str) -> Path:
    """Return the full path of a source notebook.

    Parameters
    ----------
    coursedir : the course.
    assignment, notebook : the assignment, and the notebook's name there.
    """
    return Path(coursedir.format_path(coursedir.source_directory, ".", assignment), f"{notebook}.ipynb").resolve()


def data_files(folder: Path, ignore: list[str]) -> dict[str, str]:
    """Return the files that an assignment lists by having them beside its source notebook: {name: path}.

    Parameters
    ----------
    folder : the source folder of the assignment.
    ignore : patterns of names to be left out, as nbgrader's `CourseDirectory.ignore` has them.
    """
    paths = find_all_files(str(folder), [*ignore, "*.ipynb"])
    return {os.path.relpath(path, folder): path for path in sorted(paths)}


def template_of(coursedir: CourseDirectory, assignment: str, notebook: str, config: Config) -> str:
    """Return the template of a notebook as JSON text, made once for as long as its source and its tests do not change.

    Parameters
    ----------
    coursedir : the course.
    assignment, notebook : the assignment, and the notebook's name there.
    config : configuration of the course, which nbgrader's steps read.
    """
    path = source_file(coursedir, assignment, notebook)
    about = path.stat()
    key = (str(path), about.st_mtime_ns, about.st_size)
    source = None
    if key not in _made_by_release:
        source = nbformat.read(path, as_version=4)
        _made_by_release[key] = cells_made_by_release(source, config)
    made = _made_by_release[key]
    texts = released_texts(coursedir, assignment, notebook) if made else {}
    tests = {name: texts[name] for name in made if name in texts}
    whole = (*key, json.dumps(tests))
    if whole not in _templates:
        source = source or nbformat.read(path, as_version=4)
        for cell in (cell for cell in source.cells if "nbgrader" in cell.metadata):
            cell.source = tests.get(cell.metadata.nbgrader.get("grade_id"), cell.source)
        _templates[whole] = json.dumps(make_template(source, config))
    return _templates[whole]


def cells_made_by_release(source: NotebookNode, config: Config) -> list[str]:
    """Return the grade_ids of the cells of a source notebook in which nbgrader makes tests when it releases them.

    Parameters
    ----------
    source : the source notebook.
    config : configuration of the course, which says how such a cell is marked.
    """
    mark = InstantiateTests(config=config).autotest_delimiter
    code = [cell for cell in source.cells if cell.cell_type == "code" and "nbgrader" in cell.metadata]
    return [cell.metadata.nbgrader.grade_id for cell in code if mark in cell.source]


def released_texts(coursedir: CourseDirectory, assignment: str, notebook: str) -> dict[str, str]:
    """Return the texts of a notebook's cells as the gradebook has them from its release, by grade_id.

    Where a line of the source asks nbgrader to make a test (`### AUTOTEST`), the test stands there and nowhere else.

    Parameters
    ----------
    coursedir : the course, which tells where the gradebook is.
    assignment, notebook : the assignment, and the notebook's name there.
    """
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        return {cell.name: cell.source for cell in gradebook.find_notebook(notebook, assignment).source_cells}


_made_by_release: dict[tuple, list[str]] = {}
_templates: dict[tuple, str] = {}
