"""Calculations of the applications, each against the integral, the model or the definition that it shortens."""

import numpy as np
import pytest
from scipy.integrate import quad

import microkit as mk


def test_what_a_reservoir_releases_is_what_the_tissue_removes():
    diffusivity, loss_rate, reservoir, release = 2e-6, 3e-3, 150.0, 0.05
    length = mk.penetration_length(diffusivity, loss_rate=loss_rate)
    surface = mk.reservoir_surface_conc(release, diffusivity=diffusivity, reservoir=reservoir, length=length)

    def content(r):
        return 4 * np.pi * r**2 * surface * mk.reservoir_profile(r, reservoir=reservoir, length=length) * 1e-15

    amount = quad(content, reservoir, reservoir + 60 * length, limit=200)[0]
    assert amount * loss_rate * 3600 == pytest.approx(release, rel=1e-6)
    outer = 600.0
    mean = quad(content, reservoir, outer)[0] / (4 / 3 * np.pi * (outer**3 - reservoir**3) * 1e-15)
    found = surface * mk.reservoir_mean(outer, reservoir=reservoir, length=length)
    assert found == pytest.approx(mean, rel=1e-9)


@pytest.mark.parametrize("extraction", [0.0, 0.2, 0.44, 0.9, 1.0])
def test_inhibiting_an_intravenous_victim_by_the_liver_model(extraction):
    if extraction in (0.0, 1.0):
        expected = mk.victim_auc_ratio(8.0, fm=0.93) if extraction == 0.0 else 1.0
    else:
        cl_int = 90.0 * extraction / (1 - extraction)
        before = mk.hepatic_clearance(cl_int, fu=1.0, q_h=90.0)
        after = mk.hepatic_clearance(cl_int * (0.93 / 9 + 0.07), fu=1.0, q_h=90.0)
        expected = before / after
    assert mk.intravenous_auc_ratio(8.0, fm=0.93, extraction=extraction) == pytest.approx(expected)


def test_the_onset_of_target_mediated_kinetics_is_kss_above_where_the_rates_cross():
    antibody = dict(v=3.1, cl=0.2, target=2.0, kint=0.5)
    kss = 0.5
    crossing = mk.tmdd_onset(**antibody) - kss
    assert 0.2 / 3.1 * crossing == pytest.approx(0.5 * 2.0 * crossing / (kss + crossing))


@pytest.mark.parametrize("half_life", [2.0, 8.0, 100.0])
def test_average_occupancy_is_the_integral_over_one_interval(half_life):
    k = np.log(2) / half_life
    peak = 3.0 * 24 * k / (1 - np.exp(-24 * k))

    def occupied(t):
        rho = peak * np.exp(-k * t)
        return rho / (1 + rho)

    found = mk.average_occupancy(3.0, half_life=half_life)
    assert found == pytest.approx(quad(occupied, 0, 24)[0] / 24, rel=1e-9)
    assert found < 0.75


@pytest.mark.parametrize(("n", "arms"), [(6, 1), (6, 2), (12, 2)])
def test_a_share_within_the_fold_contains_the_sampling_error(n, arms):
    """The share that chance_within_fold computes for a spread gives that spread back."""
    share = mk.chance_within_fold(n, cv=0.4 if arms == 1 else np.sqrt(1.16**2 - 1), sigma=0.333)
    assert mk.translation_sd(share, sampling_variance=arms * np.log(1.16) / n) == pytest.approx(0.333)
    with pytest.raises(ValueError, match="sampling_variance"):
        mk.translation_sd(0.998, sampling_variance=1.0)


def test_spread_is_free_of_bias_and_the_average_error_is_not():
    ratios = np.array([0.6, 1.1, 1.7, 0.9])
    assert mk.geometric_sd(3 * ratios, 1.0) == pytest.approx(mk.geometric_sd(ratios, 1.0))
    assert mk.absolute_average_fold_error(3 * ratios, 1.0) > 2 * mk.absolute_average_fold_error(ratios, 1.0)


def test_perfect_information_about_a_candidate_that_one_would_stop():
    """Without it one stops and gets nothing; with it the viable ones, and only they, go on."""
    assert mk.evpi(10.0, cost=8.0, p_viable=0.7) == pytest.approx(0.7 * (10 - 8))
    assert mk.evpi(7.0, cost=8.0, p_viable=0.7) == 0.0
