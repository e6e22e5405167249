"""Answers that are written into open cells: code that students may change without its being an answer cell of nbgrader's."""

from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_locked, is_solution

from autograder.engine.answer_code import given_names
from autograder.judging.filling import WORD


def answered_in_open_cells(cells: list[NotebookNode]) -> list[str]:
    """Return the grade_ids of the tests that use a name which an open cell before them gives and no answer cell does.

    Of these the source may hold no solution, so that nothing can be learnt from one.

    Parameters
    ----------
    cells : of the source notebook.
    """
    code = [cell for cell in cells if cell.cell_type == "code"]
    answered = frozenset().union(*(given_names(cell.source) for cell in code if is_solution(cell)))
    given: set[str] = set()
    found = []
    for cell in code:
        if is_grade(cell) and not is_solution(cell):
            if given & set(WORD.findall(cell.source)):
                found.append(cell.metadata.nbgrader.grade_id)
        elif not is_solution(cell) and not is_locked(cell):
            given |= given_names(cell.source) - answered
    return found
