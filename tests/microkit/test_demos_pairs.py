"""The demos `tail` and `pairs`: against regression by scipy, areas by hand and a crossover that is simulated."""

import re

import numpy as np
import pytest
from scipy.stats import linregress, t

import microkit as mk
from microkit.demos.pairs import fexofenadine, midazolam
from microkit.demos.stage import build, load


def drawn(name, **settings):
    demo = load(name)
    _, artists = build(demo)
    start = {key: control.start for key, control in demo.CONTROLS.items()}
    return artists, demo.draw(artists, **(start | settings))


@pytest.mark.parametrize(("first", "last", "lloq"), [(9, 11, 0.1), (6, 9, 0.1), (5, 11, 3)])
@pytest.mark.parametrize("subject", [1, 2])
def test_tail_is_the_regression_and_the_trapezoids(subject, first, last, lloq):
    artists, seen = drawn("tail", first=first, last=last, lloq=lloq, person=f"subject {subject}")
    rows = mk.load("theoph").where(subject=subject)
    kept = rows.conc_mg_per_l >= lloq
    time, conc = rows.time_h[kept], rows.conc_mg_per_l[kept]
    number = np.flatnonzero(kept) + 1
    fitted = (number >= first) & (number <= last)
    rate = -linregress(time[fitted], np.log(conc[fitted])).slope
    before = np.diff(np.r_[0, time]) @ (np.r_[0, conc[:-1]] + conc) / 2 if time[0] > 0 else np.trapezoid(conc, time)
    area = before + conc[-1] / rate
    told = [float(number) for number in re.findall(r"half-life ([\d.]+) h, area ([\d.]+) .* CL/F ([\d.]+)", seen)[0]]
    np.testing.assert_allclose(told, [np.log(2) / rate, area, rows.dose_mg[0] / area], rtol=6e-3)
    np.testing.assert_array_equal(artists["chosen"].get_xdata(), time[fitted])


def test_a_higher_limit_leaves_fewer_samples_and_never_more_area_seen():
    counts = [int(re.search(r"(\d+) of 11", drawn("tail", lloq=lloq)[1]).group(1)) for lloq in (0.1, 1, 3, 5)]
    assert counts == sorted(counts, reverse=True) and counts[-1] < counts[0]


def test_intervals_of_the_pairs_follow_from_the_published_spread():
    half = t.ppf(0.95, 7) * np.sqrt((np.log1p((738 / 1914) ** 2) + np.log1p((432 / 1431) ** 2)) / 8)
    found = fexofenadine()
    assert np.log(found.upper / found.estimate) == pytest.approx(half) == np.log(found.estimate / found.lower)
    wide, close = midazolam(), midazolam(correlation=0.8)
    assert wide.estimate == close.estimate == pytest.approx(37.1 / 39.0)
    assert wide.lower < close.lower < close.upper < wide.upper


def test_the_interval_from_two_errors_covers_the_truth_as_often_as_it_says():
    rng = np.random.default_rng(4)
    both = rng.multivariate_normal([0.0, 0.0], [[0.09, 0.054], [0.054, 0.09]], size=(4000, 12))
    hits = []
    for a, b in zip(both[..., 0], both[..., 1], strict=True):
        errors = [a.std(ddof=1) / np.sqrt(12), b.std(ddof=1) / np.sqrt(12)]
        r = np.corrcoef(a, b)[0, 1]
        found = mk.ratio_from_errors(np.exp(a.mean() - b.mean()), errors=errors, df=11, correlation=r)
        paired = mk.geometric_mean_ratio(np.exp(a), np.exp(b))
        assert (found.lower, found.upper) == pytest.approx((paired.lower, paired.upper))
        hits.append(found.lower <= 1 <= found.upper)
    assert np.mean(hits) == pytest.approx(0.9, abs=0.02)


@pytest.mark.parametrize(
    ("ratio", "keywords", "message"),
    [
        (0, {"errors": [0.1, 0.1], "df": 7}, "ratio"),
        (1, {"errors": [0.1], "df": 7}, "errors must be two numbers"),
        (1, {"errors": [0.1, 0.1], "df": 7, "correlation": 1.5}, "correlation from -1 to 1"),
    ],
)
def test_bad_summaries_are_named(ratio, keywords, message):
    with pytest.raises(ValueError, match=message):
        mk.ratio_from_errors(ratio, **keywords)
