"""What commands share: words instead of tracebacks, exit statuses, a hint at a mistyped option, the course's own bank."""

import contextlib
import difflib
import sys
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import SQLAlchemyError
from traitlets import TraitError
from traitlets.config.loader import KVArgParseConfigLoader

from autograder.bank import use_bank_of
from autograder.engine.safe_printing import PrintableLog, lines_printable

DONE = 0
MANUAL_REVIEW = 1
COULD_NOT_RUN = 2


class Command:
    """What all commands share: words instead of tracebacks, and exit status 2 for what could not run."""

    raise_config_file_errors = True  # settings that are left out in silence could release what is to stay hidden

    def initialize(self, argv: list[str] | None = None) -> None:
        """Read command line and configuration; what is logged from now on is safe to be looked at."""
        self.log.addFilter(PrintableLog())
        super().initialize(argv)

    def fail(self, words: str, *details: Any) -> NoReturn:
        """Say in one line what is wrong, and end with status 2.

        Parameters
        ----------
        words : the line; with details it is a template for `%`, as nbgrader's own code calls it.
        *details : what is filled in.
        """
        print(lines_printable(f"{self.name}: {words % details if details else words}"), file=sys.stderr)
        sys.exit(COULD_NOT_RUN)

    def exit(self, exit_status: int | str = 0) -> NoReturn:
        """End where the command line or the configuration is wrong (status 2), or after help (0)."""
        super().exit(COULD_NOT_RUN if exit_status else DONE)

    def _create_loader(self, argv, aliases, flags, classes):
        loader = _StrictLoader(argv, aliases, flags, classes=classes, log=self.log, subcommands=self.subcommands)
        loader.command = self
        return loader


@contextlib.contextmanager
def plain_words(command: Command) -> Iterator[None]:
    """Say in one line, with status 2, what an instructor can put right; any other error is ours and keeps its traceback."""
    try:
        yield
    except SQLAlchemyError as error:
        command.fail("%s", gradebook_trouble(error))
    except (TraitError, ImportError) as error:
        command.fail("%s", f"the settings name what cannot be used: {settings_line(error)}{error}")
    except OSError as error:
        command.fail("%s", str(error))
    except Exception as error:
        if not settings_line(error):
            raise
        command.fail("%s", f"the settings cannot be read: {settings_line(error)}{type(error).__name__}: {error}")


def gradebook_trouble(error: SQLAlchemyError) -> str:
    """Return in one line what is wrong with a gradebook, and what to do.

    Parameters
    ----------
    error : what the database answered.
    """
    said = " ".join(str(getattr(error, "orig", None) or error).split())
    advice = "; wait until the other program that writes to it has done" if "locked" in said else ""
    return f"the gradebook cannot be read or written, what is recorded stays: {said}{advice}"


def settings_line(error: BaseException) -> str:
    """Return the file and the line of the course's settings in which an error was raised, or "" if it was elsewhere."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [(frame.filename, frame.lineno) for frame in frames]
    if isinstance(error, SyntaxError):
        places.append((error.filename or "", error.lineno))
    found = [f"{name}, line {line}: " for name, line in places if name.endswith("_config.py")]
    return found[-1] if found else ""


def look_at_gradebook(coursedir: CourseDirectory) -> None:
    """Open the gradebook and close it, before nbgrader meets what is wrong with it in the middle of its work.

    Raises
    ------
    sqlalchemy.exc.SQLAlchemyError : if it cannot be read, or another program keeps it.
    """
    with Gradebook(coursedir.db_url, coursedir.course_id):
        pass


def look_at_folder(folder: Path | str) -> None:
    """Make sure that files can be written to a folder, which is made if it is missing.

    Parameters
    ----------
    folder : where a command is about to write.

    Raises
    ------
    OSError : if that is not possible; its text names the folder.
    """
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise OSError(f"cannot write to {folder}: {error.strerror}") from None


class BankCommand(Command):
    """A command that works with problems: those of the course that it is run for, wherever it is run."""

    def initialize(self, argv: list[str] | None = None) -> None:
        """Read command line and configuration, which tell where the course is, and take its bank."""
        with plain_words(self):
            super().initialize(argv)
        use_bank_of(self.coursedir.root)


class _StrictLoader(KVArgParseConfigLoader):
    def _handle_unrecognized_alias(self, arg):
        near = difflib.get_close_matches(arg, [*self.aliases, *self.flags], 1)
        hint = f"did you mean --{near[0]}?" if near else "--help lists what there is"
        self.command.fail(f"there is no option --{arg}: {hint}")
