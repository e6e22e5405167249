"""The cells of a learner's notebook as self-study runs them: every check followed by the mark of the same answer."""

import copy
import re

import nbformat
from nbformat import NotebookNode

from autograder.bank import find_part

CHECK = re.compile(r"^check\((.*)\)\s*$", re.MULTILINE | re.DOTALL)
PART = re.compile(r"""['"]([\w.]+)['"]""")


def with_marks(notebook: NotebookNode) -> NotebookNode:
    """Return a copy of a notebook in which every check of a part of the bank is followed by its mark, and all of them by a review."""
    marked = nbformat.from_dict(dict(notebook) | {"cells": []})
    for cell in copy.deepcopy(notebook.cells):
        if cell.cell_type == "code":
            cell.outputs = []  # those of an earlier run tell nothing of this one
            cell.execution_count = None
        marked.cells.append(cell)
        arguments = checked(cell)
        part = known_part(arguments) if arguments else None
        if part:
            marked.cells.append(
                nbformat.v4.new_code_cell(f"from autograder import mark\nmark({arguments})", metadata={"part": part})
            )
    asked = dict.fromkeys(cell.metadata["part"].partition(".")[0] for cell in marked.cells if "part" in cell.metadata)
    reviews = "\n".join(f'review("{problem}")' for problem in asked)
    marked.cells.append(nbformat.v4.new_code_cell(f"from autograder import review\n{reviews}"))
    return marked


def checked(cell: NotebookNode) -> str:
    """Return the arguments of the check that a cell ends with, "" if it ends with none."""
    call = CHECK.search(cell.source) if cell.cell_type == "code" else None
    return call[1] if call else ""


def parts_checked(notebook: NotebookNode) -> set[str]:
    """Return the parts of the bank that the cells of a notebook check."""
    return {known_part(checked(cell)) for cell in notebook.cells} - {None}


def known_part(arguments: str) -> str | None:
    """Return the part that the arguments of a check name, or None if the bank has no such part."""
    name = PART.match(arguments.strip())
    try:
        find_part(name[1])
    except (KeyError, TypeError):
        return None
    return name[1]


def is_answer(cell: NotebookNode) -> bool:
    """Tell whether a cell is for the answer to a graded part."""
    return cell.cell_type == "code" and bool(cell.metadata.get("nbgrader", {}).get("solution"))
