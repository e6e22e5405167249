"""Report, `nbgrader export` and formgrader tell one score, with a mark by hand, extra credit and a late penalty in it."""

import csv
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from grading_tools import RIGHT, WRONG, command, make_course
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory

from autograder.nbgrader_plugin.graded_class import class_results
from autograder.report import write_report

EXPECTED = {  # before and after the penalty; of 12 points, 10 are the grader's
    "anna": (10, 10),
    "ben": (8 + 1.5 + 0.5, 8 + 1.5 + 0.5 - 2.25),
    "carl": (1, 0),
}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A graded class: ben's written answer is marked, with extra credit, and his work was late; carl's was very late."""
    students = {"anna": RIGHT, "ben": RIGHT | {"area": "area = 3"}, "carl": RIGHT | WRONG | {"squares": "squares = 1"}}
    course = make_course(tmp_path_factory.mktemp("scores") / "course", students)
    assert command(course, "autograder", "grade", "ps").returncode == 0
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        gradebook.add_student("dora")
        ben = gradebook.find_submission_notebook("squares", "ps", "ben")
        ben.late_submission_penalty = 2.25
        why = gradebook.find_grade("why", "squares", "ps", "ben")
        why.manual_score = 1.5
        why.extra_credit = 0.5
        why.needs_manual_grade = False
        gradebook.find_submission_notebook("twice", "ps", "carl").late_submission_penalty = 6
        gradebook.find_grade("test_twice", "twice", "ps", "carl").manual_score = 1
        gradebook.db.commit()
    return course


def test_the_three_agree(course):
    results = class_results(course, "ps")
    api = NbGraderAPI(CourseDirectory(root=str(course)))
    shown = {row["student"]: row["score"] for row in api.get_submissions("ps")}
    assert command(course, "nbgrader", "export", "--to", "grades.csv").returncode == 0
    with (course / "grades.csv").open() as stream:
        exported = {row["student_id"]: row for row in csv.DictReader(stream)}
    for student, (score, final) in EXPECTED.items():
        mine = results[student].standing
        assert mine.score == shown[student] == float(exported[student]["raw_score"]) == score
        assert mine.penalty == float(exported[student]["late_submission_penalty"])
        assert mine.final == float(exported[student]["score"]) == final
        assert mine.max_score == float(exported[student]["max_score"]) == 12
        assert sum(mark.score for mark in results[student].marks.values()) == score
    assert set(results) == set(EXPECTED) and exported["dora"]["score"] == "0.0"


def test_the_report_shows_that_score_and_its_links_lead_to_the_work(course):
    folder = course / "reports" / "deep"
    for way in ("graded notebooks", "feedback"):
        if way == "feedback":
            assert command(course, "autograder", "feedback", "ps").returncode == 0
        page, anonymous, _ = write_report(course, "ps", folder)
        soup = BeautifulSoup(page.read_text(), "html.parser")
        rows = [[cell.text for cell in row.find_all("td")] for row in soup.select("#students ~ details tbody tr")]
        shown = {student: (score, late, final) for student, score, late, final, _ in rows}
        assert shown == {"anna": ("10", "", "10"), "ben": ("10", "−2.25", "7.75"), "carl": ("1", "−6", "0")}
        links = [link["href"] for link in soup.select("a")]
        assert len(links) > 3 and all((folder / unquote(link.partition("#")[0])).is_file() for link in links)
        assert any(".html#" in link for link in links) == (way == "feedback")
        assert not {"anna", "ben", "carl", "dora"} & set(anonymous.read_text().split())
