"""What a feedback page goes through, so that it shows a student's verdicts and no hidden test or mark scheme."""

from typing import Any

from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbformat import NotebookNode
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme
from nbgrader.utils import is_locked, is_task

PAGE = "autograder.nbgrader_plugin.feedback_page.FeedbackExporter"
WITHOUT_SECRETS = [
    "autograder.nbgrader_plugin.page_marks.ShowMarks",
    "autograder.nbgrader_plugin.feedback_lines.SummariseParts",
    "autograder.nbgrader_plugin.feedback_preprocessors.HideTests",
    "autograder.nbgrader_plugin.feedback_preprocessors.HideMarkScheme",
]


class OurCells:
    """Keeps a preprocessor of nbgrader's to the cells of ours: over a student's own "BEGIN HIDDEN TESTS" it would stop."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Let nbgrader's own step see the cell, unless a student may write in it.

        Parameters
        ----------
        cell : the cell.
        resources : what nbgrader's steps tell each other.
        index : its place in the notebook.
        """
        ours = is_locked(cell) or is_task(cell)
        return super().preprocess_cell(cell, resources, index) if ours else (cell, resources)


class HideTests(OurCells, ClearHiddenTests):
    """Takes the hidden tests out of a feedback page."""


class HideMarkScheme(OurCells, ClearMarkScheme):
    """Takes the mark schemes out of a feedback page."""


class StyleOnce(CSSHTMLHeaderPreprocessor):
    """Adds the styles of code in colours, which are the same on every page and made for the first."""

    styles: dict[str, Any] | None = None

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Put the styles into the resources, where the template looks for them.

        Parameters
        ----------
        nb : the notebook, which stays as it is.
        resources : what nbconvert's steps tell each other.
        """
        if self.styles is None:
            _, told = super().preprocess(nb, resources)
            self.styles = told["inlining"]
        return nb, resources | {"inlining": self.styles}
