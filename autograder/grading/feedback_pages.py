"""Feedback pages, written by nbgrader's own converter, each worker making those of its share of the students."""

from functools import partial

from nbgrader.converters import GenerateFeedback
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config
from traitlets.log import get_logger

from autograder.engine.safe_printing import PrintableLog
from autograder.nbgrader_plugin.feedback_preprocessors import PAGE, WITHOUT_SECRETS

from .executors import local_executor


class Share(GenerateFeedback):
    """nbgrader's converter over every `of`-th submission, from the `number`-th on."""

    number = 0
    of = 1

    def init_notebooks(self) -> None:
        """Find the submissions and keep this worker's share of them."""
        super().init_notebooks()
        self.assignments = {name: self.assignments[name] for name in sorted(self.assignments)[self.number :: self.of]}


def write_feedback(config: Config, workers: int) -> None:
    """Write the feedback of an assignment, without the text of hidden tests and mark schemes.

    Parameters
    ----------
    config : configuration of the course, which names the assignment (`CourseDirectory.assignment_id`).
    workers : number of local processes.

    Raises
    ------
    nbgrader.converters.NbGraderException : if nothing of the assignment is graded, or a page could not be made.
    """
    with local_executor(workers) as (pool, _):
        list(pool.map(partial(write_share, dict(config), workers), range(workers)))


def write_share(config: dict, of: int, number: int) -> None:
    """Write the feedback of one worker's share.

    Parameters
    ----------
    config : configuration of the course, as a plain dict.
    of : number of shares.
    number : which of them, from 0.
    """
    config = Config(config)
    config.GenerateFeedback.preprocessors = WITHOUT_SECRETS
    config.GenerateFeedback.exporter_class = PAGE
    get_logger().addFilter(PrintableLog())
    share = Share(coursedir=CourseDirectory(config=config), config=config)
    share.force = True
    share.number = number
    share.of = of
    share.start()
