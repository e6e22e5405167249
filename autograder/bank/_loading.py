"""The files of the banks: where they are, and how one is loaded."""

from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from traceback import extract_tb
from types import ModuleType

from autograder.judging.problem import Problem

GROUP = "autograder.bank"
HERE = Path(__file__).parent
MISCONCEPTIONS = "misconceptions.py"


class BankError(Exception):
    """A file of a bank cannot be used; the text says which, and why."""


@cache
def bank_folders() -> tuple[Path, ...]:
    """Return the folders of the banks of other packages, which student code must not see."""
    return tuple(Path(import_module(point.value).__file__).parent for point in entry_points(group=GROUP))


def folders(course: Path | None) -> list[Path]:
    """Return the folders of all banks, that of the course last."""
    return [HERE, *bank_folders(), *([course] if course else [])]


def files(course: Path | None) -> list[Path]:
    """Return the files in which the problems of all banks are written."""
    found = [file for folder in folders(course) for file in sorted(folder.glob("*.py"))]
    return [file for file in found if file.name != MISCONCEPTIONS and not file.name.startswith("_")]


def problem_in(file: Path) -> Problem:
    """Return the problem that is written in a file.

    Raises
    ------
    BankError : if there is none, or the file cannot be loaded.
    """
    problem = getattr(loaded(file), "PROBLEM", None)
    if not isinstance(problem, Problem):
        raise BankError(f"{file} defines no PROBLEM = Problem(…)")
    return problem


@cache
def loaded(file: Path) -> ModuleType:
    """Return the module in a file of a bank.

    Raises
    ------
    BankError : if it cannot be loaded.
    """
    try:
        if file.parent == HERE:
            return import_module(f"{__package__}.{file.stem}")
        spec = spec_from_file_location(f"bank_{file.parent.parent.name}_{file.stem}", file)
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
    except Exception as error:
        raise BankError(f"{file} cannot be used: {in_words(error, [file])}") from error
    return module


def in_words(error: Exception, files: list[Path]) -> str:
    """Return an error in one line: its kind, its text, and the last line of an author's files that it passed through.

    Parameters
    ----------
    error : an error that was caught.
    files : the files whose lines an author can change.
    """
    frames = [frame for frame in extract_tb(error.__traceback__) if Path(frame.filename) in files]
    place = f" ({Path(frames[-1].filename).name}, line {frames[-1].lineno})" if frames else ""
    text = error.args[0] if isinstance(error, KeyError) and error.args else error
    return f"{type(error).__name__}: {text}{place}"
