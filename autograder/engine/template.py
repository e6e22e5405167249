"""The notebook that a submission is poured into: the source with its solutions taken out and its hidden tests kept."""

import ast
import contextlib
import copy

import nbformat
from nbgrader.preprocessors import (
    ClearHiddenTests,
    ClearMarkScheme,
    ClearSolutions,
    ComputeChecksums,
    IncludeHeaderFooter,
    LockCells,
)
from nbgrader.utils import is_solution

from .rebuild import bound_names


def make_template(source, config=None):
    """Return the template of a source notebook (a path), made by nbgrader's own steps under the course's configuration.

    Its metadata notes what the source's solutions tell and the template no longer shows: which modules the notebook
    imports, and in each answer cell which names the answer gives.
    """
    original = nbformat.read(source, as_version=4)
    notebook, resources = _through(copy.deepcopy(original), {}, config, IncludeHeaderFooter, ClearSolutions)
    released, _ = _through(copy.deepcopy(notebook), {}, config, ClearHiddenTests, ClearMarkScheme)
    for cell, shown in zip(notebook.cells, released.cells, strict=True):
        if is_solution(cell):
            cell.source = shown.source
    notebook, _ = _through(notebook, resources, config, LockCells, ComputeChecksums)
    answers = {c.metadata.nbgrader.grade_id: sorted(bound_names(c.source)) for c in original.cells if is_solution(c)}
    notebook.metadata["autograder"] = {"answers": answers, "imports": imported(original)}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


def _through(notebook, resources, config, *steps):
    for step in steps:
        notebook, resources = (
            step(config=config)(notebook, resources) if step(config=config).enabled else (notebook, resources)
        )
    return notebook, resources


def imported(notebook):
    """Return the modules that a notebook imports at top level, by the names it gives them."""
    names = {}
    for cell in notebook.cells:
        with contextlib.suppress(SyntaxError):
            lines = [line for line in cell.source.split("\n") if line.lstrip()[:1] not in ("%", "!", "?")]
            for node in ast.parse("\n".join(lines)).body if cell.cell_type == "code" else ():
                if isinstance(node, ast.Import):
                    names |= {
                        n.asname or n.name.split(".")[0]: n.name if n.asname else n.name.split(".")[0]
                        for n in node.names
                    }
    return names
