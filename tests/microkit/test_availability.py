"""Tracer, liver and ADME: simulated experiments with a known truth, and conservation of mass."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad, solve_ivp
from scipy.optimize import brentq

import microkit as mk

share = st.floats(0.02, 1.0)
positive = st.floats(1e-3, 1e4)


def test_a_simulated_microtracer_study_returns_its_truth():
    """Oral drug and intravenous label in one body, integrated: CL = 12 L/h, F = 0.35."""
    cl, v, ka, f, dose, label = 12.0, 40.0, 0.9, 0.35, 50_000.0, 7400.0

    def rhs(_, y):
        gut, drug, tracer = y[:3]
        return [-ka * gut, ka * gut - cl / v * drug, -cl / v * tracer, drug / v, tracer / v]

    end = solve_ivp(rhs, (0, 120), [f * dose, 0, label, 0, 0], method="LSODA", rtol=1e-10, atol=1e-9).y[:, -1]
    assert mk.clearance(end[4], dose=label) == pytest.approx(cl, rel=1e-6)
    assert mk.clearance(end[3], dose=dose) == pytest.approx(cl / f, rel=1e-6)
    assert mk.bioavailability(end[3], end[4], dose_oral=dose, dose_iv=label) == pytest.approx(f, rel=1e-6)


@given(positive, positive, positive, positive, st.floats(1e-3, 1e3))
def test_bioavailability_ignores_the_unit_of_the_label(oral, iv, dose_oral, dose_iv, unit):
    f = mk.bioavailability(oral, iv, dose_oral=dose_oral, dose_iv=dose_iv)
    assert mk.bioavailability(oral, iv * unit, dose_oral=dose_oral, dose_iv=dose_iv * unit) == pytest.approx(f)
    ratio = mk.clearance(iv, dose=dose_iv) / mk.clearance(oral, dose=dose_oral)
    assert f == pytest.approx(ratio)


def test_published_studies_agree_with_their_own_dose():
    """Boulton 2013: the dose implied by CL · AUC gives the printed F; the planned dose does not, for dapagliflozin."""
    for cl_ml_min, auc_iv, auc_oral, oral, planned, printed in [
        (495, 1.3, 84.4, 5000.0, 40.0, 0.50),
        (207, 6.8, 628.0, 10_000.0, 80.0, 0.78),
    ]:
        assayed = cl_ml_min * 0.06 * auc_iv
        f = mk.bioavailability(auc_oral, auc_iv, dose_oral=oral, dose_iv=assayed)
        assert f == pytest.approx(printed, abs=0.005)
        assert abs(mk.bioavailability(auc_oral, auc_iv, dose_oral=oral, dose_iv=planned) - f) > 0.015


def test_cv_of_a_ratio_against_drawn_subjects():
    rng = np.random.default_rng(1)
    oral, iv = np.exp(rng.multivariate_normal([0, 0], 0.05**2 * np.array([[1, 0.8], [0.8, 1]]), 200_000)).T
    drawn = np.std(oral / iv) / np.mean(oral / iv)
    assert mk.bioavailability_cv(0.05, 0.05, correlation=0.8) == pytest.approx(drawn, rel=0.02)


@given(st.floats(0, 2), st.floats(0, 2), st.floats(-1, 1))
def test_cv_is_real_and_falls_with_correlation(a, b, r):
    cv = mk.bioavailability_cv(a, b, correlation=r)
    assert abs(a - b) - 1e-12 <= cv <= a + b + 1e-12
    assert mk.bioavailability_cv(a, b, correlation=1.0) <= cv + 1e-12


@given(share, share, share)
def test_first_pass_steps_multiply(fa, fg, fh):
    assert mk.fraction_absorbed(fa * fg * fh, f_gut=fg, f_hepatic=fh) == pytest.approx(fa)
    assert mk.fraction_absorbed(fa * fg * fh, f_hepatic=fh) == pytest.approx(fa * fg)


@given(positive, share, st.floats(0.5, 4.0), st.floats(10.0, 200.0))
def test_liver_balances_what_flows_in_out_and_is_metabolised(cl_int, fu, ratio, q):
    """Blood in = blood out + metabolism at the outflow's unbound concentration; solved here by root finding."""
    outflow = brentq(lambda c: q * (1 - c) - cl_int * fu * c / ratio, 0, 1, xtol=1e-15)
    liver = dict(blood_to_plasma=ratio, q_h=q)
    cl = mk.hepatic_clearance(cl_int, fu=fu, **liver)
    assert cl == pytest.approx(q * (1 - outflow) * ratio, rel=1e-6)
    assert cl / ratio < q and cl <= fu * cl_int * (1 + 1e-12)
    assert mk.hepatic_availability(cl, **liver) == pytest.approx(outflow, rel=1e-6)
    assert mk.intrinsic_clearance(cl, fu=fu, **liver) == pytest.approx(cl_int, rel=1e-6)


@given(positive, share, st.floats(10.0, 200.0))
def test_oral_clearance_of_a_hepatic_drug_does_not_depend_on_flow(cl_int, fu, q):
    cl = mk.hepatic_clearance(cl_int, fu=fu, q_h=q)
    assert cl / mk.hepatic_availability(cl, q_h=q) == pytest.approx(fu * cl_int, rel=1e-6)


def test_plasma_clearance_above_blood_flow_needs_the_blood_to_plasma_ratio():
    with pytest.raises(ValueError, match="blood_to_plasma is missing"):
        mk.hepatic_availability(100.0, q_h=90.0)
    assert mk.hepatic_availability(100.0, q_h=90.0, blood_to_plasma=2.0) == pytest.approx(4 / 9)


@st.composite
def sampled_curve(draw):
    steps = draw(st.lists(st.floats(0.05, 24.0), min_size=1, max_size=12))
    conc = draw(st.lists(st.floats(0, 1e3), min_size=len(steps) + 1, max_size=len(steps) + 1))
    start = draw(st.floats(0, 10))
    return start + np.concatenate([[0.0], np.cumsum(steps)]), np.array(conc)


@given(sampled_curve())
def test_the_hamilton_pool_holds_the_trapezoidal_auc(curve):
    time, conc = curve
    weights = mk.hamilton_weights(time)
    assert weights.sum() == pytest.approx(1) and (weights > 0).all()
    assert weights @ conc * (time[-1] - time[0]) == pytest.approx(np.trapezoid(conc, time), rel=1e-9, abs=1e-9)


def test_tail_is_the_exponential_that_follows_the_last_sample():
    time, conc, half_life = [0.0, 1.0, 4.0, 8.0], [0.0, 9.0, 6.0, 4.0], 5.0

    def curve(t):
        return np.interp(t, time, conc) if t <= 8 else 4.0 * 2 ** (-(t - 8) / half_life)

    area = sum(quad(curve, a, b)[0] for a, b in [(0, 1), (1, 4), (4, 8), (8, 400)])
    assert mk.auc_with_tail(time, conc, half_life=half_life) == pytest.approx(area, rel=1e-8)
    assert mk.auc_with_tail(time, conc, half_life=[5.0, 10.0]).shape == (2,)


def test_everything_excreted_is_recovered_once():
    """Renal and faecal loss of one body, integrated: recovery rises and ends at the whole dose."""
    edges = np.array([0, 6, 24, 72, 168, 400.0])
    body = 7400.0 * np.exp(-0.08 * edges)
    lost = -np.diff(body)
    found = mk.recovery(0.7 * lost, 0.3 * lost, dose=7400.0)
    assert (np.diff(found) > 0).all()
    assert found == pytest.approx(1 - np.exp(-0.08 * edges[1:]))
    with pytest.raises(ValueError, match="dose must be one number"):
        mk.recovery([1.0, 2.0], [1.0, 2.0], dose=[3.0, 4.0])


def test_parallel_pathways_against_the_differential_equation():
    v, vmax, km, cl = 50.0, 2000.0, 50.0, 8.0
    for dose in (100.0, 10_000.0, 100_000.0):

        def rhs(_, y):
            saturable = vmax * y[0] / (km + y[0])
            return [-(saturable + cl * y[0]) / v, y[0], saturable, cl * y[0]]

        _, auc, saturated, linear = solve_ivp(
            rhs, (0, 400), [dose / v, 0, 0, 0], method="LSODA", rtol=1e-10, atol=1e-10
        ).y[:, -1]
        assert mk.auc_parallel(dose, v=v, vmax=vmax, km=km, cl=cl) == pytest.approx(auc, rel=1e-6)
        assert saturated + linear == pytest.approx(dose, rel=1e-6)
        assert cl * auc == pytest.approx(linear, rel=1e-6)


@given(st.floats(1e-6, 1e-3), st.floats(1, 100), st.floats(1, 1e4), st.floats(1, 1e3), st.floats(0.1, 100))
def test_parallel_pathways_are_linear_at_a_microdose(dose, v, vmax, km, cl):
    auc = mk.auc_parallel(dose, v=v, vmax=vmax, km=km, cl=cl)
    assert auc == pytest.approx(dose / (cl + vmax / km), rel=2e-3)
    assert auc < dose / cl
