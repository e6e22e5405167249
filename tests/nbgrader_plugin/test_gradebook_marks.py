"""What the gradebook tells of a graded cell: who marks it, and whether it waits."""

import pytest
from nbgrader.api import Gradebook

from autograder.nbgrader_plugin.gradebook_marks import cell_marks, marks_of_notebook

CELLS = {  # its kind, and whether it is an answer too: an answer that is its own graded cell is marked by hand
    "test": ("code", False),
    "program": ("code", True),
    "essay": ("markdown", True),
}


@pytest.fixture
def gradebook(tmp_path):
    """A gradebook in which one student has left everything untouched."""
    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as gradebook:
        gradebook.add_assignment("ps")
        gradebook.add_notebook("squares", "ps")
        for name, (kind, is_answer) in CELLS.items():
            gradebook.add_grade_cell(name, "squares", "ps", max_score=2, cell_type=kind)
            if is_answer:
                gradebook.add_solution_cell(name, "squares", "ps")
        gradebook.add_student("anna")
        gradebook.add_submission("ps", "anna")
        for name in CELLS:
            gradebook.find_grade(name, "squares", "ps", "anna").auto_score = 0
        gradebook.db.commit()
        yield gradebook


def test_an_answer_that_is_its_own_graded_cell_is_marked_by_hand(gradebook):
    by_class = [mark for _, mark in cell_marks(gradebook, "ps")]
    by_notebook = marks_of_notebook(gradebook.find_submission_notebook("squares", "ps", "anna"))
    for marks in (by_class, by_notebook):
        assert {mark.cell: mark.written for mark in marks} == {"test": False, "program": True, "essay": True}
