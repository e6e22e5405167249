"""Model answer and mark scheme beside the student's text, where a person marks it: in formgrader, and nowhere else."""

from typing import Any

import nbformat
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearMarkScheme
from nbgrader.utils import is_grade, is_solution

from .course_files import source_file

HEAD = "**Model answer and mark scheme** (only markers see this)"
SCHEME = "**Mark scheme**"


class ShowMarkSchemes(Preprocessor):
    """Puts the source's version of each answer that a person reads behind the student's; `c.HTMLExporter.preprocessors` names it.

    Formgrader alone tells `submission_id`; whatever else is exported, feedback above all, passes as it is.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Add a cell after every answer that is marked by hand.

        Parameters
        ----------
        nb : the graded notebook.
        resources : formgrader tells there whose notebook it is.
        """
        if "submission_id" not in resources:
            return nb, resources
        models = self.models(resources["assignment_id"], resources["notebook_id"])
        cells = []
        for cell in nb.cells:
            cells.append(cell)
            if is_marked_by_hand(cell) and cell.metadata.nbgrader.grade_id in models:
                cells.append(self.beside(models[cell.metadata.nbgrader.grade_id]))
        nb.cells = cells
        return nb, resources

    def models(self, assignment: str, notebook: str) -> dict[str, NotebookNode]:
        """Return the cells of the source that are marked by hand, by grade id; none where the source cannot be read.

        Parameters
        ----------
        assignment, notebook : the names of the assignment and of its notebook.
        """
        try:
            source = nbformat.read(source_file(CourseDirectory(config=self.config), assignment, notebook), as_version=4)
        except (OSError, ValueError) as error:
            self.log.warning("no model answers are shown: %s", error)
            return {}
        return {cell.metadata.nbgrader.grade_id: cell for cell in source.cells if is_marked_by_hand(cell)}

    def beside(self, model: NotebookNode) -> NotebookNode:
        """Return the cell that shows a model answer, set off as a quotation, with what is attached to it.

        Parameters
        ----------
        model : the cell of the source.
        """
        text = f"```python\n{model.source}\n```" if model.cell_type == "code" else model.source
        delimiters = ClearMarkScheme(config=self.config)
        text = text.replace(delimiters.begin_mark_scheme_delimeter, SCHEME)
        text = text.replace(delimiters.end_mark_scheme_delimeter, "")
        cell = nbformat.v4.new_markdown_cell("\n".join(f"> {line}" for line in [HEAD, "", *text.splitlines()]))
        if "attachments" in model:
            cell.attachments = model.attachments
        return cell


def is_marked_by_hand(cell: NotebookNode) -> bool:
    """Tell whether a cell is an answer that a person marks."""
    return is_grade(cell) and is_solution(cell)
