"""What commands share: words instead of tracebacks, exit statuses, a hint at a mistyped option, the course's own bank."""

import difflib
import sys
from typing import Any, NoReturn

from traitlets.config.loader import KVArgParseConfigLoader

from autograder.bank import use_bank_of

DONE = 0
MANUAL_REVIEW = 1
COULD_NOT_RUN = 2


class Command:
    """What all commands share: words instead of tracebacks, and exit status 2 for what could not run."""

    def fail(self, words: str, *details: Any) -> NoReturn:
        """Say in one line what is wrong, and end with status 2.

        Parameters
        ----------
        words : the line; with details it is a template for `%`, as nbgrader's own code calls it.
        *details : what is filled in.
        """
        print(f"{self.name}: {words % details if details else words}", file=sys.stderr)
        sys.exit(COULD_NOT_RUN)

    def exit(self, exit_status: int | str = 0) -> NoReturn:
        """End where the command line or the configuration is wrong (status 2), or after help (0)."""
        super().exit(COULD_NOT_RUN if exit_status else DONE)

    def _create_loader(self, argv, aliases, flags, classes):
        loader = _StrictLoader(argv, aliases, flags, classes=classes, log=self.log, subcommands=self.subcommands)
        loader.command = self
        return loader


class BankCommand(Command):
    """A command that works with problems: those of the course that it is run for, wherever it is run."""

    def initialize(self, argv: list[str] | None = None) -> None:
        """Read command line and configuration, which tell where the course is, and take its bank."""
        super().initialize(argv)
        use_bank_of(self.coursedir.root)


class _StrictLoader(KVArgParseConfigLoader):
    def _handle_unrecognized_alias(self, arg):
        near = difflib.get_close_matches(arg, [*self.aliases, *self.flags], 1)
        hint = f"did you mean --{near[0]}?" if near else "--help lists what there is"
        self.command.fail(f"there is no option --{arg}: {hint}")
