"""What has been handed in, and what of it is still to be graded."""

import glob
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.utils import is_grade

from autograder.engine.execute import template_of


class CannotGradeError(Exception):
    """The course is not ready to be graded; the text says in one line what to do."""


@dataclass(frozen=True)
class Submission:
    """What one student handed in for an assignment: the names of the notebooks that are there."""

    student: str
    assignment: str
    notebooks: tuple

    def folder(self, coursedir, step):
        """Return this submission's folder under "submitted" or "autograded"."""
        return Path(coursedir.format_path(getattr(coursedir, f"{step}_directory"), self.student, self.assignment))


def submissions(coursedir, assignment, expected):
    """Return every submission of an assignment, sorted by student.

    Parameters
    ----------
    coursedir : nbgrader's CourseDirectory; its `student_id` may name one student or be "*".
    assignment : name of the assignment.
    expected : names of the notebooks that the assignment consists of.

    Raises
    ------
    CannotGradeError : if nothing was handed in.
    """
    pattern = coursedir.format_path(coursedir.submitted_directory, coursedir.student_id, assignment)
    name = coursedir.format_path(coursedir.submitted_directory, "(?P<student>.*)", assignment, escape=True)
    excluded = coursedir.student_id_exclude.split(",")
    found = []
    for folder in sorted(path for path in map(Path, glob.glob(pattern)) if path.is_dir()):
        student = re.fullmatch(name, str(folder))["student"]
        if student not in excluded:
            there = tuple(n for n in expected if os.path.lexists(folder / f"{n}.ipynb"))
            found.append(Submission(student, assignment, there))
    if not found:
        raise CannotGradeError(f"nothing was handed in for {assignment!r}: {pattern} matches no folder")
    return found


def expected_notebooks(coursedir, assignment, config):
    """Return the names of an assignment's notebooks, after checking that the gradebook knows the source as it is.

    Raises
    ------
    CannotGradeError : if the assignment was never released, or its source has changed since.
    """
    release = f"run `autograder release {assignment}` first"
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        try:
            known = {
                n.name: {cell.name for cell in n.grade_cells} for n in gradebook.find_assignment(assignment).notebooks
            }
        except MissingEntry:
            raise CannotGradeError(f"the gradebook has no assignment {assignment!r}: {release}") from None
    for name, cells in known.items():
        source = Path(coursedir.format_path(coursedir.source_directory, ".", assignment)) / f"{name}.ipynb"
        if not source.exists():
            raise CannotGradeError(f"{source} is missing: put it back, or {release}")
        if graded_cells(template_of(source.resolve(), config)) != cells:
            raise CannotGradeError(f"{source} has other graded cells than the gradebook: {release}")
    return sorted(known)


def graded_cells(template):
    """Return the names of the graded cells of a notebook given as JSON text."""
    cells = nbformat.from_dict(json.loads(template)).cells
    return {cell.metadata.nbgrader["grade_id"] for cell in cells if is_grade(cell)}


def unfinished(found, coursedir, force):
    """Return the submissions that are not recorded yet, or were handed in anew; with `force`, all of them."""
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        recorded = {s.student.id for s in gradebook.assignment_submissions(found[0].assignment)}
    return [s for s in found if force or s.student not in recorded or outdated(s, coursedir)]


def outdated(submission, coursedir):
    """Tell whether a submission has no graded notebooks, or a later timestamp than they have."""
    graded = submission.folder(coursedir, "autograded")
    if not graded.is_dir():
        return True
    old = coursedir.get_existing_timestamp(str(graded))
    new = coursedir.get_existing_timestamp(str(submission.folder(coursedir, "submitted")))
    return new is not None and (old is None or new > old)
