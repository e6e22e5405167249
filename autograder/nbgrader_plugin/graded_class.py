"""A graded class read back: scores from the gradebook, verdicts from the autograded notebooks."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import is_grade, is_solution

from autograder.bank import is_part
from autograder.judging.part_ids import CHECK, MARK, part_of_grade_id
from autograder.judging.verdict import State, Verdict, verdict_of

from .gradebook_marks import CellMark, Standing, cell_marks, standings

HELD = "A person has to look at what was handed in beside it, or at when: `autograder grade` says at what."
ELSEWHERE = "This notebook was not handed in, but something else was: a person has to look at it."


@dataclass
class Result:
    """One student's result: what the gradebook adds up, and the mark and the verdict of each part.

    `missing` are the notebooks that are not there, `own_numbers` those that gave the student numbers of their own, and
    `shared` those that were graded in shared mode, each with the reason.
    """

    student: str
    standing: Standing
    marks: dict[str, CellMark] = field(default_factory=dict)
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    own_numbers: list[str] = field(default_factory=list)
    shared: dict[str, str] = field(default_factory=dict)

    @property
    def auto_score(self) -> float:
        """The points that stand of those which the grader gives."""
        return sum(mark.score for mark in self.marks.values() if not mark.written)

    @property
    def auto_max(self) -> float:
        """The points that the grader can give."""
        return sum(mark.points for mark in self.marks.values() if not mark.written)

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


@dataclass(frozen=True)
class Unsettled:
    """What only a person can settle: whose work it is, where in it (part, cell, notebook or file), and why."""

    student: str
    place: str
    reason: str


def class_results(coursedir: CourseDirectory | Path | str, assignment: str) -> dict[str, Result]:
    """Return the result of every student who handed in an assignment.

    Parameters
    ----------
    coursedir : nbgrader's CourseDirectory, or the path of a course folder laid out in nbgrader's usual way.
    assignment : name of the assignment.
    """
    if not isinstance(coursedir, CourseDirectory):
        coursedir = CourseDirectory(root=str(coursedir))
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        standing = standings(gradebook).get(assignment, {})
        marks = list(cell_marks(gradebook, assignment))
    results = {student: Result(student, standing[student]) for student in sorted(standing)}
    notebooks = {}
    for student, mark in marks:
        notebooks.setdefault((student, mark.notebook), []).append(mark)
    for (student, notebook), of_notebook in notebooks.items():
        folder = Path(coursedir.format_path(coursedir.autograded_directory, student, assignment))
        add_notebook(results[student], folder / f"{notebook}.ipynb", of_notebook)
    return results


def add_notebook(result: Result, path: Path, marks: list[CellMark]) -> None:
    """Add the marks and the verdicts of one notebook to a result.

    Parameters
    ----------
    result : it is changed in place.
    path : where the graded notebook lies, if it was handed in.
    marks : of its graded cells, from the gradebook.
    """
    result.marks |= {part_of(mark): mark for mark in marks if not mark.cell.endswith(CHECK)}
    if path.exists():
        notebook = nbformat.from_dict(json.loads(path.read_text(encoding="utf-8")))
        result.verdicts |= verdicts_in(notebook, path.stem)
        if noted_in(notebook).get("numbers") == "personal":
            result.own_numbers.append(path.stem)
        if noted_in(notebook).get("mode") == "shared":
            result.shared[path.stem] = noted_in(notebook).get("why", "")
        if any(mark.held for mark in marks):
            result.verdicts[path.stem] = Verdict(path.stem, State.MANUAL_REVIEW, HELD)
    else:
        result.missing.append(path.stem)
        result.verdicts |= absent(path.stem, marks)


def part_of(mark: CellMark) -> str:
    """Return the bank's name of the part that a graded cell belongs to; where no bank knows it, the place of the cell."""
    written = part_of_grade_id(mark.cell)
    return written if mark.written and is_part(written) else what_is_marked(mark.cell, mark.notebook)


def absent(notebook: str, marks: list[CellMark]) -> dict[str, Verdict]:
    """Return the verdict on a notebook of which there is no graded version, under the notebook's name.

    Parameters
    ----------
    notebook : its name.
    marks : of its graded cells.
    """
    if any(mark.held for mark in marks):
        return {notebook: Verdict(notebook, State.MANUAL_REVIEW, ELSEWHERE)}
    failed = any(mark.automatic is None and mark.by_hand is None for mark in marks)
    state = State.MANUAL_REVIEW if failed else State.NOT_STARTED
    what = "could not be graded" if failed else "was not handed in"
    return {notebook: Verdict(notebook, state, f"This notebook {what}.")}


def verdicts_in(notebook: NotebookNode, name: str) -> dict[str, Verdict]:
    """Return the verdicts on the grading cells of an autograded notebook by part; a check that earns nothing is left out.

    They stand in the notebook's metadata; of a notebook that nbgrader itself has graded, only the outputs tell.

    Parameters
    ----------
    notebook : the autograded notebook.
    name : its name.
    """
    told = noted_verdicts(notebook)
    verdicts = {}
    for cell in notebook.cells:
        if cell.cell_type == "code" and is_grade(cell) and not is_solution(cell):
            grade_id = cell.metadata.nbgrader.grade_id
            if not grade_id.endswith(CHECK):
                part = what_is_marked(grade_id, name)
                verdicts[part] = told.get(grade_id) or verdict_of(cell, part)
    return verdicts


def noted_verdicts(notebook: Mapping[str, Any]) -> dict[str, Verdict]:
    """Return the verdicts that an autograded notebook notes in its metadata, by grade_id; none of one that does not."""
    verdicts = noted_in(notebook).get("verdicts", {})
    return {name: Verdict.from_json(data | {"part": name}) for name, data in verdicts.items()}


def noted(path: Path) -> dict[str, Any]:
    """Return what a graded notebook notes of its grading; nothing where there is none or it cannot be read."""
    try:
        return noted_in(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def noted_in(notebook: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a graded notebook notes of its grading."""
    told = notebook["metadata"].get("autograder", {})
    return told if isinstance(told, dict) else {}


def what_is_marked(grade_id: str, notebook: str) -> str:
    """Return the bank's name of what a grading cell marks; in another course the place of the cell.

    Parameters
    ----------
    grade_id : of the grading cell.
    notebook : name of the notebook that it stands in.
    """
    return part_of_grade_id(grade_id) if grade_id.endswith(MARK) else f"{notebook}/{grade_id}"
