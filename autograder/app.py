"""The command line: `autograder COMMAND`, on nbgrader's application base."""

from pathlib import Path

from nbgrader.apps import NbGrader
from traitlets import Unicode

from .demo import demonstrate

REPOSITORY = Path(__file__).resolve().parent.parent


class DemoApp(NbGrader):
    """Run a virtual class from release to feedback."""

    name = "autograder-demo"
    description = "Make a course with a virtual class, grade it, write feedback and grades, and print a table."
    examples = "    autograder demo --to build/demo"
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
    subcommands = {"demo": (DemoApp, DemoApp.description)}
    aliases = {}
    flags = {}

    def start(self):
        """Run the subcommand, or print the help where there is none."""
        super().start()
        if self.subapp is None:
            self.print_help()


main = AutograderApp.launch_instance
