"""What can come of a grading cell: each way to end gives its state and its points, and only a grader at fault gives none."""

import unittest

import numpy as np
import pytest

from autograder.examiner.messages import Outcome
from autograder.examiner.scoring import DOES_NOT_HOLD, fault, of_error, of_value, verdict
from autograder.examiner.student_errors import MissingError, StoppedError, StudentError
from autograder.judging.comparing import close
from autograder.judging.verdict import State, Verdict
from autograder.sandboxed.alarm_clock import TimedOut
from autograder.sandboxed.refusals import Refused, RefusedError

CELL = {
    "kind": "test",
    "source": "",
    "grade_id": "h1-b-mark",
    "points": 4.0,
    "answers": [],
    "hands_on": {},
    "changes": False,
}
SHOWN = Verdict("h1.b", State.WRONG_TURN, "mind the unit", 0.5, 4.0, "M-OR", 61.5)
REFUSED = Refused("a generator: hand back its values instead")


def error_of(act):
    """Return the exception that a function stops with, with its traceback."""
    with pytest.raises(BaseException) as caught:
        act()
    return caught.value


def stopping(error):
    def act():
        raise error

    return error_of(act)


@pytest.mark.parametrize(
    ("value", "said", "state", "score"),
    [
        (None, "", State.RIGHT, 4.0),
        ("some text", "", State.RIGHT, 4.0),
        (None, "area is off\n", State.WRONG, 0.0),
        (4, "", State.RIGHT, 4.0),
        (4.0, "a warning", State.RIGHT, 4.0),
        (1.5, "", State.PARTIAL, 1.5),
        (1.23456789, "", State.PARTIAL, 1.23456789),
        (np.float64(2), "", State.PARTIAL, 2.0),
        (0, "", State.WRONG, 0.0),
        (5, "", State.MANUAL_REVIEW, None),
        (-1, "", State.MANUAL_REVIEW, None),
        (float("nan"), "", State.MANUAL_REVIEW, None),
    ],
)
def test_a_cell_that_ran_is_worth_what_nbgrader_would_say(value, said, state, score):
    found = of_value(CELL, value, [], said)
    assert (found.part, found.state, found.score, found.points) == ("h1-b-mark", state, score, 4.0)
    assert found.message == {"area is off\n": "area is off"}.get(said, found.message)


def test_a_cell_that_shows_a_verdict_passes_it_on_with_the_points_of_its_last_line():
    right = Verdict("h1.b", State.RIGHT, "good", 1.0, 4.0)
    found = of_value(CELL, 2, [right, SHOWN], "")
    assert (found.state, found.message, found.code, found.answer) == (State.WRONG_TURN, "mind the unit", "M-OR", 61.5)
    assert (found.part, found.score) == ("h1-b-mark", 2.0)


def test_a_cell_that_shows_a_verdict_and_gives_no_points_is_at_fault():
    assert (of_value(CELL, None, [SHOWN], "").state, of_value(CELL, None, [SHOWN], "").score) == (
        State.MANUAL_REVIEW,
        None,
    )


@pytest.mark.parametrize(
    ("error", "state", "words"),
    [
        (StoppedError("TimedOut"), State.TIMED_OUT, "loop that never ends"),
        (StoppedError("MemoryError"), State.OUT_OF_MEMORY, "memory"),
        (
            StudentError({"name": "KeyError", "text": "'x'", "line": "d['x']"}),
            State.CRASHED,
            "KeyError: 'x' at `d['x']`",
        ),
        (StudentError({"name": "NotImplementedError"}), State.NOT_STARTED, "dots"),
        (MissingError("no area"), State.NOT_STARTED, "no area"),
        (AssertionError("area is not 3"), State.WRONG, "does not hold"),
        (AssertionError(), State.WRONG, "does not hold"),
        (TypeError("not a number"), State.CRASHED, "TypeError: not a number"),
    ],
)
def test_an_error_over_an_answer_costs_its_points_and_says_why(error, state, words):
    found = of_error(CELL, stopping(error), {"area": 3}, None)
    assert (found.state, found.score) == (state, 0.0)
    assert words in found.message


def test_a_missing_name_is_told_by_what_became_of_its_answer_cell():
    trouble = Outcome(State.CRASHED, "Your code stops with ZeroDivisionError")
    assert of_error(CELL, stopping(MissingError("no area")), {}, trouble).message == trouble.message


def test_an_error_over_a_value_that_may_not_cross_names_the_value():
    found = of_error(CELL, stopping(TypeError("unsupported operand")), {"halves": REFUSED}, None)
    assert (found.state, found.score) == (State.MANUAL_REVIEW, None)
    assert found.message.startswith(f"`halves` is {REFUSED.words}.")


def test_a_value_returned_that_may_not_cross_is_for_a_person():
    found = of_error(CELL, stopping(RefusedError("a generator")), {"area": 3}, None)
    assert (found.state, found.score) == (State.MANUAL_REVIEW, None)
    assert found.message.startswith("Your function returns a generator.")


@pytest.mark.parametrize(
    ("error", "fetched"),
    [
        (AssertionError("before any answer was looked at"), {}),
        (SyntaxError("in the cell"), {"area": 3}),
        (TimedOut("stopped"), {"area": 3}),
    ],
)
def test_a_grader_at_fault_gives_no_score(error, fetched):
    found = of_error(CELL, stopping(error), fetched, None)
    assert (found.state, found.score) == (State.MANUAL_REVIEW, None)
    assert found.message.startswith("Grader fault.")


def test_an_error_that_arises_in_our_own_code_is_our_fault_even_over_an_answer():
    within = error_of(lambda: close(3.0, None, None))
    assert of_error(CELL, within, {"area": 3}, None).state is State.MANUAL_REVIEW
    refused = of_error(CELL, error_of(lambda: close(3.0, None, None)), {"area": REFUSED}, None)
    assert refused.state is State.MANUAL_REVIEW


def test_a_verdict_knows_which_share_of_its_points_was_earned():
    assert verdict(CELL, State.PARTIAL, "", 1.0).credit == 0.25
    assert verdict(CELL | {"points": 0.0}, State.RIGHT, "", 0.0).credit == 0.0
    assert len(fault(CELL, "x" * 1000).message) == 500


FAILING = {
    "assert area == 4, 'not the area'": "not the area",
    "raise AssertionError('squares(0) must raise ' 'ValueError')": "squares(0) must raise ValueError",
    "hint = 'mind the unit'\nassert area == 4, hint": "mind the unit",
    "assert area == 4, f'with side {SECRET} it is {area}, not {SECRET ** 2:.1f}'": "with side … it is …, not …",
    "assert area == 4, f'{SECRET} is the side'": "… is the side",
    "assert area == 4, SECRET": DOES_NOT_HOLD,
    "assert area == 4, 'the side is %s' % SECRET": DOES_NOT_HOLD,
    "np.testing.assert_allclose(area, SECRET)": DOES_NOT_HOLD,
    "np.testing.assert_equal([area], [SECRET], err_msg='not the area')": DOES_NOT_HOLD,
    "unittest.TestCase().assertEqual(area, SECRET)": DOES_NOT_HOLD,
    "assert False, str(area)": DOES_NOT_HOLD,
}


@pytest.mark.parametrize(("source", "told"), FAILING.items())
def test_of_a_failing_test_only_what_its_author_typed_is_told_and_no_value(source, told):
    names = {"area": 3.0, "SECRET": 47.11, "np": np, "unittest": unittest}
    error = error_of(lambda: exec(source, names))
    assert isinstance(error, AssertionError)
    found = of_error(CELL | {"source": source}, error, {"area": 3.0}, None)
    assert (found.state, found.message) == (State.WRONG, told)
    assert "47.1" not in of_error(CELL | {"source": "%time x\n" + source}, error, {"area": 3.0}, None).message
