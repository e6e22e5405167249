"""What the gradebook holds of each graded cell: what the grader gave, what a person gave, and what still waits for one."""

from collections.abc import Iterator
from dataclasses import dataclass

from nbgrader.api import (
    Assignment,
    BaseCell,
    Grade,
    Gradebook,
    Notebook,
    SolutionCell,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)

AT_A_TIME = 1000  # rows of the gradebook: a large class is not held in memory


@dataclass(frozen=True)
class CellMark:
    """The points of one graded cell of a submission.

    `automatic` is the grader's score and `by_hand` a person's, None where there is none; a person's counts before the
    grader's, and `extra` is added to either. `waits` says that a person has to look. `written` answers are read by a person:
    texts, tasks, and code that is not graded by a cell of its own.
    """

    notebook: str
    cell: str
    points: float
    automatic: float | None = None
    by_hand: float | None = None
    extra: float = 0.0
    waits: bool = False
    written: bool = False

    @property
    def score(self) -> float:
        """The points that count, by nbgrader's rule: none yet where neither grader nor person gave any."""
        given = self.automatic if self.by_hand is None else self.by_hand
        return (given or 0.0) + self.extra

    @property
    def held(self) -> bool:
        """Whether the grader's score waits for a person, who may find the work elsewhere or tell when it was handed in."""
        return self.waits and self.automatic is not None and self.by_hand is None and not self.written

    @property
    def marked_again(self) -> bool:
        """Whether it was graded again after a person had marked it, so that the mark by hand has to be looked at."""
        return self.waits and self.by_hand is not None


@dataclass(frozen=True)
class Standing:
    """What one student has in one assignment: `score` before the late `penalty`, out of `max_score`."""

    score: float
    penalty: float
    max_score: float

    @property
    def final(self) -> float:
        """The points that are exported: the score less the penalty, and never less than nothing."""
        return max(0.0, self.score - self.penalty)


def cell_marks(gradebook: Gradebook, assignment: str) -> Iterator[tuple[str, CellMark]]:
    """Yield student and mark of every graded cell of what was handed in for an assignment, in one reading.

    Parameters
    ----------
    gradebook : nbgrader's, open.
    assignment : name of the assignment.
    """
    columns = (Grade.auto_score, Grade.manual_score, Grade.extra_credit, Grade.needs_manual_grade)
    rows = (
        gradebook.db.query(SubmittedAssignment.student_id, Notebook.name, BaseCell, *columns)
        .select_from(Grade)
        .join(BaseCell, Grade.cell_id == BaseCell.id)
        .join(SubmittedNotebook, Grade.notebook_id == SubmittedNotebook.id)
        .join(Notebook, SubmittedNotebook.notebook_id == Notebook.id)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .filter(Assignment.name == assignment)
        .order_by(SubmittedAssignment.student_id, Notebook.name)
    )
    answers = set(gradebook.db.query(SolutionCell.notebook_id, SolutionCell.name).all())
    for student, notebook, cell, *given in rows.yield_per(AT_A_TIME):
        yield student, mark_of(notebook, cell, (cell.notebook_id, cell.name) in answers, *given)


def marks_of_notebook(row: SubmittedNotebook) -> list[CellMark]:
    """Return the marks of one submitted notebook.

    Parameters
    ----------
    row : of the gradebook, which is open.
    """
    answers = {cell.name for cell in row.notebook.solution_cells}
    return [
        mark_of(
            row.name,
            grade.cell,
            grade.cell.name in answers,
            grade.auto_score,
            grade.manual_score,
            grade.extra_credit,
            grade.needs_manual_grade,
        )
        for grade in row.grades
    ]


def mark_of(
    notebook: str,
    cell: BaseCell,
    is_answer: bool,
    automatic: float | None,
    by_hand: float | None,
    extra: float | None,
    waits: bool,
) -> CellMark:
    """Return a mark from the columns of the gradebook; an answer that is its own graded cell, and a task, is read by a person.

    Parameters
    ----------
    notebook : its name.
    cell : the graded cell.
    is_answer : whether students write their answer into a cell of this name.
    automatic, by_hand, extra, waits : see `CellMark`.
    """
    written = is_answer or getattr(cell, "cell_type", None) != "code"
    return CellMark(notebook, cell.name, cell.max_score, automatic, by_hand, extra or 0.0, waits, written)


def standings(gradebook: Gradebook) -> dict[str, dict[str, Standing]]:
    """Return what every student who handed in has, by assignment and student; the assignments by due date, then by name.

    Parameters
    ----------
    gradebook : nbgrader's, open.
    """
    found = {}
    for assignment in sorted(gradebook.assignments, key=lambda row: (str(row.duedate or ""), row.name)):
        rows = gradebook.db.query(
            SubmittedAssignment.student_id, SubmittedAssignment.score, SubmittedAssignment.late_submission_penalty
        ).filter(SubmittedAssignment.assignment_id == assignment.id)
        found[assignment.name] = {who: Standing(score, late, assignment.max_score) for who, score, late in rows}
    return found


def enrolled(gradebook: Gradebook) -> list[str]:
    """Return the ids of all students whom the gradebook knows."""
    return [student for (student,) in gradebook.db.query(Student.id).order_by(Student.id)]
