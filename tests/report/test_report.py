"""The instructor's report: its numbers are right, its page stands alone, and hostile text in it stays text."""

import csv
import re
from dataclasses import replace

import numpy as np
import pytest
from bs4 import BeautifulSoup
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory

from autograder.bank import find_part
from autograder.judging.verdict import State, Verdict
from autograder.learner.own_numbers import own_values
from autograder.nbgrader_plugin.gradebook_marks import CellMark, Standing
from autograder.nbgrader_plugin.graded_class import Result
from autograder.nbgrader_plugin.transactions import one_transaction
from autograder.report.course_trend import Step, trend
from autograder.report.names import Shown, by_number
from autograder.report.page import ClassRecord, read_class, render
from autograder.report.sheet import harmless, write_sheet
from autograder.report.statistics import items, misconceptions
from autograder.report.waiting import Kind, Waiting, what_waits
from autograder.report.wrong_answers import unnamed_answers

NOTEBOOK = "microdose_limit"


def verdict(part, share, state=State.WRONG, code=None, message="m", answer=None):
    return Verdict(part, state, message, share, 2.0, code, answer)


def mark(part, score, **more):
    return CellMark(NOTEBOOK, f"{part.replace('.', '-')}-mark", 2.0, score, **more)


def result(student, *verdicts, **more):
    """Return a result whose marks are those of its verdicts."""
    by_part = {v.part: v for v in verdicts}
    marks = {part: mark(part, v.score, waits=v.score is None) for part, v in by_part.items()}
    score = sum(m.score for m in marks.values())
    return Result(student, Standing(score, 0.0, 6.0), marks, by_part, **more)


@pytest.fixture
def results():
    """Six students: h1.a separates the strong from the weak, h1.b is right for everybody."""
    found = {}
    for number in range(6):
        strong = number % 2
        found[f"s{number}"] = result(
            f"s{number}",
            verdict("h1.a", strong, State.RIGHT if strong else State.WRONG_TURN, None if strong else "M-OR"),
            verdict("h1.b", 1, State.RIGHT),
            verdict("h1.c", strong / 2, State.PARTIAL if strong else State.NOT_STARTED),
        )
    return found


def record(results, enrolled=(), standings=None):
    return ClassRecord("ps1", results, sorted({*results, *enrolled}), standings or {})


def by_id(student, part=""):
    return Shown(student, student, f"work/{student}")


def page(results, **more):
    return render(record(results, **more), by_id)


def text_of(html):
    return " ".join(BeautifulSoup(html, "html.parser").text.split())


def test_difficulty_and_discrimination(results):
    found = {item.part: item for item in items(results)}
    assert [found[p].difficulty for p in ("h1.a", "h1.b", "h1.c")] == [0.5, 1.0, 0.25]
    assert found["h1.a"].discrimination == pytest.approx(1) and np.isnan(found["h1.b"].discrimination)
    assert [found[p].not_started for p in ("h1.a", "h1.b", "h1.c")] == [0, 0, 3]


def test_what_waits_for_a_person_is_no_zero_of_a_part(results):
    for student in ("s0", "s2", "s4"):
        results[student].marks["h1.a"] = mark("h1.a", None, waits=True)
    (item, *_) = items(results)
    assert item.difficulty == 1 and item.marked == 3
    results["s0"].marks["h1.a"] = mark("h1.a", None, waits=True, by_hand=1.0)
    (item, *_) = items(results)
    assert item.difficulty == (2 + 2 + 2 + 1) / 8 and item.marked == 4


def test_misconceptions_are_counted_in_students_over_all_parts(results):
    results["s0"].verdicts["h1.b"] = verdict("h1.b", 0, State.WRONG_TURN, "M-OR")
    results["s1"].verdicts["h1.b"] = verdict("h1.b", 0, State.WRONG_TURN, "M-UNIT")
    first, second = misconceptions(results)
    assert (first.code, first.students) == ("M-OR", {"s0", "s2", "s4"})
    assert first.parts == {"h1.a": ["s0", "s2", "s4"], "h1.b": ["s0"]}
    assert second.code == "M-UNIT" and "factor of a thousand" in second.meaning


def test_all_that_waits_is_told_by_its_kind(results):
    results["s0"].verdicts["h1.b"] = verdict("h1.b", 0, State.MANUAL_REVIEW, message="the file is broken")
    results["s0"].marks["h1.b"] = mark("h1.b", None, waits=True)
    results["s1"].marks["h1.j"] = replace(mark("h1.j", None, waits=True), written=True)
    results["s2"].marks["h1.a"] = mark("h1.a", 0.0, by_hand=1.0, waits=True)
    results["s3"].marks["h1.a"] = mark("h1.a", 2.0, waits=True)
    results["s4"].missing.append("receptor_occupancy")
    results["s4"].verdicts["receptor_occupancy"] = Verdict("receptor_occupancy", State.NOT_STARTED, "It is not there.")
    results["s5"].marks["h1.j"] = replace(mark("h1.j", None, by_hand=3.0), written=True)
    waiting = what_waits(results, ["s0", "zoe"])
    assert waiting == [
        Waiting(Kind.WRITTEN, "s1", "h1.j"),
        Waiting(Kind.REVIEW, "s0", "h1.b", "the file is broken"),
        Waiting(Kind.AGAIN, "s2", "h1.a"),
        Waiting(Kind.HELD, "s3", NOTEBOOK),
        Waiting(Kind.MISSING, "s4", "receptor_occupancy", "It is not there."),
        Waiting(Kind.ABSENT, "zoe"),
    ]
    shown = text_of(page(results, enrolled=["zoe"]))
    assert "s0, Is it a microdose? (b) Two rules: the file is broken" in shown
    assert "s4, receptor_occupancy: It is not there." in shown and f"{Kind.ABSENT}: 1 zoe" in shown


def test_unnamed_numbers_that_are_alike_are_one_and_single_ones_are_left_out():
    right = find_part("h1.c")[1].answer(find_part("h1.c")[0].canonical())
    answers = {"a": 0.5, "b": 0.504, "c": 0.5, "d": 0.7, "e": -0.5}
    results = {who: result(who, verdict("h1.c", 0, answer=share * right)) for who, share in answers.items()}
    results["f"] = result("f", verdict("h1.c", 0, State.WRONG_TURN, "M-BW", answer=0.5 * right))
    ((part, (cluster,)),) = unnamed_answers(results).items()
    assert (part, cluster.students) == ("h1.c", ("a", "b", "c"))
    assert cluster.answer == f"{0.5 * right:.4g}, which is 0.5 times the right answer"


def test_answers_to_own_numbers_are_compared_by_their_ratio_to_the_right_one():
    problem, part = find_part("h4.b")
    results = {}
    for who in ("ada", "grace"):
        answer = 3 * part.answer(own_values(problem.id, who))
        results[who] = result(who, verdict("h4.b", 0, answer=answer), own_numbers=[NOTEBOOK])
    assert results["ada"].verdicts["h4.b"].answer != results["grace"].verdicts["h4.b"].answer
    ((cluster,),) = unnamed_answers(results).values()
    assert cluster.students == ("ada", "grace") and "3 times the right answer" in cluster.answer


def test_other_unnamed_answers_are_alike_where_only_numbers_differ():
    told = {"a": "Try f(30.5, x2) by hand.", "b": "Try f(-1e-3, x2) by hand.", "c": "Try f(1, x3) by hand."}
    results = {who: result(who, verdict("h1.a", 0, message=message)) for who, message in told.items()}
    ((cluster,),) = unnamed_answers(results).values()
    assert cluster.students == ("a", "b") and cluster.answer == told["a"]


def test_trend_has_quartiles_in_percent_and_leaves_out_what_nobody_can_score_in():
    standings = {
        "first": {str(n): Standing(n, 1.0, 10.0) for n in (1, 3, 5, 7, 9)},
        "warm-up": {"1": Standing(0.0, 0.0, 0.0)},
        "nobody": {},
    }
    assert trend(standings) == [Step("first", 5, 20.0, 40.0, 60.0)]
    assert trend({"late": {"a": Standing(1.0, 3.0, 10.0)}}) == [Step("late", 1, 0.0, 0.0, 0.0)]


def test_page_stands_alone_speaks_in_titles_and_links_to_the_work(results):
    standings = {"ps0": {"s0": Standing(1, 0, 2)}, "ps1": {s: r.standing for s, r in results.items()}}
    html = page(results, standings=standings)
    soup = BeautifulSoup(html, "html.parser")
    assert soup.find(["script", "link", "iframe", "img"]) is None and len(soup.find_all("svg")) == 2
    assert {a["href"] for a in soup.select("a")} == {f"work/{s}" for s in results} | {"ps1_anonymous.html"}
    shown = text_of(html)
    assert "3 students: limits taken as alternatives" in shown and "Is it a microdose? (a) A function: 3" in shown
    assert "h1.a" not in shown and all(f">{student}<" in html for student in results)


def test_nobody_is_known_by_the_page_without_names(results):
    results["s0"].verdicts["h1.b"] = verdict("h1.b", 0, State.MANUAL_REVIEW, message="the file of s0 is broken")
    results["s0"].marks["h1.b"] = mark("h1.b", None, waits=True)
    one = record(results, enrolled=["zoe"])
    html = render(one, by_number(one.enrolled), anonymous=True)
    shown = text_of(html)
    assert not re.search(r"\bs[0-5]\b|zoe", html) and "<a " not in html
    rows = re.findall(r"<td>student (\d)</td>", html)
    assert rows == sorted(rows) and len(rows) == 6
    assert "3 students: limits taken as alternatives" in shown and f"{Kind.ABSENT}: 1" in shown


def test_the_numbers_of_students_are_in_no_order():
    students = [f"{n:03}" for n in range(200)]
    orders = [
        [named(student, "").order for student in students] for named in (by_number(students), by_number(students))
    ]
    assert orders[0] != orders[1] and all(sorted(order) == list(range(1, 201)) for order in orders)
    assert all(order != sorted(order) for order in orders)


def test_hostile_text_stays_text(results, tmp_path):
    results["<script>alert(1)</script>"] = results.pop("s0")
    results["s1"].verdicts["h1.a"] = verdict("h1.a", 0, message='=HYPERLINK("http://x")')
    assert "<script" not in page(results)
    write_sheet(tmp_path / "a.csv", results)
    rows = list(csv.reader((tmp_path / "a.csv").open()))
    assert len(rows) == 1 + 6 * 3
    assert not any(cell[:1] in "=+@" for row in rows for cell in row if cell)
    assert harmless(-2.0) == -2.0 and harmless("-2+3") == "'-2+3"


def test_the_sheet_has_the_points_that_count(results, tmp_path):
    results["s0"].marks["h1.a"] = mark("h1.a", 0.0, by_hand=1.5)
    results["s0"].marks["h1.b"] = mark("h1.b", None, waits=True)
    write_sheet(tmp_path / "a.csv", results)
    rows = {(row["student"], row["part"]): row for row in csv.DictReader((tmp_path / "a.csv").open())}
    assert (rows["s0", "h1.a"]["score"], rows["s0", "h1.a"]["by hand"]) == ("1.5", "1.5")
    assert (rows["s0", "h1.b"]["score"], rows["s0", "h1.b"]["title"]) == ("", "(b) Two rules")
    assert rows["s1", "h1.b"]["score"] == "2.0"


def test_one_student_or_no_wrong_turn_is_no_error(results):
    assert "No known wrong turn" in page({"s1": results["s1"]})


@pytest.fixture(scope="module")
def thousand(tmp_path_factory):
    """A course of which nothing is there but its gradebook: 1000 students handed in, every third answer is unread."""
    course = CourseDirectory(root=str(tmp_path_factory.mktemp("thousand")))
    with Gradebook(course.db_url) as gradebook, one_transaction(gradebook):
        gradebook.add_assignment("ps1")
        gradebook.add_notebook(NOTEBOOK, "ps1")
        gradebook.add_grade_cell("h1-a-mark", NOTEBOOK, "ps1", max_score=4, cell_type="code")
        gradebook.add_grade_cell("h1-j", NOTEBOOK, "ps1", max_score=4, cell_type="markdown")
        for number in range(1000):
            gradebook.add_student(f"n{number:04}")
            notebook = gradebook.add_submission("ps1", f"n{number:04}").notebooks[0]
            for grade in notebook.grades:
                grade.auto_score = 4.0 if grade.cell.name == "h1-a-mark" else None
                grade.manual_score = 2.0 if grade.cell.name == "h1-j" and number % 3 else None
                grade.needs_manual_grade = grade.cell.name == "h1-j" and not number % 3
    return course


def test_a_class_of_a_thousand_is_read_from_its_gradebook_and_shown_in_short(thousand):
    one = read_class(thousand, "ps1")
    assert len(one.results) == 1000
    assert sum(r.standing.final for r in one.results.values()) == 1000 * 4 + 666 * 2
    for notebook in one.results.values():
        notebook.missing.clear()  # as if the graded notebooks lay there
    soup = BeautifulSoup(render(one, by_id), "html.parser")
    assert len(soup.select("details tbody tr")) == 1000
    assert f"{Kind.WRITTEN}: 334" in soup.text
    for details in soup.find_all("details", open=False):
        details.replace_with(details.summary)
    for picture in soup.find_all("svg"):
        picture.decompose()
    assert len(soup.main.text.split()) < 300
