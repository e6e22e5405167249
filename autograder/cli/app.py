"""The command line: `autograder COMMAND`, on nbgrader's application base, so that its configuration and flags hold."""

import logging
import sys
from pathlib import Path

from nbgrader.apps import NbGrader
from traitlets import Unicode

from autograder.learner.progress_record import record_self_check
from autograder.learner.self_check import NothingToCheckError, check_cells, read_notebook
from autograder.virtual.course_log import DemoError
from autograder.virtual.demonstration import demonstrate

from .authoring import KitApp, NewApp, NotebookApp, TryApp
from .base import DONE, Command, plain_words
from .commands import GradeApp, ReleaseApp
from .handing_back import FeedbackApp, ReportApp
from .restoring import restored
from .work import WorkApp

REPOSITORY = Path(__file__).resolve().parents[2]
NOT_FULL_MARKS = 1


class CheckApp(Command, NbGrader):
    """Mark one notebook of your own."""

    name = "autograder check"
    description = "Run one notebook of your own on your own machine, as it is graded, and say how each answer fares."
    examples = "    autograder check release/ps1_exposure/microdose_limit.ipynb"
    aliases = {}
    flags = {}
    log_level = logging.ERROR  # there is no course whose settings could be missed

    def start(self) -> None:
        """Print the card; exit 0 only for full marks."""
        super().start()
        if len(self.extra_args) != 1:
            self.fail("name one notebook")
        path = self.extra_args[0]
        try:
            checked = check_cells(restored(read_notebook(path), path), path)
        except NothingToCheckError as error:
            self.fail(str(error))
        verdicts = checked.verdicts
        for verdict in verdicts:
            print(verdict)
            if verdict.part in checked.stopped:
                print(f"  {checked.stopped[verdict.part]}")
            record_self_check(verdict, beside=Path(path).resolve().parent)
        earned = sum(v.score or 0 for v in verdicts)
        points = sum(v.points for v in verdicts)
        print(f"{earned:g} of {points:g} points; written answers are not counted.")
        if checked.review:
            print(f"\n{checked.review}")
        sys.exit(DONE if all(v.credit == 1 for v in verdicts) else NOT_FULL_MARKS)


class DemoApp(Command, NbGrader):
    """Run a virtual class from release to feedback."""

    name = "autograder demo"
    description = "Make a course with a virtual class, grade it, write feedback and grades, and print a table."
    examples = "    autograder demo --to=build/demo"
    aliases = {"to": "DemoApp.to"}
    flags = {}

    to = Unicode("build/demo", help="folder to make the course in").tag(config=True)

    def start(self) -> None:
        """Run the demonstration."""
        super().start()
        try:
            demonstrate(REPOSITORY, Path(self.to).resolve())
        except (DemoError, OSError) as error:
            self.fail(str(error))


class AutograderApp(Command, NbGrader):
    """Grade notebooks and say which misconception a wrong answer came from."""

    name = "autograder"
    description = "Grade notebooks and say which misconception a wrong answer came from."
    subcommands = {
        "release": (ReleaseApp, "Make the students' version of an assignment, or of all of them."),
        "grade": (GradeApp, GradeApp.description),
        "feedback": (FeedbackApp, FeedbackApp.__doc__),
        "work": (WorkApp, WorkApp.description),
        "check": (CheckApp, CheckApp.description),
        "new": (NewApp, NewApp.__doc__),
        "try": (TryApp, TryApp.description),
        "kit": (KitApp, KitApp.description),
        "notebook": (NotebookApp, NotebookApp.__doc__),
        "report": (ReportApp, ReportApp.description),
        "demo": (DemoApp, DemoApp.description),
    }
    aliases = {}
    flags = {}

    def start(self) -> None:
        """Run the subcommand; without one print the help, and where there is no such command say so."""
        with plain_words(self.subapp or self):
            super().start()
        if self.subapp is None:
            if self.extra_args:
                self.fail(f"there is no command {self.extra_args[0]!r}: it is one of {', '.join(self.subcommands)}")
            self.print_help()
