"""The instructor's report: its numbers are right, its page stands alone, and hostile text in it stays text."""

import csv
import re

import numpy as np
import pytest

from autograder.judging.verdict import State, Verdict
from autograder.nbgrader_plugin.gradebook_marks import Standing
from autograder.nbgrader_plugin.graded_class import Result, Unsettled
from autograder.report.page import harmless, render, write_sheet
from autograder.report.statistics import items, misconceptions, unsettled_parts


def verdict(part, share, state=State.WRONG, code=None, message="m"):
    return Verdict(part, state, message, share, 2.0, code)


@pytest.fixture
def results():
    """Six students: h1.a separates the strong from the weak, h1.b is right for everybody."""
    found = {}
    for number in range(6):
        strong = number % 2
        verdicts = {
            "h1.a": verdict("h1.a", strong, State.RIGHT if strong else State.WRONG_TURN, None if strong else "M-OR"),
            "h1.b": verdict("h1.b", 1, State.RIGHT),
            "h1.c": verdict("h1.c", strong / 2, State.PARTIAL if strong else State.NOT_STARTED),
        }
        found[f"s{number}"] = Result(f"s{number}", Standing(2 + 3 * strong, 0.0, 6.0), verdicts=verdicts)
    return found


def test_difficulty_and_discrimination(results):
    found = {item.part: item for item in items(results)}
    assert [found[p].difficulty for p in ("h1.a", "h1.b", "h1.c")] == [0.5, 1.0, 0.25]
    assert found["h1.a"].discrimination == pytest.approx(1) and np.isnan(found["h1.b"].discrimination)
    assert [found[p].not_started for p in ("h1.a", "h1.b", "h1.c")] == [0, 0, 3]


def test_misconceptions_are_counted_with_their_students(results):
    assert [(met.code, met.part, met.students) for met in misconceptions(results)] == [
        ("M-OR", "h1.a", ("s0", "s2", "s4"))
    ]


def test_who_needs_a_person_is_said_with_the_reason(results):
    results["s1"].verdicts["h1.b"] = verdict("h1.b", 0, State.MANUAL_REVIEW, message="the file is broken")
    assert unsettled_parts(results) == [Unsettled("s1", "h1.b", "the file is broken")]
    assert "the file is broken" in render("ps1", results)


def test_page_stands_alone_and_shows_every_student(results):
    page = render("ps1", results)
    assert not re.search(
        r'(src|href)="(?!#)(?!https?://(www\.w3|creativecommons|purl))', re.sub(r"xlink:href", "", page)
    )
    assert "<script" not in page and page.count("<svg") == 3
    assert all(f"<td>{name}</td>" in page for name in results)


def test_hostile_text_stays_text(results, tmp_path):
    results["<script>alert(1)</script>"] = results.pop("s0")
    results["s1"].verdicts["h1.a"] = verdict("h1.a", 0, message='=HYPERLINK("http://x")')
    assert "<script" not in render("ps1", results)
    write_sheet(tmp_path / "a.csv", results)
    rows = list(csv.reader((tmp_path / "a.csv").open()))
    assert len(rows) == 1 + 6 * 3
    assert not any(cell[:1] in "=+@" for row in rows for cell in row if cell)
    assert harmless(-2.0) == -2.0 and harmless("-2+3") == "'-2+3"


def test_one_student_or_no_wrong_turn_is_no_error(results):
    alone = {"s1": results["s1"]}
    assert "No known wrong turn" in render("ps1", alone)
