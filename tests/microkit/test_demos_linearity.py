"""The demos on linearity show what their equations say: each picture is held against a formula or an integration of its own."""

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from microkit.demos.stage import build, load


def shown(demo, **settings):
    """The artists of a demo at some settings."""
    module = load(demo)
    _, artists = build(module)
    module.draw(artists, **settings)
    return artists


def height(line):
    return float(np.asarray(line.get_ydata())[0])


@pytest.mark.parametrize("beta, dose", [(0.7, 3), (0.9, 75), (1.3, 1000)])
def test_proportional_marks_the_power_law_and_the_edge_of_the_accepted_error(beta, dose):
    for view, per in (("AUC", 1.0), ("AUC per mg", dose)):
        artists = shown("proportional", beta=beta, dose=dose, fold=2, view=view)
        assert height(artists["reached"]) * per == pytest.approx(5 * (dose / 0.1) ** beta)
        assert height(artists["predicted"]) * per == pytest.approx(50 * dose)
    ratio, lowest = artists["lowest"].get_data()
    np.testing.assert_allclose(ratio ** (1 - lowest), 2)


def test_proportional_verdict_changes_where_the_true_area_is_twice_the_predicted_one():
    edge = 1 - np.log(2) / np.log(750)
    for beta, word in ((edge + 0.001, "within"), (edge - 0.001, "outside"), (2 - edge + 0.001, "outside")):
        artists = shown("proportional", beta=beta, dose=75, fold=2, view="AUC")
        assert word in artists["title"].get_text()


@pytest.mark.parametrize("dose, km", [(0.1, 5), (20, 0.25), (100, 0.25), (500, 0.05)])
def test_saturation_error_is_one_plus_c0_over_twice_km(dose, km):
    artists = shown("saturation", dose=dose, km=km, scale="linear")
    assert height(artists["here"]) == pytest.approx(1 + dose / 40 / (2 * km))
    edge = artists["edge"].get_xdata()[0]
    assert edge / 40 == pytest.approx(2 * km)


def test_saturation_curve_obeys_its_equation():
    artists = shown("saturation", dose=100, km=0.25, scale="linear")
    time, per_mg = artists["true"].get_data()
    solved = solve_ivp(
        lambda t, y: -10 / 40 * y / (0.25 + y), (0, 24), [2.5], t_eval=time, rtol=1e-10, atol=1e-12, method="LSODA"
    )
    np.testing.assert_allclose(per_mg * 100 / 1e3, solved.y[0], rtol=1e-6, atol=1e-9)


def area_per_mg(dose, kdeg, doses):
    """Area over the last of some daily intervals, or of one dose to the end, by integrating both equations."""
    conc, enzyme = 0.0, 1.0
    for _ in range(doses):
        done = solve_ivp(
            lambda t, y: [
                -30 / 150 * y[1] * y[0],
                kdeg * (1 - y[1]) - 0.5 * y[0] / (2 + y[0]) * y[1],
                y[0],
            ],
            (0, 24 if doses > 1 else 5000),
            [conc + dose / 150, enzyme, 0.0],
            rtol=1e-9,
            atol=1e-13,
            method="LSODA",
        )
        conc, enzyme, area = done.y[:, -1]
    return area / dose


@pytest.mark.parametrize("kdeg", [0.01, 0.02, 0.08])
@pytest.mark.parametrize("given, doses", [("once", 1), ("daily", 20)])
def test_enzyme_error_equals_that_of_the_equations(kdeg, given, doses):
    artists = shown("enzyme", dose=100, kdeg=kdeg, given=given)
    expected = area_per_mg(100, kdeg, doses) / area_per_mg(0.1, kdeg, 1)
    assert height(artists["here"]) == pytest.approx(expected, rel=1e-5)


def test_enzyme_tells_the_story_of_the_chapter():
    assert "1.48 times" in shown("enzyme", dose=100, kdeg=0.02, given="once")["title"].get_text()
    assert "12.3 times" in shown("enzyme", dose=100, kdeg=0.02, given="daily")["title"].get_text()


@pytest.mark.parametrize("until, cl_ss, beta", [(4, 6, 0.1), (6, 6, 0.1), (12, 60, 0.05), (24, 3, 0.5)])
def test_drift_reports_the_area_seen_and_the_tail_that_is_drawn(until, cl_ss, beta):
    def rates(t, y):
        return [-(cl_ss + (30 - cl_ss) * np.exp(-beta * t)) / 150 * y[0], y[0]]

    solved = solve_ivp(rates, (0, until), [1 / 150, 0.0], t_eval=[until - 2, until], rtol=1e-11, atol=1e-16)
    (earlier, last), (_, seen) = solved.y
    artists = shown("drift", until=until, cl_ss=cl_ss, beta=beta)
    assert height(artists["here"]) == pytest.approx(1 / (seen + 2 * last / np.log(earlier / last)), rel=1e-6)
    assert height(artists["last"]) == pytest.approx(1e3 * last, rel=1e-6)
    time, tail = artists["drawn"].get_data()
    np.testing.assert_allclose(np.diff(np.log(tail)) / np.diff(time), -np.log(earlier / last) / 2, rtol=1e-6)
    end = solve_ivp(rates, (0, 3000), [1 / 150, 0.0], rtol=1e-11, atol=1e-16, method="LSODA").y[1, -1]
    assert height(artists["whole"]) == pytest.approx(1 / end, rel=1e-6)
