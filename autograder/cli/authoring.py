"""The commands of an author of problems."""

import sys
from pathlib import Path

from nbgrader.apps import NbGrader
from traitlets import Bool, Dict, Enum, Unicode

from autograder.authoring.gate import missing
from autograder.authoring.kit import write_kit
from autograder.authoring.slip_verdicts import table_of
from autograder.authoring.starting import bank_to_write_in, oracle_of, start_problem
from autograder.authoring.writing import EditedError, problem_named, write_notebook
from autograder.bank import BankError, in_words, module_of, problems_of_the_course, written_in

from .base import BankCommand


class NotebookApp(BankCommand, NbGrader):
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

    def start(self) -> None:
        """Write the notebooks that are named, or all; a notebook that was changed by hand is left as it is."""
        super().start()
        try:
            wanted = [problem_named(name) for name in self.extra_args] or list(problems_of_the_course().values())
        except (KeyError, BankError) as error:
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


class NewApp(BankCommand, NbGrader):
    """Begin a problem: its file in the bank and its oracle, ready to be changed."""

    name = "autograder new"
    description = "Write a small problem that works, and its oracle, to be changed into your own."
    examples = "    autograder new h11_loading_dose"
    aliases = {}
    flags = {}

    def start(self) -> None:
        """Write both files and say what comes next."""
        super().start()
        if len(self.extra_args) != 1:
            self.fail("name one problem, such as h11_loading_dose")
        try:
            paths = start_problem(self.extra_args[0], bank_to_write_in(self.coursedir.root))
        except BankError as error:
            self.fail(str(error))
        print(*paths, sep="\n")
        number = self.extra_args[0].partition("_")[0]
        print(f"Change both, then: autograder try {number}, and autograder notebook {number}.")


class TryApp(BankCommand, NbGrader):
    """Try a problem: references, alternatives, wrong turns, other numbers, slips, and the notebook's own code."""

    name = "autograder try"
    description = "Say what is missing in a problem before it may be taught."
    examples = "    autograder try h11"
    aliases = {}
    flags = {}

    def start(self) -> None:
        """Print what became of the slips listed mechanically, then what is missing; exit 1 if anything is."""
        super().start()
        if len(self.extra_args) != 1:
            self.fail("name one problem")
        try:
            problem = problem_named(self.extra_args[0])
            file = written_in(problem.id)
            oracle = oracle_of(file)
        except (BankError, KeyError) as error:
            self.fail(error.args[0])
        complaints = missing(problem, oracle)
        try:
            print(table_of(problem, module_of(problem.id)))
        except Exception as error:  # whatever an author's functions may raise
            complaints.append(f"{problem.id}: the slips cannot be listed: {in_words(error, [file])}")
        print("\n".join(complaints) or f"{problem.id}: nothing is missing.")
        sys.exit(1 if complaints else 0)


class KitApp(BankCommand, NbGrader):
    """Pack what students need where the bank is private."""

    name = "autograder kit"
    description = "Pack the released notebooks, the public problems, and what `check` may know of the private ones."
    examples = "    autograder kit --to=kit.zip"
    aliases = {"to": "KitApp.to"}
    flags = {}

    to = Unicode("kit.zip", help="file to write, below the course folder unless absolute").tag(config=True)

    def start(self) -> None:
        """Write the kit and say where it is."""
        super().start()
        release = self.coursedir.format_path(self.coursedir.release_directory, ".", ".")
        try:
            print(write_kit(release, Path(self.coursedir.root, self.to)))
        except (BankError, OSError) as error:
            self.fail(str(error))
