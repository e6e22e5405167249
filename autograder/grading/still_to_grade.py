"""Which submissions are still to be graded, told by their content."""

from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory

from autograder.nbgrader_plugin.graded_class import noted

from .submission_folders import Submission


def unfinished(found: list[Submission], coursedir: CourseDirectory, force: bool) -> list[Submission]:
    """Return the submissions that are not recorded yet, or have changed since.

    Parameters
    ----------
    found : the submissions of one assignment, at least one.
    coursedir : the course, which tells where gradebook and graded notebooks are.
    force : take all of them.
    """
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        recorded = {row.student_id for row in gradebook.find_assignment(found[0].assignment).submissions}
    return [s for s in found if force or s.student not in recorded or outdated(s, coursedir)]


def outdated(submission: Submission, coursedir: CourseDirectory) -> bool:
    """Tell whether the graded notebooks are not those of what lies in the submitted folder now.

    What was graded is told by its content, which each graded notebook notes, and not by its time: a download of Moodle
    or Canvas has none, and a notebook may be renamed or put right without handing it in anew.

    Parameters
    ----------
    submission : what was handed in.
    coursedir : the course, which tells where the graded notebooks are.
    """
    graded = submission.folder(coursedir, "autograded")
    there = [path for path in graded.glob("*.ipynb") if path.stem not in submission.withheld]
    return not graded.is_dir() or submission.notebooks != {p.stem: noted(p).get("submitted") for p in there}
