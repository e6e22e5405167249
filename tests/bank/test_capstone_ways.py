"""The capstone's interval: any calibrated way to it is right, and so is what follows from it."""

import numpy as np
import pytest
from scipy import stats

from autograder.bank import problems
from autograder.bank.c01_capstone import compounds, interval, limits, predict, translation_only
from autograder.judging.carrying import right_by_own_function
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
    drawn = error * stats.t.rvs(n - 1, size=40_000, random_state=rng) + sigma_tr * rng.normal(size=40_000)
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


def test_a_narrow_interval_is_still_told_from_the_reference():
    call = compounds(np.random.default_rng(4), 8, 0.25, 0.31)
    assert call.read(call(translation_only))[1] < 0.95
