"""The report: one HTML page that needs nothing else, and the same facts as CSV."""

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import jinja2
import numpy as np
from nbgrader.coursedir import CourseDirectory

from autograder.nbgrader_plugin.graded_class import Result, class_results

from .other_numbers import fits
from .pictures import item_plot, misconception_map, score_histogram
from .statistics import items, misconceptions, unsettled_parts

TEMPLATE = Path(__file__).parent / "page.html.j2"


def write_report(course: CourseDirectory | Path | str, assignment: str, folder: Path | str) -> tuple[Path, Path]:
    """Write `ASSIGNMENT.html` and `ASSIGNMENT.csv` about a graded assignment; return both paths.

    Parameters
    ----------
    course : nbgrader's CourseDirectory, or the path of a graded course.
    assignment : name of the assignment.
    folder : where to write; made if missing.

    Raises
    ------
    ValueError : if nobody's submission of the assignment has been graded.
    """
    results = class_results(course, assignment)
    if not results:
        raise ValueError(f"no graded submission of {assignment!r} in {getattr(course, 'root', course)}: grade it first")
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / f"{assignment}.html"
    sheet = folder / f"{assignment}.csv"
    page.write_text(render(assignment, results), encoding="utf-8")
    write_sheet(sheet, results)
    return page, sheet


def render(assignment: str, results: Mapping[str, Result]) -> str:
    """Return the page as HTML text.

    Parameters
    ----------
    assignment : its name, for the title.
    results : `Result` by student, at least one.
    """
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    scores = [result.standing.final for result in results.values()]
    maximum = max(result.standing.max_score for result in results.values())
    parts = items(results)
    turns = misconceptions(results)
    return environment.from_string(TEMPLATE.read_text(encoding="utf-8")).render(
        assignment=assignment,
        today=date.today().isoformat(),
        results=results,
        median=float(np.median(scores)),
        maximum=maximum,
        items=parts,
        turns=turns,
        waiting=unsettled_parts(results),
        fits=fits(results),
        histogram=score_histogram(scores, maximum) if maximum else "",
        item_plot=item_plot(parts) if parts else "",
        turn_map=misconception_map(turns) if turns else "",
    )


def write_sheet(path: Path, results: Mapping[str, Result]) -> None:
    """Write one line a student and part: points, state, misconception, message.

    Parameters
    ----------
    path : the CSV file to write.
    results : `Result` by student.
    """
    with path.open("w", newline="", encoding="utf-8") as stream:
        sheet = csv.writer(stream)
        sheet.writerow(["student", "part", "score", "points", "state", "misconception", "message"])
        for student, result in results.items():
            for part, v in result.verdicts.items():
                score = "" if v.score is None else v.score
                row = [student, part, score, v.points or "", v.state, v.code or "", v.message]
                sheet.writerow([harmless(value) for value in row])


def harmless(value: Any) -> Any:
    """Return text that a spreadsheet will not run as a formula; what is no text is returned as it is."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" and value else value
