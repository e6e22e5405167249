"""Whether a course is ready to be graded: the gradebook must know the assignment as it stands in the source folder."""

import contextlib
import json
import os
from collections.abc import Iterator

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry, Notebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import is_grade, is_solution, is_task
from traitlets.config import Config

from autograder.nbgrader_plugin.course_files import source_file, template_of


class CannotGradeError(Exception):
    """The course is not ready to be graded; the text says in one line what to do."""


def expected_notebooks(coursedir: CourseDirectory, assignment: str, config: Config) -> dict[str, set[str]]:
    """Return the notebooks of an assignment, each with the names of its grading cells, after a look at the source.

    Parameters
    ----------
    coursedir : the course.
    assignment : name of the assignment.
    config : configuration of the course, under which templates are made.

    Raises
    ------
    CannotGradeError : if the assignment was never released, or its source has changed since.
    """
    release = f"run `autograder release {assignment}` first"
    known = released(coursedir, assignment)
    if not known:
        raise CannotGradeError(f"the gradebook has no assignment {assignment!r} with notebooks: {release}")
    tests = {}
    for name, cells in known.items():
        source = source_file(coursedir, assignment, name)
        try:
            template = nbformat.from_dict(json.loads(template_of(coursedir, assignment, name, config)))
        except FileNotFoundError:
            raise CannotGradeError(f"{source} is missing: put it back, or {release}") from None
        except Exception as error:
            raise CannotGradeError(f"{source} cannot be read: {type(error).__name__}: {error}") from None
        now = dict(graded_cell(cell) for cell in template.cells if is_grade(cell) or is_task(cell))
        changed = sorted(key for key in now.keys() | cells.keys() if now.get(key) != cells.get(key))
        if changed:
            raise CannotGradeError(f"{source} has changed since its release, in cell {changed[0]!r}: {release}")
        tests[name] = {key for key, (_, text) in cells.items() if text is not None}
    return tests


def released(coursedir: CourseDirectory, assignment: str) -> dict[str, dict]:
    """Return what the gradebook knows of an assignment: by notebook and graded cell, the points and the text of a test.

    Parameters
    ----------
    coursedir : the course, which tells where the gradebook is.
    assignment : name of the assignment; nothing is known of one that was never released.
    """
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        try:
            notebooks = gradebook.find_assignment(assignment).notebooks
        except MissingEntry:
            return {}
        return {notebook.name: graded_cells(notebook) for notebook in notebooks}


def graded_cells(notebook: Notebook) -> dict[str, tuple[float, str | None]]:
    """Return points, and text if it is a test, of the graded cells of a notebook in the gradebook."""
    by_hand = {cell.name for cell in (*notebook.solution_cells, *notebook.task_cells)}
    texts = {c.name: c.source for c in notebook.source_cells if c.cell_type == "code" and c.name not in by_hand}
    return {c.name: (c.max_score, texts.get(c.name)) for c in (*notebook.grade_cells, *notebook.task_cells)}


def graded_cell(cell: NotebookNode) -> tuple[str, tuple[float, str | None]]:
    """Return the name of a graded cell of a notebook, and of it what `graded_cells` tells."""
    is_test = cell.cell_type == "code" and not is_solution(cell) and not is_task(cell)
    about = cell.metadata.nbgrader
    return about.grade_id, (float(about.points), cell.source if is_test else None)


def source_folder(coursedir: CourseDirectory, assignment: str) -> str:
    """Return the source folder of an assignment.

    Parameters
    ----------
    coursedir : the course.
    assignment : name of the assignment.

    Raises
    ------
    CannotGradeError : if there is none.
    """
    folder = coursedir.format_path(coursedir.source_directory, ".", assignment)
    if not os.path.isdir(folder):
        raise CannotGradeError(
            f"there is no folder {folder}: is this a course, and {assignment!r} an assignment of it?"
        )
    return folder


@contextlib.contextmanager
def only_run(coursedir: CourseDirectory, assignment: str) -> Iterator[None]:
    """Be the only run that grades this assignment; the lock goes with the process, however it ends.

    Parameters
    ----------
    coursedir : the course.
    assignment : name of the assignment, whose source folder carries the lock.

    Raises
    ------
    CannotGradeError : if there is no such folder, or another run has the lock.
    """
    import fcntl  # not on Windows, where nothing is graded but the rest of the package works

    # The folder is locked itself: the file that `filelock` leaves would be handed out to students with the data files.
    descriptor = os.open(source_folder(coursedir, assignment), os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise CannotGradeError(f"{assignment!r} is being graded by another run: wait for its end") from None
    try:
        yield
    finally:
        os.close(descriptor)
