"""What the demos of the applications claim, against areas worked out from the curves themselves."""

import re

import numpy as np
import pytest
from scipy.integrate import quad, solve_ivp

from microkit.demos import ten_percent
from microkit.demos.stage import build, load


def drawn(name, **settings):
    demo = load(name)
    _, artists = build(demo)
    start = {key: control.start for key, control in demo.CONTROLS.items()}
    return artists, demo.draw(artists, **(start | settings))


@pytest.mark.parametrize("half_life", [10, 60, 120])
def test_the_share_at_steady_state_is_that_of_the_whole_areas(half_life):
    _, seen = drawn("ten_percent", half_life=half_life)
    m1 = quad(ten_percent._m1, 0, 60 * half_life, args=(half_life,), limit=500)[0]
    rest = quad(ten_percent._rest, 0, 2000, limit=500)[0]
    printed = float(re.search(r"steady state it is ([\d.]+) %", seen).group(1))
    assert printed == pytest.approx(100 * m1 / (m1 + rest), abs=0.06)


def test_a_longer_window_comes_nearer_to_the_steady_state_and_equal_volumes_do_not():
    shares = [ten_percent._shares(ten_percent.SAMPLES[:samples], 60) for samples in (7, 8, 11)]
    equal, weighted, ever = np.transpose(shares)
    assert np.all(np.diff(weighted) > 0) and np.ptp(ever) == 0
    assert weighted[-1] > 0.8 * ever[0] and equal.max() < 0.5 * ever[0]


@pytest.mark.parametrize("settings", [{}, {"km": 2}, {"dose": 500, "cl2": 1}])
def test_two_ways_share_a_dose_as_followed_in_time(settings):
    artists, _ = drawn("two_ways", **settings)
    values = {"dose": 100, "km": 0.06, "cl2": 12} | settings

    def rates(_, y):
        conc = y[0]
        cyp = 50 * values["km"] * conc / (values["km"] + conc)
        return [-(cyp + values["cl2"] * conc) / 40, cyp, values["cl2"] * conc]

    end = solve_ivp(rates, (0, 2000), [values["dose"] / 40, 0, 0], method="LSODA", rtol=1e-9, atol=1e-12).y[:, -1]
    assert artists["here"].get_ydata()[0] == pytest.approx(100 * end[2] / values["dose"], rel=1e-4)
    assert artists["CYP, dose"].get_width() == pytest.approx(100 * end[1] / values["dose"], rel=1e-3)


@pytest.mark.parametrize("settings", [{}, {"fm": 99, "f_gut": 20}, {"strength": 0.1, "f_gut": 100}])
def test_an_interaction_by_the_flows_of_gut_and_liver(settings):
    artists, seen = drawn("victim", **settings)
    values = {"strength": 3, "fm": 92, "f_gut": 45} | settings
    left_over = values["fm"] / 100 / (1 + values["strength"]) + 1 - values["fm"] / 100
    before, after = 0.44 / 0.56, 0.44 / 0.56 * left_over  # enzymes over blood flow
    vein = before / (1 + before) / (after / (1 + after))
    wall = 100 / values["f_gut"] - 1
    gut = (1 + wall) / (1 + wall / (1 + 5 * values["strength"]))
    mouth = gut * before / after
    found = [1 + artists[bar].get_width() for bar in ("gut", "by vein", "by mouth")]
    assert found == pytest.approx([gut, vein, mouth])
    assert f"rises {mouth:.3g}-fold by mouth" in seen and mouth < 1 + artists["bound"].get_width()


@pytest.mark.parametrize(("design", "shared"), [("two groups", 0.0), ("same people", 0.65)])
def test_candidates_choose_as_drawn_studies_do(design, shared):
    artists, seen = drawn("candidates", ratio=1.3, n=4, cv=50, design=design)
    rng = np.random.default_rng(4)
    sigma = np.sqrt(np.log(1.25))
    pairs = rng.multivariate_normal([0, np.log(1.3)], sigma**2 * np.array([[1, shared], [shared, 1]]), (100_000, 4))
    better, worse = np.moveaxis(pairs.mean(axis=1), -1, 0)
    wrong = np.mean(better > worse)
    assert float(re.search(r"([\d.]+) % of studies", seen).group(1)) == pytest.approx(100 * wrong, abs=0.7)
    assert artists["here"].get_ydata()[0] == pytest.approx(100 * wrong * 0.3, rel=0.04)
