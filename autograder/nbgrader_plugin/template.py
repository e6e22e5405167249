"""The notebook that a submission is poured into: the source with its solutions taken out and its hidden tests kept."""

import ast
import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import (
    ClearHiddenTests,
    ClearMarkScheme,
    ClearSolutions,
    ComputeChecksums,
    IncludeHeaderFooter,
    LockCells,
)
from nbgrader.utils import is_solution
from traitlets.config import Config

from autograder.engine.answer_code import bound_names, statements

from .attachments import drop_unshown
from .handing_on import handed_on


def make_template(source: NotebookNode | Path | str, config: Config | None = None) -> NotebookNode:
    """Return the template of a source notebook, made by nbgrader's own steps under the course's configuration.

    Its metadata notes what the source's solutions tell and the template no longer shows: which modules the notebook
    imports, in each answer cell which names the answer gives, what grading cells hand on to later cells, and whether
    students have numbers of their own. Of cells of which students see less than stands here it notes what is `shown`.

    Parameters
    ----------
    source : the source notebook or its path.
    config : configuration of the course, which nbgrader's steps read; theirs by default.
    """
    given = source if isinstance(source, NotebookNode) else nbformat.read(source, as_version=4)
    original, resources = through(copy.deepcopy(given), {}, config, IncludeHeaderFooter)
    notebook, resources = through(copy.deepcopy(original), resources, config, ClearSolutions)
    released, _ = through(copy.deepcopy(notebook), {}, config, ClearHiddenTests, ClearMarkScheme)
    for cell, shown in zip(notebook.cells, released.cells, strict=True):
        if is_solution(cell):
            cell.source = shown.source
            drop_unshown(cell)
    notebook, _ = through(notebook, resources, config, LockCells, ComputeChecksums)
    answers = {c.metadata.nbgrader.grade_id: sorted(bound_names(c.source)) for c in original.cells if is_solution(c)}
    solutions = [cell for cell in original.cells if is_solution(cell)]
    others = [cell for cell in original.cells if not is_solution(cell)]
    numbers = original.metadata.get("autograder", {}).get("numbers", "canonical")
    told = {
        "answers": answers,
        "imports": imported(original.cells),
        "brought": sorted(imported(solutions).keys() - imported(others).keys()),
        "numbers": numbers,
        "shown": shown_of(notebook, released),
    }
    names = handed_on(original.cells, released.cells)
    if names:
        told["handed_on"] = names
    notebook.metadata["autograder"] = told
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
            cell.execution_count = None
    return notebook


def shown_of(notebook: NotebookNode, released: NotebookNode) -> dict[str, str]:
    """Return the text in the release of each cell of nbgrader's that says less there, by its grade_id.

    Parameters
    ----------
    notebook : with hidden tests and mark schemes.
    released : the same without them.
    """
    pairs = zip(notebook.cells, released.cells, strict=True)
    return {
        c.metadata.nbgrader.grade_id: r.source for c, r in pairs if "nbgrader" in c.metadata and c.source != r.source
    }


def through(
    notebook: NotebookNode, resources: dict[str, Any], config: Config | None, *steps: type
) -> tuple[NotebookNode, dict[str, Any]]:
    """Return a notebook after some of nbgrader's steps, and what they noted; the steps may change the notebook itself.

    Parameters
    ----------
    notebook : of any kind.
    resources : what earlier steps noted.
    config : configuration of the course, which the steps read; one that it switches off is left out.
    *steps : nbgrader's preprocessors.
    """
    for step in (make(config=config) for make in steps):
        if step.enabled:
            notebook, resources = step(notebook, resources)
    return notebook, resources


def imported(cells: list[NotebookNode]) -> dict[str, str]:
    """Return what some cells import, but for what functions and classes do, by the names it gives.

    That is "module" or "module:member". What `from module import *` gives has the name "module:*".
    """
    names = {}
    code = [cell.source for cell in cells if cell.cell_type == "code"]
    for node in [node for source in code for statement in statements(source) for node in _outside_functions(statement)]:
        if isinstance(node, ast.Import):
            for alias in node.names:
                top = alias.name.split(".")[0]
                names[alias.asname or top] = alias.name if alias.asname else top
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            places = {alias: f"{node.module}:{alias.name}" for alias in node.names}
            names |= {
                place if alias.name == "*" else alias.asname or alias.name: place for alias, place in places.items()
            }
    return names


def _outside_functions(statement: ast.stmt) -> Iterator[ast.AST]:
    """Yield a statement and what it is made of, but for the insides of functions and classes."""
    yield statement
    if not isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        for child in ast.iter_child_nodes(statement):
            yield from _outside_functions(child)
