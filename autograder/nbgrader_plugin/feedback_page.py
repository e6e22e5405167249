"""The page that a student gets back: nbconvert's HTML by our template, which needs no network and runs no script."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import pass_context
from nbconvert.exporters import HTMLExporter
from nbconvert.filters import ansi2html
from nbformat import NotebookNode
from traitlets.config import Config

from .formulas import message_html, with_mathml, within
from .long_code import code_html, plain_html

PAGE_SECONDS = 30  # of the processor
TEMPLATES = Path(__file__).parent / "templates"


class FeedbackExporter(HTMLExporter):
    """Writes a feedback page; `c.GenerateFeedback.exporter_class` names it.

    nbgrader puts its own template into the configuration, and markers have a step of their own there: ours is said at the making.
    """

    def __init__(self, config: Config | None = None, **options: Any) -> None:
        ours = {
            "template_name": "student_feedback",
            "extra_template_basedirs": [str(TEMPLATES)],
            "embed_images": True,
            "exclude_anchor_links": True,
            "preprocessors": [],
        }
        super().__init__(config, **(options | ours))
        self.filters = {"highlight_code": self.code_html}  # nbconvert looks there for what is to replace its own

    left = PAGE_SECONDS
    as_typed = False

    def default_filters(self) -> Any:
        """Yield nbconvert's filters, and the ones for a message of the grader, for a comment and for colours in outputs."""
        yield from super().default_filters()
        yield ("message", self.message_html)
        yield ("ansi2html", self.output_html)
        yield ("comment", self.comment_html)

    def from_notebook_node(self, nb: NotebookNode, *args: Any, **options: Any) -> tuple[str, dict[str, Any]]:
        """Return the page of a notebook, with a new allowance of time for its texts.

        A page that cannot be made of them is made once more, with all of them as they were typed.

        Parameters
        ----------
        nb : the notebook.
        *args, **options : as nbconvert's exporter takes them.
        """
        self.left = PAGE_SECONDS
        self.as_typed = False
        try:
            return super().from_notebook_node(nb, *args, **options)
        except Exception:  # a student may have typed anything
            self.as_typed = True
            return super().from_notebook_node(nb, *args, **options)

    def comment_html(self, comment: str) -> str:
        """Return a comment, of which a student may have written a part, as HTML: tags in it are text.

        Parameters
        ----------
        comment : in Markdown.
        """
        return self.timed(partial(with_mathml, comment, escape=True, allow_harmful_protocols=False), comment)

    def message_html(self, message: str) -> str:
        """Return a message of the grader, which may quote a student, as HTML."""
        return self.timed(partial(message_html, message), message)

    def output_html(self, text: str) -> str:
        """Return a text that a cell has put out as HTML, with its colours."""
        page = self.timed(partial(ansi2html, text), text)
        return page.removeprefix("<pre>").removesuffix("</pre>")  # it stands in such a block

    def code_html(self, code: str, metadata: Any = None) -> str:
        """Return the code of a cell as HTML.

        Parameters
        ----------
        code : the text of the cell.
        metadata : of the cell, which nbconvert's own filter looks at; not used.
        """
        return self.timed(partial(code_html, code), code)

    def timed(self, make: Callable[[], str], source: str) -> str:
        """Return a text as HTML, or as it was typed when the allowance of the page is used up.

        Parameters
        ----------
        make, source : see `within`.
        """
        if self.as_typed:
            return plain_html(source)
        self.left, page = within(self.left, make, source)
        return page

    @pass_context
    def markdown2html(self, context: Any, source: str) -> str:
        """Return a Markdown cell, or an output in Markdown or TeX, as HTML whose formulas need no script.

        Parameters
        ----------
        context : of the template; it has the cell and the resources.
        source : the text.
        """
        make = partial(
            with_mathml,
            source,
            attachments=context.get("cell", {}).get("attachments", {}),
            embed_images=True,
            path=context.get("resources", {}).get("metadata", {}).get("path", ""),
            exclude_anchor_links=True,
        )
        return self.timed(make, source)
