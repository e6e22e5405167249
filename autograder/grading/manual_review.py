"""What only a person can settle, and why: read from the gradebook, so that no run forgets what an earlier one found."""

import json
from collections.abc import Collection, Mapping
from pathlib import Path

from nbgrader.api import BaseCell, Grade, Gradebook, Notebook, SubmittedAssignment, SubmittedNotebook
from nbgrader.coursedir import CourseDirectory

from autograder.nbgrader_plugin.gradebook_marks import cell_marks
from autograder.nbgrader_plugin.graded_class import Unsettled, noted_verdicts

from .submission_folders import Submission

WITHOUT_REASON = "It has no score, and its graded notebook does not say why: grade it again with --force."
UNKNOWN = "Nobody knows this file, and {missing} is missing: if it is the same, rename it and grade again."
COPY = "Nobody graded this file, and {nothing} earned nothing: if the answers are in it, rename it and grade again."
SAME = "The folder {name} is of the same student and was graded: put both into one and grade again."
SET_RIGHT = (
    "Whether the work was late is not known: put the file right, or remove it if it was in time, and grade again."
)


def unsettled(
    coursedir: CourseDirectory, found: list[Submission], expected: Mapping[str, Collection[str]]
) -> list[Unsettled]:
    """Return what of an assignment waits for a person: a cell (`notebook/cell`), a notebook, or the file `timestamp.txt`.

    A grading cell that has neither an automatic nor a manual score waits; so does a file that may hold work, where a
    notebook was not handed in or earned nothing, and a submission of which nobody can tell when it was.

    Parameters
    ----------
    coursedir : nbgrader's CourseDirectory.
    found : the submissions of the assignment.
    expected : names of the grading cells by notebook.
    """
    waiting = {}
    for student, notebook, cell in without_score(coursedir, found[0].assignment):
        if cell in expected.get(notebook, ()):
            waiting.setdefault((student, notebook), []).append(cell)
    empty = without_points(coursedir, found[0].assignment)
    unsettled_work = []
    for submission in found:
        for name in expected:
            cells = waiting.get((submission.student, name))
            if cells:
                told = reasons(submission.folder(coursedir, "autograded") / f"{name}.ipynb")
                unsettled_work += [
                    Unsettled(submission.student, f"{name}/{cell}", told.get(cell, WITHOUT_REASON)) for cell in cells
                ]
        unsettled_work += [
            Unsettled(submission.student, name, words) for name, words in ungraded(submission, expected, empty)
        ]
        if submission.twin:
            words = SAME.format(name=submission.place.parent.name)
            unsettled_work.append(Unsettled(submission.student, submission.twin, words))
        if submission.undated:
            unsettled_work.append(Unsettled(submission.student, "timestamp.txt", f"{submission.undated}. {SET_RIGHT}"))
    return unsettled_work


def ungraded(
    submission: Submission, expected: Collection[str], empty: Collection[tuple[str, str]]
) -> list[tuple[str, str]]:
    """Return the files that may hold work which nobody graded, each with what is to be said of it.

    Parameters
    ----------
    submission : the submission that they lie in.
    expected : names of the notebooks that the assignment knows.
    empty : student and name of each notebook that waits for a person because it earned nothing.
    """
    missing = ", ".join(f"{name}.ipynb" for name in expected if name not in submission.notebooks)
    nothing = ", ".join(f"{name}.ipynb" for name in submission.notebooks if (submission.student, name) in empty)
    if missing:
        words = UNKNOWN.format(missing=missing)
    elif nothing:
        words = COPY.format(nothing=nothing)
    else:
        return []
    return [(name, words) for name in submission.strangers]


def without_points(coursedir: CourseDirectory, assignment: str) -> set[tuple[str, str]]:
    """Return student and name of each notebook that waits for a person although every grading cell of it has a score.

    Parameters
    ----------
    coursedir : the course, which tells where the gradebook is.
    assignment : name of an assignment that the gradebook knows.
    """
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        return {(student, mark.notebook) for student, mark in cell_marks(gradebook, assignment) if mark.held}


def without_score(coursedir: CourseDirectory, assignment: str) -> list[tuple[str, str, str]]:
    """Return student, notebook and cell of every grade that is neither automatic nor manual.

    Parameters
    ----------
    coursedir : the course, which tells where the gradebook is.
    assignment : name of an assignment that the gradebook knows.
    """
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        rows = (
            gradebook.db.query(SubmittedAssignment.student_id, Notebook.name, BaseCell.name)
            .select_from(Grade)
            .join(BaseCell, Grade.cell_id == BaseCell.id)
            .join(SubmittedNotebook, Grade.notebook_id == SubmittedNotebook.id)
            .join(Notebook, SubmittedNotebook.notebook_id == Notebook.id)
            .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
            .filter(SubmittedAssignment.assignment_id == gradebook.find_assignment(assignment).id)
            .filter(Grade.auto_score.is_(None), Grade.manual_score.is_(None))
        )
        return [tuple(row) for row in rows.order_by(SubmittedAssignment.student_id, Notebook.name)]


def reasons(path: Path) -> dict[str, str]:
    """Return what the grader said of each grading cell of a graded notebook; nothing where the file does not tell."""
    try:
        verdicts = noted_verdicts(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    return {cell: verdict.message for cell, verdict in verdicts.items()}
