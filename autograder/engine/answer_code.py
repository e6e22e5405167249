"""What the code of a cell defines, and whether two texts are the same code, told without running it."""

import ast
import hashlib
import re
import symtable
import warnings
from dataclasses import dataclass
from functools import lru_cache

MAGIC = re.compile(r"(\s*)(?:[%!?].*|[\w.]+\?\??\s*)")  # a line magic, a shell command, a question for help
MAGIC_VALUE = re.compile(r"([\w\s,.\[\]]+=)\s*[!%].*")


@dataclass(frozen=True)
class Reading:
    """What is kept of some code that was parsed: the names that its top level binds and imports, and a digest of what it says."""

    bound: frozenset[str] = frozenset()
    imported: frozenset[str] = frozenset()
    digest: str = ""


@lru_cache(maxsize=1024)
def reading(source: str) -> Reading:
    """Parse some code, each text once: a submission may hold many copies of a long one. Of what is no Python nothing is kept."""
    body = statements(source)
    imports = [node for node in body if isinstance(node, (ast.Import, ast.ImportFrom))]
    imported = frozenset(alias.asname or alias.name.split(".")[0] for node in imports for alias in node.names)
    try:
        said = "\n".join(map(ast.dump, body))
    except RecursionError:
        said = without_comments(source.split("\n"))
    digest = hashlib.sha256(said.encode("utf-8", "replace")).hexdigest() if body else ""
    return Reading(frozenset(_bound(body)), imported, digest)


def bound_names(source: str) -> frozenset[str]:
    """Return the names that the top level of some code assigns or defines; none if it is not Python."""
    return reading(source).bound


def _bound(body: list[ast.stmt]) -> set[str]:
    names = set()
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        else:
            names |= {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return names


def given_names(source: str) -> frozenset[str]:
    """Return the names that the top level of some code assigns, defines or imports; none if it is not Python."""
    return reading(source).bound | reading(source).imported


@lru_cache(maxsize=1024)
def all_given_names(source: str) -> frozenset[str]:
    """Return the names that some code may bind in the notebook, in branches and by `global` too; none if it is not Python."""
    try:
        table = symtable.symtable(ast.unparse(ast.Module(statements(source), [])), "cell", "exec")
        return frozenset(_may_bind(table, is_top=True))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return given_names(source)


def _may_bind(table: symtable.SymbolTable, is_top: bool) -> set[str]:
    bound = [symbol for symbol in table.get_symbols() if symbol.is_assigned() or symbol.is_imported()]
    names = {symbol.get_name() for symbol in bound if is_top or symbol.is_declared_global()}
    return names.union(*(_may_bind(inner, is_top=False) for inner in table.get_children()))


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
    return (
        any(not line.startswith("#") for line in lines) and not reading(source).digest and not any(map(is_magic, lines))
    )


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
    if any(map(is_magic, lines)):
        return without_comments(lines)
    return reading(source).digest or without_comments(lines)


def without_comments(lines: list[str]) -> str:
    """Return the lines of a cell that are neither blank nor a comment."""
    return "\n".join(line for line in lines if line.strip() and not line.lstrip().startswith("#"))
