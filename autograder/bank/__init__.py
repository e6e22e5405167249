"""The problem bank: one file a problem, found by its id.

Three places are looked at: this package, packages that name themselves in the entry point group "autograder.bank", and
the folder `bank` of the course at work. A file of a bank defines PROBLEM; `misconceptions.py` beside it defines CATALOGUE.
One problem is found without loading the others where its file is named after its id, such as `h01_limits.py` for "h1".
"""

import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.judging.misconceptions import CATALOGUE
from autograder.judging.problem import Problem
from autograder.judging.slips import COMMON

from ._loading import HERE, MISCONCEPTIONS, BankError, bank_folders, files, folders, in_words, loaded, problem_in

__all__ = ["BankError", "HERE", "bank_folders", "in_words"]

VARIABLE = "AUTOGRADER_BANK"
NUMBERED = re.compile(r"([^\W\d]+?)0*(\d+)(?:_(.+))?")  # a file's name: letters and number, words
CARDS = "autograder_kit.json"  # in a kit for students, what `check` knows of private problems


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


def catalogue() -> dict[str, str]:
    """Return every misconception by its code: the common ones and those of the other banks."""
    found = CATALOGUE | COMMON
    for folder in folders(course_bank()):
        if folder != HERE and (folder / MISCONCEPTIONS).exists():
            found |= loaded(folder / MISCONCEPTIONS).CATALOGUE
    return found


def problems_of_the_course() -> dict[str, Problem]:
    """Return the problems that the course at work has itself; those of this package where it has no bank of its own."""
    home = course_bank() or HERE
    return {name: entry.problem for name, entry in _entries(course_bank()).items() if entry.file.parent == home}


def written_in(name: str) -> Path:
    """Return the file in which a problem is written."""
    return _entry(name).file


def module_of(name: str) -> ModuleType:
    """Return the module of the file in which a problem is written."""
    return loaded(written_in(name))


def find_problem(name: str) -> Problem:
    """Return the problem with this id, such as "h1".

    Raises
    ------
    KeyError : where no bank has it.
    """
    return _entry(name).problem


def is_problem(name: str) -> bool:
    """Tell whether a bank knows this id of a problem."""
    return bool(_file_named_after(name, course_bank())) or name in problems()


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
    if not is_problem(head):
        return None
    problem = find_problem(head)
    return (problem.parts | problem.written).get(letter)


def _entry(name):
    course = course_bank()
    file = _file_named_after(name, course)
    if file:
        return Entry(problem_in(file), file)
    entries = _entries(course)
    if name not in entries:
        raise KeyError(f"no problem {name!r} in the bank; there are {', '.join(entries)}")
    return entries[name]


@cache
def _file_named_after(name, course):
    """Return the file of a problem, as far as the names of the files tell it."""
    named = [file for file in files(course) if name in _names_in(file.stem)]
    return named[0] if len(named) == 1 and problem_in(named[0]).id == name else None


def _names_in(stem):
    """Return what a problem may be called whose file has this name: "h1" or "limits" for `h01_limits`."""
    found = NUMBERED.fullmatch(stem)
    return [stem, found[1] + found[2], found[3]] if found else [stem]


@cache
def _entries(course):
    """Return every problem and its file by the problem's id."""
    found = {}
    for file in files(course):
        problem = problem_in(file)
        if problem.id in found:
            raise BankError(f"{file} and {found[problem.id].file} both define the problem {problem.id!r}")
        found[problem.id] = Entry(problem, file)
    return found
