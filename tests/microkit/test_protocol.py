"""Protocol: margins are ratios that invert, and bounds are what the binomial distribution says they are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

import microkit as mk

dose = st.floats(0.1, 1e6)
SUBJECT = dict(body_weight=70.0)


@given(dose, dose, st.sampled_from(["oral", "iv"]), st.sampled_from(["rat", "dog"]), st.floats(1, 1e4))
def test_margin_and_dose_at_margin_invert(noael, clinical, route, species, margin):
    animal = dict(noael=noael, route=route, species=species, **SUBJECT)
    assert mk.toxicology_margin(clinical, **animal) * clinical == pytest.approx(mk.tolerated_dose(**animal))
    assert mk.toxicology_margin(mk.dose_at_margin(margin=margin, **animal), **animal) == pytest.approx(margin)


@given(dose)
def test_routes_differ_by_the_species_divisor(noael):
    by_weight = mk.tolerated_dose(noael, route="iv", **SUBJECT)
    by_surface = mk.tolerated_dose(noael, route="oral", **SUBJECT)
    assert by_weight == pytest.approx(noael * 70.0)
    assert by_weight / by_surface == pytest.approx(6.2)
    assert by_surface == mk.human_equivalent_dose(noael, species="rat", body_weight=70.0)


@pytest.mark.parametrize(
    ("plan", "approach"),
    [
        (dict(dose=100), "1"),
        (dict(dose=100, doses=2), "2"),  # 200 µg in all: the flaw that protocols with two routes hide
        (dict(dose=50, doses=2, half_lives_between=0.1), "1"),  # divided doses need no washout
        (dict(dose=100, doses=5), "2"),
        (dict(dose=100, doses=6), "4 or 5"),
        (dict(dose=60, doses=6), "4 or 5"),  # 360 µg, but six doses
        (dict(dose=100, doses=2, half_lives_between=5.9), "4 or 5"),
        (dict(dose=100, limit=70), "3"),
        (dict(dose=70, doses=2, limit=70), "2"),
        (dict(dose=101, limit=900), "3"),  # no drug's own limit lifts the cap
    ],
)
def test_the_first_approach_that_admits_the_doses(plan, approach):
    assert mk.exploratory_approach(**plan) == approach


def test_a_microdose_may_reach_a_hundredth_of_the_noael_and_no_thousandth():
    study = dict(route="iv", **SUBJECT)
    assert mk.dose_at_margin(100.0, **study) == pytest.approx(70.0)
    limit = mk.max_microdose(15_000.0, noael_hed=mk.tolerated_dose(100.0, **study))
    assert limit == (pytest.approx(70.0), "NOAEL/100")
    assert mk.max_microdose(15_000.0, noael_hed=mk.tolerated_dose(1000.0, **study)) == (100.0, "100 ug cap")


@given(dose, st.floats(0.1, 100), st.floats(0.05, 1.0))
def test_start_dose_gives_a_fiftieth_of_the_exposure(noael_auc, cl, f):
    start = mk.start_dose(noael_auc, cl=cl, f=f)
    assert mk.clearance(noael_auc / 50, dose=f * start) == pytest.approx(cl)
    assert mk.start_dose(noael_auc, cl=cl) == pytest.approx(f * start)  # fully available unless said otherwise


@given(st.integers(1, 60), st.data(), st.sampled_from([0.8, 0.95, 0.99]))
def test_upper_bound_leaves_the_observation_just_that_unlikely(n, data, level):
    events = data.draw(st.integers(0, n))
    bound = mk.event_upper_bound(events, n=n, level=level)
    if events == n:
        assert bound == 1
    else:
        assert binom.cdf(events, n, bound) == pytest.approx(1 - level, rel=1e-6)
        assert bound > events / n


def test_upper_bound_against_its_textbook_forms():
    n = np.array([1, 6, 20, 300, 3000])
    bound = mk.event_upper_bound(0, n=n)
    assert bound == pytest.approx(1 - 0.05 ** (1 / n))
    assert bound[-1] == pytest.approx(3 / 3000, rel=2e-3)  # the rule of three, in the limit
    assert bound[1] < 3 / 6
    assert mk.event_upper_bound([0, 1, 2], n=6).shape == (3,)
    assert mk.exact_interval(15, 16)[1] == pytest.approx(mk.event_upper_bound(15, n=16, level=0.975))


@given(st.floats(1e-4, 0.9), st.sampled_from([0.8, 0.95, 0.99]))
def test_subjects_without_event_are_the_fewest(p, level):
    n = mk.subjects_without_event(p, level=level)
    assert mk.event_upper_bound(0, n=n, level=level) <= p * (1 + 1e-9)
    if n > 1:
        assert mk.event_upper_bound(0, n=n - 1, level=level) > p * (1 - 1e-9)


@given(st.floats(1e-9, 1), st.integers(1, 50))
def test_chance_of_an_event_is_the_complement_of_none(p, n):
    assert mk.chance_of_event(p, n=n) == pytest.approx(1 - binom.pmf(0, n, p), abs=1e-12)


@pytest.mark.parametrize("level", [0.0, 1.0, 1.5])
def test_levels_are_between_nothing_and_certainty(level):
    with pytest.raises(ValueError, match="level"):
        mk.event_upper_bound(0, n=6, level=level)


def test_more_events_than_subjects_are_refused():
    with pytest.raises(ValueError, match="events must not exceed n"):
        mk.event_upper_bound(7, n=6)
