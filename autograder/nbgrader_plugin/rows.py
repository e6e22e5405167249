"""The rows of a submission in nbgrader's gradebook, made in a few statements: object by object takes longer than grading."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from nbgrader.api import Comment, Grade, Gradebook, Student, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import func, select

from .recording import cell_ids

SUBMISSIONS = SubmittedAssignment.__table__
NOTEBOOKS = SubmittedNotebook.__table__


class HandedIn(Protocol):
    """What the rows tell of a submission: whose it is, and when it was handed in, if anything says so."""

    student: str
    timestamp: datetime | None


class Rows:
    """What the gradebook knows of an assignment, and the rows of what students hand in for it.

    `cells` are the ids of the cells (see `cell_ids`) by notebook, `due` tells whether there is a date after which it is late.
    """

    def __init__(self, gradebook: Gradebook, assignment: str) -> None:
        self.gradebook = gradebook
        row = gradebook.find_assignment(assignment)
        self.assignment = row.id
        self.due = row.duedate is not None
        self.cells = {notebook.name: cell_ids(notebook) for notebook in row.notebooks}
        self.notebooks = {notebook.id: notebook.name for notebook in row.notebooks}

    def of(self, submission: HandedIn) -> dict[str, str]:
        """Return the ids of the rows of a student's notebooks by name; those of a new submission are made.

        The submission's timestamp is set, and penalties of an earlier grading are taken back.
        """
        session = self.gradebook.db
        mine = (SUBMISSIONS.c.assignment_id == self.assignment) & (SUBMISSIONS.c.student_id == submission.student)
        key = session.execute(SUBMISSIONS.select().where(mine)).scalar()
        if key is None:
            key = self._make(submission.student)
        session.execute(SUBMISSIONS.update().where(mine).values(timestamp=submission.timestamp))
        session.execute(NOTEBOOKS.update().where(NOTEBOOKS.c.assignment_id == key).values(late_submission_penalty=None))
        rows = session.execute(NOTEBOOKS.select().where(NOTEBOOKS.c.assignment_id == key))
        return {self.notebooks[row.notebook_id]: row.id for row in rows}

    def _make(self, student):
        session = self.gradebook.db
        if session.get(Student, student) is None:
            self.gradebook.add_student(student)
        made = session.execute(SUBMISSIONS.insert(), {"assignment_id": self.assignment, "student_id": student})
        (key,) = made.inserted_primary_key
        for notebook, name in self.notebooks.items():
            made = session.execute(NOTEBOOKS.insert(), {"notebook_id": notebook, "assignment_id": key})
            (row,) = made.inserted_primary_key
            for table, cells in zip((Grade.__table__, Comment.__table__), self.cells[name], strict=True):
                if cells:
                    session.execute(table.insert(), [{"cell_id": c, "notebook_id": row} for c in cells.values()])
        return key

    def hold_back(self, rows: Collection[str]) -> None:
        """Let all grades of some notebooks (ids of their rows) wait for a person, whatever they are."""
        grades = Grade.__table__
        self.gradebook.db.execute(grades.update().where(grades.c.notebook_id.in_(rows)).values(needs_manual_grade=True))

    def hold_nothing(self, rows: Collection[str]) -> None:
        """Let a person look at those of some notebooks (ids of their rows) that earned nothing, unless one has marked them."""
        grades = Grade.__table__
        connection = self.gradebook.db.connection()
        for row in rows:
            of_row = grades.c.notebook_id == row
            earned = connection.execute(select(func.sum(grades.c.auto_score)).where(of_row)).scalar()
            if not earned:
                unmarked = of_row & grades.c.manual_score.is_(None)
                connection.execute(grades.update().where(unmarked).values(needs_manual_grade=True))

    def save_missing(self, row: str) -> None:
        """Score a notebook that was not handed in: nothing, as nbgrader does."""
        grades = Grade.__table__
        nothing = {"auto_score": 0, "needs_manual_grade": False}
        self.gradebook.db.execute(grades.update().where(grades.c.notebook_id == row).values(nothing))
