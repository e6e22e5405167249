"""The commands feedback and report, which come after grading. nbgrader's configuration and flags hold for them."""

from pathlib import Path

from nbgrader.apps.baseapp import nbgrader_aliases, nbgrader_flags
from nbgrader.converters.base import NbGraderException
from traitlets import Integer, Unicode

from autograder.bank import BankError
from autograder.grading.feedback_pages import write_feedback
from autograder.grading.run import cores

from .base import look_at_folder
from .commands import CourseApp


class FeedbackApp(CourseApp):
    """Write feedback pages without the text of hidden tests."""

    name = "autograder feedback"
    description = "Write the feedback pages of an assignment, without the text of hidden tests and mark schemes."
    examples = "    autograder feedback ps1"
    aliases = nbgrader_aliases | {"workers": "FeedbackApp.workers"}
    flags = nbgrader_flags

    workers = Integer(cores(), min=1, help="number of worker processes on this machine").tag(config=True)

    def start(self) -> None:
        """Write the pages; those of an earlier run are replaced."""
        super().start()
        look_at_folder(Path(self.coursedir.root, self.coursedir.feedback_directory))
        config = self.config.copy()
        config.CourseDirectory.root = self.coursedir.root
        try:
            for assignment in self.in_turn():
                config.CourseDirectory.assignment_id = assignment
                write_feedback(config, self.workers)
        except (BankError, NbGraderException, OSError) as error:
            self.fail(str(error))


class ReportApp(CourseApp):
    """Write the instructor's report on a graded assignment."""

    name = "autograder report"
    description = "Write one HTML page and a CSV about a graded assignment."
    examples = "    autograder report ps1 --to=reports"
    aliases = nbgrader_aliases | {"to": "ReportApp.to"}
    flags = nbgrader_flags

    to = Unicode("reports", help="folder to write to, below the course folder unless absolute").tag(config=True)

    def start(self) -> None:
        """Write the report and say where it is."""
        super().start()
        from autograder.report import write_report  # with matplotlib, which takes half a second

        try:
            for assignment in self.in_turn():
                for path in write_report(self.coursedir, assignment, Path(self.coursedir.root, self.to)):
                    print(path)
        except (ValueError, OSError) as error:
            self.fail(str(error))
