"""The examiner's side of the wire: whatever a candidate replies is a value, a student's error or the end, never more."""

import builtins
import contextlib
import decimal
import json
import socket
import threading
import time
import unittest

import numpy as np
import pytest

from autograder.examiner.candidate_client import CandidateClient
from autograder.examiner.student_errors import (
    LostError,
    MissingError,
    StoppedError,
    StudentError,
    raised,
)
from autograder.judging.verdict import State
from autograder.sandboxed.channel import Channel, Hangup
from autograder.sandboxed.faults import described
from autograder.sandboxed.limits import Limits
from autograder.sandboxed.refusals import Refused, RefusedError
from autograder.sandboxed.wire import pack, unpack

LIMITS = Limits(cell_seconds=20)


class Candidate:
    """The other end of the socket: it notes what it is asked and replies by a function of the question."""

    def __init__(self, sock, reply):
        self.sock = sock
        self.reply = reply
        self.asked = []

    def serve(self):
        channel = Channel(self.sock, 1 << 20)
        with self.sock, contextlib.suppress(Hangup):
            while True:
                question = channel.receive()
                self.asked.append(question)
                answer = self.reply(question)
                if answer is None:
                    return
                channel.send(answer)


@contextlib.contextmanager
def asking(reply, seconds=60, limits=LIMITS):
    """Yield a client and the candidate that it asks."""
    ours, theirs = socket.socketpair()
    candidate = Candidate(theirs, reply)
    thread = threading.Thread(target=candidate.serve, daemon=True)
    thread.start()
    with ours:
        yield CandidateClient(ours, limits, seconds), candidate
    thread.join(10)


def honest(**answer):
    return lambda question: {"id": question["id"]} | answer


def doubling(question):
    """Reply as a candidate does whose function number 0 doubles its argument."""
    if question["do"] == "get":
        return {"id": question["id"], "value": pack(lambda x: 2 * x, lambda function: [0, "twice"])}
    replies = [{"value": pack(2 * unpack(args)[0])} for args, _ in question["arguments"]["calls"]]
    return {"id": question["id"], "replies": replies}


def function_of(client):
    return client.value(client.ask("get", name="twice"))


def test_a_value_comes_back_as_it_is():
    with asking(honest(value=pack({"a": (1, 2.5)}))) as (client, candidate):
        assert client.value(client.ask("get", name="x")) == {"a": (1, 2.5)}
    (question,) = candidate.asked
    assert (
        (question["do"], question["arguments"]) == ("get", {"name": "x"})
        and question["seconds"] == 20
        and 0 < question["clock"] <= 60
    )


def test_a_function_is_called_in_the_candidate():
    with asking(doubling) as (client, candidate):
        twice = function_of(client)
        assert [twice(3), twice(-1.5)] == [6, -3.0]
        assert [question["do"] for question in candidate.asked] == ["get", "call", "call"]


def test_only_what_may_change_the_students_values_counts_as_a_run():
    with asking(doubling) as (client, _):
        twice = function_of(client)
        assert client.runs == 0
        twice(1)
        assert client.runs == 1


def test_calls_that_were_prefetched_are_asked_once_and_served_in_their_order():
    with asking(doubling) as (client, candidate):
        twice = function_of(client)
        twice.prefetch([lambda f: f(1), lambda f: f(2)])
        assert [twice(1), twice(2)] == [2, 4]
        assert [question["do"] for question in candidate.asked] == ["get", "call"]
        assert twice(2) == 4 and len(candidate.asked) == 3


def test_a_call_other_than_the_one_prefetched_is_asked_anew():
    with asking(doubling) as (client, candidate):
        twice = function_of(client)
        twice.prefetch([lambda f: f(1)])
        assert twice(5) == 10 and len(candidate.asked) == 3


@pytest.mark.parametrize("reply", [None, [], "x", {}, {"value": {"kind": "unheard of"}}, {"value": {"refused": 3}}])
def test_a_reply_to_a_call_that_makes_no_sense_is_a_refused_value(reply):
    def answer(question):
        return doubling(question) if question["do"] == "get" else {"id": question["id"], "replies": [reply]}

    with asking(answer) as (client, _):
        assert isinstance(function_of(client)(1), Refused)


def test_a_reply_to_another_question_ends_the_notebook():
    with asking(lambda question: {"id": question["id"] + 1, "value": 3}) as (client, _):
        with pytest.raises(LostError) as lost:
            client.ask("get", name="x")
        assert lost.value.outcome.state == State.CRASHED and client.over is lost.value


def test_a_candidate_that_hangs_up_has_crashed():
    with asking(lambda question: None) as (client, _), pytest.raises(LostError) as lost:
        client.ask("get", name="x")
    assert lost.value.outcome == (State.CRASHED, "Your code ended the whole notebook process.")


def test_a_reply_over_the_limit_is_not_read():
    long = honest(value="x" * (1 << 20))
    with asking(long, limits=Limits(reply_mb=0)) as (client, _), pytest.raises(LostError):
        client.ask("get", name="x")


def test_a_silent_candidate_is_given_up(monkeypatch):
    monkeypatch.setattr("autograder.examiner.candidate_client.GRACE_SECONDS", 0)

    def silent(question):
        time.sleep(0.5)
        return {"id": question["id"]}

    with asking(silent, seconds=0.1) as (client, _), pytest.raises(LostError) as lost:
        client.ask("get", name="x")
    assert lost.value.outcome.state == State.TIMED_OUT


def test_without_time_left_nothing_is_asked():
    with asking(honest(), seconds=0) as (client, candidate):
        with pytest.raises(StoppedError):
            client.ask("get", name="x")
        assert isinstance(client.over, StoppedError) and candidate.asked == []


def test_a_new_cell_has_its_own_time_but_not_more_than_the_notebook():
    with asking(honest(), seconds=5) as (client, _):
        client.over = StoppedError("TimedOut")
        client.new_cell()
        assert client.over is None and client.end == client.notebook_end
    with asking(honest(), seconds=500) as (client, _):
        client.new_cell()
        assert client.end <= client.notebook_end - 400


def test_a_students_error_is_also_of_the_built_in_type_of_its_name():
    error = raised({"name": "ValueError", "text": "n", "line": "raise ValueError('n')"})
    assert isinstance(error, ValueError) and isinstance(error, StudentError)
    assert error.outcome == (State.CRASHED, "Your code stops with ValueError: n at `raise ValueError('n')`")


BUILT_IN = sorted(
    name for name, kind in vars(builtins).items() if isinstance(kind, type) and issubclass(kind, Exception)
)
PLAIN = {
    "StopIteration",
    "StopAsyncIteration",
    "ExceptionGroup",
}  # they would end a loop, or need the exceptions in them


@pytest.mark.parametrize("name", sorted({*BUILT_IN} - {"MemoryError", "NotImplementedError"}))
def test_of_a_students_error_of_any_built_in_type_the_name_the_text_and_the_line_are_told(name):
    error = raised({"name": name, "text": "it's odd", "line": "step(1)"})
    assert isinstance(error, StudentError) and (name in PLAIN or isinstance(error, getattr(builtins, name)))
    assert str(error) == "it's odd"
    assert error.outcome == (State.CRASHED, f"Your code stops with {name}: it's odd at `step(1)`")
    assert error.as_typed("step(1)") == (State.CRASHED, f"Your code stops with {name} at `step(1)`")


class Choosy(Exception):
    """Stands for a type that a grading cell defines."""

    def __init__(self, one, other):
        raise ValueError


class Renaming(Exception):
    def __init__(self, text):
        self.told = self.outcome = self.name = None


def test_a_name_of_the_notebooks_own_that_is_no_type_makes_a_students_error():
    error = raised({"name": "Own", "text": "odd", "line": ""}, {"Own": np.arange(3)})
    assert type(error) is StudentError and error.outcome == (State.CRASHED, "Your code stops with Own: odd")


@pytest.mark.parametrize("kind", [Choosy, Renaming])
def test_a_type_of_the_notebooks_own_may_be_made_as_it_likes(kind):
    error = raised({"name": "Own", "text": "odd", "line": ""}, {"Own": kind})
    assert isinstance(error, kind) and str(error) == "odd"
    assert error.outcome == (State.CRASHED, "Your code stops with Own: odd")


def told_of(error):
    """Return the exception that is raised for one of the student's, as the candidate tells of it."""
    return raised(described(error)["error"])


class TooSmall(ValueError):
    """Stands for a type that an answer defines: no grading cell has it."""


TooSmall.__module__ = "__main__"


@pytest.mark.parametrize(
    ("error", "kinds"),
    [
        (TooSmall("n"), (ValueError,)),
        (json.JSONDecodeError("n", "{", 1), (json.JSONDecodeError, ValueError)),
        (np.linalg.LinAlgError("n"), (np.linalg.LinAlgError, ValueError)),
        (decimal.InvalidOperation("n"), (decimal.InvalidOperation, ArithmeticError)),
    ],
    ids=repr,
)
def test_a_students_error_is_of_all_the_types_that_its_own_type_is_made_of(error, kinds):
    found = told_of(error)
    assert isinstance(found, StudentError) and all(isinstance(found, kind) for kind in kinds)
    assert not isinstance(found, (KeyError, OSError))
    assert (type(found).__name__, str(found)) == (type(error).__name__, str(error))


class End(StopIteration):
    """Ends a loop under another name."""


@pytest.mark.parametrize("error", [End(), unittest.SkipTest("n"), RefusedError("n"), KeyboardInterrupt()], ids=repr)
def test_no_error_of_a_students_ends_a_loop_or_skips_a_test(error):
    found = told_of(error)
    assert isinstance(found, StudentError) and not isinstance(found, (type(error), StopIteration))


@pytest.mark.parametrize("kinds", [7, [], [None], ["json.loads", "nowhere.Odd", "builtins.len"], ["x"] * 10**5])
def test_forged_types_make_nothing_but_a_students_error(kinds):
    assert type(raised({"name": "Odd", "text": "", "kinds": kinds})) is StudentError


def test_an_error_without_a_message_has_none():
    assert told_of(ValueError()).args == ()


@pytest.mark.parametrize(
    "name",
    ["KeyboardInterrupt", "SystemExit", "GeneratorExit", "StopIteration", "StopAsyncIteration", "BaseException"]
    + ["eval", "Nonesuch", "", 7],
)
def test_no_name_of_an_error_makes_anything_but_a_students_error(name):
    error = raised({"name": name})
    assert isinstance(error, StudentError)
    assert not isinstance(error, (KeyboardInterrupt, SystemExit, GeneratorExit, StopIteration, StopAsyncIteration))
    assert error.outcome.state == State.CRASHED


@pytest.mark.parametrize("name", ["TimedOut", "MemoryError", "OutputFlood"])
def test_a_budget_run_into_cannot_be_taken_for_an_answer(name):
    with asking(honest(error={"name": name, "text": ""})) as (client, _):
        with pytest.raises(StoppedError) as stopped:
            client.value(client.ask("run"))
        assert client.over is stopped.value and not isinstance(stopped.value, Exception)


def test_a_missing_name_is_a_name_error():
    assert issubclass(MissingError, NameError)
