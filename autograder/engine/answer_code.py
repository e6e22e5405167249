"""What the code of a cell defines, and whether two texts are the same code, told without running it."""

import ast
import re
import warnings

WORD = re.compile(r"[^\W\d]\w*")
MAGIC = re.compile(r"(\s*)(?:[%!?].*|[\w.]+\?\??\s*)")  # a line magic, a shell command, a question for help
MAGIC_VALUE = re.compile(r"([\w\s,.\[\]]+=)\s*[!%].*")


def bound_names(source: str) -> set[str]:
    """Return the names that the top level of some code assigns or defines; none if it is not Python."""
    names = set()
    for node in statements(source):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        else:
            names |= {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return names


def given_names(source: str) -> set[str]:
    """Return the names that the top level of some code assigns, defines or imports; none if it is not Python."""
    imports = [node for node in statements(source) if isinstance(node, (ast.Import, ast.ImportFrom))]
    imported = [alias.asname or alias.name.split(".")[0] for node in imports for alias in node.names]
    return bound_names(source) | set(imported)


def statements(source: str) -> list[ast.stmt]:
    """Return the top-level statements of a code cell as IPython reads it, magics left out; none if it is not Python."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse("\n".join(_without_magic(line) for line in dedented(source).split("\n"))).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def dedented(source: str) -> str:
    """Return some code without the indentation of its first line, as IPython takes it."""
    text = source.lstrip("\n")
    indentation = text[: len(text) - len(text.lstrip(" \t"))]
    return "\n".join(line.removeprefix(indentation) for line in text.split("\n"))


def _without_magic(line: str) -> str:
    whole = MAGIC.fullmatch(line)
    if whole:
        return f"{whole[1]}pass"
    value = MAGIC_VALUE.fullmatch(line)
    return f"{value[1]} None" if value else line


def is_magic(line: str) -> bool:
    """Tell whether there is a magic, a shell command or a question for help on a line of a cell."""
    return bool(MAGIC.fullmatch(line) or MAGIC_VALUE.fullmatch(line))


def is_prose(source: str) -> bool:
    """Tell whether the text of a code cell is no code: words that Python cannot read, and no magic."""
    lines = source.strip().split("\n")
    return any(not line.startswith("#") for line in lines) and not statements(source) and not any(map(is_magic, lines))


def gist(kind: str, source: str) -> str:
    """Return a text that two cells share which say the same: blank space, and in Python layout and comments, do not count.

    Parameters
    ----------
    kind : "code" or another kind of cell.
    source : the text of the cell.
    """
    lines = [line.rstrip() for line in source.split("\n")]
    if kind != "code":
        return " ".join(source.split())
    if not any(map(is_magic, lines)):
        try:
            return "\n".join(map(ast.dump, statements(source))) or without_comments(lines)
        except RecursionError:
            return without_comments(lines)
    return without_comments(lines)


def without_comments(lines: list[str]) -> str:
    """Return the lines of a cell that are neither blank nor a comment."""
    return "\n".join(line for line in lines if line.strip() and not line.lstrip().startswith("#"))
