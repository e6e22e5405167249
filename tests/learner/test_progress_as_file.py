"""Progress taken along: what one browser or machine saves another brings in, once, and nothing that is there is lost."""

import base64
import json
import re
from datetime import datetime

import pytest

from autograder.judging.verdict import State, Verdict
from autograder.learner import progress_record
from autograder.learner.answers_kept import remember, remembered
from autograder.learner.progress_as_file import LARGEST, NAME, brought_in, progress_panel, saved_file
from autograder.learner.progress_record import progress_file, read, record


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """Move to the machine of a name, each with a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def move(name):
        monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / name))

    move("first")
    return move


def saved():
    """Return what a click on the link of one's progress saves."""
    return base64.b64decode(re.search(r'base64,([^"]*)"', saved_file())[1])


def practise(*streaks):
    for streak in streaks:
        record(Verdict("h1.b", State.RIGHT if streak else State.WRONG, ""), "practice", streak)


def streaks():
    return [entry.streak for entry in read(progress_file())]


def test_what_is_saved_here_is_brought_in_there(machine):
    practise(0, 0, 1)
    remember("principles/01.mass", "quiz", "250 <µg>", True)
    data = saved()
    machine("second")
    assert "4 entries brought in from mine &lt;1&gt;.jsonl" in brought_in("mine <1>.jsonl", data)
    assert streaks() == [0, 0, 1, 0] and remembered("principles/01.mass") == "250 <µg>"
    assert saved() == data


def test_what_is_here_stays_and_nothing_comes_twice(machine):
    practise(0, 0, 1)
    before = saved()
    practise(2)
    assert "was here already" in brought_in(NAME, before)
    machine("second")
    practise(0)
    brought_in(NAME, before)
    brought_in(NAME, before)
    assert streaks() == [0, 0, 1]


@pytest.mark.parametrize("content", [b"", b"\xff\x00PNG", b"[1]\nnull\n", b'{"cells": []}', b"x" * (LARGEST + 1)])
def test_another_file_is_told_from_progress_and_changes_nothing(machine, content):
    practise(1)
    assert brought_in("a<b>.txt", content).startswith("a&lt;b&gt;.txt holds no progress of this course.")
    assert streaks() == [1]


def test_a_browser_keeps_what_is_brought_in(machine, monkeypatch):
    practise(1)
    data = saved()
    machine("second")
    kept = []
    monkeypatch.setattr(progress_record, "IN_BROWSER", True)
    monkeypatch.setattr(progress_record, "keep_entry", kept.append)
    brought_in(NAME, data)
    assert [json.loads(line)["streak"] for line in kept] == [1]


def test_the_buttons_do_it_and_the_overview_is_renewed(machine):
    renewed = []
    panel = progress_panel(lambda: renewed.append(True))
    row, said = panel.children
    save, fetch = row.children
    save.click()
    assert "no progress to save yet" in said.value
    practise(1)
    save.click()
    assert "one entry" in said.value and f'download="{NAME}"' in said.value
    file = {"name": NAME, "type": "", "size": 1, "content": memoryview(saved()), "last_modified": datetime.now()}
    machine("second")
    fetch.set_trait("value", (file,))
    assert "One entry brought in" in said.value and renewed and streaks() == [1]
