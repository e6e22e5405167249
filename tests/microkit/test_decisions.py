"""Decisions: doses checked by giving them again and again, chances by drawing them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp
from scipy.stats import norm, spearmanr

import microkit as mk

rate = st.floats(0.02, 3.0)


def steady_trough(dose, *, v, k, f, interval, ka=None, doses=3000):
    """Concentration just before the next of many doses, summed one by one."""
    age = interval * np.arange(1, doses + 1)
    if ka is None:
        return f * dose / v * np.exp(-k * age).sum()
    return f * dose / v * ka / (ka - k) * (np.exp(-k * age) - np.exp(-ka * age)).sum()


@given(st.floats(0.1, 1e3), st.floats(1, 500), rate, st.floats(0.05, 1), st.floats(4, 48))
def test_instant_dose_returns_the_trough(conc, v, k, f, interval):
    dose = mk.trough_dose(conc, v=v, half_life=np.log(2) / k, f=f, interval=interval)
    assert steady_trough(dose, v=v, k=k, f=f, interval=interval) == pytest.approx(conc, rel=1e-6)


@given(st.floats(0.1, 1e3), rate, st.floats(0.05, 20), st.floats(4, 48))
def test_absorbed_dose_returns_the_trough(conc, k, ratio, interval):
    ka = k * (ratio if abs(ratio - 1) > 1e-3 else 1.1)
    dose = mk.trough_dose(conc, v=40.0, half_life=np.log(2) / k, f=0.5, interval=interval, ka=ka)
    assert steady_trough(dose, v=40.0, k=k, f=0.5, interval=interval, ka=ka) == pytest.approx(conc, rel=1e-5)


def test_absorbed_dose_against_the_differential_equation():
    k, ka, v, f, interval = 0.15, 0.4, 40.0, 0.5, 12.0
    dose = mk.trough_dose(25.0, v=v, half_life=np.log(2) / k, f=f, interval=interval, ka=ka)
    state = np.zeros(2)
    for _ in range(30):
        state = solve_ivp(
            lambda _, y: [-ka * y[0], ka * y[0] / v - k * y[1]],
            (0, interval),
            state + [f * dose, 0],
            rtol=1e-10,
            atol=1e-9,
        ).y[:, -1]
    assert state[1] == pytest.approx(25.0, rel=1e-6)


@given(rate, st.floats(4, 48))
def test_dose_is_smooth_where_absorption_equals_elimination(k, interval):
    given = dict(v=40.0, half_life=np.log(2) / k, interval=interval)
    at, below, above = (mk.trough_dose(10.0, ka=k * step, **given) for step in (1.0, 1 - 1e-6, 1 + 1e-6))
    assert np.isfinite(at)
    assert (below + above) / 2 == pytest.approx(at, rel=1e-8)


@given(rate, st.floats(4, 48))
def test_very_quick_absorption_is_instantaneous(k, interval):
    given = dict(v=40.0, half_life=np.log(2) / k, interval=interval)
    assert mk.trough_dose(10.0, ka=1e7, **given) == pytest.approx(mk.trough_dose(10.0, **given), rel=1e-5)


@given(st.floats(0.1, 100), rate, st.floats(0.05, 1))
def test_trough_costs_more_than_average_and_less_when_shared(conc, k, f):
    """Continuous input is the limit of ever smaller intervals, and the cheapest way to hold a concentration."""
    v, half_life = 30.0, np.log(2) / k
    daily = [
        mk.trough_dose(conc, v=v, half_life=half_life, f=f, interval=interval) * 24 / interval
        for interval in (24.0, 12.0, 6.0, 1e-5)
    ]
    continuous = mk.dose_for_average(conc, cl=k * v, f=f)
    assert daily == sorted(daily, reverse=True)
    assert daily[-1] == pytest.approx(continuous, rel=1e-4)


@given(st.floats(1e3, 1e7), st.floats(1, 1e3), st.floats(1, 500), st.floats(0.05, 1), st.floats(4, 48))
def test_half_life_at_the_ceiling_inverts_the_dose(ceiling, conc, v, f, interval):
    given = dict(conc=conc, v=v, f=f, interval=interval)
    half_life = mk.half_life_at_ceiling(ceiling, **given)
    assert mk.trough_dose(half_life=half_life, **given) == pytest.approx(ceiling, rel=1e-6)


def test_no_go_probability_against_drawn_half_lives():
    rng = np.random.default_rng(3)
    half_life = 4.0 * np.exp(0.3 * rng.standard_normal(400_000))
    given = dict(conc=40.0, v=60.0, f=0.5)
    drawn = np.mean(mk.trough_dose(half_life=half_life, **given) > 300_000.0)
    stated = mk.no_go_probability(300_000.0, half_life=4.0, sigma=0.3, **given)
    assert 0.2 < stated < 0.8
    assert stated == pytest.approx(drawn, abs=0.003)
    assert mk.no_go_probability([1e3, 1e9], half_life=4.0, sigma=0.3, **given) == pytest.approx([1, 0], abs=1e-3)


@pytest.mark.parametrize("correlation", [0.0, 0.6])
def test_selection_probability_against_drawn_studies(correlation):
    rng = np.random.default_rng(5)
    cv, n, ratio, sigma = 0.35, 4, 1.25, np.sqrt(np.log(1 + 0.35**2))
    cov = sigma**2 * np.array([[1, correlation], [correlation, 1]])
    logs = rng.multivariate_normal([0.0, np.log(ratio)], cov, (60_000, n)).mean(axis=1)
    drawn = np.mean(logs[:, 0] < logs[:, 1])
    stated = mk.selection_probability(ratio, cv=cv, n=n, correlation=correlation)
    assert stated == pytest.approx(drawn, abs=0.006)


@given(st.floats(1.02, 4), st.floats(0.05, 1.0), st.floats(0.55, 0.99), st.floats(-0.9, 0.9))
def test_subjects_to_select_are_the_fewest(ratio, cv, chance, correlation):
    given = dict(cv=cv, correlation=correlation)
    n = mk.subjects_to_select(ratio, chance=chance, **given)
    assert mk.selection_probability(ratio, n=n, **given) >= chance - 1e-9
    if n > 1:
        assert mk.selection_probability(ratio, n=n - 1, **given) < chance + 1e-9


def test_selection_symmetry():
    right = mk.selection_probability([1.0, 1.5], cv=0.3, n=5)
    wrong = mk.selection_probability(1 / 1.5, cv=0.3, n=5)
    assert right[0] == 0.5 and right[1] + wrong == pytest.approx(1)
    with pytest.raises(ValueError, match="ratio must be above 1"):
        mk.subjects_to_select(1.0, cv=0.3)


@given(st.lists(st.integers(1, 1000), min_size=3, max_size=8, unique=True), st.randoms())
def test_ranking_against_scipy_and_its_symmetries(dose, random):
    other = random.sample(dose, len(dose))
    agreement = mk.rank_agreement(dose, other)
    assert agreement == pytest.approx(spearmanr(dose, other).statistic)
    assert mk.rank_agreement(np.log(dose), other) == pytest.approx(agreement)
    assert mk.rank_agreement(-np.array(dose), other) == pytest.approx(-agreement)
    assert sorted(mk.rank_candidates(dose)) == list(range(1, len(dose) + 1))
    assert dose[int(np.argmin(mk.rank_candidates(dose)))] == min(dose)


def test_a_drug_is_fully_available_and_taken_daily_unless_said_otherwise():
    said = dict(f=1.0, interval=24.0)
    for ask, parameters in (
        (mk.trough_dose, dict(v=60.0, half_life=4.0)),
        (mk.dose_for_average, dict(cl=10.0)),
        (mk.half_life_at_ceiling, dict(conc=40.0, v=60.0)),
        (mk.no_go_probability, dict(conc=40.0, v=60.0, half_life=4.0, sigma=0.3)),
    ):
        assert ask(150_000.0, **parameters) == ask(150_000.0, **parameters, **said)


def test_no_go_of_a_certain_half_life_is_a_step():
    given = dict(conc=40.0, v=60.0, f=0.5, half_life=4.0)
    dose = mk.trough_dose(**given)
    assert mk.no_go_probability(dose * np.array([0.99, 1.01]), sigma=1e-5, **given) == pytest.approx([1, 0])
    assert mk.no_go_probability(dose, sigma=0.3, **given) == pytest.approx(norm.cdf(0))
