"""What the demos `trough` and `protocol` claim, against doses added up one by one and against the binomial distribution."""

import re

import numpy as np
import pytest
from scipy.stats import binom

from microkit.demos import static
from microkit.demos.stage import build, load


def drawn(name, **settings):
    demo = load(name)
    _, artists = build(demo)
    start = {key: control.start for key, control in demo.CONTROLS.items()}
    return artists, demo.draw(artists, **(start | settings))


@pytest.mark.parametrize(("schedule", "interval"), [("once a day", 24), ("twice a day", 12), ("three times a day", 8)])
@pytest.mark.parametrize("half_life", [3, 4, 8, 12])
def test_the_trough_dose_holds_the_target_when_doses_are_added_up(schedule, interval, half_life):
    artists, _ = drawn("trough", half_life=half_life, schedule=schedule)
    daily_mg = artists["best"].get_ydata()[0]
    one_dose_ug = 1e3 * daily_mg * interval / 24
    left = sum(0.5 * one_dose_ug / 60 * 0.5 ** (interval * j / half_life) for j in range(1, 200))
    unbound_nM = 0.15 * left * 1000 / 400
    assert unbound_nM / (unbound_nM + 5) == pytest.approx(0.8, rel=1e-9)
    occupied = artists["occupancy"].get_ydata()
    assert occupied.min() == pytest.approx(80, abs=1) and occupied.min() > 80
    assert (np.diff(occupied) > 0).sum() == 24 / interval - 1, "one jump up for each later dose"


def test_the_cloud_tells_the_chance_that_is_printed():
    for settings in ({}, {"sigma": 30}, {"half_life": 5}, {"half_life": 3, "schedule": "twice a day"}):
        artists, seen = drawn("trough", **settings)
        printed = float(re.search(r"needed is (\d+) %", seen).group(1))
        share = 100 * np.mean(np.asarray(artists["cloud"].get_ydata()) > 300)
        assert share == pytest.approx(printed, abs=2)


def test_the_reveals_of_the_chapter():
    assert "403 mg a day keeps" in static("trough").alt and "99.6 %" in static("trough").alt
    assert "89.6 mg a day" in static("trough", schedule="twice a day").alt
    assert "5 doses take at least 11 days" in static("protocol").alt
    assert "a risk of 39.3 % a person" in static("protocol").alt


@pytest.mark.parametrize("n", [2, 6, 12, 100])
def test_the_bound_is_where_no_event_becomes_a_surprise(n):
    artists, seen = drawn("protocol", n=n)
    bound = artists["cohort"].get_ydata()[0] / 100
    assert binom.pmf(0, n, bound) == pytest.approx(0.05, rel=1e-9)
    missed = float(re.search(r"risk ([\d.]+) times in 100", seen).group(1))
    assert missed == pytest.approx(100 * binom.pmf(0, 2, bound), rel=1e-2)


@pytest.mark.parametrize("half_life", [2, 11, 24])
def test_less_than_two_percent_is_left_before_each_dose(half_life):
    artists, _ = drawn("protocol", half_life=half_life)
    days, amount = (np.asarray(values) for values in artists["amount"].get_data())
    given = np.asarray(artists["given"].get_xdata())
    assert np.diff(given) == pytest.approx(6 * half_life / 24)
    for day in given[1:]:
        assert 1.5 < amount[days < day - 1e-9][-1] < 2.5
    assert amount.max() < 102


@pytest.mark.parametrize(
    ("settings", "limits", "approaches"),
    [
        (dict(noael=1, dose=100, doses=1), (100, 100), ("1", "1")),
        (dict(noael=1, dose=100, doses=2), (100, 100), ("2", "2")),
        (dict(noael=0.2, dose=40, doses=1), (100, 100 * 0.2 * 7 / 6.2), ("1", "3")),
        (dict(noael=0.1, dose=40, doses=3), (70, 70 / 6.2), ("2", "4 or 5")),
    ],
)
def test_the_dossier_reads_two_limits_and_two_approaches(settings, limits, approaches):
    artists, seen = drawn("dossier", **settings)
    for route, limit in zip(("iv", "oral"), limits, strict=True):
        assert artists[f"binds {route}"].get_xdata()[0] == pytest.approx(limit)
        assert artists[f"needs {route}"].get_xdata()[0] == settings["dose"] * settings["doses"]
    assert re.findall(r"needs approach (\d(?: or 5)?)", seen) == list(approaches)


def test_the_ledger_by_hand():
    _, seen = drawn("ledger")
    risk = 200 * 37 * 5.8e-10 * 0.055 + 1e-5
    told = 0.25 * 0.85 * 60 * 11 / 11_028 / (6 * risk)
    both = 0.25 * 0.85 * 60 * 18 / 11_028 / (6 * (risk + 7 / 11_028))
    assert f"{told:.3g} to one with procedures and back-ups left out, {both:.3g}" in seen
    assert "95 % limits 3.28 to 11.9" in seen


def test_a_back_up_after_every_second_stop_halves_the_benefit_and_no_more():
    artists, _ = drawn("ledger", replaced=50)
    before, after = artists["both"].get_xdata()[0], artists["net"].get_xdata()[0]
    assert after == pytest.approx(before / 2)
    assert artists["replaced"].get_x() + artists["replaced"].get_width() == pytest.approx(before)


def test_every_bar_of_the_tornado_touches_the_base():
    for settings in ({}, {"n": 32, "p_unviable": 90, "replaced": 80}):
        artists, _ = drawn("ledger", **settings)
        base = artists["base"].get_xdata()[0]
        for name in load("ledger").BARS:
            bar = artists[name]
            assert bar.get_x() <= base * (1 + 1e-9) and base <= (bar.get_x() + bar.get_width()) * (1 + 1e-9), name
