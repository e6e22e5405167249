"""The capstone's interval: any calibrated way to it is right, and so is what follows from it."""

import re

import numpy as np
import pytest
from scipy import stats

from autograder.bank import problems
from autograder.bank.c01_capstone import (
    compounds,
    interval,
    limits,
    no_limit,
    predict,
    translation_only,
    v_over_cl,
)
from autograder.judging.carrying import carried_from, right_by_own_function
from autograder.judging.comparing import same
from autograder.judging.function_answers import diagnose_function
from autograder.judging.verdict import State

PROBLEM = problems()["c1"]
GIVEN = PROBLEM.canonical()


def combined(cl, dose_mg, sigma_tr):
    """Student's t for the sampling and a normal distribution for the step, added by many seeded draws."""
    rng = np.random.default_rng(1)
    logs = np.log(cl)
    n = logs.shape[1]
    error = logs.std(axis=1, ddof=1)[:, None] / np.sqrt(n)
    drawn = error * stats.t.rvs(n - 1, size=5000, random_state=rng) + sigma_tr * rng.normal(size=5000)
    middle = np.log(1e3 * dose_mg) - logs.mean(axis=1)
    low, high = np.quantile(drawn, [0.05, 0.95], axis=1)
    return np.exp(middle + low), np.exp(middle + high)


def drawn_normal(cl, dose_mg, sigma_tr):
    """The reference by 2000 seeded draws."""
    drawn = np.random.default_rng(5).normal(size=2000)
    low, high = np.quantile(drawn, [0.05, 0.95])
    lower, _ = interval(cl, dose_mg, lambda sampling, n: np.hypot(sampling, sigma_tr), quantile=-low)
    _, upper = interval(cl, dose_mg, lambda sampling, n: np.hypot(sampling, sigma_tr), quantile=high)
    return lower, upper


def wider(cl, dose_mg, sigma_tr):
    return interval(cl, dose_mg, lambda sampling, n: np.hypot(sampling, sigma_tr), quantile=1.04 * 1.6449)


WAYS = (combined, drawn_normal, wider)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("seed", [0, 1])
def test_each_calibrated_way_is_right(way, seed):
    found = diagnose_function(PROBLEM.parts["m"], way, np.random.default_rng(seed))
    assert found.state is State.RIGHT, found.message


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("letter", "ns")
def test_what_follows_from_it_is_right(way, letter):
    part = PROBLEM.parts[letter]
    value = part.carried(GIVEN, way)
    assert right_by_own_function(PROBLEM, part, value, lambda: way, GIVEN, np.random.default_rng(0))


def test_a_wrong_function_and_another_number_are_not():
    part = PROBLEM.parts["n"]
    low = limits(GIVEN, translation_only)[0]
    rng = np.random.default_rng(0)
    assert not right_by_own_function(PROBLEM, part, low, lambda: translation_only, GIVEN, rng)
    assert not right_by_own_function(PROBLEM, part, 2 * part.answer(GIVEN), lambda: combined, GIVEN, rng)


def test_a_function_that_answers_otherwise_for_the_numbers_asked_buys_nothing():
    part = PROBLEM.parts["n"]

    def bought(cl, dose_mg, sigma_tr):
        return combined(cl, dose_mg, sigma_tr) if len(cl) > 1 else (np.array([9.0]), np.array([10.0]))

    assert not right_by_own_function(PROBLEM, part, 9.0, lambda: bought, GIVEN, np.random.default_rng(0))


def backwards(cl, dose_mg, sigma_tr):
    low, high = predict(cl, dose_mg, sigma_tr)
    return high, low


ODD = {
    "nothing": lambda *args: None,
    "a number": lambda *args: 7.0,
    "words": lambda *args: ("low", "high"),
    "the lower limits alone": lambda *args: predict(*args)[:1],
    "one row": lambda cl, dose_mg, sigma_tr: predict(cl[:1], dose_mg, sigma_tr),
    "a number too large": lambda cl, *args: ([10**400] * len(cl), [10**400] * len(cl)),
    "not a number": lambda cl, *args: (np.full(len(cl), np.nan), np.full(len(cl), np.nan)),
    "everything": lambda cl, *args: (np.zeros(len(cl)), np.full(len(cl), np.inf)),
    "upper limits first": backwards,
}


@pytest.mark.parametrize("function", ODD.values(), ids=ODD)
def test_what_is_no_interval_is_read_without_an_error_and_is_not_right(function):
    call = compounds(np.random.default_rng(4), 8, 0.25, 0.31)
    right = call.read(call(predict))
    assert right[:2].tolist() == [1, 1]
    assert not same(call.read(call(function)), right, PROBLEM.parts["m"].tol)


@pytest.mark.parametrize("function", ODD.values(), ids=ODD)
def test_of_what_is_no_interval_something_is_said_without_an_error(function):
    call = compounds(np.random.default_rng(4), 8, 0.25, 0.31)
    assert call.remark(call(function)) in ("", "Some of your limits are no positive numbers.") or function is backwards


def test_a_wrong_interval_is_told_by_what_it_holds_how_wide_it_is_and_where_it_lies():
    def doubled_and_half_as_wide(cl, dose_mg, sigma_tr):
        low, high = np.log(predict(cl, dose_mg, sigma_tr))
        middle, half = (low + high) / 2 + np.log(2), (high - low) / 4
        return np.exp(middle - half), np.exp(middle + half)

    found = diagnose_function(PROBLEM.parts["m"], doubled_and_half_as_wide, np.random.default_rng(0))
    assert found.state is State.WRONG
    held, width, off = map(float, re.findall(r"(\d+(?:\.\d+)?) (?:% of|times)", found.message))
    assert held < 30 and (width, off) == (0.5, pytest.approx(2, rel=0.1))


def test_a_wrong_study_is_told_by_the_example_of_the_question():
    def upwards(t, dose_ug, cl, v, noise, lloq):
        return 1000 * dose_ug / v * np.exp(cl / v * np.asarray(t) + noise)

    found = diagnose_function(PROBLEM.parts["f"], upwards, np.random.default_rng(0))
    assert found.state is State.WRONG
    assert "100.0) should be [250, 167.58, 0], but it is [250, 455.53, 679.57]." in found.message


def test_what_comes_of_a_study_in_which_nothing_is_seen_follows_from_it():
    part = PROBLEM.parts["g"]
    told = carried_from(PROBLEM, part, np.nan, lambda: v_over_cl, GIVEN, np.random.default_rng(0))
    assert told == "f"
    assert carried_from(PROBLEM, part, np.nan, lambda: no_limit, GIVEN, np.random.default_rng(0)) is None


def test_a_narrow_interval_is_still_told_from_the_reference():
    call = compounds(np.random.default_rng(4), 8, 0.25, 0.31)
    assert call.read(call(translation_only))[1] < 0.95
