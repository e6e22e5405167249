"""What all workers of this machine share is started as soon as a run knows its course."""

import contextlib
from collections.abc import Iterator

from nbgrader.coursedir import CourseDirectory

from autograder.engine.fork_servers import close_engines
from autograder.engine.nurseries import USES_OURS, Ground, Ways, ways
from autograder.nbgrader_plugin.course_files import source_file
from autograder.nbgrader_plugin.preprocessors import IsolatedExecute


@contextlib.contextmanager
def nurseries_for(engine: IsolatedExecute, coursedir: CourseDirectory, assignment: str) -> Iterator[Ways]:
    """Start what all workers of this machine share, while the course is still being looked at; yield the ways to it.

    Parameters
    ----------
    engine : knows the sandbox and the course's bank.
    coursedir : the course.
    assignment : its name.
    """
    folder = source_file(coursedir, assignment, "").parent
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.glob("*.ipynb")))
    try:
        yield ways(Ground.of(engine.common(coursedir, assignment)), any(map(USES_OURS.search, texts)))
    finally:
        close_engines()
