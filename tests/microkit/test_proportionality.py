"""Dose proportionality: against scipy's regression and t tests, and by simulated truth."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

import microkit as mk

DOSE = np.repeat([0.1, 1.0, 10.0, 100.0], 3)
AUC = 2.5 * DOSE**1.07 * np.exp(0.2 * np.random.default_rng(3).normal(size=12))


@pytest.mark.parametrize("level", [0.5, 0.9, 0.95])
def test_power_model_against_scipy(level):
    ours, theirs = mk.power_model(DOSE, AUC, level=level), stats.linregress(np.log(DOSE), np.log(AUC))
    half = stats.t.ppf((1 + level) / 2, 10) * theirs.stderr
    assert ours.estimate == pytest.approx(theirs.slope)
    assert (ours.lower, ours.upper) == (pytest.approx(theirs.slope - half), pytest.approx(theirs.slope + half))


def test_power_model_ignores_units_and_finds_an_exact_exponent():
    ours, scaled = mk.power_model(DOSE, AUC), mk.power_model(DOSE * 1e3, AUC * 1e-6)
    assert (ours.estimate, ours.lower) == (pytest.approx(scaled.estimate), pytest.approx(scaled.lower))
    exact = mk.power_model(DOSE, 3 * DOSE**0.8)
    assert exact.estimate == pytest.approx(0.8) and exact.upper - exact.lower < 1e-10


@given(st.floats(1.5, 1e5), st.floats(1.05, 10.0), st.floats(0.1, 1e3))
def test_at_its_limits_a_prediction_is_off_by_the_fold(ratio, fold, dose):
    for beta, expected in zip(mk.exponent_limits(ratio, fold=fold), (fold, 1 / fold), strict=True):
        measured, truth = dose**beta, (dose * ratio) ** beta
        predicted = mk.scale_to_dose(measured, dose=dose, to_dose=dose * ratio)
        assert predicted / truth == pytest.approx(expected, rel=1e-6)


def test_dose_normalised_exposure_is_flat_only_when_linear():
    dose = np.array([1.0, 10.0, 100.0])
    linear = mk.dose_normalised(dose / 7.0, dose=dose)
    np.testing.assert_allclose(linear, 1 / 7.0)
    saturable = mk.dose_normalised(mk.mm_auc(dose, v=10.0, vmax=5.0, km=1.0), dose=dose)
    assert (np.diff(saturable) > 0).all()


def test_paired_ratio_against_scipy():
    rng = np.random.default_rng(8)
    a, b = rng.lognormal(1, 0.4, 9), rng.lognormal(0.5, 0.4, 9)
    for level in (0.9, 0.95):
        ours = mk.geometric_mean_ratio(a, b, level=level)
        low, high = stats.ttest_rel(np.log(a), np.log(b)).confidence_interval(level)
        assert (ours.lower, ours.upper) == (pytest.approx(np.exp(low)), pytest.approx(np.exp(high)))
        assert ours.estimate == pytest.approx(stats.gmean(a) / stats.gmean(b))


def test_parallel_ratio_against_scipy():
    rng = np.random.default_rng(9)
    a, b = rng.lognormal(1, 0.4, 9), rng.lognormal(0.5, 0.6, 5)
    ours = mk.geometric_mean_ratio(a, b, paired=False)
    low, high = stats.ttest_ind(np.log(a), np.log(b)).confidence_interval(0.9)
    assert (ours.lower, ours.upper) == (pytest.approx(np.exp(low)), pytest.approx(np.exp(high)))


@given(st.lists(st.tuples(st.floats(0.01, 100), st.floats(0.01, 100)), min_size=2, max_size=8))
def test_swapping_test_and_reference_gives_the_reciprocal(pairs):
    a, b = np.array(pairs).T
    one, other = mk.geometric_mean_ratio(a, b), mk.geometric_mean_ratio(b, a)
    assert (one.estimate, one.lower) == (pytest.approx(1 / other.estimate), pytest.approx(1 / other.upper))


def test_six_subjects_leave_a_factor_of_1_41():
    """Within-subject CV 30 %, n = 6, crossover: the 90 % interval is × or ÷ 1.41."""
    sigma = np.sqrt(np.log(1.09)) * np.sqrt(2)
    z = np.array([-1, 1, -1, 1, -1, 1]) * np.sqrt(5 / 6)
    ours = mk.geometric_mean_ratio(np.exp(sigma * z), np.ones(6))
    assert ours.upper == pytest.approx(1.41, abs=5e-3)
    assert ours.lower == pytest.approx(1 / ours.upper)


def test_intervals_print_in_words():
    assert str(mk.geometric_mean_ratio([1.0, 2.0], [1.0, 1.0])).startswith("1.414 (90 % confidence interval ")


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: mk.power_model([1.0, 1.0, 1.0], [1.0, 2.0, 3.0]), "at least two different doses"),
        (lambda: mk.power_model([1.0, 2.0], [1.0, 2.0]), "3 or more"),
        (lambda: mk.power_model([1.0, 2.0, 3.0], [1.0, 2.0]), "one length"),
        (lambda: mk.geometric_mean_ratio([1.0, 2.0], [1.0, 2.0, 3.0]), "fit together"),
        (lambda: mk.geometric_mean_ratio([1.0], [1.0]), "fit together"),
        (
            lambda: mk.geometric_mean_ratio([1.0, 2.0], [1.0, 2.0], level=1.0),
            "level must be one number between 0 and 1",
        ),
        (lambda: mk.exponent_limits(1.0), "dose_ratio and fold must be greater than 1"),
    ],
)
def test_what_cannot_be_answered_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()
