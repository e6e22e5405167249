"""Gate, value of information, ledger and precision: decision trees walked by hand, studies drawn at random."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, chi2, t

import microkit as mk

money = st.floats(0, 100)
chance = st.floats(0.01, 0.99)


def tree(value, cost, p, gate_cost, sensitivity, specificity, rule):
    """Expected value by posterior probabilities, the way one would draw it on paper."""
    total = -gate_cost
    for passed, given_viable, given_unviable in (
        (True, specificity, 1 - sensitivity),
        (False, 1 - specificity, sensitivity),
    ):
        result = p * given_viable + (1 - p) * given_unviable
        going_on = p * given_viable / result * value - cost
        total += result * (max(going_on, 0) if rule == "bayes" else going_on * passed)
    return total


@given(money, money, chance, money, chance, chance, st.sampled_from(["rigid", "bayes"]))
def test_value_with_gate_against_a_tree(value, cost, p, gate_cost, sensitivity, specificity, rule):
    gate = dict(gate_cost=gate_cost, sensitivity=sensitivity, specificity=specificity)
    ours = mk.value_with_gate(value, cost=cost, p_viable=p, rule=rule, **gate)
    assert ours == pytest.approx(tree(value, cost, p, gate_cost, sensitivity, specificity, rule), abs=1e-9)


@given(money, money, chance, chance, chance)
def test_information_is_never_harmful_and_perfect_information_is_best(value, cost, p, sensitivity, specificity):
    given = dict(cost=cost, p_viable=p)
    sample = mk.evsi(value, sensitivity=sensitivity, specificity=specificity, **given)
    perfect = mk.evpi(value, **given)
    assert 0 <= sample <= perfect + 1e-9
    assert perfect == pytest.approx(p * max(0, value - cost) - max(0, p * value - cost), abs=1e-9)
    coin = mk.evsi(value, sensitivity=sensitivity, specificity=1 - sensitivity, **given)
    assert coin == pytest.approx(0, abs=1e-9)  # a result that is independent of the truth


@given(money, money, chance, chance, chance)
def test_a_rational_reaction_is_never_worse_than_a_rigid_one(value, cost, p, sensitivity, specificity):
    gate = dict(cost=cost, p_viable=p, gate_cost=0.6, sensitivity=sensitivity, specificity=specificity)
    assert mk.value_with_gate(value, rule="bayes", **gate) >= mk.value_with_gate(value, rule="rigid", **gate) - 1e-9


@given(chance, chance, chance)
def test_posterior_from_counted_candidates(p, sensitivity, specificity):
    viable_failed, unviable_failed = 1e6 * p * (1 - specificity), 1e6 * (1 - p) * sensitivity
    ours = mk.viable_given_fail(p, sensitivity=sensitivity, specificity=specificity)
    assert ours == pytest.approx(viable_failed / (viable_failed + unviable_failed))


def test_a_gate_nobody_fails_has_no_posterior():
    with pytest.raises(ValueError, match="no way to fail"):
        mk.viable_given_fail(0.7, sensitivity=0.0, specificity=1.0)


@given(st.floats(0.1, 50), st.floats(0.05, 1), st.floats(0, 5), st.floats(0, 1), st.floats(0.3, 1))
def test_spend_per_viable_adds_up_try_by_try(spend, p, gate_spend, sensitivity, specificity):
    passing, success = p * specificity + (1 - p) * (1 - sensitivity), p * specificity
    tries = np.arange(4000)
    expected = np.sum((1 - success) ** tries * (gate_spend + passing * spend))
    gate = dict(gate_spend=gate_spend, sensitivity=sensitivity, specificity=specificity)
    assert mk.spend_per_viable(spend, p_viable=p, **gate) == pytest.approx(expected, rel=1e-6)
    assert mk.spend_per_viable(spend, p_viable=p) == pytest.approx(spend / p)


def test_the_ratio_at_its_limits_makes_the_counted_events_just_that_unlikely():
    """At each limit, dividing 18 events as 11 and 7 (or further from it) has a chance of 2.5 %."""
    gate = dict(participations=11_028, spared_later=12.75, n_now=6, other_risk=1e-5)
    found = mk.benefit_harm_interval(11, 7, **gate)
    rate = 18 / 11_028

    def share(ratio):
        return 1 - (12.75 * rate / (6 * ratio) - 1e-5) / rate

    assert found.estimate == pytest.approx(12.75 * 18 / 11_028 / (6 * (7 / 11_028 + 1e-5)))
    assert binom.sf(10, 18, share(found.lower)) == pytest.approx(0.025)
    assert binom.cdf(11, 18, share(found.upper)) == pytest.approx(0.025)


def test_the_interval_of_the_ratio_holds_the_truth_in_drawn_worlds():
    rng = np.random.default_rng(0)
    drug, procedure = rng.poisson(11, 4000), rng.poisson(7, 4000).clip(1)
    found = mk.benefit_harm_interval(
        drug, procedure, participations=11_028, spared_later=12.75, n_now=6, other_risk=0.0
    )
    truth = 12.75 * 18 / (6 * 7)
    assert 0.95 < np.mean((found.lower <= truth) & (truth <= found.upper)) < 0.995


def test_the_interval_refuses_what_it_cannot_divide_by():
    gate = dict(participations=20, spared_later=12.75, n_now=6, other_risk=0.0)
    with pytest.raises(ValueError, match="participations"):
        mk.benefit_harm_interval(15, 7, **gate)
    with pytest.raises(ValueError, match="procedure_events"):
        mk.benefit_harm_interval(11, 0, **gate)


def test_ledger_against_drawn_programmes():
    """Draw whether a candidate is viable, whether the gate stops it, and what the spared trial would have cost."""
    rng = np.random.default_rng(11)
    programmes, n, risk = 400_000, 60, 0.01
    stopped = (rng.random(programmes) < 0.25) & (rng.random(programmes) < 0.85)
    spared = rng.binomial(n, risk, programmes) * stopped
    stated = mk.events_avoided(n, risk=risk, p_unviable=0.25, sensitivity=0.85)
    assert stated == pytest.approx(spared.mean(), rel=0.02)
    assert mk.events_incurred(n, risk=risk) == pytest.approx(stated / 0.25 / 0.85)
    assert mk.benefit_harm_ratio(stated, stated) == 1
    with pytest.raises(ValueError, match="no study is free of risk"):
        mk.benefit_harm_ratio(1.0, 0.0)


@given(st.integers(2, 60), st.floats(0.05, 1.5), st.sampled_from([0.8, 0.9, 0.95]))
def test_interval_factor_against_scipy(n, cv, level):
    error = np.sqrt(np.log(1 + cv**2) / n)
    low, high = np.exp(t.interval(level, n - 1, scale=error))
    assert mk.ci_factor(n, cv=cv, level=level) == pytest.approx(high)
    assert 1 / mk.ci_factor(n, cv=cv, level=level) == pytest.approx(low)


def test_precision_power_against_drawn_studies():
    rng = np.random.default_rng(13)
    n, cv = 6, 0.4
    logs = rng.normal(0, np.sqrt(np.log(1 + cv**2)), (200_000, n))
    half = t.ppf(0.975, n - 1) * logs.std(axis=1, ddof=1) / np.sqrt(n)
    assert mk.precision_power(n, cv=cv) == pytest.approx(np.mean(half <= np.log(1.4)), abs=0.004)


@given(st.integers(2, 200), st.floats(0.05, 1.5), st.floats(1.05, 4.0))
def test_precision_power_is_a_chi_square_probability_that_grows_with_the_factor(n, cv, factor):
    power = mk.precision_power(n, cv=cv, factor=factor)
    widest = np.log(factor) * np.sqrt(n) / t.ppf(0.975, n - 1)
    assert power == pytest.approx(chi2.cdf((n - 1) * widest**2 / np.log(1 + cv**2), n - 1), abs=1e-9)
    assert power <= mk.precision_power(n, cv=cv, factor=1.1 * factor) + 1e-12


@given(st.floats(0.05, 0.99), st.floats(1.1, 5.0), st.floats(0.05, 1.0))
def test_translation_sets_the_plateau(within, fold, cv):
    sigma = mk.translation_sd(within, fold=fold)
    few, many = mk.chance_within_fold([4, 10**9], cv=cv, sigma=sigma, fold=fold)
    assert many == pytest.approx(within, rel=1e-6)
    assert few <= many


def test_chance_within_fold_against_drawn_predictions():
    rng = np.random.default_rng(17)
    n, cv, sigma = 4, 0.4, 0.37
    error = rng.normal(0, np.sqrt(np.log(1 + cv**2)), (300_000, n)).mean(axis=1) + rng.normal(0, sigma, 300_000)
    assert mk.chance_within_fold(n, cv=cv, sigma=sigma) == pytest.approx(np.mean(abs(error) < np.log(2)), abs=0.003)


@pytest.mark.parametrize("p", [0.1, 0.5, 0.8])
@pytest.mark.parametrize(("prior", "error"), [(0.7, 0.3), (0.4, 0.9)])
def test_gate_accuracy_against_drawn_candidates(p, prior, error):
    """Draw what is true and what a study sees; both are compared with the limit below which a share p is true."""
    rng = np.random.default_rng(20)
    true = rng.normal(0, prior, 400_000)
    seen = true + rng.normal(0, error, true.size)
    limit = np.quantile(true, p)
    sensitivity, specificity = mk.gate_accuracy(p, prior_sd=prior, error_sd=error)
    assert sensitivity == pytest.approx(np.mean(seen[true > limit] > limit), abs=0.006)
    assert specificity == pytest.approx(np.mean(seen[true <= limit] <= limit), abs=0.006)


@given(chance, st.floats(0.05, 3), st.floats(0.05, 3))
def test_a_gate_seen_from_the_other_side_swaps_its_two_rates(p, prior, error):
    """To stop what is viable is to pass what is not: p turns into 1 - p, sensitivity into specificity."""
    sensitivity, specificity = mk.gate_accuracy(p, prior_sd=prior, error_sd=error)
    other = mk.gate_accuracy(1 - p, prior_sd=prior, error_sd=error)
    assert other == pytest.approx((specificity, sensitivity), abs=1e-9)
    assert sensitivity + specificity > 1 - 1e-9  # better than a coin


def test_a_gate_without_error_never_errs_and_one_of_noise_is_a_coin():
    assert mk.gate_accuracy(0.3, prior_sd=1.0, error_sd=1e-7) == pytest.approx((1, 1), abs=1e-6)
    assert mk.gate_accuracy(0.5, prior_sd=1e-7, error_sd=1.0) == pytest.approx((0.5, 0.5), abs=1e-6)
    with pytest.raises(ValueError, match="nothing to sort"):
        mk.gate_accuracy(1.0, prior_sd=1.0, error_sd=1.0)
