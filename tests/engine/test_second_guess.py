"""One guess a part: what holds where a notebook is run more than once. But for the last test no process is started."""

import json
import socket
from types import SimpleNamespace

import pytest
from corpus.notebooks import small, with_answers
from engine_tools import job_of, scores, template_text

from autograder.engine import notebook
from autograder.engine.fork_servers import KILLED
from autograder.engine.hearing import TOO_MUCH, heard
from autograder.engine.messages import FAULT
from autograder.engine.microkit_missed import ONLY_WITH_MICROKIT, OTHER_ANSWER, merged
from autograder.engine.second_try import held_to, tried
from autograder.engine.tries import SPENT, Clock, examined
from autograder.examiner.answers import Answers
from autograder.examiner.scoring import verdict
from autograder.examiner.student_errors import ENDINGS
from autograder.judging.verdict import State
from autograder.sandboxed.channel import Channel, WireError, deadline
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
        (MISSED, None, "timed out", SPENT.message),
    ],
)
def test_the_second_run_counts_only_where_the_first_gave_no_value(first, second, state, message):
    before = found(None, None)
    runs = [[before, run] if run else [before] for run in (first, second)]
    told = merged(*runs, [CELL, CELL], SPENT)[1]["verdict"]
    assert (told["state"], told["message"]) == (state, message)
    assert (told["score"] is None) == (state == "needs a person")


def test_what_was_found_before_a_process_ended_stands():
    cell = {number: {"number": number, "answers": [str(number)]} for number in range(10)}
    tries = [
        ([cell[1], cell[2]], {"cell": 2, "outcome": CRASH, "answers": ["given before the end"]}),
        ([cell[5]], {"cell": 1, "outcome": CRASH, "answers": ["given in vain"]}),
        ([cell[6], cell[7], cell[8], cell[9]], None),
    ]
    engine = SimpleNamespace(limits=Limits(), examine=lambda *_: (*tries.pop(0), None))
    found, _, last_given = examined(engine, {"cells": [CELL] * 4}, Clock(engine.limits, False))
    assert found == [cell[1], cell[2], cell[8] | {"answers": ["given before the end"]}, cell[9]] and not last_given


@pytest.mark.parametrize("ends", [[{"cell": 1, "outcome": CRASH, "answers": ["x"]}, KILLED], [WireError("gone")]])
def test_what_was_found_before_a_server_was_killed_stands(ends):
    def examine(*about):
        if isinstance(ends[0], Exception):
            raise ends[0]
        return [MISSED], *ends

    closed = []
    engine = SimpleNamespace(limits=Limits(), examine=examine, close=lambda: closed.append(1))
    found, unreached, last_given = examined(engine, {"cells": [CELL] * 4}, Clock(engine.limits, False))
    heard = len(ends) == 2
    assert (found, last_given) == (([MISSED], ["x"]) if heard else ([], [])) and bool(closed) != heard
    assert unreached.state == State.MANUAL_REVIEW and unreached.message.startswith(FAULT)


def test_what_was_given_is_known_of_an_examiner_that_died():
    ours, theirs = socket.socketpair()
    with ours:
        with theirs:
            channel = Channel(theirs, 1 << 20)
            for said in ({"given": ["a"]}, RIGHT, {"given": ["b"]}, {"given": ["c", "d"]}):
                channel.send(said)
        found, lost = heard(Channel(ours, 1 << 20), deadline(60))
    assert found == [RIGHT] and lost["cell"] == 1 and lost["answers"] == ["b", "c", "d"]


WAITED = ("timed out", 0.0, ENDINGS["WaitedTooLong"].message)
ENDED = ("needs a person", None, f"{FAULT}gone")
MONSTER = ("needs a person", None, TOO_MUCH.message)
LATE = ("timed out", 0.0, SPENT.message)
ALL = ("right", 2.0, "")
SOME = ("partly right", 1.0, "")
NONE = ("wrong", 0.0, "")
BLANK = ("not started", 0.0, "")


@pytest.mark.parametrize(
    ("first", "values", "second", "more", "holds"),
    [
        *[(unsettled, "", ALL, "ab", ALL) for unsettled in (WAITED, ENDED, MONSTER, LATE)],
        *[(unsettled, "a", ALL, "ab", ALL) for unsettled in (WAITED, ENDED, MONSTER, LATE)],
        *[(unsettled, "a", ALL, "cb", None) for unsettled in (WAITED, ENDED, MONSTER, LATE)],
        (WAITED, "ab", ALL, "a", None),
        (WAITED, "ab", ALL, "ba", None),
        (WAITED, "a", NONE, "c", NONE),
        (WAITED, "a", WAITED, "a", WAITED),
        (NONE, "a", ALL, "b", None),
        (NONE, "a", ALL, "a", None),
        (NONE, "a", BLANK, "", NONE),
        (SOME, "a", ALL, "b", None),
        (ALL, "a", WAITED, "a", ALL),
        (ALL, "a", NONE, "b", ALL),
        (ALL, "", NONE, "", ALL),
        (BLANK, "", ALL, "a", ALL),
        (BLANK, "", WAITED, "", WAITED),
        (WAITED, None, ALL, None, ALL),
        (NONE, None, ALL, None, None),
        (ALL, None, NONE, None, ALL),
    ],
)
def test_a_second_try_gives_no_second_guess(first, values, second, more, holds):
    def told(state, score, message):
        return verdict(CELL, State(state), message, score)

    def digests(letters):
        return None if letters is None else list(letters)

    kept = json.loads(json.dumps(tried(told(*first), digests(values))))
    found = held_to(kept, told(*second), digests(more), CELL)
    assert found == (told(*holds) if holds else told("needs a person", None, OTHER_ANSWER))


def test_what_a_cell_has_of_the_student_is_passed_on_once_and_in_order():
    heard = []
    answers = Answers()
    answers.hearer = heard.append
    answers.pass_on()
    answers.note({"b": 1, "a": 2})
    answers.note({"a": 2, "b": 1})
    answers.pass_on()
    answers.note([1.0])
    answers.pass_on()
    assert [len(new) for new in heard] == [2, 1] and heard[0] + heard[1] == answers.digests
    assert heard[0][0] == heard[0][1] != heard[1][0]
    answers.new_cell()
    assert not answers


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
