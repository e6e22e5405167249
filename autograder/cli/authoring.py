"""The commands of an author of problems."""

import sys
from pathlib import Path

from nbgrader.apps import NbGrader
from traitlets import Bool, Dict, Enum

from autograder.authoring.writing import EditedError, named, write_notebook
from autograder.bank import problems

from .commands import Command


class NotebookApp(Command, NbGrader):
    """Write the notebook of a problem, or of all of them, from the bank."""

    name = "autograder notebook"
    description = "Write the notebook of a problem, or of all of them, from the bank into the source folder."
    examples = "    autograder notebook h04"
    aliases = {}
    flags = {"force": ({"NotebookApp": {"force": True}}, "write over changes that were made by hand")}

    numbers = Dict(
        value_trait=Enum(["canonical", "personal"]),
        help="Assignments whose students get numbers of their own: {'ps2_linearity': 'personal'}",
    ).tag(config=True)
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
            numbers = self.numbers.get(problem.notebook.split("/")[0], "canonical")
            if numbers == "personal" and not problem.personal:
                print(f"{problem.id} keeps its printed numbers: not all of its texts hold for others", file=sys.stderr)
            try:
                print(write_notebook(problem, source, numbers, self.force))
            except EditedError as error:
                refused.append(str(error))
        if refused:
            self.fail("\n".join(refused))
