"""Code on a page: in colours as far as these are found quickly, else plain.

Pygments takes the square of a line's length for some texts: a line of 60 000 characters would keep the page of everyone waiting.
"""

import html
import re
from typing import Any

from IPython.lib.lexers import IPython3Lexer
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from pygments import highlight
from pygments.formatters import HtmlFormatter

LINE_CHARACTERS = 500
CELL_CHARACTERS = 20_000
AS_NBCONVERT = HtmlFormatter(
    cssclass=" highlight hl-ipython3"
)  # which makes a new one for each cell; that takes half the time
LANGUAGE = re.compile(r"^([ \t>*+:.)\d-]*(?:`{3,}|~{3,})[ \t]*)[^\s`~]+(?=[^`\n]*$)", re.MULTILINE)


def is_long(code: str) -> bool:
    """Tell whether some code, or a line of it, is too long for colours."""
    return len(code) > CELL_CHARACTERS or any(len(line) > LINE_CHARACTERS for line in code.split("\n"))


def code_html(code: str) -> str:
    """Return Python code as HTML, in colours unless it is long."""
    return plain_html(code) if is_long(code) else highlight(code or " ", IPython3Lexer(), AS_NBCONVERT)


def plain_html(text: str) -> str:
    """Return a text as HTML just as it was typed."""
    return f"<pre>{html.escape(text)}</pre>"


class PlainLongCode(Preprocessor):
    """Takes the colours from long code, for exporters of nbconvert's such as formgrader's; `c.HTMLExporter.preprocessors` names it."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Say of one cell that its code is plain text, if it is long.

        Parameters
        ----------
        cell : the cell.
        resources : what nbconvert's steps tell each other; not used.
        index : its place in the notebook; not used.
        """
        if is_long(cell.source) and cell.cell_type == "code":
            cell.metadata.magics_language = "text"
        elif is_long(cell.source):
            cell.source = LANGUAGE.sub(r"\1text", cell.source)
        return cell, resources
