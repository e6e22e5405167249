"""What all workers of this machine share is started as soon as a run knows its course."""

from functools import partial
from pathlib import Path

from nbgrader.coursedir import CourseDirectory

from autograder.engine.costly_imports import used_in_class
from autograder.engine.nurseries import Ground, Ways, ways
from autograder.nbgrader_plugin.course_files import source_file
from autograder.nbgrader_plugin.preprocessors import IsolatedExecute

from .submission_folders import submitted_folders


def nurseries_for(engine: IsolatedExecute, coursedir: CourseDirectory, assignment: str) -> Ways:
    """Start what all workers of this machine share, while the course is still being looked at; return the ways to it.

    What an earlier run of this process has started is used again, if it stands on the same ground.

    Parameters
    ----------
    engine : knows the sandbox and the course's bank.
    coursedir : the course.
    assignment : its name.
    """
    folder = source_file(coursedir, assignment, "").parent
    submitted = (
        path for place in submitted_folders(coursedir, assignment) for path in sorted(Path(place).glob("*.ipynb"))
    )
    find_uses = partial(used_in_class, sorted(folder.glob("*.ipynb")), submitted)
    return ways(Ground.of(engine.common(coursedir, assignment)), find_uses)
