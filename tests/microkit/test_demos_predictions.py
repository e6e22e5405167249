"""What the demos `species`, `sink`, `reservoir`, `growth` and `gate` claim: by regression, areas, drug added up, and draws."""

import re

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import linregress, norm

from microkit import tmdd_bolus
from microkit.demos import static
from microkit.demos.sink import clearances
from microkit.demos.species import ANIMALS, KINDS
from microkit.demos.stage import build, load


def drawn(name, **settings):
    demo = load(name)
    _, artists = build(demo)
    start = {key: control.start for key, control in demo.CONTROLS.items()}
    return artists, demo.draw(artists, **(start | settings))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("drug", [1, 9, 24])
def test_line_and_errors_are_those_of_a_regression(kind, drug):
    artists, seen = drawn("species", kind=kind, drug=drug)
    fit = linregress(np.log(ANIMALS), np.log(artists["animals"].get_ydata()))
    weight, line = artists["line"].get_data()
    assert np.log(line) == pytest.approx(fit.intercept + fit.slope * np.log(weight))
    (quality,), (error,) = artists["here"].get_data()
    assert quality == pytest.approx(fit.rvalue**2)
    off = fit.intercept + fit.slope * np.log(70) - np.log(artists["human"].get_ydata()[0])
    assert np.log(error) == pytest.approx(abs(off))
    told = float(re.search(r"lies ([\d.]+)-fold", seen).group(1))
    assert told == pytest.approx(error, rel=0.06)


def test_the_human_lies_inside_the_limits_about_as_often_as_they_say():
    inside = 0
    for drug in range(1, 25):
        artists, _ = drawn("species", drug=drug)
        low, high = (
            np.interp(np.log(70), np.log(artists[n].get_xdata()), np.log(artists[n].get_ydata()))
            for n in ("lower", "upper")
        )
        inside += low <= np.log(artists["human"].get_ydata()[0]) <= high
    assert inside >= 20  # 24 draws at 95 %: fewer than 20 once in a hundred


def test_the_answers_of_the_chapter():
    seen = static("species", kind="any that rise", drug=9).alt
    assert "r² is 0.993, the human lies 9-fold off" in seen
    assert "12 have an r² above 0.9, and 15 are more than two-fold off" in seen


@pytest.mark.parametrize(("dose", "target", "kint"), [(0.1, 2, 0.5), (4, 10, 0.05), (30, 0.5, 2)])
def test_what_an_assay_of_all_drug_finds_is_dose_over_its_area(dose, target, kint):
    amount = dose * 1e6 / 150e3
    days = np.linspace(0, 3000, 300_001)
    free = tmdd_bolus(days, dose=amount, v=3.1, cl=0.2, target=target, kss=0.5, kint=kint)
    found = clearances(dose, target, kint)
    everything = free + target * free / (0.5 + free)
    assert found == pytest.approx(
        (amount / np.trapezoid(free, days), amount / np.trapezoid(everything, days)), rel=1e-3
    )


def test_the_answers_about_the_sink():
    _, start = drawn("sink", dose=0.1)
    assert "finds 6.13 L/day and one of all drug 1.27" in start
    _, seen = drawn("sink", kint=0.05)
    assert float(re.search(r"all drug ([\d.]+),", seen).group(1)) < 0.2


@pytest.mark.parametrize("settings", [{}, {"stay": 30, "radius": 50}, {"mass": 10, "stay": 2, "radius": 400}])
def test_a_reservoir_in_balance_loses_what_it_releases(settings):
    artists, seen = drawn("reservoir", **settings)
    values = {"mass": 1, "stay": 8, "radius": 200} | settings
    distance, conc = artists["profile"].get_data()  # µm, µM
    fade = np.log(conc[1:] * (values["radius"] + distance[1:]) / (conc[0] * values["radius"])) / distance[1:]
    assert fade == pytest.approx(fade[0])  # r·C falls exponentially
    assert fade[0] == pytest.approx(-1e-4 / np.sqrt(2e-6 * 60 * values["stay"]))
    inside = quad(
        lambda r: values["radius"] * r * np.exp(fade[0] * (r - values["radius"])), values["radius"], np.inf, epsabs=0
    )[0]
    held = conc[0] * 400 * 4 * np.pi * inside * 1e-15  # µg
    assert held == pytest.approx(values["mass"] * values["stay"] / (24 * 60), rel=1e-6)
    assert f"{100 * held / values['mass']:.2g} % of all the drug" in seen
    (reach,), (acts,) = artists["reach"].get_data()
    assert np.interp(reach, distance, np.log(conc)) == pytest.approx(np.log(acts), abs=1e-3)


@pytest.mark.parametrize("settings", [{}, {"age": 2}, {"age": 8, "tm50": 65, "hill": 1}])
def test_a_dose_by_weight_over_a_clearance_is_the_area(settings):
    artists, seen = drawn("growth", **settings)
    values = {"age": 0.02, "tm50": 47.7, "hill": 3.4} | settings
    weight = {0.02: 3.5, 2: 12.5, 8: 26}[values["age"]]
    odds = ((40 + 52.18 * values["age"]) / values["tm50"]) ** values["hill"]
    clearance = (weight / 70) ** 0.75 * odds / (1 + odds)
    assert artists["here"].get_ydata()[0] == pytest.approx(100 * clearance)
    assert artists["here per kg"].get_ydata()[0] == pytest.approx(clearance * 70 / weight)
    assert f"would give {weight / 70 / clearance:.2f} times the adult's AUC" in seen
    for name in ("clearance", "per kg"):
        across, curve = artists[name].get_data()
        here = artists["here" if name == "clearance" else "here per kg"].get_ydata()[0]
        assert np.interp(np.log(values["age"]), np.log(across), curve) == pytest.approx(here, rel=0.01)


@pytest.mark.parametrize(
    "settings", [{}, {"p_viable": 75, "value": 80, "route": "by mouth"}, {"p_viable": 10, "value": 100, "n": 2}]
)
def test_a_gate_gains_what_drawn_programmes_gain(settings):
    artists, seen = drawn("gate", **settings)
    values = {"p_viable": 50, "value": 30, "n": 6, "route": "by vein"} | settings
    share = {"by vein": 15 / 16, "by mouth": 28 / 41}[values["route"]]
    between = np.log(1 + 0.4**2)
    translation = (np.log(2) / norm.ppf((1 + share) / 2)) ** 2 - 2 * between / 6
    rng = np.random.default_rng(20)
    true = rng.normal(0, np.log(2), 1_000_000)
    found = true + rng.normal(0, np.sqrt(translation + between / values["n"]), true.size)
    limit = norm.ppf(values["p_viable"] / 100) * np.log(2)
    brings = np.where(true < limit, values["value"], 0) - 10.0
    passes = found < limit
    none = max(0, brings.mean())
    best = max(0, np.mean(brings * passes)) + max(0, np.mean(brings * ~passes))
    expected = [np.mean(brings * passes) - 0.6 - none, best - 0.6 - none, np.mean(np.maximum(brings, 0)) - 0.6 - none]
    widths = [artists[name].get_width() for name in ("stop at every fail", "best reaction", "perfect test")]
    assert widths == pytest.approx(expected, abs=0.15)
    assert artists["here"].get_ydata()[0] == pytest.approx(best - none, abs=0.15)
    assert f"specificity of {np.mean(passes[true < limit]):.2f}"[:-1] in seen
