"""Scores of forecasts: by hand, by their expectation, and honest about what they reward."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

import microkit as mk

chances = st.floats(0.01, 0.99)


@given(chances, chances)
def test_what_you_believe_costs_least_on_average(belief, said):
    """Both scores are proper: no other report has a smaller expectation."""
    for score in (mk.brier_score, mk.log_score):
        expected = [belief * score(p, 1) + (1 - belief) * score(p, 0) for p in (belief, said)]
        assert expected[0] <= expected[1] + 1e-12


@given(st.lists(st.tuples(chances, st.booleans()), min_size=1, max_size=15))
def test_scores_are_averages_of_each_drug(pairs):
    chance = np.array([pair[0] for pair in pairs])
    outcome = np.array([float(pair[1]) for pair in pairs])
    given_to_truth = np.where(outcome == 1, chance, 1 - chance)
    assert mk.brier_score(chance, outcome) == pytest.approx(sum((1 - given_to_truth) ** 2) / len(pairs))
    assert mk.log_score(chance, outcome) == pytest.approx(-np.log(given_to_truth).sum() / len(pairs))


def test_certainties():
    assert (mk.brier_score([1, 0], [1, 0]), mk.log_score([1, 0], [1, 0])) == (0, 0)
    assert (mk.brier_score([1, 0], [0, 1]), mk.log_score([1, 0], [0, 1])) == (1, np.inf)


def test_the_right_quantiles_cost_least():
    """The interval score is proper for central quantiles: of a normal truth, mean ± z costs less than its neighbours."""
    truth = norm.ppf((np.arange(4000) + 0.5) / 4000)
    z = norm.ppf(0.95)

    def cost(half):
        return mk.interval_score(np.full(4000, -half), np.full(4000, half), truth)

    assert cost(z) < min(cost(0.9 * z), cost(1.1 * z))
    assert cost(z) == pytest.approx(2 * norm.pdf(z) / 0.05, rel=1e-3)  # its expectation in closed form


@pytest.mark.parametrize(("observed", "cost"), [(2.0, 1.0), (1.0, 1.0), (0.5, 11.0), (2.25, 6.0)])
def test_missing_pays_twenty_times_the_distance_at_ninety_percent(observed, cost):
    assert mk.interval_score(1.0, 2.0, observed) == pytest.approx(cost)
    assert mk.interval_score(1.0, 2.0, observed, level=0.5) == pytest.approx(1 + (cost - 1) / 5)


def test_what_is_no_forecast_is_refused():
    with pytest.raises(ValueError, match="outcome must be 1 where"):
        mk.brier_score([0.5], [0.5])
    with pytest.raises(ValueError, match="chance must be a probability"):
        mk.log_score([68.0], [1])
    with pytest.raises(ValueError, match="lower must not be above upper"):
        mk.interval_score(2.0, 1.0, 1.5)
    with pytest.raises(ValueError, match="level must be one number between 0 and 1"):
        mk.interval_score(1.0, 2.0, 1.5, level=90)


def test_dossiers_are_masked_and_opened_by_the_same_letters():
    masked = mk.load("dossiers")
    opened = mk.load("dossiers_opened")
    assert masked.drug.tolist() == opened.drug.tolist() == list("ABCDEFGHIJKLM")
    shown = " ".join(str(value) for row in masked.rows for value in row.values()).lower() + masked.source.lower()
    assert [name for name in opened.name_of_drug if name.lower() in shown] == []


def test_opened_ratios_and_verdicts_are_those_of_the_published_pairs():
    pairs = mk.load("microdose_vs_therapeutic")
    opened = mk.load("dossiers_opened")
    routes = dict(zip(opened.name_of_drug, mk.load("dossiers").route, strict=True))
    known = np.isfinite(opened.ratio)
    for name, ratio, within in zip(
        opened.name_of_drug[known], opened.ratio[known], opened.within_2fold[known], strict=True
    ):
        rows = pairs.where(drug=name)
        same = np.array([route.startswith(routes[name]) for route in rows.route])
        oral = rows.parameter == "CLmet oral"  # AUC per dose is 1/(CL/F)
        exposures = rows.therapeutic_value[oral] / rows.microdose_value[oral]
        published = [*rows.ratio_micro_over_ther[same & ~oral], *exposures]
        assert np.isclose(ratio, published, atol=6e-4).any()
        assert within == (0.5 <= ratio <= 2)
    assert known.sum() == 5 and (~opened.within_2fold.astype(bool)).sum() == 3
