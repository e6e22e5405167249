"""The report: one HTML page that needs nothing else, the same without names, and the facts as CSV."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import jinja2
import numpy as np
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory

from autograder.bank import find_problem, is_problem, title_of
from autograder.judging.verdict import State
from autograder.nbgrader_plugin.gradebook_marks import Standing, enrolled, standings
from autograder.nbgrader_plugin.graded_class import Result, class_results

from .course_trend import trend
from .names import Naming, by_name, by_number
from .other_numbers import fits
from .pictures import score_histogram, trend_plot
from .sheet import write_sheet
from .statistics import items, misconceptions
from .waiting import what_waits
from .wrong_answers import unnamed_answers

TEMPLATE = Path(__file__).parent / "page.html.j2"


@dataclass(frozen=True)
class ClassRecord:
    """All that the report on an assignment is made from.

    `results` by student, `enrolled` the ids of all students of the course, `standings` by assignment and student.
    """

    assignment: str
    results: dict[str, Result]
    enrolled: list[str]
    standings: Mapping[str, Mapping[str, Standing]]


def write_report(course: CourseDirectory | Path | str, assignment: str, folder: Path | str) -> tuple[Path, ...]:
    """Write the page about a graded assignment, the same page without names, and a CSV; return their paths.

    Parameters
    ----------
    course : nbgrader's CourseDirectory, or the path of a graded course.
    assignment : name of the assignment.
    folder : where to write; made if missing.

    Raises
    ------
    ValueError : if nobody's submission of the assignment has been graded.
    """
    if not isinstance(course, CourseDirectory):
        course = CourseDirectory(root=str(course))
    record = read_class(course, assignment)
    if not record.results:
        raise ValueError(f"no graded submission of {assignment!r} in {course.root}: grade it first")
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / f"{assignment}.html"
    anonymous = folder / f"{assignment}_anonymous.html"
    sheet = folder / f"{assignment}.csv"
    named = by_name(record.results, course, assignment, folder)
    page.write_text(render(record, named), encoding="utf-8")
    anonymous.write_text(
        render(record, by_number({*record.results, *record.enrolled}), anonymous=True), encoding="utf-8"
    )
    write_sheet(sheet, record.results)
    return page, anonymous, sheet


def read_class(course: CourseDirectory, assignment: str) -> ClassRecord:
    """Return what gradebook and graded notebooks tell of an assignment.

    Parameters
    ----------
    course : nbgrader's CourseDirectory.
    assignment : name of the assignment.
    """
    results = class_results(course, assignment)
    with Gradebook(course.db_url, course.course_id) as gradebook:
        return ClassRecord(assignment, results, enrolled(gradebook), standings(gradebook))


def render(record: ClassRecord, named: Naming, *, anonymous: bool = False) -> str:
    """Return the page as HTML text.

    Parameters
    ----------
    record : of at least one graded submission.
    named : how a student is shown.
    anonymous : leave out what is said of single students, and what a person could be known by.
    """
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["title"] = title_of
    environment.filters["heading"] = heading_of
    environment.filters["by_problem"] = lambda parts: grouped(sorted(parts), heading_of)
    results = record.results
    finals = [result.standing.final for result in results.values()]
    maximum = next(iter(results.values())).standing.max_score
    steps = trend(record.standings)
    return environment.from_string(TEMPLATE.read_text(encoding="utf-8")).render(
        assignment=record.assignment,
        today=date.today().isoformat(),
        anonymous=anonymous,
        named=named,
        results=results,
        in_order=sorted(results.items(), key=lambda pair: named(pair[0], "").order),
        not_right=not_right,
        median=float(np.median(finals)),
        quartiles=np.percentile(finals, [25, 75]),
        maximum=maximum,
        waiting=grouped(what_waits(results, record.enrolled), lambda waiting: waiting.kind),
        items=grouped(items(results), lambda item: heading_of(item.part)),
        turns=misconceptions(results),
        unnamed=unnamed_answers(results),
        fits=fits(results),
        shared={name: why for result in results.values() for name, why in result.shared.items()},
        steps=steps,
        histogram=score_histogram(finals, maximum) if maximum else "",
        trend_plot=trend_plot(steps) if len(steps) > 1 else "",
    )


def not_right(result: Result) -> str:
    """Return in words which parts of a student's work are not right, and in what state they are."""
    verdicts = result.verdicts
    if verdicts and all(verdict.state == State.NOT_STARTED for verdict in verdicts.values()):
        return "nothing was begun"
    found = [
        f"{title_of(part)} {verdict.state}"
        for part, verdict in verdicts.items()
        if verdict.state not in (State.RIGHT, State.CARRIED)
    ]
    return " · ".join(found) or "–"


def heading_of(part: str) -> str:
    """Return under which title a part stands: that of its problem, or the notebook's name where no bank knows it."""
    name = part.partition(".")[0]
    return find_problem(name).title if is_problem(name) else part.partition("/")[0]


def grouped(rows: Iterable[Any], key: Callable[[Any], str]) -> dict[str, list[Any]]:
    """Return rows that follow one another in lists, by what they have in common.

    Parameters
    ----------
    rows : of any kind.
    key : what they have in common, from a row.
    """
    return {name: list(found) for name, found in groupby(rows, key)}
