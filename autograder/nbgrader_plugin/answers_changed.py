"""Which graded cells belong to an answer that is another one than when it was graded last."""

from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_solution


def changed_answers(before: Path, after: NotebookNode) -> dict[str, bool]:
    """Tell of each graded cell whether its answer has changed; where there is no earlier graded notebook, all have.

    Parameters
    ----------
    before : path of the notebook that was graded last.
    after : the notebook that was graded now.
    """
    try:
        old = answers_of(nbformat.v4.reads(before.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        old = {}
    return {name: old.get(name) != answer for name, answer in answers_of(after).items()}


def answers_of(notebook: NotebookNode) -> dict[str, list]:
    """Return what is graded by each graded cell: its own text, or the texts of the answer cells right before it."""
    found = {}
    answers = []
    graded = False
    for cell in notebook.cells:
        if is_solution(cell):
            answers = [*([] if graded else answers), [cell.source, cell.get("attachments", {})]]
            graded = False
        if is_grade(cell):
            found[cell.metadata.nbgrader.grade_id] = answers[-1:] if is_solution(cell) else answers
            graded = True
    return found
