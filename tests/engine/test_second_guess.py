"""One guess a part: what holds where a notebook is run more than once. But for the last test no process is started."""

from types import SimpleNamespace

import pytest
from corpus.notebooks import small, with_answers
from engine_tools import job_of, scores, template_text

from autograder.engine import notebook
from autograder.engine.microkit_missed import ONLY_WITH_MICROKIT, OTHER_ANSWER, merged
from autograder.engine.tries import Clock, examined
from autograder.examiner.scoring import verdict
from autograder.judging.verdict import State
from autograder.sandboxed.limits import Limits

CELL = {"grade_id": "a", "points": 2.0}
CRASH = ("crashed", "It ends.")


def found(state, score, answered=True, anew=False):
    told = verdict(CELL, State(state), "", score).to_json() if state else None
    return {"outputs": [state], "verdict": told, "answered": answered, "anew": anew}


RIGHT = found("right", 2.0)
MISSED = found("crashed", 0.0, answered=False)
PERSON = found("needs a person", None)


@pytest.mark.parametrize(
    ("first", "second", "state", "message"),
    [
        (MISSED, RIGHT, "right", ""),
        (found("not started", 0.0, answered=False), RIGHT, "right", ""),
        (MISSED, found("partly right", 1.0), "partly right", ""),
        (MISSED, PERSON, "needs a person", ""),
        (MISSED, found("wrong", 0.0), "crashed", ""),
        (RIGHT, found("wrong", 0.0), "right", ""),
        (RIGHT, PERSON, "right", ""),
        (found("wrong", 0.0), RIGHT, "needs a person", OTHER_ANSWER),
        (found("crashed", 0.0), RIGHT, "needs a person", OTHER_ANSWER),
        (found("partly right", 1.0), RIGHT, "needs a person", OTHER_ANSWER),
        (found("timed out", 0.0, answered=False), RIGHT, "right", ""),
        (found("timed out", 0.0), RIGHT, "needs a person", OTHER_ANSWER),
        (found("wrong", 0.0, answered=False), RIGHT, "needs a person", OTHER_ANSWER),
        (PERSON, RIGHT, "needs a person", OTHER_ANSWER),
        (MISSED | {"anew": True}, RIGHT | {"anew": True}, "needs a person", ONLY_WITH_MICROKIT),
        (None, RIGHT, "needs a person", OTHER_ANSWER),
        (None, found("wrong", 0.0), "wrong", ""),
        (RIGHT, None, "right", ""),
    ],
)
def test_the_second_run_counts_only_where_the_first_gave_no_value(first, second, state, message):
    before = found(None, None)
    runs = [[before, run] if run else [before] for run in (first, second)]
    told = merged(*runs, [CELL, CELL])[1]["verdict"]
    assert (told["state"], told["message"]) == (state, message)
    assert (told["score"] is None) == (state == "needs a person")


def test_what_was_found_before_a_process_ended_stands():
    tries = [
        ([1, 2], {"cell": 2, "outcome": CRASH}),
        ([5], {"cell": 1, "outcome": CRASH}),
        ([6, 7, 8, 9], None),
    ]
    engine = SimpleNamespace(limits=Limits(), examine=lambda *_: (*tries.pop(0), None))
    assert examined(engine, {"cells": [CELL] * 4}, Clock(engine.limits, False))[0] == [1, 2, 8, 9]


def test_no_student_can_have_a_notebook_run_again_in_which_nothing_was_taken_away(tmp_path, monkeypatch):
    runs = []

    def counted(*arguments):
        runs.append(arguments)
        return examined(*arguments)

    monkeypatch.setattr(notebook, "examined", counted)
    forged = "import autograder.sandboxed.candidate as candidate\ncandidate.was_missed = lambda: True\narea = 1.0"
    result = notebook.grade_notebook(job_of(template_text(small(), tmp_path), with_answers(small(), area=forged)))
    assert scores(result) == {"test_squares": 3, "test_area": 0, "test_halves": 1}
    assert len(runs) == 1
