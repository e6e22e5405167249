"""Who waits for a person: every part without a score, with the reason that the graded notebook gives, and nobody else."""

import json

import pytest
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory

from autograder.grading.manual_review import SET_RIGHT, WITHOUT_REASON, reasons, unsettled
from autograder.grading.submission_folders import Submission
from autograder.judging.verdict import State, Verdict
from autograder.nbgrader_plugin.graded_class import Unsettled

EXPECTED = {"squares": {"test_area", "test_halves"}, "twice": {"test_twice"}}


@pytest.fixture
def coursedir(tmp_path):
    """A course whose gradebook knows "ps" with a written answer, and "other" with cells of the same names."""
    course = CourseDirectory(root=str(tmp_path))
    with Gradebook(course.db_url, course.course_id) as book:
        for assignment in ("ps", "other"):
            book.add_assignment(assignment)
            for notebook, cells in EXPECTED.items():
                book.add_notebook(notebook, assignment)
                for cell in sorted(cells):
                    book.add_grade_cell(cell, notebook, assignment, max_score=2, cell_type="code")
            book.add_grade_cell("why", "squares", assignment, max_score=3, cell_type="markdown")
    return course


def hand_in(coursedir, student, scores=None, assignment="ps", **details):
    """Record a submission with the automatic scores of some cells, 1 where none is given; return it."""
    with Gradebook(coursedir.db_url, coursedir.course_id) as book:
        book.update_or_create_student(student)
        submission = book.add_submission(assignment, student)
        for notebook in submission.notebooks:
            for grade in notebook.grades:
                if grade.cell.name != "why":
                    grade.auto_score = (scores or {}).get(grade.cell.name, 1.0)
        book.db.commit()
    notebooks = dict.fromkeys(details.pop("there", EXPECTED), "fingerprint")
    return Submission(student, assignment, notebooks, **details)


def write_graded(submission, coursedir, name, **messages):
    """Write a graded notebook that notes a message on each of some cells."""
    verdicts = {cell: Verdict(cell, State.MANUAL_REVIEW, text).to_json() for cell, text in messages.items()}
    folder = submission.folder(coursedir, "autograded")
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / f"{name}.ipynb"
    place.write_text(json.dumps({"cells": [], "metadata": {"autograder": {"verdicts": verdicts}}}))
    return place


def give(coursedir, student, cell, score):
    """Let a person give a score."""
    with Gradebook(coursedir.db_url, coursedir.course_id) as book:
        book.find_grade(cell, "squares", "ps", student).manual_score = score
        book.db.commit()


def test_a_part_without_a_score_waits_with_the_reason_of_its_own_cell(coursedir):
    ada = hand_in(coursedir, "ada", {"test_area": None, "test_twice": None})
    bob = hand_in(coursedir, "bob", {"test_halves": None})
    write_graded(ada, coursedir, "squares", test_area="The grader stopped.", test_halves="fine")
    write_graded(ada, coursedir, "twice", test_twice="The file is broken.")
    write_graded(bob, coursedir, "squares", test_halves="The bank is broken.")
    assert unsettled(coursedir, [ada, bob], EXPECTED) == [
        Unsettled("ada", "squares/test_area", "The grader stopped."),
        Unsettled("ada", "twice/test_twice", "The file is broken."),
        Unsettled("bob", "squares/test_halves", "The bank is broken."),
    ]


def test_nothing_and_zero_are_scores(coursedir):
    settled = hand_in(coursedir, "ada", {"test_area": 0.0})
    assert unsettled(coursedir, [settled], EXPECTED) == []


@pytest.mark.parametrize("score", [0.0, 2.0])
def test_what_a_person_has_settled_waits_no_more(coursedir, score):
    ada = hand_in(coursedir, "ada", {"test_area": None})
    give(coursedir, "ada", "test_area", score)
    assert unsettled(coursedir, [ada], EXPECTED) == []


def test_written_answers_and_other_assignments_are_not_its_business(coursedir):
    hand_in(coursedir, "ada", {"test_area": None}, assignment="other")
    ada = hand_in(coursedir, "ada")
    assert unsettled(coursedir, [ada], EXPECTED) == []


def test_only_the_submissions_that_were_found_are_told_of(coursedir):
    ada = hand_in(coursedir, "ada")
    hand_in(coursedir, "gone", {"test_area": None})
    assert unsettled(coursedir, [ada], EXPECTED) == []


def test_an_unknown_notebook_where_one_is_missing_waits(coursedir):
    ada = hand_in(coursedir, "ada", there=["squares"], strangers=("twice (1).ipynb",))
    (work,) = unsettled(coursedir, [ada], EXPECTED)
    assert (work.student, work.place) == ("ada", "twice (1).ipynb")
    assert "twice.ipynb is missing" in work.reason and "squares.ipynb" not in work.reason


def test_a_submission_without_a_readable_date_waits(coursedir):
    ada = hand_in(coursedir, "ada", undated="it is not in UTF-8")
    assert unsettled(coursedir, [ada], EXPECTED) == [
        Unsettled("ada", "timestamp.txt", f"it is not in UTF-8. {SET_RIGHT}")
    ]


def test_where_the_graded_notebook_does_not_say_why_that_is_said(coursedir):
    ada = hand_in(coursedir, "ada", {"test_area": None, "test_halves": None})
    write_graded(ada, coursedir, "squares", test_area="The grader stopped.")
    assert {work.place: work.reason for work in unsettled(coursedir, [ada], EXPECTED)} == {
        "squares/test_area": "The grader stopped.",
        "squares/test_halves": WITHOUT_REASON,
    }


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"metadata": []}', '{"metadata": {"autograder": {"verdicts": {"a": 1}}}}']
)
def test_a_graded_notebook_that_cannot_be_read_gives_no_reasons(tmp_path, text):
    place = tmp_path / "squares.ipynb"
    assert reasons(place) == {}
    place.write_text(text)
    assert reasons(place) == {}
