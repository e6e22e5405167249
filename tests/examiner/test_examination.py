"""An examination ends at a cell where the grader itself fails, and says so."""

from types import SimpleNamespace

import pytest

from autograder.examiner import examination
from autograder.judging.verdict import State
from autograder.sandboxed.limits import Limits


def failing(error):
    """Return an examination of one cell at which the grader's own code fails."""
    client = SimpleNamespace(limits=Limits(), new_cell=lambda: None)
    cell = {"kind": "test", "source": "", "grade_id": "a", "points": 1}
    request = {"mode": "examined", "cells": [cell], "settled": {}}
    made = examination.Examination(request, client, SimpleNamespace(user_ns=SimpleNamespace()))

    def fail(*_):
        raise error

    made._taken = fail
    return made


@pytest.fixture(autouse=True)
def _no_limit(monkeypatch):
    monkeypatch.setattr(examination, "limit_processor", lambda _: None)


def test_where_the_grader_fails_a_person_looks_and_no_secret_is_told():
    one = failing(TypeError("the hidden value is 7"))
    assert list(one.run()) == []
    assert one.lost == {
        "cell": 0,
        "outcome": (State.MANUAL_REVIEW, "Grader fault. Judging this answer stops with TypeError."),
    }


@pytest.mark.parametrize("error", [MemoryError(), RecursionError()])
def test_what_is_too_much_ends_the_process(error):
    with pytest.raises(type(error)):
        list(failing(error).run())
