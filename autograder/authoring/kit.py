"""What the students of a course with a private bank get: notebooks, cards for `check`, and the public problems."""

import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from autograder.bank import CARDS, BankError, problems_of_the_course, written_in
from autograder.judging.problem import Choice, Function, Number, Problem

READ_ME = """Unzip this folder, keep it together, and open the notebooks in it with JupyterLab.
`check` knows the form, the unit, the sign and the printed example of each answer. The answers themselves are not in here.
"""


def write_kit(release: Path | str, path: Path) -> Path:
    """Write the kit of the course at work, a zip file, and return its path.

    Parameters
    ----------
    release : the folder of the released assignments.
    path : where to write.

    Raises
    ------
    BankError : without a release, or where a private problem gives each student numbers of their own.
    """
    problems = problems_of_the_course()
    private = [problem for problem in problems.values() if not problem.public]
    notebooks = sorted(Path(release).glob("*/*.ipynb"))
    if not notebooks:
        raise BankError(f"{release} has no notebook: run `autograder release` first")
    drawn = [problem.id for problem in private if own_numbers(Path(release, f"{problem.notebook}.ipynb"))]
    if drawn:
        raise BankError(
            f"{', '.join(drawn)}: only the bank can draw a student's own numbers. Say public=True, or print the numbers."
        )
    cards = {
        f"{problem.id}.{letter}": card(part, problem) for problem in private for letter, part in problem.parts.items()
    }
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as kit:
        kit.writestr("README.txt", READ_ME)
        kit.writestr(CARDS, json.dumps(cards, indent=1, ensure_ascii=False))
        for problem in problems.values():
            if problem.public:
                kit.write(written_in(problem.id), f"bank/{written_in(problem.id).name}")
        for notebook in notebooks:
            kit.write(notebook, f"{notebook.parent.name}/{notebook.name}")
    return path


def own_numbers(path: Path) -> bool:
    """Tell whether a notebook gives each student numbers of their own."""
    return path.exists() and "= given(" in path.read_text(encoding="utf-8")


def card(part: Number | Choice | Function, problem: Problem) -> dict[str, Any]:
    """Return what `check` may know of a part: its form, unit, sign and printed example, and nothing that answers it.

    Parameters
    ----------
    part : one of the problem's parts.
    problem : the problem, whose printed values the example follows from.
    """
    match part:
        case Number():
            return {"kind": "number", "unit": part.unit, "sign": int(np.sign(part.answer(problem.canonical())))}
        case Choice():
            return {"kind": "choice", "options": len(part.options)}
        case Function():
            example = {"args": plain(part.example.args), "kwargs": plain(part.example.kwargs)}
            expected = plain(part.example(part.answer))
            return {"kind": "function", "name": part.name, "tol": part.tol, "expected": repr(expected)} | {
                key: repr(value) for key, value in example.items()
            }


def plain(value: Any) -> Any:
    """Return a value made of Python's own numbers, texts, lists, tuples and dicts."""
    if isinstance(value, np.ndarray | np.generic):
        return value.tolist()
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(map(plain, value)) if type(value) in (list, tuple) else tuple(map(plain, value))
    return value
