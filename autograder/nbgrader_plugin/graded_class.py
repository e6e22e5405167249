"""A graded class read back: scores from the gradebook, verdicts from the autograded notebooks."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Grade, Gradebook, SubmittedNotebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import is_grade, is_solution

from autograder.judging.part_ids import CHECK, MARK, part_of_grade_id
from autograder.judging.verdict import State, Verdict, verdict_of


@dataclass
class Result:
    """One student's result: automatic score, its maximum, points still to be given by hand, and the verdict of each part."""

    student: str
    score: float = 0.0
    max_score: float = 0.0
    by_hand: float = 0.0
    verdicts: dict[str, Verdict] = field(default_factory=dict)

    @property
    def diagnosis(self) -> str:
        """The parts that are not right, each with its misconception or its state."""
        found = [
            (part, v.code or v.state)
            for part, v in self.verdicts.items()
            if v.state not in (State.RIGHT, State.CARRIED)
        ]
        if self.verdicts and all(v.state == State.NOT_STARTED for v in self.verdicts.values()):
            return State.NOT_STARTED.value
        return ", ".join(f"{part} {what}" for part, what in found)


def class_results(coursedir: CourseDirectory | Path | str, assignment: str) -> dict[str, Result]:
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
            student = submission.student_id
            result = results[student] = Result(student)
            folder = Path(coursedir.format_path(coursedir.autograded_directory, student, assignment))
            for notebook in submission.notebooks:
                add_scores(result, notebook.grades)
                path = folder / f"{notebook.name}.ipynb"
                result.verdicts |= read_verdicts(path) if path.exists() else absent(notebook)
    return results


def add_scores(result: Result, grades: Iterable[Grade]) -> None:
    """Add the grades of one notebook to a result; what a person has yet to mark is counted apart.

    Parameters
    ----------
    result : it is changed in place.
    grades : of the cells of one notebook, from the gradebook.
    """
    for grade in grades:
        if grade.cell.cell_type == "markdown" or grade.needs_manual_grade:
            result.by_hand += grade.max_score
        else:
            result.score += grade.score
            result.max_score += grade.max_score


def absent(row: SubmittedNotebook) -> dict[str, Verdict]:
    """Return the verdict on a notebook of which there is no graded version, under the notebook's name."""
    failed = any(grade.auto_score is None and grade.manual_score is None for grade in row.grades)
    state = State.MANUAL_REVIEW if failed else State.NOT_STARTED
    what = "could not be graded" if failed else "was not handed in"
    return {row.name: Verdict(row.name, state, f"This notebook {what}.")}


def read_verdicts(path: Path) -> dict[str, Verdict]:
    """Return the verdicts on the grading cells of an autograded notebook by part; a check that earns nothing is left out.

    They stand in the notebook's metadata; of a notebook that nbgrader itself has graded, only the outputs tell.
    """
    notebook = nbformat.from_dict(json.loads(path.read_text(encoding="utf-8")))
    noted = noted_verdicts(notebook)
    verdicts = {}
    for cell in notebook.cells:
        if cell.cell_type == "code" and is_grade(cell) and not is_solution(cell):
            name = cell.metadata.nbgrader.grade_id
            if not name.endswith(CHECK):
                part = what_is_marked(name, path.stem)
                verdicts[part] = noted.get(name) or verdict_of(cell, part)
    return verdicts


def noted_verdicts(notebook: Mapping[str, Any]) -> dict[str, Verdict]:
    """Return the verdicts that an autograded notebook notes in its metadata, by grade_id; none of one that does not."""
    noted = notebook["metadata"].get("autograder", {}).get("verdicts", {})
    return {name: Verdict.from_json(data | {"part": name}) for name, data in noted.items()}


def noted_fingerprint(path: Path) -> str | None:
    """Return the fingerprint of the submitted file that an autograded notebook was made from, or None if it has none."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))["metadata"]["autograder"]["submitted"]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def what_is_marked(grade_id: str, notebook: str) -> str:
    """Return the bank's name of what a grading cell marks; in another course the place of the cell.

    Parameters
    ----------
    grade_id : of the grading cell.
    notebook : name of the notebook that it stands in.
    """
    return part_of_grade_id(grade_id) if grade_id.endswith(MARK) else f"{notebook}/{grade_id}"
