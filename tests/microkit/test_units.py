"""Units: each pair of conversions undoes itself, and each factor is the one of its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import microkit as mk

amount = st.floats(1e-12, 1e12)
molar_mass = st.floats(1.0, 2e5)


@given(amount, molar_mass)
def test_molar_and_mass_concentrations_undo_each_other(conc, molar_mass):
    there = mk.ng_ml_to_nM(conc, molar_mass=molar_mass)
    assert mk.nM_to_ng_ml(there, molar_mass=molar_mass) == pytest.approx(conc, rel=1e-12)


@given(amount)
def test_milligrams_and_micrograms_undo_each_other(mass):
    assert mk.ug_to_mg(mk.mg_to_ug(mass)) == pytest.approx(mass, rel=1e-12)
    assert mk.mg_to_ug(mass) > mass


def test_factors_by_definition():
    assert mk.ng_ml_to_nM(1.0, molar_mass=1000.0) == 1.0  # 1 ng/mL = 1 µg/L; 1 µg at 1000 g/mol is 1 nmol
    assert mk.bq_to_dpm(mk.nci_to_bq(1.0)) == 2220.0
    assert mk.nci_to_bq(1e9) == 3.7e10  # the curie
    assert mk.mg_to_ug(1.0) == 1000.0


@pytest.mark.parametrize("convert", [mk.mg_to_ug, mk.ug_to_mg, mk.nci_to_bq, mk.bq_to_dpm])
def test_conversions_are_linear_and_keep_shapes(convert):
    values = np.array([[0.0, 1.0], [2.0, 30.0]])
    converted = convert(values)
    assert converted.shape == values.shape and converted[0, 0] == 0
    assert np.allclose(converted, values * convert(1.0), rtol=1e-15)
    assert type(convert(2)) is float


def test_a_population_of_molar_masses():
    assert mk.ng_ml_to_nM([[1.0], [2.0]], molar_mass=[100.0, 200.0, 400.0]).shape == (2, 3)
