"""Read a graded class back: scores from the gradebook, verdicts from the autograded notebooks."""

from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory

from .verdict import MIME, State

ERROR_STATES = {
    "CellTimeoutError": State.TIMED_OUT,
    "KeyboardInterrupt": State.TIMED_OUT,
    "DeadKernelError": State.NEEDS_PERSON,
}


@dataclass
class Result:
    """One student's result: automatic score, its maximum, points still to be given by hand, and the verdict of each part."""

    student: str
    score: float = 0.0
    max_score: float = 0.0
    by_hand: float = 0.0
    verdicts: dict = field(default_factory=dict)

    @property
    def diagnosis(self):
        """The parts that are not right, each with its misconception or its state."""
        found = [
            (part, v["code"] or v["state"])
            for part, v in self.verdicts.items()
            if v["state"] not in (State.RIGHT, State.CARRIED)
        ]
        if self.verdicts and all(v["state"] == State.NOT_STARTED for v in self.verdicts.values()):
            return State.NOT_STARTED.value
        return ", ".join(f"{part} {what}" for part, what in found)


def class_results(coursedir, assignment):
    """Return the result of every student who handed in an assignment.

    Parameters
    ----------
    coursedir : nbgrader's CourseDirectory, or the path of a course folder laid out in nbgrader's usual way.
    assignment : name of the assignment.
    """
    if not isinstance(coursedir, CourseDirectory):
        coursedir = CourseDirectory(root=str(coursedir))
    results = {}
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        for submission in gradebook.assignment_submissions(assignment):
            student = submission.student.id
            result = results[student] = Result(student)
            folder = Path(coursedir.format_path(coursedir.autograded_directory, student, assignment))
            for notebook in submission.notebooks:
                add_scores(result, notebook.grades)
                result.verdicts |= read_verdicts(folder / f"{notebook.name}.ipynb")
    return results


def add_scores(result, grades):
    """Add the grades of one notebook to a result; what a person has yet to mark is counted apart."""
    for grade in grades:
        if grade.cell.cell_type == "markdown" or grade.needs_manual_grade:
            result.by_hand += grade.max_score
        else:
            result.score += grade.score
            result.max_score += grade.max_score


def read_verdicts(path):
    """Return the verdicts in an autograded notebook by part; a marking cell without one says why there is none."""
    if not path.exists():
        return {path.stem: {"state": State.NEEDS_PERSON, "code": None, "message": "The notebook could not be graded."}}
    verdicts = {}
    for cell in nbformat.read(path, as_version=4).cells:
        metadata = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "code" and metadata.get("grade") and not metadata["grade_id"].endswith("-check"):
            verdict = verdict_of(cell)
            verdicts[verdict.get("part") or metadata["grade_id"].removesuffix("-mark").replace("-", ".")] = verdict
    return verdicts


def verdict_of(cell):
    """Return the verdict shown by a marking cell, or one made from the error that ended it."""
    for output in cell.outputs:
        if MIME in output.get("data", {}):
            return output.data[MIME]
    for output in cell.outputs:
        if output.output_type == "error":
            named = output.ename in State._value2member_map_
            state = State(output.ename) if named else ERROR_STATES.get(output.ename, State.CRASHED)
            return {"state": state, "code": None, "message": f"{output.ename}: {output.evalue}"}
    return {"state": State.NEEDS_PERSON, "code": None, "message": "The marking cell gave no verdict."}
