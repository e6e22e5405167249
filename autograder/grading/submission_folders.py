"""What has been handed in: by whom, when, and which notebooks."""

import fnmatch
import glob
import os
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import Exchange

from autograder.engine.own_files import fingerprint, hidden_notebooks, looks_like_notebook, theirs
from autograder.engine.submission import UnreadableError, is_missing, read_submission
from autograder.nbgrader_plugin.course_files import LINKED, data_files, is_linked

from .preflight import CannotGradeError
from .timestamps import UnreadableTimestampError, read_timestamp


@dataclass(frozen=True)
class Submission:
    """What one student handed in for an assignment: when, and the notebooks by name with their fingerprints.

    `strangers` are the files that may hold work which nobody graded: where a notebook is missing all that the assignment
    does not know and hidden notebooks, else what looks like a notebook or an archive. `undated` says why its timestamp
    cannot be read, if there is one and it cannot. `place` is the folder that it lies in, `twin` another folder of the same student, if there is one.
    `withheld` are the notebooks that were handed in and are not graded now.
    """

    student: str
    assignment: str
    notebooks: dict
    strangers: tuple = ()
    timestamp: datetime | None = None
    undated: str = ""
    place: Path | None = None
    twin: str = ""
    withheld: frozenset = frozenset()

    def without(self, names: Collection[str]) -> "Submission":
        """Return this submission with some of its notebooks left ungraded."""
        graded = {name: told for name, told in self.notebooks.items() if name not in names}
        return replace(self, notebooks=graded, withheld=frozenset(self.notebooks.keys() - graded.keys()))

    def folder(self, coursedir: CourseDirectory, step: str) -> Path:
        """Return this submission's folder at one of nbgrader's steps.

        Parameters
        ----------
        coursedir : the course.
        step : "submitted" or "autograded".
        """
        if step == "submitted" and self.place is not None:
            return self.place
        return Path(coursedir.format_path(getattr(coursedir, f"{step}_directory"), self.student, self.assignment))


def submissions(coursedir: CourseDirectory, assignment: str, expected: Collection[str]) -> list[Submission]:
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
    folders = student_folders(coursedir, assignment)
    if not folders:
        wanted = coursedir.format_path(coursedir.submitted_directory, coursedir.student_id, assignment)
        raise CannotGradeError(f"nothing was handed in for {assignment!r}: no folder matches {wanted}")
    zone = Exchange(config=coursedir.config).timezone
    source = Path(coursedir.format_path(coursedir.source_directory, ".", assignment))
    known = {f"{name}.ipynb" for name in expected} | set(data_files(source, coursedir.ignore))
    found = [
        Submission(student, assignment, dict.fromkeys(sorted(expected), LINKED))
        if is_linked(coursedir, place)
        else handed_in(student, assignment, place, known, zone)
        for student, (place, _) in sorted(folders.items())
    ]
    return [replace(one, place=folders[one.student][0], twin=folders[one.student][1]) for one in found]


def student_folders(coursedir: CourseDirectory, assignment: str) -> dict[str, tuple[Path, str]]:
    """Return where each student's work lies, and the name of another folder whose name differs in Unicode form only, or "".

    Systems spell an accented letter in one character or in two; the student is the one whom the gradebook knows.

    Parameters
    ----------
    coursedir : nbgrader's CourseDirectory; its `student_id` may name one student or be "*".
    assignment : name of the assignment.
    """
    name = coursedir.format_path(coursedir.submitted_directory, "(?P<student>.*)", assignment, escape=True)
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        enrolled = {one_form(student.id): student.id for student in gradebook.students}
    excluded = [one_form(student) for student in coursedir.student_id_exclude.split(",")]
    folders: dict[str, tuple[Path, str]] = {}
    for path in submitted_folders(coursedir, assignment):
        folder = re.fullmatch(name, path)["student"]
        wanted = fnmatch.fnmatchcase(one_form(folder), one_form(coursedir.student_id))
        if one_form(folder) in excluded or not (wanted or folder == coursedir.student_id):
            continue
        student = enrolled.get(one_form(folder), one_form(folder))
        place, _ = folders.get(student, (Path(path), ""))
        folders[student] = (place, folder if student in folders else "")
    return folders


def submitted_folders(coursedir: CourseDirectory, assignment: str) -> list[str]:
    """Return the folders in which somebody's work for an assignment lies.

    Parameters
    ----------
    coursedir : nbgrader's CourseDirectory.
    assignment : name of the assignment.
    """
    anyone = coursedir.format_path(coursedir.submitted_directory, "*", assignment)
    return sorted(path for path in glob.glob(glob.escape(anyone).replace("[*]", "*")) if os.path.isdir(path))


def one_form(name: str) -> str:
    """Return a name with each accented letter as one character."""
    return unicodedata.normalize("NFC", name)


def handed_in(student: str, assignment: str, folder: Path, known: Collection[str], course_zone: str) -> Submission:
    """Return the submission in a folder; what nobody can read in it is noted, not raised.

    Parameters
    ----------
    student, assignment : whose folder it is, and for what.
    folder : what was handed in.
    known : names of the files that the assignment consists of.
    course_zone : name of the time zone in which the exchange writes.
    """
    expected = [name.removesuffix(".ipynb") for name in known if name.endswith(".ipynb")]
    paths = {name: folder / f"{name}.ipynb" for name in sorted(expected)}
    there = {name: fingerprint(path) for name, path in paths.items() if not is_missing(path)}
    others = [name for name in theirs(folder) if name not in known]
    if len(there) < len(expected):
        hidden = [name for name in hidden_notebooks(folder) if name not in known]
        strangers = (*others, *hidden)
    else:
        strangers = tuple(filter(looks_like_notebook, others))
    try:
        timestamp = timestamp_of(folder, course_zone)
    except UnreadableTimestampError as error:
        return Submission(student, assignment, there, strangers, undated=str(error))
    return Submission(student, assignment, there, strangers, timestamp)


def timestamp_of(folder: Path, course_zone: str) -> datetime | None:
    """Return the moment, in UTC, that a folder's timestamp.txt tells, or None where there is no such file.

    Parameters
    ----------
    folder : what was handed in.
    course_zone : name of the time zone in which the exchange writes.

    Raises
    ------
    UnreadableTimestampError : if there is one and it does not tell a moment.
    """
    place = folder / "timestamp.txt"
    if is_missing(place):
        return None
    try:
        text = read_submission(place, 1).decode("utf-8-sig")
    except UnreadableError as error:
        raise UnreadableTimestampError(str(error)) from None
    except UnicodeDecodeError:
        raise UnreadableTimestampError("it is not in UTF-8") from None
    return read_timestamp(text, course_zone)
