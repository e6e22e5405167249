"""What the code of an answer cell defines, told without running it."""

import ast
import warnings


def continues(first: str, later: str) -> bool:
    """Tell whether a copy of an answer cell goes on with the first one (a cell that was split) or tries again.

    It goes on if it assigns none of the names that the first one assigns.

    Parameters
    ----------
    first : source of the first copy.
    later : source of the later one.
    """
    before = bound_names(first)
    after = bound_names(later)
    return bool(before) and bool(after) and not before & after


def bound_names(source: str) -> set[str]:
    """Return the names that the top level of some code assigns, defines or imports; none if it is not Python."""
    names = set()
    for node in statements(source):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        else:
            names |= {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return names


def statements(source: str) -> list[ast.stmt]:
    """Return the top-level statements of a code cell, its magics left out; none if it is not Python."""
    lines = ["pass" if line.lstrip()[:1] in ("%", "!", "?") else line for line in source.split("\n")]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse("\n".join(lines)).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
