"""A class graded by real nbgrader: every score and every message is the expected one, and no student stops another."""

import csv
import re
from pathlib import Path

import pytest

from autograder.bank import find_part
from autograder.demo import build_course, grade_course, table
from autograder.misconceptions import CATALOGUE
from autograder.problem import Function
from autograder.verdict import State
from autograder.virtual.edits import WRONG_CODE
from autograder.virtual.students import turns_of

ROOT = Path(__file__).parent.parent
ASSIGNMENT = "ps1_exposure"
pytestmark = pytest.mark.timeout(900)


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    course = tmp_path_factory.mktemp("course")
    students = build_course(ROOT, course, ASSIGNMENT)
    return course, {student.name: student for student in students}, grade_course(course, ASSIGNMENT)


def feedback(course, student, notebook):
    return (course / "feedback" / student / ASSIGNMENT / f"{notebook}.html").read_text()


def nudges(part):
    definition = find_part(part)[1]
    turns = getattr(definition, "wrong_turns", None) or [option for option in definition.options if option.code]
    return {turn.nudge: turn.code for turn in turns}


def test_every_student_has_a_result(graded):
    _, students, results = graded
    assert len(students) >= 24 and results.keys() == students.keys()


def test_every_wrong_turn_sits_in_the_class(graded):
    _, students, _ = graded
    parts = students["perfect"].notebooks and {part for s in students.values() for part in s.codes}
    expected = {(part, code) for part in parts for code, _ in turns_of(part)}
    assert {(part, code) for s in students.values() for part, code in s.codes.items()} == expected
    assert len(expected) >= 50 and {code for _, code in expected} <= set(CATALOGUE)


def test_every_wrong_function_of_the_bank_can_be_typed():
    expected = {
        (part, code)
        for part in {part for part, _ in WRONG_CODE}
        for code, _ in turns_of(part)
        if isinstance(find_part(part)[1], Function)
    }
    assert set(WRONG_CODE) == expected


def test_every_score_is_what_the_scheme_says(graded):
    _, students, results = graded
    full = results["perfect"].max_score
    assert full == results["perfect"].score == 39
    expected = {name: round(full - sum(student.lost.values()), 3) for name, student in students.items()}
    assert {name: round(result.score, 3) for name, result in results.items()} == expected
    assert {result.max_score for result in results.values()} == {full}


def test_every_part_has_the_expected_verdict(graded):
    _, students, results = graded
    compared = 0
    for name, student in students.items():
        for part, verdict in results[name].verdicts.items():
            assert verdict["code"] == student.codes.get(part), (name, part)
            if part not in student.codes:
                carried = verdict["state"] == State.CARRIED and student.codes
                assert carried or verdict["state"] == student.states.get(part, State.RIGHT), (name, part)
            compared += 1
    assert compared >= 18 * len(students)


def test_feedback_names_the_misconception_and_no_other(graded):
    course, students, results = graded
    told = 0
    for name, student in students.items():
        pages = {
            part: feedback(course, name, page)
            for page, notebook in student.notebooks.items()
            for part in marked(notebook)
        }
        for part, page in pages.items():
            text = re.sub(r"\s+", " ", page.replace("&#39;", "'").replace("&quot;", '"').replace("&#x27;", "'"))
            found = {code for nudge, code in nudges(part).items() if nudge.replace("<", "&lt;") in text}
            assert found == ({student.codes[part]} if part in student.codes else set()), (name, part)
            told += bool(found)
    assert told >= 50


def marked(notebook):
    ids = [cell.metadata.get("nbgrader", {}).get("grade_id", "") for cell in notebook.cells]
    return [key.removesuffix("-mark").replace("-", ".") for key in ids if key.endswith("-mark")]


def test_blank_gets_nothing_and_is_told_so(graded):
    course, _, results = graded
    assert results["blank"].score == 0 and results["blank"].diagnosis == "not started"
    assert feedback(course, "blank", "microdose_limit").count("not started") >= 9


def test_table_and_grades_list_everybody(graded):
    course, students, results = graded
    lines = table(results)
    assert len(lines) == len(students) + 1 and all(name in "\n".join(lines) for name in students)
    rows = list(csv.DictReader((course / "grades.csv").open()))
    assert {row["student_id"] for row in rows} == set(students)
    assert {float(row["max_score"]) for row in rows} == {47.0}


def test_a_second_run_gives_the_same_scores(graded, tmp_path):
    _, _, results = graded
    some = ["perfect", "h1-a-m-prot", "h2-h-m-occlin", "half-done"]
    build_course(ROOT, tmp_path / "again", ASSIGNMENT, some)
    again = grade_course(tmp_path / "again", ASSIGNMENT)
    assert {name: result.score for name, result in again.items()} == {name: results[name].score for name in some}
