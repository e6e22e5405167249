"""The microdose definition: always the minimum, always a rule that is met with equality."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import microkit as mk

dose = st.floats(1.0, 1e7)


@given(dose, st.none() | dose, st.booleans(), st.floats(100.0, 2e5))
def test_limit_is_the_minimum_and_the_named_rule_attains_it(d_min, noael_hed, protein, molar_mass):
    limit, rule = mk.max_microdose(d_min, noael_hed=noael_hed, protein=protein, molar_mass=molar_mass)
    rules = {"D_min/100": d_min / 100, "NOAEL/100": np.inf if noael_hed is None else noael_hed / 100}
    rules |= {"30 nmol": 30e-9 * molar_mass * 1e6} if protein else {"100 ug cap": 100.0}
    assert limit == pytest.approx(min(rules.values()), rel=1e-12)
    assert rules[rule] == pytest.approx(limit, rel=1e-12)


@given(dose, dose)
def test_another_condition_never_raises_the_limit(d_min, noael_hed):
    assert mk.max_microdose(d_min, noael_hed=noael_hed)[0] <= mk.max_microdose(d_min)[0]


def test_a_population_of_compounds():
    limits, rules = mk.max_microdose([500.0, 6000.0, 50_000.0], noael_hed=[1e6, 4000.0, 1e6])
    assert limits.tolist() == [5.0, 40.0, 100.0]
    assert rules.tolist() == ["D_min/100", "NOAEL/100", "100 ug cap"]


def test_ties_name_the_first_rule():
    assert mk.max_microdose(10_000.0, noael_hed=10_000.0) == (100.0, "D_min/100")


def test_the_two_caps_are_not_interchangeable():
    antibody, _ = mk.max_microdose(1e9, protein=True, molar_mass=150e3)
    assert antibody == pytest.approx(4500.0)  # 4.5 mg, 45 times the small-molecule cap
    with pytest.raises(ValueError, match="molar_mass is needed"):
        mk.max_microdose(1e9, protein=True)


def test_misfitting_populations_are_refused_by_argument_name():
    with pytest.raises(ValueError, match=r"d_min \(2,\), noael_hed \(3,\)"):
        mk.max_microdose([1.0, 2.0], noael_hed=[1.0, 2.0, 3.0])


@given(st.floats(0.1, 1e6), st.floats(1.0, 150.0))
def test_human_equivalent_dose_is_linear_and_never_above_per_kg_scaling(per_kg, weight):
    doses = {s: mk.human_equivalent_dose(per_kg, species=s, body_weight=weight) for s in ("mouse", "rat", "dog")}
    assert doses["mouse"] < doses["rat"] < doses["dog"] < per_kg * weight
    doubled = mk.human_equivalent_dose(2 * per_kg, species="rat", body_weight=weight)
    assert doubled == pytest.approx(2 * doses["rat"])


def test_divisors_follow_from_body_surface_factors():
    """Divisor = human 37 kg/m² over the species' own, rounded (FDA 2005, Table 1, recalled)."""
    for species, km in {"mouse": 3, "hamster": 5, "rat": 6, "guinea pig": 8, "rabbit": 12, "dog": 20}.items():
        ours = 1.0 / mk.human_equivalent_dose(1.0, species=species, body_weight=1.0)
        assert ours == pytest.approx(37 / km, rel=0.03), species


@given(st.floats(0.01, 100.0), st.integers(1, 5))
def test_cumulative_dose_keeps_both_limits(limit, doses):
    total = mk.cumulative_microdose(limit, doses=doses)
    assert total <= 500.0 and total <= doses * limit * (1 + 1e-12)
    assert total == 500.0 or total == pytest.approx(doses * limit)


def test_intervals_are_counted_not_doses():
    assert mk.repeat_span(9.0, doses=[1, 2, 5]).tolist() == [0.0, 54.0, 216.0]
    with pytest.raises(ValueError, match="doses must be at most 5"):
        mk.repeat_span(9.0, doses=6)
