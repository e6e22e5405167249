"""Plain code: public functions say what they take, return and refuse, and one statement says one thing.

Public is what has no leading underscore and does not stand inside a function. The rules are these:

* every parameter and what is returned has a type;
* there is a docstring, and from two parameters on it has a section `Parameters` that names each of them
  (the settings of a demo stand in its CONTROLS, with label and unit, and `microkit/demos/__init__.py` says what `draw` and `code` get);
* what a function raises itself stands in a section `Raises`;
* no statement assigns unrelated values, chooses within a choice, or assigns inside an expression.
"""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = sorted(
    path.parent.relative_to(ROOT).as_posix()
    for package in ("autograder", "microkit")
    for path in (ROOT / package).rglob("__init__.py")
)
PROBLEM = re.compile(r"[a-z]+\d\d_\w+\.py")  # a file of the bank: its functions are the answers of one problem
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
SECTION = r"(?m)^{}\n-+\n((?:.*\n?)*?)(?=\n[A-Z]\w+\n-+\n|\Z)"


def files(room):
    return sorted((ROOT / room).glob("*.py"))


def public(tree):
    """Return the public functions of a module and the public methods of its public classes, each with its full name."""
    found = {}
    for node in tree.body:
        if isinstance(node, FUNCTIONS):
            found[node.name] = node
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            found |= {f"{node.name}.{inner.name}": inner for inner in node.body if isinstance(inner, FUNCTIONS)}
    return {name: node for name, node in found.items() if not node.name.startswith("_")}


def parameters(function):
    """Return the parameters of a function, without the object or class that a method is called on."""
    given = function.args
    extra = [arg for arg in (given.vararg, given.kwarg) if arg]
    every = [*given.posonlyargs, *given.args, *given.kwonlyargs, *extra]
    return [arg for arg in every if arg.arg not in ("self", "cls")]


def own(function):
    """Return the nodes of a function without those of the functions inside it."""
    waiting = list(function.body)
    found = []
    while waiting:
        node = waiting.pop()
        found.append(node)
        if not isinstance(node, (*FUNCTIONS, ast.Lambda)):
            waiting += ast.iter_child_nodes(node)
    return found


def raised(function):
    """Return the names of the exceptions that a function makes and raises."""
    made = [node.exc for node in own(function) if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call)]
    return {ast.unparse(call.func).rpartition(".")[2] for call in made}


def section(text, title):
    """Return a section of a docstring, or "" if it has none."""
    found = re.search(SECTION.format(title), text)
    return found[1] if found else ""


def described(text):
    """Return the names that stand at the head of the entries of a section, before " :"."""
    heads = re.findall(r"(?m)^(\S[^:\n]*?) ?:", text)
    return {name.strip("* ") for head in heads for name in head.split(",")}


def untyped(function, _module):
    """Return what lacks a type: names of parameters, and "return"."""
    missing = [arg.arg for arg in parameters(function) if arg.annotation is None]
    return missing + ["return"] * (function.returns is None)


def told_by_controls(function, module):
    """Return the parameters that need no entry: what `draw` and `code` of a demo get is told by CONTROLS and the package."""
    if function.name not in ("draw", "code"):
        return set()
    tables = [node.value for node in module.body if isinstance(node, ast.Assign) and node.targets[0].id == "CONTROLS"]
    return {key.value for table in tables for key in table.keys} | {"artists", "_"}


def untold(function, module):
    """Return what the docstring of a function keeps to itself."""
    text = ast.get_docstring(function)
    if not text:
        return ["docstring"]
    names = {arg.arg for arg in parameters(function)}
    told = described(section(text, "Parameters")) | told_by_controls(function, module)
    missing = sorted(names - told) if len(names) > 1 else []
    return missing + sorted(raised(function) - described(section(text, "Raises")))


def complaints(room, look):
    """Return what `look` finds at the public functions of a room, by file and name."""
    found = {}
    for path in files(room):
        if PROBLEM.fullmatch(path.name):
            continue
        module = ast.parse(path.read_text(encoding="utf-8"))
        for name, function in public(module).items():
            found[f"{path.name}: {name}"] = look(function, module)
    return {name: missing for name, missing in found.items() if missing}


def says_several_things(node):
    """Tell whether a node assigns unrelated values, chooses within a choice, or assigns inside an expression."""
    pair = isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple) and isinstance(node.value, ast.Tuple)
    choice = isinstance(node, ast.IfExp) and isinstance(node.orelse, ast.IfExp)
    return pair or choice or isinstance(node, ast.NamedExpr)


@pytest.mark.parametrize("room", ROOMS)
def test_public_functions_are_typed(room):
    assert complaints(room, untyped) == {}


@pytest.mark.parametrize("room", ROOMS)
def test_docstrings_tell_parameters_and_errors(room):
    assert complaints(room, untold) == {}


@pytest.mark.parametrize("room", ROOMS)
def test_one_statement_says_one_thing(room):
    found = [
        f"{path.name}:{node.lineno}"
        for path in files(room)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if says_several_things(node)
    ]
    assert found == []
