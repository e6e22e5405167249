"""What all commands share: words instead of tracebacks, exit statuses, and a hint at a mistyped option."""

import difflib
import sys

from traitlets.config.loader import KVArgParseConfigLoader

DONE = 0
NEEDS_PERSON = 1
COULD_NOT_RUN = 2


class Command:
    """What all commands share: words instead of tracebacks, and exit status 2 for what could not run."""

    def fail(self, words, *details):
        """Say in one line what is wrong and end."""
        print(f"{self.name}: {words % details if details else words}", file=sys.stderr)
        sys.exit(COULD_NOT_RUN)

    def exit(self, exit_status=0):
        """End where the command line or the configuration is wrong, or after help."""
        super().exit(COULD_NOT_RUN if exit_status else DONE)

    def _create_loader(self, argv, aliases, flags, classes):
        loader = _StrictLoader(argv, aliases, flags, classes=classes, log=self.log, subcommands=self.subcommands)
        loader.command = self
        return loader


class _StrictLoader(KVArgParseConfigLoader):
    def _handle_unrecognized_alias(self, arg):
        near = difflib.get_close_matches(arg, [*self.aliases, *self.flags], 1)
        hint = f"did you mean --{near[0]}?" if near else "--help lists what there is"
        self.command.fail(f"there is no option --{arg}: {hint}")
