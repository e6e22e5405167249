"""A2, by the other road: the other regression, atoms counted one by one, and curves solved for their roots."""

import math

import numpy as np
from scipy.optimize import brentq


def lassen(vt_b, vt_d):
    """Drug scan against baseline: the slope is what stays free, the intercept what cannot be displaced of it."""
    columns = np.column_stack([vt_b, np.ones(len(vt_b))])
    free, intercept = np.linalg.lstsq(columns, np.asarray(vt_d, float), rcond=None)[0]
    return 1 - free, intercept / (1 - free)


def injected_mass_ug(A_MBq, Am0_GBq_umol, delay_min, MW, T12_min=20.36):
    """Molecules in the vial stay; each minute leaves a share of the activity on them."""
    per_minute = math.exp(-math.log(2) / T12_min)
    mbq_per_nmol = Am0_GBq_umol * per_minute**delay_min
    return A_MBq / mbq_per_nmol * MW * 1e-3


def occupancy_of(vt_base, vt_drug, vnd):
    return (vt_base - vt_drug) / (vt_base - vnd)


BASE, DRUG = [10.1, 7.9, 6.55, 4.95, 3.50], [5.10, 4.50, 3.85, 3.40, 2.82]
RHO, VND = lassen(BASE, DRUG)
UNBOUND = 32e-6 * 0.10 / 450 * 1e9  # g/L over g/mol, in nM
KD = brentq(lambda kd: UNBOUND / (UNBOUND + kd) - RHO, 0.01, 1000, xtol=1e-13)
PER_MG = UNBOUND / 25
AT_ONCE = injected_mass_ug(370.0, 60.0, 0.0, 380.0)
SUV = 12e3 / (370e6 / 75e3)  # Bq/mL over Bq/g
FREE = 10e-6 / 75e3 * SUV * 1e3 / 380 * 1e9 / 4 * 0.05  # nM: g in each mL, over g/mol, free share
ANSWERS = {
    "a2.b": RHO,
    "a2.c": VND,
    "a2.d": KD,
    "a2.e": 4 * KD / PER_MG,
    "a2.f": 100 * 0.1 * PER_MG / (0.1 * PER_MG + KD),
    "a2.i": injected_mass_ug(370.0, 60.0, 50.0, 380.0),
    "a2.j": brentq(lambda t: injected_mass_ug(370.0, 60.0, t, 380.0) - 10, 0, 200, xtol=1e-12),
    "a2.k": SUV,
    "a2.l": 100 / (1 + 0.2 / FREE),
    "a2.o": brentq(lambda t: 19 * math.exp(-math.log(2) / 12 * t) - 1, 0, 200, xtol=1e-12),
}
VECTORS = [
    ("a2.a", ([4.0, 6.0, 8.0], [3.0, 4.0, 5.0]), {}, (0.5, 2.0)),
    ("a2.h", (185.0, 100.0, 20.36, 400.0), {}, 1.48),
    ("a2.n", (10.0, 4.0, 2.0), {}, 0.75),
]
ALTERNATIVES = {"a2.a": lassen, "a2.h": injected_mass_ug, "a2.n": occupancy_of}
