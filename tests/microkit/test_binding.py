"""Occupancy against chemical equilibrium, its inverse, and what linear kinetics does not make linear."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

import microkit as mk

DRUG = dict(kd=2.0, fu=0.05, molar_mass=420.0)
kd = st.floats(1e-3, 1e4)
fu = st.floats(1e-3, 1.0)
conc = st.floats(1e-6, 1e6)


@given(conc, kd, fu, st.floats(50.0, 1e5))
def test_inverse_of_each_other(conc, kd, fu, molar_mass):
    drug = dict(kd=kd, fu=fu, molar_mass=molar_mass)
    rho = mk.occupancy(conc, **drug)
    assert 0 <= rho <= 1
    assume(rho < 0.999)  # beyond it, one minus the occupancy has lost the digits
    assert mk.conc_for_occupancy(rho, **drug) == pytest.approx(conc, rel=1e-9)


def test_equals_the_equilibrium_of_binding_and_release():
    kon, koff, free = 0.3, 0.6, 0.05 * 180.0 / 420.0 * 1e3  # 1/(nM·h), 1/h, nM: K_d = 2 nM

    def bound(_, rho):
        return kon * free * (1 - rho) - koff * rho

    settled = solve_ivp(bound, (0.0, 100.0), [0.0], rtol=1e-10, atol=1e-12).y[0, -1]
    assert mk.occupancy(180.0, **DRUG) == pytest.approx(settled, rel=1e-8)


@given(conc, kd)
def test_half_at_kd_and_monotone(conc, kd):
    assert mk.occupancy(mk.conc_for_occupancy(0.5, kd=kd, molar_mass=300.0), kd=kd, molar_mass=300.0) == pytest.approx(
        0.5
    )
    low, high = mk.occupancy([conc, 2 * conc], kd=kd, molar_mass=300.0)
    assert low < high or high == 1.0
    assert high <= 2 * low  # saturation: never more than proportional


@given(st.floats(0.01, 0.99))
def test_a_hundredth_of_the_dose_is_more_than_a_hundredth_of_the_effect(rho):
    """At a hundredth of the concentration the occupancy is ρ / (100 − 99 ρ)."""
    conc = mk.conc_for_occupancy(rho, **DRUG)
    assert mk.occupancy(conc / 100, **DRUG) == pytest.approx(rho / (100 - 99 * rho))


def test_occupancy_after_dose_is_occupancy_at_the_scaled_concentration():
    doses = np.array([0.0, 100.0, 5600.0, 60_000.0])
    scaled = mk.occupancy_after_dose(doses, reference_dose=60_000.0, reference_conc=180.0, **DRUG)
    assert np.allclose(scaled, mk.occupancy(180.0 * doses / 60_000.0, **DRUG), rtol=1e-14)
    assert scaled[0] == 0


def test_published_haloperidol():
    """D2 occupancy by haloperidol follows C / (0.40 ng/mL + C): at 1 ng/mL, 0.7143."""
    assert mk.occupancy(1.0, kd=0.40 / 375.9 * 1e3, molar_mass=375.9) == pytest.approx(0.7142857142857143)


@pytest.mark.parametrize("rho", [1.0, 1.5, -0.1])
def test_unreachable_occupancies(rho):
    with pytest.raises(ValueError, match="rho must be at least 0 and below 1"):
        mk.conc_for_occupancy(rho, **DRUG)
