"""Feedback pages, written by nbgrader's own converter, each worker making those of its share of the students."""

import itertools
import logging
import sys
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook
from nbgrader.converters import GenerateFeedback
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import SQLAlchemyError
from traitlets.config import Config
from traitlets.log import get_logger
from traitlets.utils.importstring import import_item

from autograder.engine.safe_printing import PrintableLog
from autograder.nbgrader_plugin.feedback_preprocessors import PAGE, WITHOUT_SECRETS
from autograder.nbgrader_plugin.page_marks import ClassMarks, load_problems

from .executors import local_executor

START = "fork" if sys.platform == "linux" else "spawn"  # elsewhere a forked process may not do all that it should


class Share(GenerateFeedback):
    """nbgrader's converter over every `of`-th submission, from the `number`-th on.

    `failed` says of each page that could not be made whose it is and why; the others are made all the same.
    """

    number = 0
    of = 1

    def start(self) -> None:
        """Make the pages."""
        self.failed: list[str] = []
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as self.gradebook:
            super().start()

    @cached_property
    def marks(self) -> ClassMarks:
        """The marks of the assignment."""
        return ClassMarks(self.gradebook, self.coursedir.assignment_id)

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """Make one page, or note why that cannot be done.

        Parameters
        ----------
        notebook_filename : of the graded notebook.
        """
        try:
            super().convert_single_notebook(notebook_filename)
        except SQLAlchemyError:  # it is not about this page
            raise
        except Exception as error:
            place = Path(notebook_filename)
            self.failed.append(f"{place.parent.parent.name}, {place.stem} ({type(error).__name__}: {error})")

    def init_single_notebook_resources(self, notebook_filename: str) -> dict[str, Any]:
        """Return what nbgrader's steps are told of a notebook, and its marks.

        Parameters
        ----------
        notebook_filename : of the graded notebook.
        """
        resources = super().init_single_notebook_resources(notebook_filename)
        about = resources["nbgrader"]
        about["marks"] = self.marks.of(about["student"], about["notebook"])
        return resources

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
    BankError : if a problem of the course's bank cannot be used.
    NbGraderException : if nothing of the assignment is graded, or a page could not be made.
    """
    load_once(config)
    with local_executor(workers, method=START) as (pool, _):
        shares = list(pool.map(partial(write_share, dict(config), workers), range(workers)))
    failed = sorted(itertools.chain.from_iterable(shares))
    if failed:
        raise NbGraderException(f"all other pages are made, but there is none for {'; '.join(failed)}")


def load_once(config: Config) -> None:
    """Make an empty page and load the problems that pages tell of, before workers are forked: what that takes they need not do again.

    Parameters
    ----------
    config : see `write_feedback`.

    Raises
    ------
    BankError : if a problem of the course's bank cannot be used.
    """
    empty = new_notebook(cells=[new_markdown_cell("*text*"), new_code_cell("x = 1")])
    import_item(PAGE)(config=config).from_notebook_node(empty, {"nbgrader": {"score": 0, "max_score": 0}})
    coursedir = CourseDirectory(config=config)
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        load_problems(gradebook, coursedir.assignment_id)


def write_share(config: dict, of: int, number: int) -> list[str]:
    """Write the feedback of one worker's share; return whose page could not be made, and why.

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
    get_logger().setLevel(logging.ERROR)
    share = Share(coursedir=CourseDirectory(config=config), config=config)
    share.force = True
    share.number = number
    share.of = of
    share.start()
    return share.failed
