"""The problem bank: one file a problem, found by its id.

Three places are looked at: this package, packages that name themselves in the entry point group "autograder.bank", and
the folder `bank` of the course at work. A file of a bank defines PROBLEM; `misconceptions.py` beside it defines CATALOGUE.
"""

import os
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from traceback import extract_tb
from types import ModuleType
from typing import Any

from autograder.judging.misconceptions import CATALOGUE
from autograder.judging.problem import Problem
from autograder.judging.slips import COMMON

GROUP = "autograder.bank"
HERE = Path(__file__).parent
VARIABLE = "AUTOGRADER_BANK"
CARDS = "autograder_kit.json"  # in a kit for students, what `check` knows of private problems


class BankError(Exception):
    """A file of a bank cannot be used; the text says which, and why."""


@dataclass(frozen=True)
class Entry:
    """A problem and the file in which it is written."""

    problem: Problem
    file: Path


def problems() -> dict[str, Problem]:
    """Return every problem of the banks by its id, in the order of the files' names."""
    return {name: entry.problem for name, entry in _entries(course_bank()).items()}


def course_bank() -> Path | None:
    """Return the folder `bank` of the course at work, or None.

    AUTOGRADER_BANK names it, empty for none; otherwise it stands beside the nearest nbgrader_config.py from here up, or in the
    kit that a course handed to its students.
    """
    named = os.environ.get(VARIABLE)
    if named is not None:
        return Path(named) if named else None
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "nbgrader_config.py").is_file() or (folder / CARDS).is_file():
            return folder / "bank" if (folder / "bank").is_dir() else None
    return None


def use_bank_of(course_root: Path | str) -> None:
    """Take the bank of the course in a folder from now on, whatever the working folder is."""
    folder = Path(course_root, "bank").resolve()
    os.environ[VARIABLE] = str(folder) if folder.is_dir() else ""


@cache
def bank_folders() -> tuple[Path, ...]:
    """Return the folders of the banks of other packages, which student code must not see."""
    return tuple(Path(import_module(point.value).__file__).parent for point in entry_points(group=GROUP))


def catalogue() -> dict[str, str]:
    """Return every misconception by its code: the common ones and those of the other banks."""
    found = CATALOGUE | COMMON
    for folder in _folders(course_bank()):
        if folder != HERE and (folder / "misconceptions.py").exists():
            found |= _loaded(folder / "misconceptions.py").CATALOGUE
    return found


def problems_of_the_course() -> dict[str, Problem]:
    """Return the problems that the course at work has itself; those of this package where it has no bank of its own."""
    home = course_bank() or HERE
    return {name: entry.problem for name, entry in _entries(course_bank()).items() if entry.file.parent == home}


def written_in(name: str) -> Path:
    """Return the file in which a problem is written."""
    return _entries(course_bank())[name].file


def module_of(name: str) -> ModuleType:
    """Return the module of the file in which a problem is written."""
    return _loaded(written_in(name))


def find_problem(name: str) -> Problem:
    """Return the problem with this id, such as "h1".

    Raises
    ------
    KeyError : where no bank has it.
    """
    entries = _entries(course_bank())
    if name not in entries:
        raise KeyError(f"no problem {name!r} in the bank; there are {', '.join(entries)}")
    return entries[name].problem


def find_part(name: str) -> tuple[Problem, Any]:
    """Return the problem and the part with this id, such as "h1.b".

    Raises
    ------
    KeyError : where no bank has the problem, or the problem no such part.
    """
    head, _, letter = name.partition(".")
    problem = find_problem(head)
    if letter not in problem.parts:
        raise KeyError(
            f"no part {name!r} in the bank; {head} has {', '.join(f'{head}.{part}' for part in problem.parts)}"
        )
    return problem, problem.parts[letter]


def is_part(name: str) -> bool:
    """Tell whether a bank knows this id of a part, be it marked by the grader or written."""
    return _any_part(name) is not None


def title_of(name: str) -> str:
    """Return how the notebook heads a part, such as "(a) Two rules"; of what no bank knows the name itself.

    Parameters
    ----------
    name : id of the part, such as "h1.b"; a written part has one too.
    """
    part = _any_part(name)
    return f"({name.partition('.')[2]}) {part.heading}".strip() if part else name


def _any_part(name):
    head, _, letter = name.partition(".")
    problem = problems().get(head)
    return (problem.parts | problem.written).get(letter) if problem else None


@cache
def _entries(course):
    """Return every problem and its file by the problem's id."""
    found = {}
    for folder in _folders(course):
        for file in sorted(folder.glob("*.py")):
            if file.name == "misconceptions.py" or file.name.startswith("_"):
                continue
            problem = _problem_in(file)
            if problem.id in found:
                raise BankError(f"{file} and {found[problem.id].file} both define the problem {problem.id!r}")
            found[problem.id] = Entry(problem, file)
    return found


def _folders(course):
    return [HERE, *bank_folders(), *([course] if course else [])]


def _problem_in(file):
    problem = getattr(_loaded(file), "PROBLEM", None)
    if not isinstance(problem, Problem):
        raise BankError(f"{file} defines no PROBLEM = Problem(…)")
    return problem


@cache
def _loaded(file):
    try:
        if file.parent == HERE:
            return import_module(f"{__name__}.{file.stem}")
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
