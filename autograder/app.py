"""The command line: `autograder COMMAND`, on nbgrader's application base, so that its configuration and flags hold."""

import sys
from pathlib import Path

from nbgrader.apps import GenerateAssignmentApp, GenerateFeedbackApp, NbGrader
from nbgrader.apps.baseapp import nbgrader_aliases, nbgrader_flags
from traitlets import Bool, Integer, Unicode

from .demo import demonstrate
from .engine.execute import IsolatedExecute
from .engine.sandbox import NoSandboxError
from .grading.run import cores, grade_class
from .grading.submissions import CannotGradeError
from .report import write_report
from .selfcheck import NothingToCheckError, check_notebook

REPOSITORY = Path(__file__).resolve().parent.parent
DONE, NEEDS_PERSON, COULD_NOT_RUN = 0, 1, 2


class CourseApp(NbGrader):
    """A command about one assignment, which may be named as the only argument."""

    def start(self):
        """Read the assignment from the command line."""
        super().start()
        if len(self.extra_args) > 1:
            self.fail("name one assignment")
        if self.extra_args:
            self.coursedir.assignment_id = self.extra_args[0]
        if not self.coursedir.assignment_id:
            self.fail("which assignment? Name it: autograder COMMAND ASSIGNMENT")

    def fail(self, words):
        """Say in one line what is wrong and end."""
        print(f"{self.name}: {words}", file=sys.stderr)
        self.exit(COULD_NOT_RUN)


class GradeApp(CourseApp):
    """Grade what was handed in, each submission in isolation."""

    name = "autograder grade"
    description = "Grade an assignment of any nbgrader course: isolated, in parallel, resumable."
    examples = """
        autograder grade ps1
        autograder grade ps1 --student=bitdiddle --force
        autograder grade ps1 --scheduler=tcp://127.0.0.1:8786
    """
    aliases = nbgrader_aliases | {"workers": "GradeApp.workers", "scheduler": "GradeApp.scheduler"}
    flags = nbgrader_flags | {
        "force": ({"GradeApp": {"force": True}}, "grade again what is graded already"),
        "no-sandbox": ({"IsolatedExecute": {"sandbox": False}}, "run student code with your own rights (dangerous)"),
    }
    classes = [IsolatedExecute]

    workers = Integer(cores(), min=1, help="number of worker processes on this machine").tag(config=True)
    scheduler = Unicode("", help="address of a Dask scheduler, in place of local workers").tag(config=True)
    force = Bool(False, help="grade again what is graded already").tag(config=True)

    def start(self):
        """Grade; exit 0 when done, 1 when some submissions need a person, 2 when grading could not run."""
        super().start()
        if not IsolatedExecute(parent=self).sandbox:
            print(
                "WARNING: NO SANDBOX. Student code runs with your rights; the marks are recorded as such.",
                file=sys.stderr,
            )
        options = {"workers": self.workers, "scheduler": self.scheduler, "force": self.force}
        try:
            graded, persons = grade_class(self, self.coursedir.assignment_id, **options)
        except (CannotGradeError, NoSandboxError, ModuleNotFoundError, OSError) as error:
            self.fail(str(error))
        print(f"{graded} submissions graded, {len({student for student, *_ in persons})} need a person.")
        for student, cell, reason in persons:
            print(f"  {student}  {cell}: {reason}")
        self.exit(NEEDS_PERSON if persons else DONE)


class FeedbackApp(GenerateFeedbackApp):
    """Write feedback pages without the text of hidden tests."""

    name = "autograder feedback"

    def start(self):
        """Generate feedback as nbgrader does, hidden tests and mark schemes taken out."""
        self.config.GenerateFeedback.preprocessors = [
            "nbgrader.preprocessors.GetGrades",
            "nbgrader.preprocessors.ClearHiddenTests",
            "nbgrader.preprocessors.ClearMarkScheme",
            "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
        ]
        super().start()


class ReportApp(CourseApp):
    """Write the instructor's report on a graded assignment."""

    name = "autograder report"
    description = "Write one HTML page and a CSV about a graded assignment."
    aliases = nbgrader_aliases | {"to": "ReportApp.to"}
    flags = nbgrader_flags

    to = Unicode("reports", help="folder to write to, below the course folder unless absolute").tag(config=True)

    def start(self):
        """Write the report and say where it is."""
        super().start()
        try:
            for path in write_report(self.coursedir, self.coursedir.assignment_id, Path(self.coursedir.root, self.to)):
                print(path)
        except ValueError as error:
            self.fail(str(error))


class CheckApp(NbGrader):
    """Mark one notebook of your own."""

    name = "autograder check"
    description = "Run one notebook of your own on your own machine and say how each answer fares."
    examples = "    autograder check release/ps1_exposure/microdose_limit.ipynb"
    aliases = {}
    flags = {}

    def start(self):
        """Print the card; exit 0 only for full marks."""
        super().start()
        if len(self.extra_args) != 1:
            print("autograder check: name one notebook", file=sys.stderr)
            self.exit(COULD_NOT_RUN)
        try:
            verdicts = check_notebook(self.extra_args[0])
        except NothingToCheckError as error:
            print(f"autograder check: {error}", file=sys.stderr)
            self.exit(COULD_NOT_RUN)
        for verdict in verdicts:
            print(verdict)
        earned, points = sum(v.score for v in verdicts), sum(v.points for v in verdicts)
        print(f"{earned:g} of {points:g} points; written answers are not counted.")
        self.exit(0 if all(v.credit == 1 for v in verdicts) else 1)


class DemoApp(NbGrader):
    """Run a virtual class from release to feedback."""

    name = "autograder demo"
    description = "Make a course with a virtual class, grade it, write feedback and grades, and print a table."
    examples = "    autograder demo --to=build/demo"
    aliases = {"to": "DemoApp.to"}
    flags = {}

    to = Unicode("build/demo", help="folder to make the course in").tag(config=True)

    def start(self):
        """Run the demonstration."""
        super().start()
        demonstrate(REPOSITORY, Path(self.to).resolve())


class AutograderApp(NbGrader):
    """Grade notebooks and say which misconception a wrong answer came from."""

    name = "autograder"
    description = "Grade notebooks and say which misconception a wrong answer came from."
    subcommands = {
        "release": (GenerateAssignmentApp, "Make the students' version of an assignment."),
        "grade": (GradeApp, GradeApp.description),
        "feedback": (FeedbackApp, FeedbackApp.__doc__),
        "check": (CheckApp, CheckApp.description),
        "report": (ReportApp, ReportApp.description),
        "demo": (DemoApp, DemoApp.description),
    }
    aliases = {}
    flags = {}

    def start(self):
        """Run the subcommand, or print the help where there is none."""
        super().start()
        if self.subapp is None:
            self.print_help()


main = AutograderApp.launch_instance
