"""The learner's own progress: every counted try is in it, and nothing can break it or be disturbed by it."""

import json
import os
import stat

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import autograder
from autograder import practice
from autograder.bank import find_part, problems
from autograder.judging.verdict import State, Verdict
from autograder.learner import progress_overview as overview
from autograder.learner import progress_record as progress
from autograder.learner.practice_widgets import practice_panel


@pytest.fixture(autouse=True)
def data_folder(tmp_path, monkeypatch):
    """Give each test a data folder of its own."""
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)  # outside a course, where only the practice is told
    return tmp_path / "data"


def rows():
    return {row[0]: row[2:] for row in overview.table(progress.read(progress.progress_file()))}


def shown(monkeypatch):
    said = []
    monkeypatch.setattr(overview, "display", lambda bundle, **_: said.append(bundle))
    autograder.progress()
    return said[0]["text/markdown"]


def test_missing_file_is_no_progress_and_says_where_to_start(monkeypatch, data_folder):
    assert rows() == {}
    assert "Nothing practised yet" in shown(monkeypatch)
    assert not data_folder.exists(), "looking must not write"


def test_tries_right_ones_and_streaks_are_counted_as_the_widget_counts_them():
    desk = practice_panel("h1.b", np.random.default_rng(1)).desk
    right = [True, True, False, True, True, True, False]
    for good in right:
        answer = desk.asked.part.answer(desk.asked.given)
        desk.entry.value = repr(float(answer) if good else -float(answer))
        desk.check.click()
        desk.new.click()
    assert rows() == {"h1.b": (len(right), sum(right), 3, "–")}


def test_what_the_widget_does_not_count_is_not_recorded():
    desk = practice_panel("h1.b", np.random.default_rng(1)).desk
    for text in ("", "six"):
        desk.entry.value = text
        desk.check.click()
    assert rows() == {}
    desk.solution.click()
    desk.entry.value = repr(float(desk.asked.part.answer(desk.asked.given)))
    desk.check.click()
    assert rows() == {}, "an answer copied from the solution"


def test_choices_and_functions_are_recorded(capsys):
    desk = practice_panel("h1.g", np.random.default_rng(1)).desk
    desk.entry.index = 0
    desk.check.click()
    part = find_part("h1.a")[1]
    for function in (part.answer, part.wrong_turns[0].gives, lambda *args, **kwargs: None, ...):
        practice("h1.a", function)
    capsys.readouterr()
    assert rows()["h1.a"] == (2, 1, 1, "–")
    assert rows()["h1.g"][0] == 1


def test_the_last_self_check_counts_and_practice_stays_apart():
    for state in (State.WRONG, State.RIGHT, State.NOT_STARTED):
        progress.record(Verdict("h2.b", state, ""), "self-check")
    assert rows() == {"h2.b": (0, 0, 0, "right")}


def test_rows_stand_in_the_order_of_the_course_and_read_as_a_table(monkeypatch):
    for part in ("h2.b", "h1.c", "h1.b"):
        progress.record(Verdict(part, State.RIGHT, ""), "practice", 1)
    assert list(rows()) == ["h1.b", "h1.c", "h2.b"]
    lines = shown(monkeypatch).splitlines()
    assert len(lines) == 2 + 3 and {text.count("|") for text in lines} == {7}


def test_every_part_of_the_bank_makes_a_clean_row(monkeypatch):
    names = [f"{problem.id}.{letter}" for problem in problems().values() for letter in problem.parts]
    for name in names:
        progress.record(Verdict(name, State.RIGHT, ""), "practice", 1)
    lines = shown(monkeypatch).splitlines()[2:]
    assert len(lines) == len(names) > 20
    assert {text.count("|") for text in lines} == {7} and not any("{" in text for text in lines)


BROKEN = [
    "",
    "{",
    "[1, 2]",
    "null",
    "7",
    '{"part": "h1.b"}',
    '{"part": [], "how": 1, "state": {}, "streak": "x"}',
    "[" * 99999,
]


def test_broken_lines_are_left_out_and_the_others_stay(monkeypatch):
    progress.record(Verdict("h1.b", State.RIGHT, ""), "practice", 2)
    with progress.progress_file().open("a") as file:
        file.write("\n".join(BROKEN) + "\n\0\ufffd\n")
        file.write(json.dumps({"part": "h99.z", "how": "practice", "state": "right", "streak": 9}) + "\n")
    progress.record(Verdict("h1.b", State.RIGHT, ""), "practice", 3)
    assert rows() == {"h1.b": (2, 2, 3, "–")}
    assert "h99" not in shown(monkeypatch)


@given(st.binary(max_size=300))
def test_no_content_of_the_file_can_stop_the_table(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("any") / "progress.jsonl"
    path.write_bytes(content)
    overview.table(progress.read(path))


def test_a_folder_that_cannot_be_written_disturbs_nobody(data_folder, monkeypatch):
    data_folder.write_text("a file where the folder should be")
    progress.record(Verdict("h1.b", State.RIGHT, ""), "practice", 1)
    assert "Nothing practised yet" in shown(monkeypatch)


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_the_file_is_for_its_owner_alone():
    progress.record(Verdict("h1.b", State.RIGHT, ""), "practice", 1)
    assert stat.S_IMODE(progress.progress_file().stat().st_mode) == 0o600
