"""What a new grading changes: for each part the points before and after, and why; and who was graded by other rules."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory

from autograder.engine.safe_printing import printable
from autograder.nbgrader_plugin.gradebook_marks import CellMark, cell_marks
from autograder.nbgrader_plugin.graded_class import noted, noted_in

from .submission_folders import Submission
from .writer import RecordedNotebook

CAUSES = {"source": "the source changed", "bank": "the bank changed", "grader": "the grader changed"}
EARLIER = "it was graded by an earlier version"
A_PERSON = "a person"
LOOK_AGAIN = "the mark by hand stays, but the answer changed: look at it again"


@dataclass(frozen=True)
class Change:
    """What happens to one part: its points in words, before and after, and why."""

    student: str
    place: str
    before: str
    after: str
    why: str

    def __str__(self) -> str:
        return printable(f"{self.student}  {self.place}: {self.before} → {self.after} ({self.why})")


def marks_before(coursedir: CourseDirectory, assignment: str) -> dict[tuple[str, str, str], CellMark]:
    """Return what the gradebook holds of each graded cell, by student, notebook and cell.

    Parameters
    ----------
    coursedir : the course, which tells where the gradebook is.
    assignment : name of the assignment.
    """
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        return {(student, mark.notebook, mark.cell): mark for student, mark in cell_marks(gradebook, assignment)}


def changes_of(
    submission: Submission,
    results: Mapping[str, RecordedNotebook],
    before: Mapping[tuple[str, str, str], CellMark],
    graded: Path,
) -> Iterator[Change]:
    """Yield what a grading of one submission changes; of one that was not graded before, what each notebook earns.

    Parameters
    ----------
    submission : what was handed in.
    results : what came of grading it, by notebook.
    before : what the gradebook holds, see `marks_before`.
    graded : the folder of its graded notebooks.
    """
    student = submission.student
    for name, result in results.items():
        why = causes(noted(graded / f"{name}.ipynb"), noted_in(json.loads(result["text"])))
        marks = {cell: before[student, name, cell] for cell in result["scores"] if (student, name, cell) in before}
        if not marks:
            earned = sum(score or 0.0 for score in result["scores"].values())
            yield Change(student, name, "not graded", points(earned), "graded for the first time")
            continue
        for cell, score in result["scores"].items():
            mark = marks.get(cell)
            if mark is None or points(mark.automatic) != points(score):
                said = result["said"].get(cell, "")
                told = points(mark.automatic) if mark else "not graded"
                yield Change(student, f"{name}/{cell}", told, points(score), f"{why}: {said}" if said else why)
            if mark is not None and mark.by_hand is not None and result["changed"].get(cell, True):
                by_hand = points(mark.by_hand)
                yield Change(student, f"{name}/{cell}", f"{by_hand} by hand", f"{by_hand} by hand", LOOK_AGAIN)


def summary(graded: int, found: list[Change]) -> str:
    """Return what a dry run has to say: a line on each change, and how many there are.

    Parameters
    ----------
    graded : how many submissions were graded.
    found : what would change.
    """
    students = len({change.student for change in found})
    last = f"Dry run: {graded} submissions, {len(found)} changes for {students} students; nothing was written."
    return "\n".join([*map(str, found), last])


def points(score: float | None) -> str:
    """Return points in words; None is for a person to give."""
    return A_PERSON if score is None else f"{score:g}"


def causes(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    """Return why a notebook may be graded otherwise than before.

    Parameters
    ----------
    old : what the graded notebook noted so far, empty if there was none.
    new : what it notes now.
    """
    found = []
    if old and old.get("submitted") != new.get("submitted"):
        found.append("handed in anew")
    return ", ".join([*found, *other_rules(old, new.get("rules", {}))]) or "graded again"


def other_rules(old: Mapping[str, Any], rules: Mapping[str, str]) -> list[str]:
    """Return what has changed since a notebook was graded, apart from the notebook.

    Parameters
    ----------
    old : what the graded notebook notes.
    rules : what grades depend on now, see `rules_of`.
    """
    then = old.get("rules")
    if not isinstance(then, dict):
        return [EARLIER] if old else []
    return [words for key, words in CAUSES.items() if then.get(key) != rules.get(key)]


def graded_by_other_rules(
    found: Iterable[Submission], coursedir: CourseDirectory, rules: Mapping[str, Mapping[str, str]]
) -> str:
    """Return one line on the submissions whose grades rest on another source, bank or grader than that of now, or "".

    Parameters
    ----------
    found : submissions that are recorded.
    coursedir : the course.
    rules : what grades depend on now, by notebook.
    """
    why = Counter()
    stale = 0
    for submission in found:
        folder = submission.folder(coursedir, "autograded")
        since = {
            cause
            for name in submission.notebooks
            for cause in other_rules(noted(folder / f"{name}.ipynb"), rules[name])
        }
        why.update(since)
        stale += bool(since)
    if not stale:
        return ""
    told = ", ".join(cause for cause, _ in why.most_common())
    return f"{stale} submissions keep the grades they had ({told}): --dry-run shows what would change, --force grades again"
