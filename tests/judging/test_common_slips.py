"""Slips that follow from the problem itself: each is named by what leads to the number, and by everything that does."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from autograder.judging.diagnosis import diagnose
from autograder.judging.parts import Number, Quantity, pick
from autograder.judging.problem import Problem
from autograder.judging.slips import COMMON, common_slips, fitting
from autograder.judging.varying import power_of
from autograder.judging.verdict import State
from autograder.judging.wrong_turns import WrongTurn
from autograder.learner.marking import first_look


def number(unit, answer, **fields):
    texts = {"prompt": "", "because": "", "hint": "", "solution": lambda g: ""}
    return Number(unit=unit, points=2, answer=answer, **texts | fields)


def given_value(value, unit="", **fields):
    return Quantity(value, unit, pick(value), **fields)


PROBLEM = Problem(
    id="p1",
    title="",
    story="",
    given={
        "dose": given_value(130.0, "mg"),
        "lag": given_value(0.7, "h"),
        "v": given_value(40.0, "L"),
        "share": given_value(30.0, "%", name="SHARE_PERCENT"),
        "batch": given_value(11.0, "", name=""),
    },
    steps={"the concentration at the start, in mg/L": lambda g: g.dose / g.v},
    parts={
        "a": number("mg/L", lambda g: g.dose / g.v * g.share / 100),
        "b": number("h", lambda g: 17 + g.lag),
        "c": number("fraction", lambda g: 0.2),
        "d": number("ratio", lambda g: g.dose * g.v**2 * g.batch),
        "e": number("h", lambda g: 17 + g.lag, slow=True),
    },
)
A = 130 / 40 * 0.3


def judged(letter, answer, problem=PROBLEM):
    part = problem.parts[letter]
    return diagnose(f"p1.{letter}", part, answer, problem.canonical(), np.random.default_rng(0), problem)


@pytest.mark.parametrize(
    "letter, answer, code, words",
    [
        ("a", 130 * 0.3, "M-LEFTOUT", "`V` is left out"),
        ("a", 130 / 40, "M-LEFTOUT", "`SHARE_PERCENT` is left out"),
        ("a", 130 / 40 / 0.3, "M-FLIP", "`SHARE_PERCENT` is turned upside down"),
        ("a", 130 * 40 * 0.3, "M-FLIP", "`V` is turned upside down"),
        ("a", A * 0.3, "M-TWICE", "`SHARE_PERCENT` comes in twice"),
        ("a", 2 * A, "M-TWO", "a factor of two too many"),
        ("a", A / 2, "M-TWO", "a factor of two is missing"),
        ("a", 40.0, "M-GIVEN", "`V` itself is handed in"),
        ("a", 17.7, "M-OTHER", "the answer to (b) is handed in"),
        ("b", 17.0, "M-LEFTOUT", "`LAG` is taken for 0"),
        ("b", 17.7 * 24, "M-DAYS", "hours and days"),
        ("b", 17.7 * 60, "M-MINH", "minutes and hours"),
        ("b", 17.7 / 60, "M-MINH", "minutes and hours"),
        ("c", 0.8, "M-COMPL", "what is missing to 1"),
        ("d", 1 / (130 * 40**2 * 11), "M-INV", "the ratio is turned upside down"),
        ("d", 130 * 40**2, "M-LEFTOUT", "the 11 is left out"),
        ("d", 130 * 40**2 * 11 * 4, "M-TWO", "`V` is doubled"),
    ],
)
def test_a_common_slip_is_named_and_earns_nothing(letter, answer, code, words):
    verdict = judged(letter, answer)
    assert (verdict.state, verdict.code, verdict.score) == (State.WRONG_TURN, code, 0), verdict
    assert words in verdict.message


def test_a_step_on_the_way_is_named_in_words_together_with_what_else_leads_there():
    message = judged("a", 130 / 40).message
    assert "when the work stops at the concentration at the start, in mg/L" in message
    assert "when `SHARE_PERCENT` is left out" in message


def test_what_the_right_answer_leads_to_is_never_called_a_slip():
    given = SimpleNamespace(**vars(PROBLEM.canonical()) | {"v": 1.0})
    assert all(slip.when != "`V` is left out" for slip in common_slips(PROBLEM, "a", given))
    assert judged("a", A).state is State.RIGHT
    assert judged("a", A * 1.009).state is State.RIGHT


def test_a_number_near_none_of_them_is_not_named():
    assert judged("a", 7.77).code is None
    assert fitting(7.77, common_slips(PROBLEM, "a", PROBLEM.canonical())) == []
    assert judged("a", 39.0 * 1.002).code is None
    assert judged("a", 39.0 * 1.0005).code == "M-LEFTOUT"


def test_the_answers_of_all_parts_are_worked_out_once_for_the_numbers_of_a_student():
    asked = []

    def answer(given):
        asked.append(given.lag)
        return 17 + given.lag

    problem = replace(PROBLEM, parts=PROBLEM.parts | {"e": number("h", answer, slow=True)})
    own = SimpleNamespace(**vars(PROBLEM.canonical()) | {"lag": 0.9})
    for letter, wrong in [("a", 7.77), ("a", 7.7), ("b", 8.8), ("d", 9.9)]:
        judged(letter, wrong, problem)
    assert asked == [0.7]
    message = diagnose("p1.a", problem.parts["a"], 17.9, own, None, problem).message
    assert asked == [0.7, 0.9] and "the answer to (e) is handed in" in message


def with_turn(gives):
    turn = WrongTurn("M-KD", gives, "A wrong turn of this part.")
    return replace(PROBLEM, parts=PROBLEM.parts | {"a": replace(PROBLEM.parts["a"], wrong_turns=(turn,))})


def test_a_wrong_turn_of_the_part_comes_first_where_both_lead_to_the_number():
    assert judged("a", 39.0, with_turn(lambda g: 39.0)).code == "M-KD"


def test_a_common_slip_that_gives_the_number_beats_a_wrong_turn_that_only_comes_near():
    near = with_turn(lambda g: 39.2)
    assert judged("a", 39.0, near).code == "M-LEFTOUT"
    assert judged("a", 39.2, near).code == "M-KD"
    assert judged("a", 39.3, near).code == "M-KD"


def test_the_unit_keeps_its_half_of_the_points():
    assert (judged("a", 1000 * A).state, judged("a", 1000 * A).score) == (State.UNIT_SLIP, 1)


def test_a_number_close_to_the_right_one_keeps_its_half_unless_a_slip_leads_just_there():
    assert judged("a", 1.03 * A).state is State.CLOSE
    near = replace(PROBLEM, steps={"a step nearby": lambda g: 1.03 * A})
    assert (judged("a", 1.03 * A, near).code, judged("a", 1.03 * A, near).score) == ("M-STEP", 0)


def test_a_slow_answer_is_not_worked_out_anew_for_each_given_value():
    def counted(given):
        calls.append(given)
        return 17 + given.lag

    calls = []
    slow = replace(PROBLEM, parts={"e": replace(PROBLEM.parts["e"], answer=counted)})
    judged("e", 5.5, slow)
    assert len(calls) <= 2
    assert judged("e", 17.7 / 24).code == "M-DAYS"


def test_the_visible_check_does_not_tell_what_would_give_an_answer_away():
    def seen(letter, answer):
        part = PROBLEM.parts[letter]
        return first_look(f"p1.{letter}", part, answer, PROBLEM.canonical(), PROBLEM)

    for letter, answer in (("a", 2 * A), ("a", 17.7), ("a", 130 / 40), ("b", 17.7 * 24), ("c", 0.8)):
        assert (seen(letter, answer).state, seen(letter, answer).code) == (State.PLAUSIBLE, None)
    assert seen("a", 40.0).code == "M-GIVEN"
    assert seen("a", 39.0).code == "M-LEFTOUT"


@pytest.mark.parametrize("key, power", [("dose", 1), ("v", -1), ("share", 1), ("lag", None)])
def test_the_power_of_a_given_value_in_an_answer(key, power):
    assert power_of(PROBLEM.parts["a"].answer, PROBLEM.canonical(), key) == power


def test_every_common_code_is_catalogued():
    given = PROBLEM.canonical()
    codes = {slip.code for letter in PROBLEM.parts for slip in common_slips(PROBLEM, letter, given)}
    assert set(COMMON) - {"M-WEEK"} <= codes
