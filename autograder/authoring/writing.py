"""The notebooks in the source folder: written from the bank, and looked at for changes made by hand."""

from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.bank import find_problem, problems, written_in
from autograder.judging.problem import Problem

from .notebook import as_text, fingerprint, notebook_of


class EditedError(Exception):
    """A notebook was changed by hand, so that writing it anew would lose the change; the text says where to make it."""


def write_notebook(problem: Problem, source: Path, numbers: str = "canonical", force: bool = False) -> Path:
    """Write the notebook of a problem and return its path.

    Parameters
    ----------
    problem : a problem of the bank.
    source : the folder of the assignments.
    numbers : "canonical" or "personal", see `notebook.notebook_of`.
    force : write it even where the notebook that stands there was changed by hand.

    Raises
    ------
    EditedError : if it was changed by hand since the bank wrote it.
    """
    path = path_of(problem, source)
    if path.exists() and not force and is_edited(path):
        raise EditedError(advice(problem, path))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(as_text(notebook_from_bank(problem, numbers)), encoding="utf-8")
    return path


def notebook_from_bank(problem: Problem, numbers: str = "canonical") -> NotebookNode:
    """Return the notebook that the bank gives for a problem, with its place among those of the assignment.

    Parameters
    ----------
    problem : a problem of the bank.
    numbers : "canonical" or "personal".
    """
    numbers = numbers if problem.personal else "canonical"
    assignment = problem.notebook.split("/")[0]
    fellows = [other for other in problems().values() if other.notebook.split("/")[0] == assignment]
    return notebook_of(problem, [other.id for other in fellows].index(problem.id), numbers)


def path_of(problem: Problem, source: Path) -> Path:
    """Return where the notebook of a problem stands.

    Parameters
    ----------
    problem : a problem of the bank.
    source : the folder of the assignments.
    """
    return Path(source, f"{problem.notebook}.ipynb")


def is_edited(path: Path) -> bool:
    """Tell whether a notebook that the bank once wrote says something else now than it said then."""
    notebook = nbformat.read(path, as_version=4)
    noted = notebook.metadata.get("autograder", {}).get("bank")
    return noted is not None and noted != fingerprint(notebook)


def advice(problem: Problem, path: Path) -> str:
    """Say which cells of a notebook differ from the bank, and where to make the change.

    Parameters
    ----------
    problem : a problem of the bank.
    path : of its notebook.
    """
    notebook = nbformat.read(path, as_version=4)
    here = {cell.get("id"): cell.source for cell in notebook.cells}
    numbers = notebook.metadata["autograder"].get("numbers", "canonical")
    there = {cell.id: cell.source for cell in notebook_from_bank(problem, numbers).cells}
    cells = [name for name in [*there, *(here.keys() - there.keys())] if here.get(name) != there.get(name)]
    file = written_in(problem.id)
    return (
        f"{path} was changed by hand ({', '.join(map(str, cells)) or 'the settings of its cells'}). "
        f"It is written from the bank: make the change in {file}, then run `autograder notebook {problem.id} --force`."
    )


def edited_by_hand(source: Path, assignment: str) -> list[str]:
    """Return a word of advice for each notebook of an assignment that was changed by hand.

    Parameters
    ----------
    source : the folder of the assignments.
    assignment : name of one of them.
    """
    mine = [problem for problem in problems().values() if problem.notebook.split("/")[0] == assignment]
    paths = {problem.id: path_of(problem, source) for problem in mine}
    return [
        advice(problem, paths[problem.id])
        for problem in mine
        if paths[problem.id].exists() and is_edited(paths[problem.id])
    ]


def problem_named(name: str) -> Problem:
    """Return the problem meant by "h4", "h04" or "h04_saturable_elimination".

    Raises
    ------
    KeyError : where the bank has none.
    """
    for problem in problems().values():
        module = Path(written_in(problem.id)).stem
        if name in (problem.id, module, module.split("_")[0]):
            return problem
    return find_problem(name)
