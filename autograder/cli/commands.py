"""The commands release and grade. nbgrader's configuration and flags hold for them."""

import sys
from collections.abc import Iterator
from pathlib import Path

from nbgrader.apps import GenerateAssignmentApp, NbGrader
from nbgrader.apps.baseapp import nbgrader_aliases, nbgrader_flags
from nbgrader.coursedir import CourseDirectory
from traitlets import Bool, Integer, Unicode

from autograder.authoring.writing import edited_by_hand
from autograder.bank import BankError
from autograder.engine.safe_printing import printable
from autograder.engine.sandbox import NoSandboxError
from autograder.grading.changes import summary
from autograder.grading.executors import NoWorkersError
from autograder.grading.preflight import CannotGradeError, source_folder
from autograder.grading.run import cores, dry_run, grade_class
from autograder.nbgrader_plugin.preprocessors import IsolatedExecute

from .base import COULD_NOT_RUN, DONE, MANUAL_REVIEW, BankCommand, look_at_folder, look_at_gradebook

PATTERN = "[]{}*?"


class CourseApp(BankCommand, NbGrader):
    """A command about one assignment or several, which are named as its arguments."""

    classes = [CourseDirectory, IsolatedExecute]

    def start(self) -> None:
        """Read the assignments from the command line."""
        super().start()
        self.named = list(dict.fromkeys(self.extra_args)) or list(filter(None, [self.coursedir.assignment_id]))
        if not self.named:
            self.fail(f"which assignment? Name it: {self.name} ASSIGNMENT")
        look_at_gradebook(self.coursedir)

    def in_turn(self) -> Iterator[str]:
        """Yield the assignments, each of which the course folder is about while it is at work."""
        for assignment in self.named:
            self.coursedir.assignment_id = assignment
            yield assignment


class GradeApp(CourseApp):
    """Grade what was handed in, each submission in isolation."""

    name = "autograder grade"
    description = "Grade assignments of any nbgrader course: isolated, in parallel, resumable."
    examples = """
        autograder grade ps1
        autograder grade ps1 ps2
        autograder grade ps1 --student=bitdiddle --force
        autograder grade ps1 --scheduler=tcp://127.0.0.1:8786
    """
    aliases = nbgrader_aliases | {"workers": "GradeApp.workers", "scheduler": "GradeApp.scheduler"}
    flags = nbgrader_flags | {
        "force": ({"GradeApp": {"force": True}}, "grade again what is graded already"),
        "dry-run": ({"GradeApp": {"dry_run": True}}, "say what grading all again would change, and touch nothing"),
        "anyway": ({"GradeApp": {"anyway": True}}, "grade notebooks too whose own solution does not get its points"),
        "no-sandbox": ({"IsolatedExecute": {"sandbox": False}}, "run student code with your own rights (dangerous)"),
    }

    workers = Integer(cores(), min=1, help="number of worker processes on this machine").tag(config=True)
    scheduler = Unicode("", help="address of a Dask scheduler, in place of local workers").tag(config=True)
    force = Bool(False, help="grade again what is graded already").tag(config=True)
    anyway = Bool(False, help="grade notebooks too whose own solution does not get its points").tag(config=True)
    dry_run = Bool(False, help="say what grading all again would change, and touch nothing").tag(config=True)

    def start(self) -> None:
        """Grade; exit 0 when done, 1 when some submissions need a person, 2 when grading could not run or go on."""
        super().start()
        if not IsolatedExecute(parent=self).sandbox:
            print(
                "WARNING: NO SANDBOX. Student code runs with your rights; the marks are recorded as such.",
                file=sys.stderr,
            )
        look_at_folder(Path(self.coursedir.root, self.coursedir.autograded_directory))
        try:
            for assignment in self.named:
                source_folder(self.coursedir, assignment)
            status = max([self.grade(assignment) for assignment in self.in_turn()])
        except (CannotGradeError, NoSandboxError, NoWorkersError, OSError) as error:
            self.fail(str(error))
        except KeyboardInterrupt:
            self.fail("stopped: what is recorded stays, the same command goes on from there")
        sys.exit(status)

    def grade(self, assignment: str) -> int:
        """Grade one assignment, say what came of it, and return the exit status for it.

        Parameters
        ----------
        assignment : its name.
        """
        which = f"{assignment}: " if len(self.named) > 1 else ""
        options = {"workers": self.workers, "scheduler": self.scheduler}
        if self.dry_run:
            print(which + summary(*dry_run(self, assignment, **options)))
            return DONE
        graded = grade_class(self, assignment, force=self.force, anyway=self.anyway, **options)
        people = len({work.student for work in graded.waiting})
        print(f"{which}{graded.submissions} submissions graded, {people} need a person.", flush=True)
        for work in graded.waiting:
            print("  " + printable(f"{work.student}  {work.place}: {work.reason}"))
        for name, why in graded.withheld.items():
            print(printable(f"NOT GRADED: {name}, as its own solution fails {why}"))
        if graded.withheld:
            print("Mend this and grade again; --anyway grades these notebooks too, and what fails needs a person.")
        return MANUAL_REVIEW if graded.waiting or graded.withheld else DONE


class NbGraderCommand(BankCommand):
    """A command of nbgrader's that makes its files anew each time, and whose failure is ours."""

    def start(self) -> None:
        """Run it."""
        self.config.BaseConverter.force = True
        try:
            super().start()
        except SystemExit as end:
            sys.exit(COULD_NOT_RUN if end.code else DONE)


class ReleaseApp(NbGraderCommand, GenerateAssignmentApp):
    """Make the students' version of an assignment, or of all of them."""

    name = "autograder release"
    description = "Make the students' version of an assignment, or of all of them, and tell the gradebook about it."
    examples = "    autograder release ps1"

    def start(self) -> None:
        """Release the assignment that is named, or every one in the source folder."""
        names = self.extra_args or list(filter(None, [self.coursedir.assignment_id])) or self.assignments()
        source = self.coursedir.format_path(self.coursedir.source_directory, ".", ".")
        look_at_gradebook(self.coursedir)
        look_at_folder(self.coursedir.format_path(self.coursedir.release_directory, ".", "."))
        try:
            words = [word for name in names for word in edited_by_hand(source, name)]
        except BankError as error:
            self.fail(str(error))
        for advice in words:
            print(f"WARNING: {advice}", file=sys.stderr)
        for name in names:
            self.refuse_patterns(name)
        for name in names:
            self.extra_args = [name]
            self.coursedir.assignment_id = ""
            super().start()

    def refuse_patterns(self, assignment: str) -> None:
        """End if the assignment or one of its notebooks has a name that nbgrader would take for a pattern."""
        folder = Path(self.coursedir.format_path(self.coursedir.source_directory, ".", assignment))
        for name in (assignment, *(path.stem for path in sorted(folder.iterdir() if folder.is_dir() else ()))):
            if set(name) & set(PATTERN):
                self.fail(
                    f"{name!r} cannot be collected and graded under this name: rename it without any of {PATTERN}"
                )

    def assignments(self) -> list[str]:
        """Return the names of the folders in the source folder."""
        source = Path(self.coursedir.format_path(self.coursedir.source_directory, ".", "."))
        names = sorted(path.name for path in source.glob("*") if path.is_dir())
        if not names:
            self.fail(f"{source} has no assignment")
        return names
