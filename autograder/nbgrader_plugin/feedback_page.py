"""The page that a student gets back: nbconvert's HTML by our template, which needs no network and runs no script."""

from pathlib import Path
from typing import Any

from jinja2 import pass_context
from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from traitlets.config import Config

from .formulas import message_html, within

PAGE_SECONDS = 30
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

    def default_filters(self) -> Any:
        """Yield nbconvert's filters, and the ones for a message of the grader and for a comment."""
        yield from super().default_filters()
        yield ("message", message_html)
        yield ("comment", self.comment_html)

    def from_notebook_node(self, nb: NotebookNode, *args: Any, **options: Any) -> tuple[str, dict[str, Any]]:
        """Return the page of a notebook, with a new allowance of time for its texts.

        Parameters
        ----------
        nb : the notebook.
        *args, **options : as nbconvert's exporter takes them.
        """
        self.left = PAGE_SECONDS
        return super().from_notebook_node(nb, *args, **options)

    def comment_html(self, comment: str) -> str:
        """Return a comment, of which a student may have written a part, as HTML: tags in it are text.

        Parameters
        ----------
        comment : in Markdown.
        """
        self.left, page = within(self.left, comment, escape=True, allow_harmful_protocols=False)
        return page

    @pass_context
    def markdown2html(self, context: Any, source: str) -> str:
        """Return a Markdown cell, or an output in Markdown or TeX, as HTML whose formulas need no script.

        Parameters
        ----------
        context : of the template; it has the cell and the resources.
        source : the text.
        """
        self.left, page = within(
            self.left,
            source,
            attachments=context.get("cell", {}).get("attachments", {}),
            embed_images=True,
            path=context.get("resources", {}).get("metadata", {}).get("path", ""),
            exclude_anchor_links=True,
        )
        return page
