"""What opens a feedback page: a line for each part with its title, points and state, and what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution, is_task

from autograder.bank import title_of
from autograder.judging.part_ids import CHECK, MARK, grade_id_of
from autograder.judging.stopped_cells import stops_before
from autograder.judging.verdict import MIME, State, Verdict, verdict_of

from .gradebook_marks import CellMark, marks_of_notebook
from .graded_class import noted_verdicts, part_of

PENDING = "is read by a person"
BY_HAND = "marked by a person"


@dataclass(frozen=True)
class Line:
    """What a feedback page says of one part.

    `anchor` is the grade id of the cell that it leads to. `standing` is one of "done", "partly", "open" and "waits".
    `advice` says what to do; `override` what the grader had given where a person has set other points; `stopped` which
    cell stopped before the part, where it fails.
    """

    anchor: str
    title: str
    points: str
    state: str
    standing: str
    advice: str
    override: str = ""
    stopped: str = ""


class SummariseParts(NbGraderPreprocessor):
    """Puts the lines of the summary into `resources`, and takes out of the page the cells that say the same once more."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Summarise a graded notebook.

        Parameters
        ----------
        nb : the graded notebook; the checks and marks of the bank leave it.
        resources : nbgrader tells there whose notebook it is, and our own command its `PageMarks`; `parts` is added.
        """
        about = resources["nbgrader"]
        marks = about["marks"].marks if "marks" in about else marks_now(about)
        noted = noted_verdicts(nb)
        lines = {
            cell.metadata.nbgrader.grade_id: line_of(cell, marks[cell.metadata.nbgrader.grade_id], noted)
            for cell in nb.cells
            if (is_grade(cell) or is_task(cell)) and not is_visible_check(cell)
        }
        stopped = stopped_before(nb.cells, lines)
        about["parts"] = {line.anchor: replace(line, stopped=stopped.get(name, "")) for name, line in lines.items()}
        nb.cells = [cell for cell in nb.cells if not shows_verdict(cell)]
        return nb, resources


def stopped_before(cells: list[NotebookNode], lines: Mapping[str, Line]) -> dict[str, str]:
    """Return by grading cell, for parts that fail, which cell stopped before them; an answer's own error stands in its verdict.

    Parameters
    ----------
    cells : of the graded notebook.
    lines : of the summary, by grade id of the grading cell.
    """
    failing = [name for name, line in lines.items() if line.standing != "done" and line.state != State.NOT_STARTED]
    others = [cell for cell in cells if not is_solution(cell) and not (is_grade(cell) and is_visible_check(cell))]
    return stops_before(others, lambda cell: cell.metadata.nbgrader.grade_id if is_grade(cell) else None, failing)


def marks_now(about: Mapping[str, Any]) -> dict[str, CellMark]:
    """Return the marks of a notebook by name of the cell, read from the gradebook.

    Parameters
    ----------
    about : what nbgrader tells of whose notebook it is.
    """
    with Gradebook(about["db_url"]) as gradebook:
        row = gradebook.find_submission_notebook(about["notebook"], about["assignment"], about["student"])
        return {mark.cell: mark for mark in marks_of_notebook(row)}


def is_visible_check(cell: NotebookNode) -> bool:
    """Tell whether a grading cell is a check, which earns nothing."""
    return cell.metadata.nbgrader.grade_id.endswith(CHECK)


def shows_verdict(cell: NotebookNode) -> bool:
    """Tell whether a cell is a check or a mark of the bank, whose card the summary repeats."""
    ours = cell.cell_type == "code" and is_grade(cell) and not is_solution(cell)
    return ours and any(MIME in output.get("data", {}) for output in cell.outputs)


def line_of(cell: NotebookNode, mark: CellMark, noted: Mapping[str, Verdict]) -> Line:
    """Return the line of one graded cell.

    Parameters
    ----------
    cell : the cell.
    mark : its points.
    noted : the verdicts that the notebook notes, by grade id.
    """
    part = part_of(mark)
    anchor = grade_id_of(part) if mark.cell.endswith(MARK) else mark.cell
    heading = title_of(part)
    title = heading if heading != part else mark.cell
    if mark.written:
        return written_line(anchor, title, mark)
    verdict = noted.get(mark.cell) or verdict_of(cell, part, mark.points)
    if mark.by_hand is None and not mark.waits:
        return Line(anchor, title, points_of(mark), verdict.state, standing_of(mark), verdict.message)
    if mark.by_hand is None:
        return Line(anchor, title, points_of(mark), State.MANUAL_REVIEW, "waits", verdict.message)
    return Line(anchor, title, points_of(mark), BY_HAND, standing_of(mark), verdict.message, override_of(mark))


def written_line(anchor: str, title: str, mark: CellMark) -> Line:
    """Return the line of an answer that a person reads.

    Parameters
    ----------
    anchor, title : see `Line`.
    mark : its points.
    """
    if mark.by_hand is not None:
        advice = "Read what is said below your answer." if mark.score < mark.points else ""
        return Line(anchor, title, points_of(mark), BY_HAND, standing_of(mark), advice)
    if mark.waits:
        return Line(anchor, title, points_of(mark), PENDING, "waits", "The points are added when it has been read.")
    return Line(anchor, title, points_of(mark), State.NOT_STARTED, "open", "The answer was left as it was handed out.")


def points_of(mark: CellMark) -> str:
    """Return the points of a mark in words: "– of 4" while they wait for a person."""
    earned = "–" if mark.waits and mark.by_hand is None else f"{mark.score:g}"
    return f"{earned} of {mark.points:g}"


def standing_of(mark: CellMark) -> str:
    """Tell whether all, some or none of the points are earned."""
    if mark.score >= mark.points:
        return "done"
    return "partly" if mark.score > 0 else "open"


def override_of(mark: CellMark) -> str:
    """Return what a person has changed, in words."""
    before = "no points yet" if mark.automatic is None else f"{mark.automatic:g}"
    extra = f", and {mark.extra:g} extra" if mark.extra else ""
    return f"A person has set these points{extra}. The grader had given {before}."
