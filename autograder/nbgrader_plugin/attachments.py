"""Pictures attached to a cell leave it with the text that shows them, so that none of a model answer is released."""

import re
from typing import Any
from urllib.parse import unquote

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

SHOWN = re.compile(r"<attachment:([^>\n]+)>|attachment:([^\s)\"'<>]+)")


class DropUnshownAttachments(NbGraderPreprocessor):
    """Takes out what is attached to a cell and not shown by its text; it comes after all that clears text."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], cell_index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Drop the attachments of one cell that its text does not show.

        Parameters
        ----------
        cell : the cell, which is changed in place.
        resources : what nbgrader's steps tell each other; not used.
        cell_index : its place in the notebook; not used.
        """
        drop_unshown(cell)
        return cell, resources


def drop_unshown(cell: NotebookNode) -> None:
    """Take out of a cell the attachments that its text does not show."""
    attached = cell.get("attachments")
    if not attached:
        return
    shown = {unquote(quoted or plain) for quoted, plain in SHOWN.findall(cell.source)}
    kept = {name: content for name, content in attached.items() if unquote(name) in shown}
    if kept:
        cell.attachments = kept
    else:
        del cell["attachments"]
