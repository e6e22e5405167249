"""Clearance that changes: closed forms against quadrature, enzyme models against scipy one subject at a time."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad, solve_ivp
from scipy.optimize import brentq

import microkit as mk
from microkit.kinetics.ode import integrate

ANCHORS = Path(__file__).parent / "reference" / "analytic_anchors.csv"
DRIFT = dict(v=150.0, cl0=30.0, cl_ss=6.0, beta=0.1)
MBI = dict(v=150.0, cl=30.0, kdeg=0.02, kinact=0.5, ki=2.0)
clearance = st.floats(0.1, 300.0)


@given(st.floats(1, 1000), clearance, clearance, st.floats(-4, 1.5))
def test_area_of_a_drifting_clearance(v, cl0, cl_ss, log_beta):
    """Kummer's function against Gauss–Legendre panels, falling and rising, slow and fast; and between the two limits."""
    beta = 10**log_beta
    model = dict(v=v, cl0=cl0, cl_ss=cl_ss, beta=beta)
    slowest = v / min(cl0, cl_ss)
    edges = np.concatenate([[0.0], np.geomspace(1e-4 * min(v / max(cl0, cl_ss), 1 / beta), 40 * slowest, 60)])
    x, w = np.polynomial.legendre.leggauss(40)
    half = np.diff(edges)[:, None] / 2
    nodes = edges[:-1, None] + half * (1 + x)
    area = np.sum(mk.changing_bolus(nodes.ravel(), dose=7.0, **model).reshape(nodes.shape) * w * half)
    ours = mk.changing_auc(7.0, **model)
    assert ours == pytest.approx(area, rel=1e-8)
    low, high = sorted([7.0 / cl0, 7.0 / cl_ss])
    assert low * (1 - 1e-9) <= ours <= high * (1 + 1e-9)


def test_profile_solves_its_equation():
    times = np.linspace(0, 60, 13)
    path = solve_ivp(
        lambda t, y: [-mk.clearance_at(t, cl0=6.0, cl_ss=30.0, beta=0.1) / 50 * y[0]],
        (0, 60), [2.0], t_eval=times, rtol=1e-11, atol=1e-14,
    ).y[0]  # fmt: skip
    ours = mk.changing_bolus(times, dose=100.0, v=50.0, cl0=6.0, cl_ss=30.0, beta=0.1)
    np.testing.assert_allclose(ours, path, rtol=1e-7, atol=1e-12)


def test_a_clearance_that_does_not_change_is_the_linear_model():
    same = dict(v=150.0, cl0=30.0, cl_ss=30.0, beta=0.1)
    times = np.linspace(0, 20, 9)
    np.testing.assert_allclose(mk.changing_bolus(times, dose=5.0, **same), mk.bolus(times, dose=5.0, cl=30.0, v=150.0))
    assert mk.changing_auc(5.0, **same) == pytest.approx(5.0 / 30.0)
    np.testing.assert_allclose(mk.apparent_clearance([3.0, 9.0], **same), 30.0)


def test_dose_independent_drift_is_dose_proportional():
    areas = mk.changing_auc([0.1, 100.0], **DRIFT)
    assert areas[1] / areas[0] == pytest.approx(1000.0)


def test_short_sampling_misses_the_drift():
    """25, 23.1, 19.9, 17.5 and 16.7 L/h after 4, 6, 12, 24 and 48 h; the truth is 16.66."""
    seen = mk.apparent_clearance([4.0, 6.0, 12.0, 24.0, 48.0], **DRIFT)
    np.testing.assert_allclose(seen, [25.0, 23.1, 19.9, 17.5, 16.7], atol=0.05)
    assert mk.apparent_clearance(400.0, **DRIFT) == pytest.approx(1 / mk.changing_auc(1.0, **DRIFT), rel=1e-6)


def test_apparent_clearance_is_that_of_an_analysis_of_dense_samples():
    """The same log-linear tail, by quadrature of the profile."""
    for until in (3.0, 10.0, 30.0):
        area = quad(lambda t: mk.changing_bolus(t, dose=1.0, **DRIFT), 0, until, epsabs=1e-13)[0]
        last, earlier = mk.changing_bolus([until, until - 2.0], dose=1.0, **DRIFT)
        expected = 1 / (area + last * 2.0 / np.log(earlier / last))
        assert mk.apparent_clearance(until, **DRIFT) == pytest.approx(expected, rel=1e-9)
    table = mk.apparent_clearance([4.0, 9.0], **DRIFT | {"v": np.array([100.0, 150.0, 200.0])})
    assert table.shape == (3, 2)
    np.testing.assert_allclose(table[1], mk.apparent_clearance([4.0, 9.0], **DRIFT))


def test_enzyme_anchors():
    """Fraction left, time to half and to 90 % of the effect, recovery: the values of the reference file."""
    with open(ANCHORS, encoding="utf-8") as file:
        value = {row["case"]: float(row["value"]) for row in csv.DictReader(file) if row["case"].startswith("MBI")}
    kdeg = np.log(2) / 36
    model = dict(conc=1.0, kdeg=kdeg, kinact=0.4, ki=5.3)
    end = mk.enzyme_under(1e5, **model)
    assert end == pytest.approx(value["MBI: steady enzyme fraction"])
    for share, case in ((0.5, "half-time to steady state"), (0.9, "time to 90% of full effect")):
        moment = brentq(lambda t, s=share: mk.enzyme_under(t, **model) - (1 - s * (1 - end)), 0, 500)
        assert moment == pytest.approx(value[f"MBI: {case}"], rel=1e-9)
    assert 1 / (0.9 * end + 0.1) == pytest.approx(value["MBI: AUCR, fm 0.9"])
    assert kdeg == pytest.approx(value["MBI: kdeg liver CYP3A4 t1/2 36 h"])


def test_enzyme_under_a_constant_inhibitor_against_integration():
    kdeg, kinact, ki, conc = 0.03, 4.0, 5.3, 2.0
    path = solve_ivp(
        lambda t, e: kdeg * (1 - e) - kinact * conc / (ki + conc) * e, (0, 30), [1.0], t_eval=[1.0, 5.0, 30.0],
        rtol=1e-11, atol=1e-13,
    ).y[0]  # fmt: skip
    ours = mk.enzyme_under([1.0, 5.0, 30.0], conc=conc, kdeg=kdeg, kinact=kinact, ki=ki)
    np.testing.assert_allclose(ours, path, rtol=1e-8)


def one_at_a_time(times, dose_times, dose, v, cl, kdeg, kinact, ki, emax, ec50, ka, f):
    """Gut, concentration, enzyme and area of one subject, by scipy."""

    def rhs(_, y):
        gut, c, e, _ = y
        made = kdeg * (1 + emax * c / (ec50 + c))
        inflow = 0.0 if ka is None else ka * gut
        return [-inflow, inflow / v - cl / v * e * c, made - kdeg * e - kinact * c / (ki + c) * e, c]

    y, out = np.array([0, 0, 1.0, 0]), np.empty((3, len(times)))
    for here, there in zip(dose_times, [*dose_times[1:], times[-1]], strict=True):
        y[0 if ka else 1] += f * dose if ka else dose / v
        inside = (times >= here) & (times <= there)
        grid = np.unique([here, *times[inside], there])
        path = solve_ivp(rhs, (here, there), y, t_eval=grid, method="LSODA", rtol=1e-11, atol=1e-13).y
        out[:, inside] = path[1:, np.searchsorted(grid, times[inside])]
        y = path[:, -1].copy()
    return out


@pytest.mark.parametrize("ka", [None, 0.8, 0.05])
@pytest.mark.parametrize("change", ["inactivation", "induction", "both"])
def test_enzyme_population_against_one_at_a_time(ka, change):
    """Six subjects, five doses: every concentration, enzyme level and area."""
    rng = np.random.default_rng(12)
    spread = rng.lognormal(0, 0.4, (3, 6))
    people = dict(dose=200 * spread[0], v=150 * spread[1], cl=30 * spread[2])
    enzyme = dict(kdeg=0.02, kinact=0.5, ki=2.0, emax=4.0, ec50=0.5)
    enzyme |= {"inactivation": {"emax": 0.0}, "induction": {"kinact": 0.0}, "both": {}}[change]
    times, dose_times = np.linspace(0, 120, 61), 24.0 * np.arange(5)
    ours = mk.enzyme_turnover(times, ka=ka, f=0.6 if ka else 1.0, dose_times=dose_times, **people, **enzyme)
    for i in range(6):
        own = {name: value[i] for name, value in people.items()}
        theirs = one_at_a_time(times, dose_times, **own, **enzyme, ka=ka, f=0.6)
        for mine, other in zip(ours, theirs, strict=True):
            np.testing.assert_allclose(mine[i], other, rtol=1e-6, atol=1e-8 * other.max())


@pytest.mark.parametrize("ka", [None, 0.8, 0.05])
def test_without_inactivation_it_is_the_linear_model(ka):
    times, dose_times = np.linspace(0, 90, 31), [0.0, 24.0, 48.0]
    given = dict(dose=100.0, v=150.0, cl=30.0)
    ours = mk.enzyme_turnover(times, kdeg=0.02, ka=ka, dose_times=dose_times, **given)
    single = (lambda t: mk.bolus(t, **given)) if ka is None else (lambda t: mk.oral(t, ka=ka, **given))
    linear = mk.superpose(single, times, dose_times=dose_times)
    np.testing.assert_allclose(ours.conc, linear, rtol=1e-7, atol=1e-10)
    np.testing.assert_allclose(ours.enzyme, 1.0)


def test_what_leaves_is_what_came():
    """Mass balance: cl·∫E·C dt plus what is left equals the doses."""
    times = np.linspace(0, 200, 40_001)
    result = mk.enzyme_turnover(times, dose=100.0, ka=1.0, dose_times=[0.0, 24.0], **MBI)
    gone = 30.0 * np.trapezoid(result.conc * result.enzyme, times)
    assert gone + 150.0 * result.conc[-1] == pytest.approx(200.0, rel=1e-5)


def test_total_area():
    """Equal to the area far out, dose/cl for a vanishing dose, and more than proportional for an inactivator."""
    doses = np.array([1e-4, 1.0, 100.0])
    total = mk.enzyme_turnover_auc(doses, **MBI)
    assert total[0] == pytest.approx(1e-4 / 30.0, rel=1e-4)
    assert (np.diff(total / doses) > 0).all()
    far = mk.enzyme_turnover([3000.0], dose=doses, **MBI).auc[:, 0]
    np.testing.assert_allclose(total, far, rtol=1e-7)
    induced = mk.enzyme_turnover_auc(doses, v=150.0, cl=30.0, kdeg=0.02, emax=5.0, ec50=0.1)
    assert (np.diff(induced / doses) < 0).all()
    slow = mk.enzyme_turnover_auc(100.0, ka=0.01, f=0.5, v=150.0, cl=30.0, kdeg=0.02)
    assert slow == pytest.approx(50.0 / 30.0, rel=1e-7)


def test_shapes_and_doses_in_the_future():
    result = mk.enzyme_turnover([0.0, 1.0], dose=100.0, dose_times=5.0, **MBI)
    assert result.conc.tolist() == [0.0, 0.0] and result.enzyme.tolist() == [1.0, 1.0]
    assert isinstance(mk.enzyme_turnover(3.0, dose=1.0, **MBI).conc, float)
    table = mk.enzyme_turnover([0.0, 1.0, 2.0], dose=np.ones((2, 1)), **MBI | {"cl": np.array([1.0, 2.0, 3.0, 4.0])})
    assert table.auc.shape == (2, 4, 3)
    with pytest.raises(ValueError, match="increasing row"):
        mk.enzyme_turnover(1.0, dose=1.0, dose_times=[5.0, 0.0], **MBI)


@pytest.mark.parametrize("rtol", [1e-4, 1e-6, 1e-8, 1e-10])
def test_the_solver_keeps_its_tolerance_for_the_worst_subject(rtol):
    """Oscillators of very different speed, with the answer known, between the steps as well as at them."""
    speed = np.geomspace(0.05, 20, 50)
    times = np.linspace(0, 10, 333)
    start = np.array([np.ones(50), np.zeros(50)])
    path = integrate(lambda t, y: np.array([speed * y[1], -speed * y[0]]), start, times, scale=start + 1, rtol=rtol)
    exact = np.stack([np.cos(np.outer(times, speed)), -np.sin(np.outer(times, speed))], axis=1)
    assert np.abs(path - exact).max() < 300 * rtol


def test_the_solver_gives_up_in_words():
    with pytest.raises(ArithmeticError, match="no step is short enough"):
        integrate(lambda t, y: y**2, np.ones((1, 1)), np.array([0.0, 2.0]), scale=1.0)


def test_a_dose_of_zero_leaves_everything_at_rest():
    given = dict(v=100.0, cl=10.0, kdeg=0.02, kinact=0.5, ki=2.0, ka=1.0)
    path = mk.enzyme_turnover([0.0, 1.0, 24.0], dose=np.array([0.0, 50.0]), **given)
    np.testing.assert_array_equal(path.conc[0], 0.0)
    np.testing.assert_array_equal(path.enzyme[0], 1.0)
