"""What grading cells hand on: names that they give and that a later given or answer cell of the source uses."""

import ast

from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_solution

from autograder.engine.answer_code import given_names, statements


def handed_on(original: list[NotebookNode], released: list[NotebookNode]) -> dict[str, dict[str, str]]:
    """Return by grade_id what grading cells hand on: names, each with the code that gives it, or "" if that is a value.

    Names that hidden tests give as well are left out, and so are those that given and answer cells give themselves: what
    is hidden stays hidden, and what is the student's stays the student's.

    Parameters
    ----------
    original : cells of the source notebook.
    released : the same cells as students get them.
    """
    ours = [_is_test(cell) for cell in original]
    theirs = [cell.source for cell, is_test in zip(original, ours, strict=True) if not is_test]
    own = frozenset().union(*map(given_names, theirs))
    uses = [set() if is_test else _used(cell) for cell, is_test in zip(original, ours, strict=True)]
    found = {}
    for place, (cell, shown) in enumerate(zip(original, released, strict=True)):
        used = set().union(*uses[place + 1 :])
        names = {name: code for name, code in _gives(cell, shown).items() if name in used - own} if ours[place] else {}
        if names:
            found[cell.metadata.nbgrader.grade_id] = names
    return found


def _is_test(cell: NotebookNode) -> bool:
    return cell.cell_type == "code" and is_grade(cell) and not is_solution(cell)


def _used(cell: NotebookNode) -> set[str]:
    body = statements(cell.source) if cell.cell_type == "code" else []
    return {node.id for statement in body for node in ast.walk(statement) if isinstance(node, ast.Name)}


def _gives(cell: NotebookNode, shown: NotebookNode) -> dict[str, str]:
    """Return the names that the visible part of a grading cell gives, and it alone, each with its code or ""."""
    visible = {ast.dump(statement): statement for statement in statements(shown.source)}
    hidden = [ast.unparse(statement) for statement in statements(cell.source) if ast.dump(statement) not in visible]
    names = {}
    for statement in visible.values():
        text = ast.unparse(statement)
        is_code = isinstance(statement, (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef))
        names |= dict.fromkeys(given_names(text), text if is_code else "")
    return {name: code for name, code in names.items() if name not in given_names("\n".join(hidden))}
