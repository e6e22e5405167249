"""What has been handed in, and what of it is still to be graded."""

import glob
import os
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.utils import parse_utc

from autograder.engine.submission import UnreadableError, read_submission

from .preflight import CannotGradeError


@dataclass(frozen=True)
class Submission:
    """What one student handed in for an assignment: when, and the names of the notebooks.

    `strangers` are the files of notebooks that the assignment does not know, where one that it knows is missing.
    """

    student: str
    assignment: str
    notebooks: tuple
    strangers: tuple = ()
    timestamp: datetime | None = None

    def folder(self, coursedir, step):
        """Return this submission's folder under "submitted" or "autograded"."""
        return Path(coursedir.format_path(getattr(coursedir, f"{step}_directory"), self.student, self.assignment))


def submissions(coursedir, assignment, expected):
    """Return every submission of an assignment, sorted by student.

    Parameters
    ----------
    coursedir : nbgrader's CourseDirectory; its `student_id` may name one student or be "*".
    assignment : name of the assignment.
    expected : names of the notebooks that the assignment consists of.

    Raises
    ------
    CannotGradeError : if nothing was handed in.
    """
    pattern = coursedir.format_path(coursedir.submitted_directory, coursedir.student_id, assignment)
    name = coursedir.format_path(coursedir.submitted_directory, "(?P<student>.*)", assignment, escape=True)
    folders = {re.fullmatch(name, path)["student"]: path for path in glob.glob(pattern) if os.path.isdir(path)}
    for student in coursedir.student_id_exclude.split(","):
        folders.pop(student, None)
    if not folders:
        raise CannotGradeError(f"nothing was handed in for {assignment!r}: no folder matches {pattern}")
    return [handed_in(student, assignment, Path(folders[student]), expected) for student in sorted(folders)]


def handed_in(student, assignment, folder, expected):
    """Return the submission in a folder."""
    there = tuple(name for name in expected if not is_missing(folder / f"{name}.ipynb"))
    others = {path.name for path in folder.glob("*.ipynb")} - {f"{name}.ipynb" for name in expected}
    strangers = tuple(sorted(others)) if len(there) < len(expected) else ()
    return Submission(student, assignment, there, strangers, timestamp_of(folder))


def is_missing(path):
    """Tell whether there is nothing at a path; what may not be looked at is not missing."""
    try:
        os.lstat(path)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return False


def timestamp_of(folder):
    """Return the moment, in UTC, that a folder's timestamp.txt tells, or None where it tells none."""
    try:
        return parse_utc(read_submission(Path(folder, "timestamp.txt"), 1).decode().strip())
    except (UnreadableError, OSError, ValueError, OverflowError):
        return None


def unfinished(found, coursedir, force):
    """Return the submissions that are not recorded yet, or were handed in anew; with `force`, all of them."""
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        recorded = {row.student_id for row in gradebook.find_assignment(found[0].assignment).submissions}
    return [s for s in found if force or s.student not in recorded or outdated(s, coursedir)]


def outdated(submission, coursedir):
    """Tell whether a submission has no graded notebooks, or a later timestamp than they have."""
    graded = submission.folder(coursedir, "autograded")
    if not graded.is_dir():
        return True
    old, new = timestamp_of(graded), submission.timestamp
    return new is not None and (old is None or new > old)
