"""What the gradebook tells a feedback page, in three small statements: nbgrader's own step asks for every cell by itself."""

from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution, is_task
from sqlalchemy import Select, Table, bindparam, select

from autograder.bank import is_part
from autograder.judging.part_ids import part_of_grade_id

from .gradebook_marks import CellMark, mark_of

SUBMISSIONS = SubmittedAssignment.__table__
NOTEBOOKS = SubmittedNotebook.__table__
GRADES = Grade.__table__
COMMENTS = Comment.__table__


def of_cells(table: Table, *columns: str) -> Select:
    """Return the statement for the rows of some `cells` of one submitted `notebook`, which has an index for both together.

    Parameters
    ----------
    table, *columns : where to look, and what for.
    """
    here = table.c.cell_id.in_(bindparam("cells", expanding=True)) & (table.c.notebook_id == bindparam("notebook"))
    return select(*(table.c[name] for name in columns)).where(here)


GIVEN = of_cells(GRADES, "cell_id", "auto_score", "manual_score", "extra_credit", "needs_manual_grade")
SAID = of_cells(COMMENTS, "cell_id", "manual_comment", "auto_comment")
HANDED_IN = (
    select(NOTEBOOKS.c.id, NOTEBOOKS.c.late_submission_penalty)
    .select_from(NOTEBOOKS.join(SUBMISSIONS, NOTEBOOKS.c.assignment_id == SUBMISSIONS.c.id))
    .where(
        NOTEBOOKS.c.notebook_id == bindparam("notebook"),
        SUBMISSIONS.c.student_id == bindparam("student"),
        SUBMISSIONS.c.assignment_id == bindparam("assignment"),
    )
)


@dataclass(frozen=True)
class PageMarks:
    """Marks and comments of one submitted notebook by name of the cell, and what is taken off for handing it in late."""

    marks: dict[str, CellMark]
    comments: dict[str, str | None]
    penalty: float
    max_score: float

    @property
    def score(self) -> float:
        """The points less the penalty."""
        return sum(mark.score for mark in self.marks.values()) - self.penalty


class ClassMarks:
    """The marks of an assignment, read page by page while the gradebook is open."""

    def __init__(self, gradebook: Gradebook, assignment: str) -> None:
        self.session = gradebook.db
        row = gradebook.find_assignment(assignment)
        self.assignment = row
        self.notebooks = {notebook.name: notebook for notebook in row.notebooks}
        self.answers = {
            name: {cell.name for cell in notebook.solution_cells} for name, notebook in self.notebooks.items()
        }
        self.graded = {
            name: {cell.id: cell for cell in (*notebook.grade_cells, *notebook.task_cells)}
            for name, notebook in self.notebooks.items()
        }
        self.commented = {
            name: {cell.id: cell.name for cell in (*notebook.solution_cells, *notebook.task_cells)}
            for name, notebook in self.notebooks.items()
        }

    def of(self, student: str, notebook: str) -> PageMarks:
        """Return what the page of a submitted notebook is told.

        Parameters
        ----------
        student, notebook : whose notebook it is, and its name.

        Raises
        ------
        MissingEntry : if the gradebook does not know of it.
        """
        row = self._row(student, notebook)
        graded = self.graded[notebook]
        answers = self.answers[notebook]
        marks = [
            mark_of(notebook, graded[key], graded[key].name in answers, *given)
            for key, *given in self.session.execute(GIVEN, {"notebook": row.id, "cells": list(graded)})
        ]
        names = self.commented[notebook]
        comments = {
            names[key]: by_hand if by_hand is not None else automatic
            for key, by_hand, automatic in self.session.execute(SAID, {"notebook": row.id, "cells": list(names)})
        }
        whole = sum(cell.max_score for cell in graded.values())
        return PageMarks({mark.cell: mark for mark in marks}, comments, row.late_submission_penalty or 0, whole)

    def _row(self, student, notebook):
        if notebook in self.notebooks:
            whose = {"notebook": self.notebooks[notebook].id, "student": student, "assignment": self.assignment.id}
            row = self.session.execute(HANDED_IN, whose).first()
            if row:
                return row
        raise MissingEntry(f"the gradebook has no submission of {notebook} by {student}")


def load_problems(gradebook: Gradebook, assignment: str) -> None:
    """Load the problems of the bank that the cells of an assignment name, so that processes forked from now on have them.

    Parameters
    ----------
    gradebook : nbgrader's, open.
    assignment : name of the assignment.
    """
    cells = gradebook.db.query(BaseCell.name).join(Notebook, BaseCell.notebook_id == Notebook.id)
    for (name,) in cells.join(Assignment, Notebook.assignment_id == Assignment.id).filter(
        Assignment.name == assignment
    ):
        is_part(part_of_grade_id(name))


class ShowMarks(NbGraderPreprocessor):
    """Does for a feedback page what nbgrader's GetGrades does, with the marks that stand in the resources."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Put scores and comments into the cells, and what they add up to into `resources`.

        Parameters
        ----------
        nb : the graded notebook.
        resources : `PageMarks` stand there.
        """
        about = resources["nbgrader"]
        page = about["marks"]
        for cell in nb.cells:
            if is_solution(cell) or is_task(cell):
                cell.metadata.nbgrader["comment"] = page.comments.get(cell.metadata.nbgrader.grade_id)
            if is_grade(cell) or is_task(cell):
                mark = page.marks[cell.metadata.nbgrader.grade_id]
                cell.metadata.nbgrader["score"] = mark.score
                cell.metadata.nbgrader["points"] = mark.points
        about |= {"score": page.score, "max_score": page.max_score, "late_penalty": page.penalty}
        return nb, resources
