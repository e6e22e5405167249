"""Saturable elimination and target-mediated disposition: closed forms against integration, and mass balance."""

import csv
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad, simpson, solve_ivp

import microkit as mk

ANCHORS = Path(__file__).parent / "reference" / "analytic_anchors.csv"
positive = st.floats(1e-3, 1e3)


def solve(rhs, start, times, **options):
    given = {"method": "LSODA", "rtol": 1e-11, "atol": 1e-14} | options
    return solve_ivp(rhs, (0, times[-1]), start, t_eval=times, **given).y


def test_exact_anchors():
    """The nine Michaelis–Menten rows of the reference file."""
    with open(ANCHORS, encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    drug, compared = dict(v=1.0, vmax=2.0, km=5.0), 0
    for row in rows:
        moment = re.fullmatch(r"t=(\d+) h", row["at_or_unit"])
        if moment:
            ours = mk.mm_bolus(float(moment[1]), dose=20.0, **drug)
        elif row["case"] == "same, AUCinf":
            ours = mk.mm_auc(20.0, **drug)
        elif row["case"].startswith("same, dose-normalised"):
            ours = (mk.mm_auc(20.0, **drug) / 20.0) / (mk.mm_auc(1e-9, **drug) / 1e-9)
        elif row["case"].startswith("MM steady state"):
            ours = mk.mm_steady_state(300.0, vmax=500.0, km=4.0)
        elif row["case"] == "same, R 400 mg/d":
            ours = mk.mm_steady_state(400.0, vmax=500.0, km=4.0)
        else:
            continue
        assert ours == pytest.approx(float(row["value"]), rel=1e-9), row["case"]
        compared += 1
    assert compared == 10


@pytest.mark.parametrize("dose", [0.01, 5.0, 400.0])
def test_bolus_against_integration(dose):
    v, vmax, km, times = 40.0, 10.0, 0.25, np.linspace(0, 50, 26)
    theirs = solve(lambda t, y: [-vmax / v * y[0] / (km + y[0])], [dose / v], times)[0]
    ours = mk.mm_bolus(times, dose=dose, v=v, vmax=vmax, km=km)
    np.testing.assert_allclose(ours, theirs, rtol=1e-7, atol=1e-12)


@given(positive, positive, positive, positive)
def test_implicit_solution_holds_at_any_size(dose, v, vmax, km):
    """km·ln(C₀/C) + C₀ − C = vmax·t/v, also where exp(C₀/km) is far beyond the largest float."""
    c0 = dose / v
    end = (km * 20 + c0) * v / vmax
    times = end * np.linspace(0, 1, 9)
    conc = mk.mm_bolus(times, dose=dose, v=v, vmax=vmax, km=km)
    assert conc[0] == pytest.approx(c0) and (np.diff(conc) < 0).all()
    np.testing.assert_allclose(km * np.log(c0 / conc) + c0 - conc, vmax * times / v, atol=1e-9 * (c0 + 20 * km))


@given(positive, positive, positive, positive)
def test_area_is_that_of_the_profile(dose, v, vmax, km):
    """By exchanging axes: ∫ C dt = ∫ t dC, with t from the implicit solution."""
    c0 = dose / v
    waiting, _ = quad(lambda x: (-km * np.log(x) + c0 * (1 - x)) / (km + c0), 0, 1)
    assert mk.mm_auc(dose, v=v, vmax=vmax, km=km) == pytest.approx(waiting * (km + c0) * c0 * v / vmax, rel=1e-6)


def test_small_doses_are_linear_and_large_ones_are_not():
    drug = dict(v=40.0, vmax=10.0, km=0.25)
    times = np.linspace(0, 10, 11)
    linear = mk.bolus(times, dose=1e-6, cl=drug["vmax"] / drug["km"], v=drug["v"])
    np.testing.assert_allclose(mk.mm_bolus(times, dose=1e-6, **drug), linear, rtol=1e-6)
    small, large = mk.mm_auc([1e-6, 200.0], **drug) / [1e-6, 200.0]
    assert large / small == pytest.approx(1 + 200.0 / 40.0 / 2 / 0.25, rel=1e-6)


@given(st.floats(1.01, 20), positive, positive, st.floats(0, 10))
def test_largest_dose_is_off_by_exactly_the_fold(fold, v, km, microdose):
    drug = dict(v=v, vmax=3.0, km=km)
    largest, small = mk.mm_largest_dose(fold, v=v, km=km, microdose=microdose), max(microdose, 1e-9 * v * km)
    ratio = mk.mm_auc(largest, **drug) / largest / (mk.mm_auc(small, **drug) / small)
    assert ratio == pytest.approx(fold, rel=1e-6)
    if microdose == 0:
        assert largest / v == pytest.approx(2 * (fold - 1) * km)


@pytest.mark.parametrize("rate", [1.0, 6.0, 9.5])
def test_steady_state_is_where_a_long_infusion_ends(rate):
    end = solve(lambda t, y: [rate / 40 - 10 / 40 * y[0] / (0.25 + y[0])], [0.0], [0, 20_000.0])[0, -1]
    assert mk.mm_steady_state(rate, vmax=10.0, km=0.25) == pytest.approx(end, rel=1e-7)
    assert mk.mm_steady_state([10.0, 12.0], vmax=10.0, km=0.25).tolist() == [np.inf, np.inf]


def population(n, seed=0):
    rng = np.random.default_rng(seed)
    spread = rng.lognormal(0, 0.5, (5, n))
    return dict(dose=100 * spread[0], ka=spread[1], v=40 * spread[2], vmax=10 * spread[3], km=0.25 * spread[4])


def test_oral_population_against_one_at_a_time():
    """Three doses, 12 subjects: the block solution equals scipy's, subject by subject."""
    people, times, doses = population(12), np.linspace(0, 72, 73), [0.0, 24.0, 36.0]
    ours = mk.mm_oral(times, f=0.7, dose_times=doses, **people)
    assert ours.shape == (12, 73)
    for i, (dose, ka, v, vmax, km) in enumerate(zip(*people.values(), strict=True)):
        y, parts = np.zeros(2), []
        for here, there in zip(doses, [*doses[1:], 72.0], strict=True):
            y[0] += 0.7 * dose
            grid = times[(times >= here) & (times <= there)]
            path = solve_ivp(
                lambda t, y, ka, v, vmax, km: [-ka * y[0], ka * y[0] / v - vmax / v * y[1] / (km + y[1])],
                (here, there), y, t_eval=grid, args=(ka, v, vmax, km), method="LSODA", rtol=1e-11, atol=1e-13,
            ).y  # fmt: skip
            parts.append(path[1][:-1] if there < 72 else path[1])
            y = path[:, -1].copy()
        np.testing.assert_allclose(ours[i], np.concatenate(parts), rtol=1e-6, atol=1e-8 * ours[i].max())


def test_oral_conserves_mass():
    """What is eliminated over a very long time is what was absorbed."""
    people, times = population(5, seed=2), np.linspace(0, 400, 40_001)
    conc = mk.mm_oral(times, f=0.4, **people)
    rate = people["vmax"][:, None] * conc / (people["km"][:, None] + conc)
    eliminated = simpson(rate, x=times)
    np.testing.assert_allclose(eliminated, 0.4 * people["dose"], rtol=1e-6)
    np.testing.assert_allclose(mk.mm_oral_auc(f=0.4, **people), simpson(conc, x=times), rtol=1e-6)


def test_oral_limits_known_in_closed_form():
    """Absorbed at once it is a bolus; with little drug it is linear; more slowly absorbed means less exposure."""
    drug = dict(v=40.0, vmax=10.0, km=0.25)
    assert mk.mm_oral_auc(100.0, ka=2e4, **drug) == pytest.approx(mk.mm_auc(100.0, **drug), rel=1e-3)
    linear = mk.oral([1.0, 5.0], dose=1e-5, ka=0.8, cl=40.0, v=40.0)
    np.testing.assert_allclose(mk.mm_oral([1.0, 5.0], dose=1e-5, ka=0.8, **drug), linear, rtol=1e-5)
    areas = mk.mm_oral_auc(100.0, ka=[0.1, 0.3, 1.0, 3.0], **drug)
    assert (np.diff(areas) > 0).all() and areas[-1] < mk.mm_auc(100.0, **drug)
    assert isinstance(mk.mm_oral_auc(100.0, ka=1.0, **drug), float)


def test_superposition_fails_when_saturable():
    drug = dict(ka=1.0, v=40.0, vmax=10.0, km=0.25)
    times = [12.0, 36.0]
    real = mk.mm_oral(times, dose=100.0, dose_times=[0.0, 12.0, 24.0], **drug)
    added = mk.superpose(lambda t: mk.mm_oral(t, dose=100.0, **drug), times, dose_times=[0.0, 12.0, 24.0])
    assert real[0] == pytest.approx(added[0]) and real[1] > 1.2 * added[1]


def test_big_populations_are_solved_in_blocks(monkeypatch):
    people, times = population(9, seed=5), np.linspace(0, 24, 13)
    whole = mk.mm_oral(times, **people)
    monkeypatch.setattr("microkit.kinetics.dosing.SUBJECTS_AT_ONCE", 4)
    np.testing.assert_allclose(mk.mm_oral(times, **people), whole, rtol=1e-7, atol=1e-9 * whole.max())


def test_times_may_come_in_any_order():
    drug = dict(dose=100.0, ka=1.0, v=40.0, vmax=10.0, km=0.25)
    forward = mk.mm_oral([0.0, 1.0, 7.0], **drug)
    np.testing.assert_array_equal(mk.mm_oral([7.0, 1.0, 0.0, 7.0], **drug), forward[[2, 1, 0, 2]])
    assert mk.mm_oral(7.0, **drug) == pytest.approx(forward[2], rel=1e-9)


@pytest.mark.parametrize("at", [0.0, 1.0, 3.0])
def test_tracer_and_drug_against_integration(at):
    v, vmax, km, ka, f = 30.0, 30.0, 0.5, 1.0, 0.4

    def rhs(_, y):
        leaving = vmax / v / (km + y[1] + y[2])
        return [-ka * y[0], ka * y[0] / v - leaving * y[1], -leaving * y[2], y[1], y[2]]

    options = dict(method="LSODA", rtol=1e-11, atol=1e-14)
    y = np.array([f * 200.0, 0, 0, 0, 0])
    y = y if at == 0 else solve_ivp(rhs, (0, at), y, **options).y[:, -1]
    y[2] += 0.1 / v
    path = solve_ivp(rhs, (at, at + 200), y, t_eval=[at, at + 2, at + 5, at + 200], **options).y
    drug = dict(dose=200.0, tracer=0.1, at=at, ka=ka, v=v, vmax=vmax, km=km, f=f)
    both = mk.mm_oral_with_tracer([at, at + 2, at + 5], **drug)
    np.testing.assert_allclose(both.drug, path[1, :3], rtol=1e-6, atol=1e-10)
    np.testing.assert_allclose(both.tracer, path[2, :3], rtol=1e-6)
    estimate = path[3, -1] * 0.1 / (path[4, -1] * 200.0)
    assert mk.tracer_bioavailability(**{"dose": 200.0} | drug) == pytest.approx(estimate, rel=1e-6)


def test_tracer_is_absent_before_it_is_given_and_exact_when_linear():
    drug = dict(tracer=0.1, at=2.0, ka=1.0, v=30.0, vmax=30.0, km=0.5, f=0.4)
    both = mk.mm_oral_with_tracer([0.0, 1.0, 2.0], dose=[100.0, 200.0], **drug)
    assert both.tracer.shape == (2, 3) and (both.tracer[:, :2] == 0).all()
    np.testing.assert_allclose(both.tracer[:, 2], 0.1 / 30)
    small = mk.tracer_bioavailability(1e-4, **drug | {"tracer": 1e-6})
    assert small == pytest.approx(0.4, rel=1e-4)


antibody = dict(v=3.1, cl=0.2, target=2.0, kss=0.5, kint=0.5)


@given(positive, positive, positive)
def test_free_drug_balances_with_bound(total, target, kss):
    free = mk.tmdd_free(total, target=target, kss=kss)
    assert 0 < free <= total
    assert free + target * free / (kss + free) == pytest.approx(total, rel=1e-9)


@settings(max_examples=60)
@given(st.floats(-3, 4), st.floats(0, 5), st.floats(0.01, 50), st.floats(0.01, 20), st.floats(0.01, 5))
def test_target_mediated_area_against_quadrature(log_dose, cl, target, kss, kint):
    """∫ C dT/rate over the free concentration, numerically."""
    dose, v = 10**log_dose, 3.1
    top = mk.tmdd_free(dose / v, target=target, kss=kss)

    def slice_(x):
        c = top * x
        return top * (1 + target * kss / (kss + c) ** 2) / (cl / v + kint * target / (kss + c))

    area = quad(slice_, 0, 1, limit=800, epsabs=0, epsrel=1e-11, points=[min(kss / top, 0.5)])[0]
    ours = mk.tmdd_auc(dose, v=v, cl=cl, target=target, kss=kss, kint=kint)
    assert ours == pytest.approx(area, rel=1e-8)


@pytest.mark.parametrize("dose", [2 / 3, 30.0, 2000.0])
def test_target_mediated_profile_against_integration(dose):
    times = np.linspace(0, 40, 21)
    v, cl, target, kss, kint = antibody.values()

    def rhs(_, y):
        free = mk.tmdd_free(max(y[0], 0.0), target=target, kss=kss)
        return [-cl / v * free - kint * target * free / (kss + free), free]

    total, auc = solve(rhs, [dose / v, 0.0], times)
    ours = mk.tmdd_bolus(times, dose=dose, **antibody)
    np.testing.assert_allclose(ours, [mk.tmdd_free(t, target=target, kss=kss) for t in total], rtol=1e-6, atol=1e-9)
    end = solve(rhs, [dose / v, 0.0], [0, 2000.0])[1, -1]
    assert mk.tmdd_auc(dose, **antibody) == pytest.approx(end, rel=1e-7)


def test_target_mediated_limits():
    """A vanishing dose sees the target, a huge one only the linear clearance, for free and for total drug."""
    free, total = mk.tmdd_clearance_limits(**antibody)
    assert 1e-6 / mk.tmdd_auc(1e-6, **antibody) == pytest.approx(free, rel=1e-5)
    assert 1e9 / mk.tmdd_auc(1e9, **antibody) == pytest.approx(0.2, rel=1e-5)
    times = np.linspace(0, 60, 60_001)
    seen = mk.tmdd_bolus(times, dose=1e-6, **antibody)
    all_drug = seen * (1 + 2.0 / (0.5 + seen))
    assert 1e-6 / np.trapezoid(all_drug, times) == pytest.approx(total, rel=1e-4)


def test_target_mediated_populations():
    dose = np.array([0.1, 10.0, 1000.0])
    table = mk.tmdd_bolus([0.0, 3.0, 9.0], dose=dose, **antibody)
    for i in range(3):
        np.testing.assert_allclose(table[i], mk.tmdd_bolus([0.0, 3.0, 9.0], dose=dose[i], **antibody), rtol=1e-6)
    assert isinstance(mk.tmdd_bolus(1.0, dose=1.0, **antibody), float)


def test_a_tracer_has_one_time():
    with pytest.raises(ValueError, match="at must be one number"):
        mk.tracer_bioavailability(200.0, tracer=0.1, at=[0.0, 1.0], ka=1.0, v=30.0, vmax=30.0, km=0.5)
