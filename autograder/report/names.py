"""Who is who on a report: ids that lead to the graded work, or numbers where nobody is to be recognised."""

import os
import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from nbgrader.coursedir import CourseDirectory

from autograder.judging.part_ids import grade_id_of
from autograder.nbgrader_plugin.graded_class import Result


@dataclass(frozen=True)
class Shown:
    """A student as the report shows one; `href` leads to the work, if that may be seen; by `order` students are listed."""

    name: str
    order: str | int
    href: str = ""


Naming = Callable[[str, str], Shown]  # from a student and a part ("" for the whole work)


def by_name(results: Mapping[str, Result], course: CourseDirectory, assignment: str, folder: Path) -> Naming:
    """Return a naming by id, with links to the feedback pages; to the graded notebooks where there are no pages yet.

    Parameters
    ----------
    results : `Result` by student.
    course : the course, which tells where the pages are.
    assignment : name of the assignment.
    folder : where the report stands, from which the links lead.
    """
    places = {}
    for student, result in results.items():
        for part, mark in result.marks.items():
            if mark.notebook not in result.missing:
                place = _work(course, student, assignment, mark.notebook)
                places.setdefault((student, ""), _href(place, folder))
                anchor = f"#{quote(grade_id_of(part) if '/' not in part else mark.cell)}"
                places[student, part] = _href(place, folder) + (anchor if place.suffix == ".html" else "")
    return lambda student, part="": Shown(student, student, places.get((student, part), ""))


def by_number(students: Iterable[str]) -> Naming:
    """Return a naming by numbers that tell nothing: in no order, and new each time.

    Parameters
    ----------
    students : the ids of all students that are named.
    """
    order = sorted(students)
    random.SystemRandom().shuffle(order)
    numbers = {student: number for number, student in enumerate(order, 1)}
    return lambda student, part="": Shown(f"student {numbers[student]}", numbers[student])


def _work(course, student, assignment, notebook):
    page = Path(course.format_path(course.feedback_directory, student, assignment), f"{notebook}.html")
    return (
        page
        if page.exists()
        else Path(course.format_path(course.autograded_directory, student, assignment), f"{notebook}.ipynb")
    )


def _href(place, folder):
    return quote(Path(os.path.relpath(place, folder)).as_posix())
