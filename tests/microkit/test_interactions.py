"""Drug interactions: the static formula against integrated bodies, its bounds, and its inverse."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

import microkit as mk

strength = st.floats(0, 1e6)
part = st.floats(0.01, 1.0)


def test_inactivated_enzyme_settles_where_the_formula_says():
    conc, ki, kinact, kdeg = 1.0, 5.3, 0.4, 0.01925408834888737

    def enzyme(_, e):
        return kdeg * (1 - e) - kinact * conc / (ki + conc) * e

    settled = solve_ivp(enzyme, (0, 500), [1.0], rtol=1e-10, atol=1e-12).y[0, -1]
    s = mk.inactivation_strength(conc, ki=ki, kinact=kinact, kdeg=kdeg)
    assert 1 / (1 + s) == pytest.approx(settled, rel=1e-7)
    assert settled == pytest.approx(0.23268862564021459, rel=1e-7)  # the project's analytic anchor
    assert mk.victim_auc_ratio(s, fm=0.9) == pytest.approx(3.231855619234492, rel=1e-9)  # likewise


def test_reversible_inhibition_against_two_integrated_bodies():
    """A victim far below its K_m, with competitive inhibition of one of two pathways."""
    vmax, km, other, v, i_over_ki = 40.0, 1000.0, 0.01, 30.0, 8.0

    def auc(inhibition):
        def rhs(_, y):
            return [-(vmax * y[0] / (km * (1 + inhibition) + y[0]) + other * y[0]) / v, y[0]]

        return solve_ivp(rhs, (0, 60_000), [1e-3, 0], method="LSODA", rtol=1e-10, atol=1e-16).y[1, -1]

    fm = vmax / km / (vmax / km + other)
    assert mk.victim_auc_ratio(i_over_ki, fm=fm) == pytest.approx(auc(i_over_ki) / auc(0.0), rel=1e-5)
    assert mk.inhibition_strength(16.0, ki=2.0) == i_over_ki


@given(strength, part, part, strength)
def test_gut_factor_is_the_change_of_what_escapes(liver, fm, f_gut, gut):
    """Gut extraction as flow against metabolism, Fg = q / (q + m): inhibition divides m."""
    metabolism = (1 - f_gut) / f_gut
    escaping = 1 / (1 + metabolism / (1 + gut))
    intravenous = mk.victim_auc_ratio(liver, fm=fm)
    oral = mk.victim_auc_ratio(liver, fm=fm, f_gut=f_gut, gut_strength=gut)
    assert oral == pytest.approx(intravenous * escaping / f_gut)
    assert oral >= intravenous * (1 - 1e-12) >= 1 - 1e-12


@given(strength, st.floats(0, 0.99), part, strength)
def test_no_inhibitor_passes_the_bound(liver, fm, f_gut, gut):
    bound = mk.max_auc_ratio(fm, f_gut=f_gut)
    assert mk.victim_auc_ratio(liver, fm=fm, f_gut=f_gut, gut_strength=gut) <= bound * (1 + 1e-12)
    strongest = mk.victim_auc_ratio(1e14, fm=fm, f_gut=f_gut, gut_strength=1e14)
    assert strongest == pytest.approx(bound, rel=1e-9)
    assert mk.least_fm(bound, f_gut=f_gut) == pytest.approx(fm, abs=1e-9)


def test_edges():
    assert mk.victim_auc_ratio(0.0, fm=0.9, f_gut=0.5) == pytest.approx(1)
    assert mk.victim_auc_ratio(8.0, fm=1.0) == pytest.approx(9)
    assert mk.least_fm(1.5, f_gut=0.5) == 0  # inhibition of the gut alone explains it
    with pytest.raises(ValueError, match="fm must be below 1"):
        mk.max_auc_ratio(1.0)
    with pytest.raises(ValueError, match="auc_ratio must be at least 1"):
        mk.least_fm(0.9)


def test_fm_is_destiny():
    """A tenfold stronger inhibitor moves a victim with fm = 0.93 far less than tenfold."""
    ratios = mk.victim_auc_ratio(np.array([8.0, 80.0, 800.0]), fm=0.93)
    assert ratios.shape == (3,) and ratios[2] / ratios[1] < 1.3 < ratios[1] / ratios[0]
