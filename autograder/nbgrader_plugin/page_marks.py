"""What the gradebook tells a feedback page, in three small statements: nbgrader's own step asks for every cell by itself."""

from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import BaseCell, Comment, Grade, Gradebook, MissingEntry, SubmittedAssignment, SubmittedNotebook
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution, is_task
from sqlalchemy import select

from .gradebook_marks import CellMark, mark_of

SUBMISSIONS = SubmittedAssignment.__table__
NOTEBOOKS = SubmittedNotebook.__table__
GRADES = Grade.__table__
COMMENTS = Comment.__table__


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
        cells = gradebook.db.query(BaseCell.id, BaseCell.name)
        self.names = dict(cells.filter(BaseCell.notebook_id.in_([notebook.id for notebook in row.notebooks])).all())

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
        columns = [GRADES.c[name] for name in ("cell_id", "auto_score", "manual_score", "extra_credit")]
        columns.append(GRADES.c.needs_manual_grade)
        graded = self.graded[notebook]
        given = {
            key: rest
            for key, *rest in self.session.execute(select(*columns).where(GRADES.c.notebook_id == row.id))
            if key in graded
        }
        answers = self.answers[notebook]
        marks = [mark_of(notebook, graded[key], graded[key].name in answers, *rest) for key, rest in given.items()]
        said = select(COMMENTS.c.cell_id, COMMENTS.c.manual_comment, COMMENTS.c.auto_comment)
        comments = {
            self.names[key]: by_hand if by_hand is not None else automatic
            for key, by_hand, automatic in self.session.execute(said.where(COMMENTS.c.notebook_id == row.id))
            if key in self.names
        }
        whole = sum(cell.max_score for cell in graded.values())
        return PageMarks({mark.cell: mark for mark in marks}, comments, row.late_submission_penalty or 0, whole)

    def _row(self, student, notebook):
        if notebook in self.notebooks:
            here = (NOTEBOOKS.c.notebook_id == self.notebooks[notebook].id) & (SUBMISSIONS.c.student_id == student)
            mine = here & (SUBMISSIONS.c.assignment_id == self.assignment.id)
            both = NOTEBOOKS.join(SUBMISSIONS, NOTEBOOKS.c.assignment_id == SUBMISSIONS.c.id)
            columns = select(NOTEBOOKS.c.id, NOTEBOOKS.c.late_submission_penalty)
            row = self.session.execute(columns.select_from(both).where(mine)).first()
            if row:
                return row
        raise MissingEntry(f"the gradebook has no submission of {notebook} by {student}")


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
