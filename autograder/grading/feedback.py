"""Feedback pages, written by nbgrader's own converter, each worker making those of its share of the students."""

from functools import partial

from nbgrader.converters import GenerateFeedback
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme
from nbgrader.utils import is_locked, is_task
from traitlets.config import Config

from .fanout import local_executor

WITHOUT_SECRETS = [
    "nbgrader.preprocessors.GetGrades",
    "autograder.grading.feedback.HideTests",
    "autograder.grading.feedback.HideMarkScheme",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]


class OurCells:
    """Keeps a preprocessor of nbgrader's to the cells of ours: over a student's own "BEGIN HIDDEN TESTS" it would stop."""

    def preprocess_cell(self, cell, resources, index):
        """Leave alone what students may write in."""
        ours = is_locked(cell) or is_task(cell)
        return super().preprocess_cell(cell, resources, index) if ours else (cell, resources)


class HideTests(OurCells, ClearHiddenTests):
    """Takes the hidden tests out of a feedback page."""


class HideMarkScheme(OurCells, ClearMarkScheme):
    """Takes the mark schemes out of a feedback page."""


class Share(GenerateFeedback):
    """nbgrader's converter over every `of`-th submission, from the `number`-th on."""

    number, of = 0, 1

    def init_notebooks(self):
        """Find the submissions and keep this worker's share of them."""
        super().init_notebooks()
        self.assignments = {name: self.assignments[name] for name in sorted(self.assignments)[self.number :: self.of]}


def write_feedback(config, workers):
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


def write_share(config, of, number):
    """Write the feedback of one worker's share."""
    config = Config(config)
    config.GenerateFeedback.preprocessors = WITHOUT_SECRETS
    share = Share(coursedir=CourseDirectory(config=config), config=config)
    share.force, share.number, share.of = True, number, of
    share.start()
