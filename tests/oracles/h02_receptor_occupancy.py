"""H2, by root finding on the binding curve; the alternative uses reciprocals."""

import numpy as np
from scipy.optimize import brentq


def occupancy(C_ng_mL, MW, fu, Kd_nM):
    return 1.0 / (1.0 + Kd_nM / (fu * np.asarray(C_ng_mL, float) / (MW * 1e-3)))


def after(dose_mg):
    return float(occupancy(3.0 * dose_mg, 420.0, 0.05, 2.0))


def dose_for(rho):
    return brentq(lambda dose: after(dose) - rho, 1e-9, 1e6, xtol=1e-15, rtol=1e-14)


ANSWERS = {
    "h2.b": after(60.0),
    "h2.c": after(0.1),
    "h2.d": 1e3 * dose_for(0.005),
    "h2.e": dose_for(0.5),
    "h2.f": after(dose_for(0.5) / 100),
    "h2.i": after(dose_for(0.9) / 100),
}
VECTORS = [
    ("h2.a", (42.0, 420.0, 0.1, 10.0), {}, 0.5),
    ("h2.a", (8.4, 420.0, 1.0, 180.0), {}, 0.1),
    ("h2.h", (0.5, 420.0, 0.05, 2.0, 3.0), {}, 5.6),
]
ALTERNATIVES = {
    "h2.a": occupancy,
    "h2.h": lambda rho, MW, fu, Kd_nM, cmax_per_mg: Kd_nM / (1 / rho - 1) * MW / (1000 * fu * cmax_per_mg),
}
