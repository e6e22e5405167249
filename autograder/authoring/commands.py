"""The commands of an author of problems."""

from pathlib import Path

from nbgrader.apps import NbGrader
from traitlets import Bool

from ..bank import problems
from ..commands import Command
from .writing import EditedError, named, write_notebook


class NotebookApp(Command, NbGrader):
    """Write the notebook of a problem, or of all of them, from the bank."""

    name = "autograder notebook"
    description = "Write the notebook of a problem, or of all of them, from the bank into the source folder."
    examples = "    autograder notebook h04"
    aliases = {}
    flags = {"force": ({"NotebookApp": {"force": True}}, "write over changes that were made by hand")}

    force = Bool(False, help="write over changes that were made by hand").tag(config=True)

    def start(self):
        """Write the notebooks that are named, or all; a notebook that was changed by hand is left as it is."""
        super().start()
        try:
            wanted = [named(name) for name in self.extra_args] or [p for p in problems().values() if p.notebook]
        except KeyError as error:
            self.fail(error.args[0])
        source = Path(self.coursedir.format_path(self.coursedir.source_directory, ".", "."))
        refused = []
        for problem in wanted:
            try:
                print(write_notebook(problem, source, self.force))
            except EditedError as error:
                refused.append(str(error))
        if refused:
            self.fail("\n".join(refused))
