"""Pictures attached to a cell leave it with the text that shows them, so that none of a model answer is released."""

import re
from urllib.parse import unquote

from nbgrader.preprocessors import NbGraderPreprocessor

SHOWN = re.compile(r"<attachment:([^>\n]+)>|attachment:([^\s)\"'<>]+)")


class DropUnshownAttachments(NbGraderPreprocessor):
    """Takes out what is attached to a cell and not shown by its text; it comes after all that clears text."""

    def preprocess_cell(self, cell, resources, cell_index):
        """Drop the attachments of one cell that its text does not show."""
        drop_unshown(cell)
        return cell, resources


def drop_unshown(cell):
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
