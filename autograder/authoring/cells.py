"""Cells as nbgrader knows them: locked, to be answered, graded, or written and read by a person."""

from typing import Any

import nbformat
from nbformat import NotebookNode

LOCKED = {"grade": False, "locked": True, "solution": False, "task": False}
ANSWER = {"grade": False, "locked": False, "solution": True, "task": False}
GRADED = {"grade": True, "locked": True, "solution": False, "task": False}
WRITTEN = {"grade": True, "locked": False, "solution": True, "task": False}


def markdown(name: str, text: str, kind: dict[str, bool] = LOCKED, **more: Any) -> NotebookNode:
    """Return a cell of text.

    Parameters
    ----------
    name : its cell id and grade_id.
    text : Markdown.
    kind : LOCKED, ANSWER, GRADED or WRITTEN.
    more : what else nbgrader notes of it, such as `points`.
    """
    return nbformat.v4.new_markdown_cell(text, id=name, metadata={"nbgrader": _about(name, kind, **more)})


def code(name: str, text: str, kind: dict[str, bool] = LOCKED, **more: Any) -> NotebookNode:
    """Return a cell of code.

    Parameters
    ----------
    name : its cell id and grade_id.
    text : Python.
    kind : LOCKED, ANSWER, GRADED or WRITTEN.
    more : what else nbgrader notes of it, such as `points`.
    """
    return nbformat.v4.new_code_cell(text, id=name, metadata={"nbgrader": _about(name, kind, **more)})


def _about(name, kind, **more):
    return {"grade_id": name, "schema_version": 3, **kind, **more}
