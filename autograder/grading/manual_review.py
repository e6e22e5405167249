"""What only a person can settle, and why: read from the gradebook, so that no run forgets what an earlier one found."""

import json
from collections.abc import Collection, Mapping
from pathlib import Path

from nbgrader.api import BaseCell, Grade, Gradebook, Notebook, SubmittedAssignment, SubmittedNotebook
from nbgrader.coursedir import CourseDirectory

from autograder.nbgrader_plugin.graded_class import Unsettled, noted_verdicts

from .submission_folders import Submission

WITHOUT_REASON = "It has no score, and its graded notebook does not say why: grade it again with --force."
SET_RIGHT = (
    "Whether the work was late is not known: put the file right, or remove it if it was in time, and grade again."
)


def unsettled(
    coursedir: CourseDirectory, found: list[Submission], expected: Mapping[str, Collection[str]]
) -> list[Unsettled]:
    """Return what of an assignment waits for a person: a cell (`notebook/cell`), a notebook, or the file `timestamp.txt`.

    A grading cell that has neither an automatic nor a manual score waits; so does a notebook that the assignment does
    not know, where one that it knows was not handed in, and a submission of which nobody can tell when it was.

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
            Unsettled(submission.student, name, unknown(submission, expected)) for name in submission.strangers
        ]
        if submission.undated:
            unsettled_work.append(Unsettled(submission.student, "timestamp.txt", f"{submission.undated}. {SET_RIGHT}"))
    return unsettled_work


def unknown(submission: Submission, expected: Collection[str]) -> str:
    """Return what is to be said of a notebook that the assignment does not know.

    Parameters
    ----------
    submission : the submission that it lies in.
    expected : names of the notebooks that the assignment knows.
    """
    missing = ", ".join(f"{name}.ipynb" for name in expected if name not in submission.notebooks)
    return f"Nobody knows this notebook, and {missing} is missing: if it is the same, rename it and grade again."


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
