"""Notebooks as students hand them in: a release notebook with some answer cells filled."""

import ast
import copy
import re
from collections.abc import Mapping

import nbformat
from nbformat import NotebookNode

SOLUTION_MARKS = re.compile(r"^.*###\s*(BEGIN|END) SOLUTION.*\n?", re.MULTILINE)
MARK_SCHEME = re.compile(r"=== BEGIN MARK SCHEME ===.*?=== END MARK SCHEME ===", re.DOTALL)


def grade_id(cell: NotebookNode) -> str | None:
    """Return nbgrader's id of a cell, or None."""
    return cell.metadata.get("nbgrader", {}).get("grade_id")


def solutions(source: NotebookNode) -> dict[str, str]:
    """Return the model answers of a source notebook: the text of each answer cell by its grade id."""
    return {
        grade_id(cell): MARK_SCHEME.sub("", SOLUTION_MARKS.sub("", cell.source)).strip()
        for cell in source.cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    }


def answered(release: NotebookNode, answers: Mapping[str, str]) -> NotebookNode:
    """Return a copy of a release notebook with the given answer cells filled.

    Parameters
    ----------
    release : the notebook as it was handed out; it is left as it is.
    answers : texts of answer cells by grade id; the other cells keep theirs.
    """
    notebook = copy.deepcopy(release)
    for cell in notebook.cells:
        if grade_id(cell) in answers:
            cell.source = answers[grade_id(cell)]
    return notebook


def assigned(model: str, value: object) -> str:
    """Return a model answer `name = (...)` with another value in it.

    Parameters
    ----------
    model : the model answer.
    value : what is to stand behind the equals sign, as code.
    """
    name = model.partition("=")[0].strip()
    return f"{name} = {value}"


def value_of(model: str) -> str:
    """Return the expression in a model answer `name = (...)`."""
    return ast.unparse(ast.parse(model).body[0].value)


def index_of(notebook: NotebookNode, wanted: str) -> int:
    """Return the place of the cell with this grade id.

    Parameters
    ----------
    notebook : where to look.
    wanted : the grade id.
    """
    return next(i for i, cell in enumerate(notebook.cells) if grade_id(cell) == wanted)


def with_extra_cells(notebook: NotebookNode) -> None:
    """Add the cells that students leave behind: scratch work, an empty cell, a note, a plot."""
    extra = [
        nbformat.v4.new_code_cell("trial = [10 * d for d in range(3)]\ntrial"),
        nbformat.v4.new_markdown_cell("ask about this one on Friday"),
        nbformat.v4.new_code_cell(""),
        nbformat.v4.new_code_cell("import matplotlib.pyplot as plt\n\nplt.plot([1, 2, 3]);"),
    ]
    for place, cell in zip((3, 7, 9, len(notebook.cells)), extra, strict=True):
        notebook.cells.insert(place, cell)


def with_deleted_cell(notebook: NotebookNode, wanted: str) -> None:
    """Delete a cell.

    Parameters
    ----------
    notebook : it is changed in place.
    wanted : grade id of the cell.
    """
    del notebook.cells[index_of(notebook, wanted)]


def with_duplicated_cell(notebook: NotebookNode, wanted: str) -> None:
    """Paste a copy of a cell under the cell, as a student does who copies and pastes it with its metadata.

    Parameters
    ----------
    notebook : it is changed in place.
    wanted : grade id of the cell.
    """
    place = index_of(notebook, wanted)
    notebook.cells.insert(place + 1, copy.deepcopy(notebook.cells[place]))
    notebook.cells[place + 1].id = nbformat.v4.new_code_cell().id


def with_stale_kernel(notebook: NotebookNode) -> None:
    """Name a kernel that exists on the student's machine only."""
    notebook.metadata.kernelspec = {"name": "pharma-env", "display_name": "Python (pharma-env)", "language": "python"}


def as_vscode(notebook: NotebookNode) -> None:
    """Save the notebook as VS Code does."""
    notebook.metadata.language_info = {"name": "python", "version": "3.12.1", "file_extension": ".py"}
    for number, cell in enumerate(notebook.cells):
        cell.metadata["vscode"] = {"languageId": "python" if cell.cell_type == "code" else "markdown"}
        if cell.cell_type == "code":
            cell.execution_count = number


def as_colab(notebook: NotebookNode) -> None:
    """Save the notebook as Colab does: format 4.0, no cell ids, Colab's own metadata, outputs kept."""
    notebook.nbformat_minor = 0
    notebook.metadata = nbformat.from_dict(
        {
            "colab": {"provenance": [], "toc_visible": True},
            "kernelspec": {"name": "python3", "display_name": "Python 3"},
        }
    )
    for number, cell in enumerate(notebook.cells):
        cell.pop("id", None)
        cell.metadata["id"] = f"c0lab{number:04d}"
        if cell.cell_type == "code":
            cell.metadata["colab"] = {"base_uri": "https://localhost:8080/"}
            cell.outputs = [nbformat.v4.new_output("stream", name="stdout", text="an old run\n")]
