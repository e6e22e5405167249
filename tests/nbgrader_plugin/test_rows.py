"""The rows of a submission in the gradebook: made once, as nbgrader would make them, and only those asked for are changed."""

from datetime import datetime
from types import SimpleNamespace

import pytest
from nbgrader.api import Comment, Gradebook

from autograder.nbgrader_plugin.rows import Rows

NOON = datetime(2030, 1, 31, 12)
DUE = datetime(2030, 1, 31)


@pytest.fixture
def book(tmp_path):
    """A gradebook that knows "ps", with two notebooks, and another assignment with a notebook of the same name."""
    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as gradebook:
        for assignment in ("ps", "other"):
            gradebook.add_assignment(assignment, duedate=DUE if assignment == "ps" else None)
            gradebook.add_notebook("squares", assignment)
            gradebook.add_grade_cell("test_area", "squares", assignment, max_score=2, cell_type="code")
            gradebook.add_solution_cell("area", "squares", assignment)
            for add in (gradebook.add_grade_cell, gradebook.add_solution_cell):
                more = {"max_score": 3, "cell_type": "markdown"} if add == gradebook.add_grade_cell else {}
                add("why", "squares", assignment, **more)
        gradebook.add_notebook("twice", "ps")
        gradebook.add_task_cell("task", "twice", "ps", max_score=1, cell_type="markdown")
        gradebook.add_student("enrolled")
        yield gradebook


def handed_in(student, timestamp=NOON):
    return SimpleNamespace(student=student, timestamp=timestamp)


def shape(gradebook, student):
    """Return what nbgrader finds of a submission to "ps": the names of graded and of commented cells by notebook."""
    gradebook.db.expire_all()
    found = {}
    for row in gradebook.find_submission("ps", student).notebooks:
        comments = gradebook.db.query(Comment).filter(Comment.notebook_id == row.id)
        found[row.name] = (sorted(g.cell.name for g in row.grades), sorted(c.cell.name for c in comments))
    return found


@pytest.mark.parametrize("student", ["enrolled", "newcomer"])
def test_a_new_submission_has_the_rows_that_nbgrader_makes(book, student):
    Rows(book, "ps").of(handed_in(student))
    book.add_student("theirs")
    book.add_submission("ps", "theirs")
    assert shape(book, student) == shape(book, "theirs")
    assert shape(book, student) == {"squares": (["test_area", "why"], ["area", "why"]), "twice": (["task"], ["task"])}


def test_the_rows_are_those_of_the_student_and_are_made_once(book):
    rows = Rows(book, "ps")
    mine = rows.of(handed_in("enrolled"))
    assert mine == {row.name: row.id for row in book.find_submission("ps", "enrolled").notebooks}
    others = rows.of(handed_in("newcomer"))
    assert rows.of(handed_in("enrolled")) == mine and Rows(book, "ps").of(handed_in("enrolled")) == mine
    assert set(mine.values()).isdisjoint(others.values())
    assert len(book.assignment_submissions("ps")) == 2 and book.assignment_submissions("other") == []


def test_a_submission_of_another_assignment_is_another_one(book):
    others = Rows(book, "other").of(handed_in("enrolled"))
    mine = Rows(book, "ps").of(handed_in("enrolled", None))
    assert mine.keys() == {"squares", "twice"} and mine["squares"] != others["squares"]
    book.db.expire_all()
    assert book.find_submission("other", "enrolled").timestamp == NOON


def test_the_timestamp_is_that_of_the_last_time_it_was_handed_in_and_of_nobody_else(book):
    rows = Rows(book, "ps")
    rows.of(handed_in("newcomer"))
    rows.of(handed_in("enrolled"))
    rows.of(handed_in("enrolled", None))
    book.db.expire_all()
    assert book.find_submission("ps", "enrolled").timestamp is None
    assert book.find_submission("ps", "newcomer").timestamp == NOON


def test_a_penalty_of_an_earlier_grading_is_taken_back(book):
    rows = Rows(book, "ps")
    for student in ("enrolled", "newcomer"):
        rows.of(handed_in(student))
        book.find_submission_notebook("squares", "ps", student).late_submission_penalty = 1.5
    book.db.flush()
    rows.of(handed_in("enrolled"))
    book.db.expire_all()
    penalties = [
        book.find_submission_notebook("squares", "ps", s).late_submission_penalty for s in ("enrolled", "newcomer")
    ]
    assert penalties == [None, 1.5]


def grades(book, student):
    """Return score and "needs manual grade" of every grade of a student in "ps", by cell."""
    book.db.expire_all()
    found = [grade for row in book.find_submission("ps", student).notebooks for grade in row.grades]
    return {grade.cell.name: (grade.auto_score, grade.needs_manual_grade) for grade in found}


def test_a_notebook_that_was_not_handed_in_scores_nothing_and_waits_for_nobody(book):
    rows = Rows(book, "ps")
    mine = rows.of(handed_in("enrolled"))
    before = grades(book, "enrolled")
    rows.save_missing(mine["squares"])
    assert grades(book, "enrolled") == before | {"test_area": (0, False), "why": (0, False)}


def test_grades_that_are_held_back_wait_for_a_person_and_keep_their_score(book):
    rows = Rows(book, "ps")
    mine = rows.of(handed_in("enrolled"))
    others = rows.of(handed_in("newcomer"))
    for row in (*mine.values(), *others.values()):
        rows.save_missing(row)
    rows.hold_back([mine["squares"], mine["twice"]])
    assert set(grades(book, "enrolled").values()) == {(0, True)}
    assert set(grades(book, "newcomer").values()) == {(0, False)}


def test_it_knows_whether_there_is_a_due_date(book):
    assert Rows(book, "ps").due and not Rows(book, "other").due
