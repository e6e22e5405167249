"""What all workers of this machine share is started as soon as a run knows its course."""

import glob
from pathlib import Path

from nbgrader.coursedir import CourseDirectory

from autograder.engine.costly_imports import Uses, imported_in, used_in
from autograder.engine.nurseries import Ground, Ways, ways
from autograder.nbgrader_plugin.course_files import source_file
from autograder.nbgrader_plugin.preprocessors import IsolatedExecute


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
    submitted = glob.glob(coursedir.format_path(coursedir.submitted_directory, "*", assignment) + "/*.ipynb")
    uses = Uses(used_in(sorted(folder.glob("*.ipynb"))), imported_in(map(Path, sorted(submitted))))
    return ways(Ground.of(engine.common(coursedir, assignment)), uses)
