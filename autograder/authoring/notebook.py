"""The notebook that follows from a problem: its cells in order, in the form in which JupyterLab stores them."""

import hashlib
import json
import re
from inspect import cleandoc

import nbformat
from nbformat import NotebookNode

from autograder.judging.filling import filled
from autograder.judging.problem import Problem

from .cells import code, markdown
from .given_cell import given_code, names_of, own_given_code
from .questions import part_cells, review_cells, written_cells

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def notebook_of(problem: Problem, place: int = 0, numbers: str = "canonical") -> NotebookNode:
    """Return the instructor's notebook of a problem.

    Parameters
    ----------
    problem : a problem of the bank.
    place : how many problems of the same assignment come before it.
    numbers : "canonical" prints the numbers; with "personal" every student gets numbers of their own, the texts speak of
        them by name, and a question that needs them in another way is shown by a cell.
    """
    own = numbers == "personal"
    given = problem.told(names_of(problem) if own else problem.canonical())
    cells = [
        markdown(f"{problem.id}-title", f"# {problem.title}\n\n{_intro(problem, place)}"),
        markdown(f"{problem.id}-rules", cleandoc(problem.rules)),
        code(f"{problem.id}-setup", _setup(problem, own)),
    ]
    texts = {"story": problem.story} | problem.context
    cells += [markdown(f"{problem.id}-{key}", filled(text, given)) for key, text in texts.items() if text]
    numbers_code = own_given_code(problem) if own else given_code(problem)
    if numbers_code:
        cells.append(code(f"{problem.id}-given", numbers_code))
    for letter, part in problem.parts.items():
        cells += part_cells(problem, letter, part, given, own)
    for letter, part in problem.written.items():
        cells += written_cells(problem, letter, part, given, own)
    cells += review_cells(problem)
    if problem.closing:
        cells.append(markdown(f"{problem.id}-end", cleandoc(problem.closing)))
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=METADATA, nbformat_minor=5)
    notebook.metadata["autograder"] = {"bank": fingerprint(notebook)} | ({"numbers": numbers} if own else {})
    return notebook


def as_text(notebook: NotebookNode) -> str:
    """Return a notebook as JupyterLab stores it."""
    return nbformat.writes(notebook) + "\n"


def fingerprint(notebook: NotebookNode) -> str:
    """Return a short digest of a notebook's cells: what they say and how they are graded, but not what they put out."""
    told = [[cell.cell_type, cell.get("id"), cell.source, cell.metadata.get("nbgrader")] for cell in notebook.cells]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]


def points_of(problem: Problem) -> tuple[float, float]:
    """Return all points of a problem, and those that a person gives."""
    written = sum(part.points for part in problem.written.values())
    return sum(part.points for part in problem.parts.values()) + written, written


def _intro(problem, place):
    if problem.intro:
        return cleandoc(problem.intro)
    total, written = points_of(problem)
    number = re.match(r"ps(\d+)", problem.notebook)
    where = f"Problem set {number[1]}, {ORDINALS[place]} notebook: " if number else ""
    for_words = f", of which {written:g} for a written answer" if written else ""
    return f"*{where}{total:g} points{for_words}. About {problem.minutes} minutes.*"


def _setup(problem, own):
    """Return the imports, with ours in their place by the alphabet: after the libraries, before microkit."""
    lines = cleandoc(problem.setup).split("\n") if problem.setup else []
    ours = [line for line in lines if re.match(r"(from|import) microkit\b", line)]
    libraries = "\n".join(line for line in lines if line not in ours).strip()
    first_party = "\n".join(
        [
            f"from autograder import {'check, given, practice, question, review' if own else 'check, practice, review'}",
            *ours,
        ]
    )
    return f"{libraries}\n\n{first_party}" if libraries else first_party
