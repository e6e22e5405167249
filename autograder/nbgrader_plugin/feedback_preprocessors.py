"""What a feedback page goes through, so that it shows a student's verdicts and no hidden test or mark scheme."""

from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme
from nbgrader.utils import is_locked, is_task

PAGE = "autograder.nbgrader_plugin.feedback_page.FeedbackExporter"
WITHOUT_SECRETS = [
    "nbgrader.preprocessors.GetGrades",
    "autograder.nbgrader_plugin.feedback_lines.SummariseParts",
    "autograder.nbgrader_plugin.feedback_preprocessors.HideTests",
    "autograder.nbgrader_plugin.feedback_preprocessors.HideMarkScheme",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
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
