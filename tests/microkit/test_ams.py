"""AMS: atoms against the decay law and independent constants, counts against drawn Poisson numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

import microkit as mk
from microkit.labels.ams import MAX_BQ_PER_MOL

positive = st.floats(1e-3, 1e4)


def test_constants_against_independently_computed_ones():
    """Per dpm, per nCi, per mmol and per mg of carbon, as a separate calculation of the project gives them."""
    avogadro = 6.02214076e23
    compared = {
        "atoms per dpm": (mk.c14_atoms(1 / 60), 4.3479e9),
        "atoms per nCi": (mk.c14_atoms(mk.nci_to_bq(1.0)), 9.6524e12),
        "pmol per nCi": (mk.c14_atoms(mk.nci_to_bq(1.0)) / avogadro * 1e12, 16.03),
        "mCi per mmol": (MAX_BQ_PER_MOL / 3.7e7 / 1e3, 62.39),
        "amol per mg of modern carbon": (mk.background_atoms(1.0) / avogadro * 1e18, 97.91),
        "modern 14C/C": (mk.background_atoms(12.011) / (1e-3 * avogadro), 1.176e-12),
        "atoms in 1 mL of plasma, 42 mg of carbon": (mk.background_atoms(42.0), 2.48e9),
    }
    assert len(compared) == 7
    for what, (ours, theirs) in compared.items():
        assert ours == pytest.approx(theirs, rel=5e-4 if "plasma" not in what else 2e-3), what


@given(positive, st.floats(0, 2))
def test_background_is_linear_in_carbon_and_in_its_modernity(carbon, modern):
    atoms = mk.background_atoms(carbon, fraction_modern=modern)
    assert atoms == pytest.approx(carbon * modern * mk.background_atoms(1.0))


def test_activity_is_the_slope_of_the_decay_curve():
    atoms, year = mk.c14_atoms(7400.0), 365.25 * 24
    assert mk.decays(atoms, duration=1.0) == pytest.approx(7400.0 * 3600, rel=1e-6)
    assert mk.decays(atoms, duration=5730 * year) == pytest.approx(atoms / 2)
    assert mk.decays(atoms, duration=2 * 5730 * year) == pytest.approx(atoms * 3 / 4)
    rate = np.log(2) / 5730
    left = solve_ivp(lambda _, n: -rate * n, (0, 800.0), [atoms], rtol=1e-10).y[0, -1]
    assert mk.decays(atoms, duration=800 * year) == pytest.approx(atoms - left, rel=1e-6)


@given(positive, positive, st.floats(1e2, 1e4), st.floats(0.1, 5000.0), st.floats(150.0, 2000.0))
def test_atoms_are_molecules_times_labelled_fraction(conc, volume, dose, activity, molar_mass):
    """Two routes to one number; that the molar mass cancels is the point."""
    labelled = mk.labelled_fraction(activity, dose=dose, molar_mass=molar_mass)
    molecules = conc * 1e-12 * volume / molar_mass * 6.02214076e23
    atoms = mk.drug_atoms(conc, volume=volume, dose=dose, activity=activity)
    assert atoms == pytest.approx(molecules * labelled, rel=1e-9)


def test_more_label_than_molecules_is_refused():
    assert mk.labelled_fraction(MAX_BQ_PER_MOL * 1e-6 / 400 * 0.999, dose=1.0, molar_mass=400.0) == pytest.approx(0.999)
    for activity, dose in (
        (1e7 * 70.0, 6900.0),
        (MAX_BQ_PER_MOL * 1e-6 / 371.25 * 1.001, 1.0),
    ):  # the first: dpm for Bq
        with pytest.raises(ValueError, match="more than one carbon-14 in every molecule"):
            mk.labelled_fraction(activity, dose=dose, molar_mass=371.25)


@pytest.mark.parametrize(("signal", "background", "scale"), [(400, 0, 1), (400, 300, 1), (2000, 5000, 0.25)])
def test_cv_of_a_net_count_against_drawn_counts(signal, background, scale):
    rng = np.random.default_rng(7)
    gross = rng.poisson(signal + background, 400_000)
    blank = rng.poisson(background / scale, 400_000)
    net = gross - scale * blank
    stated = mk.counting_cv(signal + background, blank=background / scale, scale=scale)
    assert stated == pytest.approx(net.std() / net.mean(), rel=0.01)


@given(st.floats(0.001, 1.0), st.floats(0, 1e7), st.floats(0.05, 20.0))
def test_counts_needed_reach_the_precision_asked_for(cv, background, scale):
    net = mk.net_counts_needed(cv, background=background, scale=scale)
    reached = mk.counting_cv(net + background, blank=background / scale, scale=scale)
    assert reached == pytest.approx(cv, rel=1e-6)
    assert net >= mk.net_counts_needed(cv)


def test_poisson_landmarks():
    assert mk.counting_cv([1000.0, 10_000.0, 40_000.0]) == pytest.approx([0.0316, 0.01, 0.005], rel=1e-3)
    with pytest.raises(ValueError, match="nothing is left above the background"):
        mk.counting_cv(100.0, blank=100.0)


@given(st.floats(1e-3, 10), st.floats(1, 100), st.floats(10, 1e5))
def test_lloq_concentration_carries_the_lloq_activity(lloq, dose, activity):
    conc = mk.lloq_conc(lloq, dose=dose, activity=activity)
    atoms = mk.drug_atoms(conc, volume=1.0, dose=dose, activity=activity)
    assert atoms == pytest.approx(mk.c14_atoms(lloq / 60))


@given(st.floats(0, 1e9), st.floats(0, 1e3))
def test_radiation_is_linear_in_activity(activity, times):
    assert mk.effective_dose(activity * times) == pytest.approx(times * mk.effective_dose(activity))
    assert mk.radiation_risk(mk.effective_dose(activity)) == pytest.approx(activity * 5.8e-10 * 5.5e-2)


def test_radiation_landmarks():
    assert mk.effective_dose(7400.0, coefficient=5.64e-10) == pytest.approx(4.2, rel=0.01)  # the printed coefficient
    assert mk.background_hours(2400.0) == pytest.approx(8760.0)  # a year of it
    assert mk.icrp_category([0, 100, 100.1, 1000, 1001, 10_000, 10_001]).tolist() == [
        *("I", "I", "IIa", "IIa", "IIb", "IIb", "III")
    ]
    assert mk.icrp_category(4.3) == "I"
