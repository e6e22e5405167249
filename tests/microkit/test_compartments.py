"""Linear models: closed forms against integration, superposition and R's own fits of theophylline."""

import csv
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad, solve_ivp

import microkit as mk

CL, V, KA = 1.1, 20.0, 1.5
MODELS = {"one compartment": {}, "two compartments": {"q": 2.5, "v2": 50.0}}
TIMES = np.array([0.0, 0.5, 1, 2, 4, 7.9, 8.1, 11.9, 13, 16, 23.9, 24.1, 30, 36, 47.9, 60, 100])
REFERENCE = Path(__file__).parent / "reference"

# event tables as NONMEM users write them: route, amount, start, interval, number of doses, and the route's own numbers
SCENARIOS = {
    "bolus": [("bolus", 100, 0, 12, 1, {})],
    "bolus, 4 doses": [("bolus", 100, 0, 12, 4, {})],
    "bolus, late start": [("bolus", 100, 3, 8, 5, {})],
    "infusion": [("infusion", 100, 0, 12, 1, {"duration": 10.0})],
    "infusion, 4 doses": [("infusion", 100, 0, 12, 4, {"duration": 10.0})],
    "infusions that overlap": [("infusion", 100, 0, 12, 3, {"duration": 20.0})],
    "infusion, F 0.6 at a fixed rate": [("infusion", 60, 0, 12, 3, {"duration": 6.0})],
    "oral": [("oral", 100, 0, 24, 1, {"ka": KA})],
    "oral, 4 doses": [("oral", 100, 0, 12, 4, {"ka": KA})],
    "oral, lag": [("oral", 100, 0, 12, 3, {"ka": KA, "lag": 5.0})],
    "oral, F and lag": [("oral", 100, 0, 24, 2, {"ka": KA, "lag": 0.7, "f": 0.412})],
    "oral, ka = ke": [("oral", 100, 0, 12, 3, {"ka": CL / V})],
    "oral, flip-flop": [("oral", 100, 0, 24, 3, {"ka": 0.01})],
    "bolus load, then oral": [("bolus", 250, 0, 12, 1, {}), ("oral", 100, 4, 12, 4, {"ka": KA})],
    "infusion over oral": [("oral", 100, 0, 8, 6, {"ka": KA}), ("infusion", 300, 10, 24, 1, {"duration": 3.0})],
}


def by_superposition(events, model):
    total = 0.0
    for route, amount, start, interval, doses, numbers in events:
        single = partial(getattr(mk, route), dose=amount, cl=CL, v=V, **numbers, **model)
        total = total + mk.superpose(single, TIMES, dose_times=start + interval * np.arange(doses))
    return total


def by_integration(events, model):
    """Depot, central and peripheral amounts, integrated from one event to the next."""
    q, v2 = model.get("q", 0.0), model.get("v2", 1.0)
    doses, rates, ka = [], [], KA
    for route, amount, start, interval, number, numbers in events:
        ka = numbers.get("ka", ka)
        for t in start + interval * np.arange(number) + numbers.get("lag", 0.0):
            if route == "infusion":
                rates.append((t, t + numbers["duration"], amount / numbers["duration"]))
            else:
                doses.append((t, 0 if route == "oral" else 1, amount * numbers.get("f", 1.0)))

    def rhs(_, y, rate):
        exchange = q * (y[1] / V - y[2] / v2)
        return [-ka * y[0], ka * y[0] + rate - CL / V * y[1] - exchange, exchange]

    stops = sorted({0.0, *TIMES, *(t for t, *_ in doses), *(t for a, b, _ in rates for t in (a, b))})
    y, out = np.zeros(3), {}
    for here, there in zip(stops, [*stops[1:], None], strict=True):
        for t, compartment, amount in doses:
            y[compartment] += amount * (t == here)
        out[here] = y[1] / V
        if there is not None:
            rate = sum(r for a, b, r in rates if a <= here < b)
            y = solve_ivp(rhs, (here, there), y, args=(rate,), method="DOP853", rtol=1e-11, atol=1e-11).y[:, -1]
    return np.array([out[t] for t in TIMES])


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_event_tables_against_integration(scenario, model):
    events, model = SCENARIOS[scenario], MODELS[model]
    ours, theirs = by_superposition(events, model), by_integration(events, model)
    assert ours.shape == theirs.shape == TIMES.shape
    np.testing.assert_allclose(ours, theirs, rtol=1e-8, atol=1e-9)


STEADY = {
    "bolus": (mk.bolus, {}),
    "infusion": (mk.infusion, {"duration": 3.0}),
    "infusion longer than the interval": (mk.infusion, {"duration": 20.0}),
    "infusion of three intervals": (mk.infusion, {"duration": 36.0}),
    "drip": (mk.infusion, {"duration": 12.0}),
    "oral": (mk.oral, {"ka": KA}),
    "oral, ka = ke": (mk.oral, {"ka": CL / V}),
    "oral, lag": (mk.oral, {"ka": KA, "lag": 5.0, "f": 0.5}),
    "oral, lag beyond the interval": (mk.oral, {"ka": KA, "lag": 29.0}),
}


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("case", STEADY)
def test_steady_state_is_the_end_of_many_doses(case, model):
    route, numbers = STEADY[case]
    single = partial(route, dose=100.0, cl=CL, v=V, **numbers, **MODELS[model])
    inside, doses = np.array([0.0, 0.7, 3.0, 5.0, 8.0, 11.9]), 400
    many = mk.superpose(single, 12.0 * (doses - 1) + inside, dose_times=12.0 * np.arange(doses))
    np.testing.assert_allclose(single(inside, tau=12.0), many, rtol=1e-9)


def test_trough_and_drip_of_a_steady_state():
    trough = mk.bolus(12.0, dose=100.0, cl=CL, v=V, tau=12.0)
    assert mk.bolus(0.0, dose=100.0, cl=CL, v=V, tau=12.0) == pytest.approx(trough + 100.0 / V)
    drip = mk.infusion([0.0, 5.0, 12.0], dose=120.0, duration=12.0, cl=CL, v=V, tau=12.0)
    np.testing.assert_allclose(drip, 10.0 / CL, rtol=1e-12)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("case", STEADY)
def test_area_is_f_dose_over_cl(case, model):
    """To infinity after one dose, and over one interval at steady state: the same F·dose/CL."""
    route, numbers = STEADY[case]
    single = partial(route, dose=100.0, cl=CL, v=V, **numbers, **MODELS[model])
    truth = numbers.get("f", 1.0) * 100.0 / CL
    stop = numbers.get("duration", numbers.get("lag", 1.0))
    edges = [0.0, stop, 2 * stop, 100.0, 1000.0, 8000.0]
    area = sum(quad(single, a, b, limit=500, epsabs=1e-10)[0] for a, b in zip(edges, edges[1:], strict=False))
    assert area == pytest.approx(truth, rel=1e-7)
    interval = quad(partial(single, tau=12.0), 0, 12, points=[5, 8], limit=500)[0]
    assert interval == pytest.approx(truth, rel=1e-7)


rate = st.floats(1e-4, 1e2)
moment = st.floats(0, 1e3)


@given(rate, rate, moment)
def test_flip_flop(ka, k, t):
    """Swapping ka with ke and V with V·ke/ka gives the same curve."""
    one = mk.oral(t, dose=1.0, ka=ka, cl=k * V, v=V)
    v = V * k / ka
    assert mk.oral(t, dose=1.0, ka=k, cl=ka * v, v=v) == pytest.approx(one, rel=1e-9, abs=1e-290)


@given(rate, st.floats(-12, -1), st.floats(0.01, 20))
def test_ka_may_approach_ke(k, closeness, half_lives):
    """Either side of ka = ke by 10^closeness lies as near to the limit k·t·exp(−k·t)/V as that difference says."""
    t = half_lives / k
    limit = k * t * np.exp(-k * t) / V
    for side in (1 + 10**closeness, 1 - 10**closeness):
        ours = mk.oral(t, dose=1.0, ka=k * side, cl=k * V, v=V)
        assert ours == pytest.approx(limit, rel=10**closeness * (2 + half_lives) + 1e-12)
    assert mk.oral(t, dose=1.0, ka=k, cl=k * V, v=V) == pytest.approx(limit, rel=1e-12)


@given(rate, rate, st.floats(1e-4, 1e2), st.floats(1e-2, 1e3), moment, st.sampled_from([None, 1e3]))
def test_never_nan_never_negative(ka, cl, q, v2, t, tau):
    for model in ({}, {"q": q, "v2": v2}):
        shared = dict(dose=1.0, cl=cl, v=1.0, tau=tau, **model)
        curves = [mk.bolus(t, **shared), mk.infusion(t, duration=7.0, **shared), mk.oral(t, ka=ka, **shared)]
        assert np.isfinite(curves).all()
        assert (np.array(curves) >= 0).all()


@pytest.mark.parametrize("which", [0, 1])
def test_ka_may_equal_a_two_compartment_rate(which):
    model = MODELS["two compartments"]
    matrix = [[-(CL + model["q"]) / V, model["q"] / model["v2"]], [model["q"] / V, -model["q"] / model["v2"]]]
    ka = -np.linalg.eigvals(matrix).real[which]
    events = [("oral", 100, 0, 12, 3, {"ka": float(ka)})]
    np.testing.assert_allclose(by_superposition(events, model), by_integration(events, model), rtol=1e-8, atol=1e-9)


def test_a_second_compartment_that_takes_nothing_is_none():
    single = mk.oral(TIMES, dose=100.0, ka=KA, cl=CL, v=V)
    np.testing.assert_allclose(mk.oral(TIMES, dose=100.0, ka=KA, cl=CL, v=V, q=1e-12, v2=5.0), single, rtol=1e-9)


def test_population_rule_is_parameters_first_times_last():
    rng = np.random.default_rng(4)
    cl, v, ka = 5 * rng.lognormal(0, 0.3, (3, 7))
    for model in ({}, {"q": 2.0, "v2": ka}):
        table = mk.oral(TIMES, dose=100.0, ka=ka, cl=cl, v=v, **model)
        assert table.shape == (7, len(TIMES))
        for i in range(7):
            own = {name: np.broadcast_to(value, 7)[i] for name, value in model.items()}
            np.testing.assert_array_equal(table[i], mk.oral(TIMES, dose=100.0, ka=ka[i], cl=cl[i], v=v[i], **own))
    assert mk.oral(1.0, dose=100.0, ka=ka, cl=cl, v=v).shape == (7,)
    assert mk.oral(TIMES, dose=100.0, ka=ka[:, None], cl=cl, v=v).shape == (7, 7, len(TIMES))
    assert isinstance(mk.oral(1.0, dose=100.0, ka=1.0, cl=5.0, v=20.0), float)
    many = mk.superpose(partial(mk.bolus, dose=100.0, cl=cl, v=v), TIMES, dose_times=[0.0, 12.0], amounts=[2.0, 1.0])
    assert many.shape == (7, len(TIMES))


def test_residuals_of_theophylline_equal_those_of_r():
    theoph = mk.load("theoph")
    with open(REFERENCE / "compartment_fit_reference_theoph.csv", encoding="utf-8") as file:
        fits = list(csv.DictReader(file))
    for fit in fits:
        mine = theoph.where(subject=int(fit["subject"]))
        ke, ka, cl = np.exp([float(fit[column]) for column in ("v1", "v2", "v3")])
        predicted = mk.oral(mine.time_h, dose=mine.dose_mg_per_kg[0], ka=ka, cl=cl, v=cl / ke)
        assert np.sum((mine.conc_mg_per_l - predicted) ** 2) == pytest.approx(float(fit["rss"]), rel=1e-7)
    assert len(fits) == 12


@pytest.mark.parametrize("beyond", [{"tau": 5.0}, {"q": 1.0}, {"v2": 1.0}])
def test_half_given_or_impossible_models_are_refused(beyond):
    with pytest.raises(ValueError, match="tau|q and v2"):
        mk.bolus([0.0, 6.0], dose=1.0, cl=1.0, v=1.0, **beyond)
