"""Every reference answer of the kinetics problems, reached with microkit and at most a line or two.

The reference values are the course's own answer key, computed by other code; `SOLUTIONS` is what a student would type.
Doses in mg with concentrations in mg/L are as coherent as µg with ng/mL. A1, A6 and A10 stand here as far as kinetics
go; the rest of them is in `test_syllabus_methods.py`.
"""

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.stats import norm

import microkit as mk

# problem: {letter: (value, relative tolerance stated in the problem)}; letters with a digit are hidden-test vectors
KEY = {
    "H3": {
        "a1": (0.5, 1e-3),
        "b": (4985.514023504943, 0.03),
        "c": (20.05811226857155, 0.03),
        "d": (5.5057249868382865, 0.03),
        "e": (3739.1355176287075, 0.03),
        "f": (355.5, 0.03),
        "g": (0.8952961456866985, 0.005),
        "h": (1.0, 1e-9),
    },
    "H4": {
        "a1": (0.03, 1e-6),
        "a2": (3.75, 1e-6),
        "b": (39.800995024875625, 0.01),
        "c": (15.0, 0.01),
        "d": (5.970149253731344, 0.01),
        "e": (20.199999999999996, 0.01),
        "f": (0.1785714285714286, 0.01),
        "g": (np.inf, 0.01),
    },
    "H5": {
        "a1": (0.3925, 2e-5),
        "a2": (0.83214, 1e-5),
        "b": (6.00269045409213, 0.01),
        "c": (16.65919653275281, 0.01),
        "d": (1.800807136227639, 0.01),
        "e": (1.48421840141303, 0.02),
        "f": (12.281896183622697, 0.02),
        "g": (1.0, 1e-9),
    },
    "H8": {
        "a1": (302.4, 1e-5),
        "a2": (0.024, 1e-5),
        "b": (20.000000000000004, 0.01),
        "c": (53.33333333333335, 0.01),
        "d": (403.2000000000001, 0.005),
        "e": (89.60000000000002, 0.005),
        "f": (99.61089494163424, 0.002),
        "g": (0.6412409545955174, 0.01),
    },
    "A1.1": {"b": (0.501336, 0.01), "c": (0.779976, 0.01)},
    "A1.2": {
        "a1": (0.45, 0.011),
        "b": (1.013354082110488, 0.02),
        "c": (0.43132962554188253, 0.02),
        "d": (0.3727882982848701, 0.02),
    },
    "A6.2": {"e": (0.697679261565468, 0.01)},
    "A9.1": {
        "a1": (0.220, 0.0023),
        "b": (6.1327875269073555, 0.02),
        "c": (0.2202855502485587, 0.02),
        "d": (6.4, 0.01),
        "e": (1.28, 0.01),
        "f": (15.5, 0.01),
        "g": (27.84, 0.02),
    },
    "A9.2": {
        "a1": (0.359612, 1e-5),
        "b": (4.5, 0.01),
        "c": (93.97440180219971, 0.004),
        "d": (8.44630732614994, 0.01),
        "e": (72.76949999999998, 0.004),
        "f": (10.358323901222645, 0.01),
        "g": (60.120308494051415, 0.01),
    },
    "A10.3": {"b": (1.8460048511217486, 0.01), "c": (1.3799947714779888, 0.01)},
}


def h3():
    time = [0, 0.25, 0.5, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 36]  # h
    conc = np.array([0, 160, 279, 398, 468, 474, 470, 411, 334, 252, 159, 92.7, 35.4, 7.62])  # pg/mL
    micro = mk.nca(time, conc / 1e3, dose=100.0, rule="linear-up log-down")
    twice = mk.nca(time, 2 * conc / 1e3, dose=200.0, rule="linear-up log-down")
    to_therapeutic = dict(dose=100.0, to_dose=75e3)
    return {
        "a1": micro.auc_inf / twice.auc_inf,
        "b": 1e3 * micro.auc_inf,
        "c": micro.cl,
        "d": micro.half_life,
        "e": mk.scale_to_dose(micro.auc_inf, **to_therapeutic),
        "f": mk.scale_to_dose(micro.cmax, **to_therapeutic),
        "g": mk.exponent_limits(750.0)[0],
        "h": twice.cl / micro.cl,  # B: parameters do not scale
    }


def h4():
    drug, micro, full = dict(v=40.0, vmax=10.0, km=0.25), 0.1, 100.0  # L, mg/h, mg/L; mg
    cl = micro / mk.mm_auc(micro, **drug)
    return {
        "a1": mk.mm_auc(1.0, v=10.0, vmax=5.0, km=0.1),
        "a2": mk.mm_auc(50.0, v=50.0, vmax=20.0, km=1.0),
        "b": cl,
        "c": mk.mm_auc(full, **drug),
        "d": mk.mm_auc(full, **drug) / (full / cl),
        "e": mk.mm_largest_dose(2.0, v=40.0, km=0.25, microdose=micro),
        "f": mk.mm_steady_state(full / 24, vmax=10.0, km=0.25),
        "g": mk.mm_steady_state(240.0 / 24, vmax=10.0, km=0.25),  # D: no steady state
    }


def h5():
    drift = dict(v=150.0, cl0=30.0, cl_ss=6.0, beta=0.1)
    enzyme = dict(v=150.0, cl=30.0, kdeg=0.02, kinact=0.5, ki=2.0)
    auc = mk.changing_auc(100.0, **drift)
    micro = mk.enzyme_turnover_auc(0.1, **enzyme) / 0.1
    days = mk.enzyme_turnover([19 * 24.0, 20 * 24.0], dose=100.0, dose_times=24.0 * np.arange(20), **enzyme)
    return {
        "a1": mk.changing_auc(10.0, v=50.0, cl0=30.0, cl_ss=6.0, beta=0.1),
        "a2": mk.changing_auc(10.0, v=50.0, cl0=6.0, cl_ss=30.0, beta=0.1),
        "b": auc,
        "c": 100.0 / auc,
        "d": auc * 30.0 / 100.0,
        "e": mk.enzyme_turnover_auc(100.0, **enzyme) / 100.0 / micro,
        "f": np.diff(days.auc)[0] / 100.0 / micro,
        "g": mk.changing_auc(0.1, **drift) / 0.1 / (auc / 100.0),  # C: exactly right
    }


def daily_dose(kd, occ, fu, molar_mass, v, f, half_life, tau):
    """mg a day, from the trough that one unit of dose leaves at steady state."""
    trough = mk.bolus(tau, dose=1.0, cl=np.log(2) / half_life * v, v=v, tau=tau)
    return mk.conc_for_occupancy(occ, kd=kd, fu=fu, molar_mass=molar_mass) / trough / f / 1e3 * 24 / tau


def h8():
    drug = dict(kd=5.0, occ=0.8, fu=0.15, molar_mass=400.0, v=60.0, f=0.5)
    total = mk.conc_for_occupancy(0.8, kd=5.0, fu=0.15, molar_mass=400.0)
    dose = daily_dose(**drug, half_life=4.0, tau=24.0) * 1e3
    peak = mk.bolus(0.0, dose=0.5 * dose, cl=60 * np.log(2) / 4, v=60.0, tau=24.0)
    limit = brentq(lambda t: daily_dose(**drug, half_life=t, tau=24.0) - 300.0, 1, 48)
    return {
        "a1": daily_dose(5, 0.8, 0.1, 400, 30, 0.5, 4, 24),
        "a2": daily_dose(1, 0.5, 1.0, 300, 40, 1.0, 12, 12),
        "b": mk.ng_ml_to_nM(0.15 * total, molar_mass=400.0),
        "c": total,
        "d": dose / 1e3,
        "e": daily_dose(**drug, half_life=4.0, tau=12.0),
        "f": 100 * mk.occupancy(peak, kd=5.0, fu=0.15, molar_mass=400.0),
        "g": norm.cdf(np.log(limit / 4) / 0.20),
    }


def a1_1():
    study = mk.load("microtracer")
    f = study.iv_cl_ml_min * 60e-3 * study.oral_auc_inf_ng_h_ml / (study.oral_dose_mg * 1e3)
    return dict(zip("bc", f, strict=True))


def a1_2():
    drug = dict(ka=1.0, v=30.0, vmax=30.0, km=0.5, f=0.40)
    found = {at: mk.tracer_bioavailability(200.0, tracer=0.1, at=at, **drug) for at in (0.0, 1.0, 2.0)}
    alone = mk.mm_auc(0.1, v=30.0, vmax=30.0, km=0.5) / 0.1
    return {"a1": found[2.0], "b": mk.mm_oral_auc(200.0, **drug) / 200.0 / alone, "c": found[0.0], "d": found[1.0]}


def a6_2():
    return {"e": mk.exact_interval(15, 16)[0]}


ANTIBODY = dict(v=3.1, cl=0.2, target=2.0, kss=0.5, kint=0.5)  # L, L/day, nM, nM, 1/day


def a9_1():
    nmol = np.array([0.1, 300.0]) * 1e6 / 150e3
    micro, full = nmol / mk.tmdd_auc(nmol, **ANTIBODY)
    free, total = mk.tmdd_clearance_limits(**ANTIBODY)
    large = 2000.0 / mk.tmdd_auc(2000.0, **ANTIBODY)
    crossing = 0.5 * 2.0 * 3.1 / 0.2
    return {"a1": large, "b": micro, "c": full, "d": free, "e": total, "f": crossing, "g": micro / full}


def a9_2():
    def occupied(nmol):
        free = mk.tmdd_free(nmol / 3.1, target=2.0, kss=0.5)
        return free / (free + 0.5)

    needed = 3.1 * 0.5 * 2.0 / (0.1 * 0.2) - 0.5  # free nM at which the target removes 10 % of what CL removes
    total = brentq(lambda c: mk.tmdd_free(c, target=2.0, kss=0.5) - needed, needed, needed + 2.0)
    zirconium, antibody = np.log(2) / 78.4, 0.2 / 3.1 / 24  # 1/h
    return {
        "a1": occupied(3.1),
        "b": mk.nM_to_ng_ml(30.0, molar_mass=150e3) / 1e3,
        "c": 100 * occupied(30.0),
        "d": 100 * occupied(0.1e6 / 150e3),
        "e": mk.nM_to_ng_ml(total * 3.1, molar_mass=150e3) / 1e3,
        "f": mk.bolus(144.0, dose=37.0, v=1.0, cl=zirconium),
        "g": np.log(2) / (zirconium + antibody),
    }


def a10_3():
    """CV 40 %: subjects whose logarithms have exactly that spread."""
    found = {}
    for letter, n in (("b", 4), ("c", 8)):
        z = np.resize([-1.0, 1.0], n) * np.sqrt((n - 1) / n * np.log1p(0.4**2))
        found[letter] = mk.geometric_mean_ratio(np.exp(z), np.ones(n), level=0.95).upper
    return found


SOLUTIONS = {
    "H3": h3,
    "H4": h4,
    "H5": h5,
    "H8": h8,
    "A1.1": a1_1,
    "A1.2": a1_2,
    "A6.2": a6_2,
    "A9.1": a9_1,
    "A9.2": a9_2,
    "A10.3": a10_3,
}
ANSWERS = {}


@pytest.mark.parametrize(("problem", "letter"), [(name, letter) for name in KEY for letter in KEY[name]])
def test_reference_answer(problem, letter):
    if problem not in ANSWERS:
        ANSWERS[problem] = SOLUTIONS[problem]()
    value, tolerance = KEY[problem][letter]
    assert ANSWERS[problem][letter] == pytest.approx(value, rel=tolerance), f"{problem} ({letter})"


def test_every_answer_is_compared():
    assert sum(map(len, KEY.values())) == 55
    assert all(SOLUTIONS[name]().keys() == KEY[name].keys() for name in KEY)


def test_four_last_points_are_what_the_rule_chooses_in_h3():
    """The problem fixes four terminal points; the package's own rule must not tell the student another story."""
    answers = h3()
    assert answers["b"] == pytest.approx(KEY["H3"]["b"][0], rel=2e-3)
    assert answers["d"] == pytest.approx(KEY["H3"]["d"][0], rel=1e-2)
