"""The page that a student gets back: nbconvert's HTML by our template, which needs no network and runs no script."""

import copy
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TextIO

import nbformat
from jinja2 import pass_context
from nbconvert.exporters import HTMLExporter
from nbconvert.filters import ansi2html
from nbconvert.filters.widgetsdatatypefilter import WidgetsDataTypeFilter
from nbformat import NotebookNode
from nbformat.v4.rwbase import rejoin_lines
from traitlets.config import Config

from .feedback_preprocessors import StyleOnce
from .formulas import message_html, names_picture, prose_html, whole, with_mathml, within
from .long_code import code_html
from .made_once import Compiled, MadeOnce, stands_alone

PAGE_SECONDS = 30  # of the processor
TEMPLATES = Path(__file__).parent / "templates"
PARTS = ("code", "markdown", "raw", "unknown", "input", "output", "output_stdin", "input_prompt", "output_prompt")


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
        self.environment.auto_reload = False  # else it looks for changes of the template several times a page
        self.environment.bytecode_cache = Compiled()
        self.made = MadeOnce()

    left = PAGE_SECONDS

    def _init_preprocessors(self) -> None:
        self._preprocessors = []  # not those of the template, of which one makes the styles of code for each page
        self.register_preprocessor(StyleOnce(parent=self, style="default"), enabled=True)

    def default_filters(self) -> Any:
        """Yield nbconvert's filters, and the ones for a message of the grader, for a comment and for what outputs show."""
        yield from super().default_filters()
        yield ("message", self.message_html)
        yield ("ansi2html", self.output_html)
        yield ("comment", self.comment_html)
        yield ("whole", self.whole_html)
        yield ("made_once", self.cell_html)

    def from_file(
        self, file_stream: TextIO, resources: dict[str, Any] | None = None, **options: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page of a notebook in a file. A graded one is the grader's own writing and not looked at for its form.

        Parameters
        ----------
        file_stream : holds the notebook.
        resources, **options : as nbconvert's exporter takes them.
        """
        text = file_stream.read()
        read = json.loads(text, object_hook=NotebookNode)
        if read.get("nbformat") != nbformat.v4.nbformat:
            return self.page_of(nbformat.reads(text, as_version=4), resources)
        return self.page_of(rejoin_lines(read), resources)

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **options: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page of a notebook, which stays as it is.

        Parameters
        ----------
        nb : the notebook.
        resources, **options : as nbconvert's exporter takes them.
        """
        return self.page_of(copy.deepcopy(nb), resources)

    def page_of(self, nb: NotebookNode, resources: dict[str, Any] | None) -> tuple[str, dict[str, Any]]:
        """Return the page of a notebook, with a new allowance of time for its texts.

        Parameters
        ----------
        nb : the notebook, which nbgrader's steps may change.
        resources : as nbconvert's exporter takes them.
        """
        resources = self._init_resources(resources)
        for step in self._preprocessors:
            nb, resources = step(nb, resources)
        place = str(Path(resources["metadata"].get("path", ""), resources["metadata"].get("name", "")))
        shown = WidgetsDataTypeFilter(notebook_metadata={place: nb.metadata}, parent=self, resources=resources)
        self.register_filter("filter_data_type", shown)
        resources["raw_mimetypes"] = self.raw_mimetypes
        resources["output_mimetype"] = self.output_mimetype
        resources["global_content_filter"] = {f"include_{part}": True for part in PARTS}
        self.left = PAGE_SECONDS
        return self.template.render(nb=nb, resources=resources), resources

    def cell_html(self, cell: NotebookNode, make: Callable[[], str]) -> str:
        """Return a cell as HTML, which is made once for all students who have the very same cell.

        Parameters
        ----------
        cell : the cell.
        make : makes its HTML.
        """
        if not stands_alone(cell):
            return make()
        key = ("cell", json.dumps(cell))
        page = self.made.get(key)
        if page is None:
            page = make()
            if self.left:
                self.made.keep(key, page)
        return page

    def comment_html(self, comment: str) -> str:
        """Return a comment, of which a student may have written a part, as HTML: tags in it are text.

        Parameters
        ----------
        comment : in Markdown.
        """
        make = partial(with_mathml, comment, escape=True, allow_harmful_protocols=False)
        return self.timed(make, comment, "comment")

    def message_html(self, message: str) -> str:
        """Return a message of the grader, which may quote a student, as HTML."""
        return self.timed(partial(message_html, message), message, "message")

    def output_html(self, text: str) -> str:
        """Return a text that a cell has put out as HTML, with its colours."""
        page = self.timed(partial(ansi2html, text), text, "output")
        return page.removeprefix("<pre>").removesuffix("</pre>")  # it stands in such a block

    def code_html(self, code: str, metadata: Any = None) -> str:
        """Return the code of a cell as HTML.

        Parameters
        ----------
        code : the text of the cell.
        metadata : of the cell, which nbconvert's own filter looks at; not used.
        """
        return self.timed(partial(code_html, code), code, "code")

    def whole_html(self, page: str) -> str:
        """Return the HTML of an output so that it ends every tag that it begins, and none else."""
        return self.timed(partial(whole, page), page, "whole")

    def timed(self, make: Callable[[], str], source: str, kind: str) -> str:
        """Return a text as HTML; as it was typed where that cannot be made, or the allowance of the page is used up.

        Parameters
        ----------
        make, source : see `within`.
        kind : of text, as there is one way to make each; "" for one that is made anew each time.
        """
        page = self.made.get((kind, source)) if kind else None
        if page is None:
            self.left, page = within(self.left, make, source)
            if kind and self.left:
                self.made.keep((kind, source), page)
        return page

    @pass_context
    def markdown2html(self, context: Any, source: str) -> str:
        """Return a Markdown cell, or an output in Markdown or TeX, as HTML whose formulas need no script.

        Parameters
        ----------
        context : of the template; it has the cell and the resources.
        source : the text.
        """
        attachments = context.get("cell", {}).get("attachments", {})
        path = context.get("resources", {}).get("metadata", {}).get("path", "")
        make = partial(prose_html, source, attachments, path)
        return self.timed(make, source, "" if names_picture(source) else "markdown")
