"""Prediction: exact power laws, age, folds, and diffusion solved as a boundary-value problem."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad, solve_bvp
from scipy.stats import gmean, linregress, t

import microkit as mk

positive = st.floats(1e-2, 1e3)
ratios = st.lists(st.floats(0.05, 20.0), min_size=1, max_size=12)


@given(st.floats(1e-3, 1e2), st.floats(-1.0, 2.0), st.floats(0.01, 500.0))
def test_allometry_recovers_an_exact_power_law(a, b, to_weight):
    weight = np.array([0.02, 0.25, 3.5, 12.0])
    cl, exponent = mk.allometry(weight, a * weight**b, to_weight=to_weight)
    assert cl == pytest.approx(a * to_weight**b, rel=1e-9)
    assert exponent == pytest.approx(b, abs=1e-9)


def test_allometry_is_least_squares_and_ignores_order_and_units():
    weight, cl = np.array([0.025, 0.25, 5.0, 10.0]), np.array([0.15, 0.80, 5.5, 8.0])
    fit = linregress(np.log(weight), np.log(cl))
    human, exponent = mk.allometry(weight, cl)
    assert exponent == pytest.approx(fit.slope)
    assert human == pytest.approx(np.exp(fit.intercept + fit.slope * np.log(70.0)))
    assert mk.allometry(weight[::-1], cl[::-1])[0] == pytest.approx(human)
    assert mk.allometry(1e3 * weight, cl, to_weight=70e3)[0] == pytest.approx(human)
    assert mk.allometry(weight, cl, to_weight=[60.0, 70.0])[0].shape == (2,)
    with pytest.raises(ValueError, match="at least two different"):
        mk.allometry([5.0, 5.0], [1.0, 2.0])


@pytest.mark.parametrize("n", [3, 4, 9])
def test_the_prediction_interval_holds_a_new_species_as_often_as_it_says(n):
    rng = np.random.default_rng(n)
    weight = np.geomspace(0.02, 20, n)
    held = 0
    for _ in range(2000):
        cl = 2.0 * weight**0.7 * np.exp(rng.normal(0, 0.3, n))
        interval = mk.allometry_interval(weight, cl, level=0.8)
        held += interval.lower <= 2.0 * 70.0**0.7 * np.exp(rng.normal(0, 0.3)) <= interval.upper
    assert held / 2000 == pytest.approx(0.8, abs=0.04)  # four and a half standard errors


def test_the_prediction_interval_is_that_of_the_hat_matrix():
    weight, cl = np.array([0.02, 0.3, 4.0, 11.0, 30.0]), np.array([0.1, 1.1, 3.0, 12.0, 14.0])
    design = np.column_stack([np.ones(5), np.log(weight)])
    inverse = np.linalg.inv(design.T @ design)
    residual = np.log(cl) - design @ inverse @ design.T @ np.log(cl)
    new = np.array([1.0, np.log(55.0)])
    error = np.sqrt(residual @ residual / 3 * (1 + new @ inverse @ new))
    found = mk.allometry_interval(weight, cl, to_weight=55.0, level=0.9)
    assert np.log([found.lower, found.upper]) == pytest.approx(np.log(found.estimate) + error * t.ppf([0.05, 0.95], 3))
    with pytest.raises(ValueError, match="three species"):
        mk.allometry_interval([1.0, 2.0], [1.0, 2.0])
    with pytest.raises(ValueError, match="each be one number"):
        mk.allometry_interval(weight, cl, to_weight=[60.0, 70.0])


@given(positive, positive, positive, st.floats(-1, 1))
def test_scaling_in_two_steps_is_scaling_in_one(cl, halfway, to_weight, exponent):
    first = mk.scale_to_weight(cl, to_weight=halfway, exponent=exponent)
    second = mk.scale_to_weight(first, from_weight=halfway, to_weight=to_weight, exponent=exponent)
    assert second == pytest.approx(mk.scale_to_weight(cl, to_weight=to_weight, exponent=exponent))


@given(st.floats(1.0, 5000.0), st.floats(10.0, 100.0), st.floats(0.5, 8.0))
def test_maturation_is_the_hill_function_of_age(age, tm50, hill):
    reached = mk.maturation(age, tm50=tm50, hill=hill)
    assert reached == pytest.approx(age**hill / (tm50**hill + age**hill), rel=1e-9)
    assert reached <= mk.maturation(1.1 * age, tm50=tm50, hill=hill) <= 1


def test_filtration_per_kg_has_a_hump():
    """Per kg it rises from about 1.3 mL/min at term to 2.6 at about two years and falls to 1.7 in adults."""
    weight, age_weeks = np.array([3.5, 12.5, 70.0]), np.array([40.0, 40.0 + 104.0, 40.0 + 52 * 25])
    per_kg = mk.scale_to_weight(121.2, to_weight=weight) * mk.maturation(age_weeks) / weight
    assert per_kg == pytest.approx([1.3, 2.6, 1.73], rel=0.02)


def test_in_vitro_clearance_unit_by_unit():
    """1 µL/min per mg, 1 mg per g and 1 g of liver are 1e-6 L times 60 per hour."""
    assert mk.scale_in_vitro(1.0, per_gram=1.0, liver_weight=1.0) == pytest.approx(60e-6)
    assert mk.scale_in_vitro([2.0, 4.0], per_gram=40.0, liver_weight=1800.0)[1] == pytest.approx(4 * 40 * 1800 * 60e-6)


@given(ratios)
def test_fold_errors_are_symmetric(ratio):
    ratio = np.array(ratio)
    bias, spread = mk.average_fold_error(ratio, 1.0), mk.absolute_average_fold_error(ratio, 1.0)
    assert bias == pytest.approx(gmean(ratio))
    assert spread == pytest.approx(gmean(mk.fold_error(ratio, 1.0)))
    assert mk.average_fold_error(1.0, ratio) == pytest.approx(1 / bias)
    assert mk.absolute_average_fold_error(1.0, ratio) == pytest.approx(spread)
    assert spread * (1 + 1e-12) >= max(bias, 1 / bias)


@given(st.floats(-99.0, 1e4), st.floats(-99.0, 1e4))
def test_changes_compose_as_folds(first, second):
    after_both = 100.0 * mk.fold_of_change(first) * mk.fold_of_change(second)
    stepwise = 100.0 + first + (100.0 + first) * second / 100
    assert after_both == pytest.approx(stepwise, rel=1e-9, abs=1e-9)


def test_profile_around_a_reservoir_against_a_boundary_value_problem():
    """(rC)″ = rC / L² with C = 1 at the surface and nothing far away; radii in units of the reservoir."""
    radius, length = 200.0, 150.0
    far = 14 * length / radius

    def rhs(_, y):
        return [y[1], y[0] * (radius / length) ** 2]

    def ends(left, right):
        return [left[0] - 1.0, right[0]]

    grid = np.linspace(1, 1 + far, 400)
    solved = solve_bvp(rhs, ends, grid, np.vstack([np.exp(1 - grid), -np.exp(1 - grid)]), tol=1e-9, max_nodes=100_000)
    r = np.array([1.0, 1.3, 2.0, 4.0])
    ours = mk.reservoir_profile(radius * r, reservoir=radius, length=length)
    assert ours == pytest.approx(solved.sol(r)[0] / r, rel=1e-5)
    assert mk.penetration_length(2e-6, loss_rate=2e-6 / (150e-4) ** 2) == pytest.approx(length)


@given(st.floats(1e-6, 1.0), st.floats(1.0, 1e4), st.floats(0.5, 1e6))
def test_reach_inverts_the_profile(level, reservoir, length):
    reach = mk.reservoir_reach(level, reservoir=reservoir, length=length)
    back = mk.reservoir_profile(max(reach, reservoir), reservoir=reservoir, length=length)
    assert reach >= reservoir * (1 - 1e-12)
    assert np.log(back) == pytest.approx(np.log(level), abs=1e-6 * (1 + reservoir / length))


def test_reach_between_its_two_simple_limits():
    assert mk.reservoir_reach(0.1, reservoir=200.0, length=1e9) == pytest.approx(2000.0, rel=1e-3)  # R/r, no loss
    planar = mk.reservoir_reach(0.1, reservoir=1e7, length=200.0) - 1e7
    assert planar == pytest.approx(200.0 * np.log(10), rel=1e-3)  # a flat surface


@given(st.floats(0.01, 100), st.floats(1, 1e3), st.floats(1.01, 20))
def test_shell_holds_the_mass_put_into_it(mass, inner, ratio):
    conc = mk.shell_conc(mass, inner=inner, outer=inner * ratio)
    volume = quad(lambda r: 4 * np.pi * r**2, inner, inner * ratio)[0] * 1e-15  # L
    assert conc * volume == pytest.approx(mass, rel=1e-6)


def test_unbound_partition():
    """With equal unbound concentrations on both sides, total ones differ by the binding alone."""
    unbound, fu_plasma, fu_brain = 5.0, 0.1, 0.02
    kp = (unbound / fu_brain) / (unbound / fu_plasma)
    assert mk.kp_uu(kp, fu_tissue=fu_brain, fu_plasma=fu_plasma) == pytest.approx(1.0)
