"""PET: synthetic scans with a known occupancy, decay followed atom by atom, and independent fits."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar

import microkit as mk

BP = np.array([3.0, 1.5, 0.75])


@given(st.floats(0.01, 0.99), st.floats(0.1, 20.0))
def test_lassen_recovers_what_the_scans_were_made_with(rho, vnd):
    base, drug = vnd * (1 + BP), vnd * (1 + BP * (1 - rho))
    slope, intercept = mk.lassen(base, drug)
    assert slope == pytest.approx(rho, rel=1e-6)
    assert intercept == pytest.approx(vnd, rel=1e-6)
    by_region = mk.scan_occupancy(mk.binding_potential(base, vnd=vnd), mk.binding_potential(drug, vnd=vnd))
    assert by_region == pytest.approx(np.full(3, rho), rel=1e-6)


def test_lassen_anchor_and_least_squares():
    assert mk.lassen(4 * (1 + BP), 4 * (1 + 0.4 * BP)) == pytest.approx((0.6, 4.0))  # the project's analytic anchor
    base, drug = np.array([10.1, 7.9, 6.55, 4.95, 3.5]), np.array([5.1, 4.5, 3.85, 3.4, 2.82])
    slope, intercept = np.polyfit(base, base - drug, 1)
    assert mk.lassen(base, drug) == pytest.approx((slope, -intercept / slope))


def test_lassen_refuses_what_makes_no_line():
    with pytest.raises(ValueError, match="vt_base must differ"):
        mk.lassen([5.0, 5.0], [3.0, 4.0])
    with pytest.raises(ValueError, match="no occupancy"):
        mk.lassen([5.0, 6.0], [5.0, 6.0])


@given(st.floats(0.01, 1e4), st.floats(0.3, 1.0))
def test_ed50_is_recovered_from_exact_occupancies(ed50, rho_max):
    dose = ed50 * np.array([0.1, 0.7, 3.0, 20.0])
    assert mk.fit_ed50(dose, rho_max * dose / (dose + ed50), rho_max=rho_max) == pytest.approx(ed50, rel=1e-6)


@pytest.mark.parametrize("seed", range(5))
def test_ed50_is_the_least_squares_one(seed):
    rng = np.random.default_rng(seed)
    dose = np.array([1.0, 3.0, 10.0, 30.0, 100.0])
    rho = dose / (dose + 8.0) + rng.normal(0, 0.06, 5)

    def squared_error(log_ed50):
        return np.sum((rho - dose / (dose + np.exp(log_ed50))) ** 2)

    best = minimize_scalar(squared_error, bounds=(-3, 8), method="bounded", options={"xatol": 1e-10})
    assert mk.fit_ed50(dose, rho) == pytest.approx(np.exp(best.x), rel=1e-5)


@pytest.mark.parametrize("rho", [[0.0, 0.0], [1.0, 1.0], [-0.1, -0.2], [1.1, 1.2]])
def test_ed50_of_nothing_or_everything_is_refused(rho):
    with pytest.raises(ValueError, match="rho fits no ED50"):
        mk.fit_ed50([1.0, 10.0], rho)


@given(st.floats(1, 1000), st.floats(1, 1000), st.floats(0, 200), st.floats(100, 1000))
def test_label_decays_and_molecules_do_not(activity, molar_activity, delay, molar_mass):
    """Take, at the end of synthesis, as many molecules as will carry the activity later: that is the mass injected."""
    activity_then = activity * 2 ** (delay / 20.36)  # MBq drawn from the same vial
    moles = activity_then * 1e-3 / molar_activity  # µmol
    mass = mk.tracer_mass(activity, molar_activity=molar_activity, delay=delay, molar_mass=molar_mass)
    assert mass == pytest.approx(moles * molar_mass)


@given(st.floats(0.1, 100), st.floats(0.1, 100), st.sampled_from([20.36, 109.8]))
def test_latest_injection_just_meets_the_limit(limit, at_once, half_life):
    delay = mk.latest_injection(limit, mass_at_once=at_once, half_life=half_life)
    assert (delay >= 0) == (limit >= at_once)
    if delay >= 0:  # 1 MBq at 1 GBq/µmol is 1 nmol, so this molar mass gives the mass at once
        batch = dict(molar_activity=1.0, molar_mass=1e3 * at_once, half_life=half_life)
        assert mk.tracer_mass(1.0, delay=delay, **batch) == pytest.approx(limit)


def test_uptake_is_one_where_the_label_is_spread_evenly():
    even = 370.0 * 1e3 / 75_000.0  # kBq in each g of 75 kg
    assert mk.suv([even, 0.0], activity=370.0, weight=75.0) == pytest.approx([1.0, 0.0])


def test_self_occupancy_agrees_with_the_binding_potential():
    """Free tracer is f_ND of the non-displaceable pool, and bound over that pool is BP: solved here step by step."""
    mass, uptake, weight, bp, f_nd, kd, molar_mass = 10.0, 2.4, 75.0, 3.0, 0.05, 0.2, 380.0
    in_tissue = uptake * mass / (weight * 1e3)  # µg in each g
    nd = in_tissue / (1 + bp)
    free = f_nd * nd / molar_mass * 1e6  # nmol in each L at 1 g/mL
    tracer = dict(suv=uptake, weight=weight, bp=bp, f_nd=f_nd, kd=kd, molar_mass=molar_mass)
    assert mk.self_occupancy(mass, **tracer) == pytest.approx(free / (free + kd))
    small, double = mk.self_occupancy([1e-3, 2e-3], **tracer)
    assert double == pytest.approx(2 * small, rel=1e-4)
