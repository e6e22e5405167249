"""A new problem to fill in, and where the files of a problem lie."""

import re
from importlib.resources import files
from pathlib import Path
from string import Template
from types import SimpleNamespace

from autograder.bank import HERE, BankError, course_bank, in_words, problems

NAME = re.compile(r"([a-z]+)0*(\d+)_([a-z0-9_]+)")
NOTHING = SimpleNamespace(ANSWERS={}, VECTORS=[], ALTERNATIVES={})


def start_problem(name: str, bank: Path) -> tuple[Path, Path]:
    """Write a problem and its oracle, both of which pass as they are and are there to be changed; return their paths.

    Parameters
    ----------
    name : such as "h11_loading_dose": letters, a number, and words joined by underscores.
    bank : the folder of the bank.

    Raises
    ------
    BankError : for another kind of name, an id that is taken, or a file that exists.
    """
    told = NAME.fullmatch(name)
    if not told:
        raise BankError(f"{name!r} is no name for a problem: letters, a number and words, such as h11_loading_dose")
    words = {"id": f"{told[1]}{told[2]}", "slug": told[3], "title": told[3].replace("_", " ").capitalize()}
    if words["id"] in problems():
        raise BankError(f"there is a problem {words['id']!r} already: take another number")
    paths = Path(bank, f"{name}.py"), oracle_file(Path(bank, f"{name}.py"))
    for path in paths:
        if path.exists():
            raise BankError(f"{path} exists and is left as it is")
    for path, template in zip(paths, ("problem.txt", "oracle.txt"), strict=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        text = Template(files(__package__).joinpath("templates", template).read_text(encoding="utf-8"))
        path.write_text(text.substitute(words, assignment="ps1"), encoding="utf-8")
    return paths


def bank_to_write_in(course_root: Path | str) -> Path:
    """Return the folder of the bank to which a course adds problems: its own, or this package's in its repository."""
    root = Path(course_root).resolve()
    return HERE if HERE.is_relative_to(root) and course_bank() is None else root / "bank"


def oracle_file(bank_file: Path) -> Path:
    """Return where the oracle of a problem lies: in `oracles` beside it, for this package among the tests."""
    folder = HERE.parents[1] / "tests" / "oracles" if bank_file.parent == HERE else bank_file.parent / "oracles"
    return folder / bank_file.name


def oracle_of(bank_file: Path) -> SimpleNamespace:
    """Return the oracle of a problem as a namespace; an empty one where the file is missing.

    Raises
    ------
    BankError : where the file cannot be run.
    """
    path = oracle_file(bank_file)
    if not path.exists():
        return NOTHING
    space = {}
    try:
        exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), space)
    except Exception as error:
        raise BankError(f"{path} cannot be used: {in_words(error, [path])}") from error
    return SimpleNamespace(**vars(NOTHING) | {key: value for key, value in space.items() if key.isupper()})
