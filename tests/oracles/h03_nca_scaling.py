"""H3, with linear trapezoids summed one by one for the alternative, and logarithmic ones for the answers."""

from math import log

import numpy as np
from scipy.stats import linregress

T = [0, 0.25, 0.5, 1, 1.5, 2, 3, 4, 6, 8, 12, 16]
C = [0, 160, 279, 398, 468, 474, 470, 411, 334, 252, 159, 92.7]


def up_and_down():
    """AUC to infinity: linear up, logarithmic down, tail from the last four samples; and the terminal slope."""
    area = 0.0
    for t1, t2, c1, c2 in zip(T, T[1:], C, C[1:], strict=False):
        area += (t2 - t1) * ((c1 - c2) / log(c1 / c2) if c2 < c1 else (c1 + c2) / 2)
    slope = -linregress(T[-4:], [log(c) for c in C[-4:]]).slope
    return area + C[-1] / slope, slope


def nca(t, C, dose_ug, n_term=4):
    last = sum((t[i + 1] - t[i]) * (C[i] + C[i + 1]) / 2 for i in range(len(t) - 1))
    lz = -linregress(t[-n_term:], np.log(C[-n_term:])).slope
    whole = last + C[-1] / lz
    clf = dose_ug * 1e6 / whole / 1e3
    return {
        "auc_last": last,
        "auc_inf": whole,
        "lz": lz,
        "t_half": log(2) / lz,
        "clf": clf,
        "vzf": clf / lz,
        "frac_extrap": 1 - last / whole,
    }


def at_therapeutic_dose(auc, cmax, t_half, dose_ug, dose_mg):
    return {"auc": auc * dose_mg / dose_ug, "cmax": cmax * dose_mg / dose_ug, "t_half": t_half}


AUC, SLOPE = up_and_down()
ANSWERS = {
    "h3.b": AUC,
    "h3.c": 1e5 / AUC,
    "h3.d": log(2) / SLOPE,
    "h3.e": AUC * 0.75,
    "h3.f": 355.5,
    "h3.g": 1 + log(0.5, 750),
    "h3.j": log(2969 / 1.669, 800),
}
FOUR = (np.array([0.0, 1, 2, 4, 8]), np.array([0.0, 80, 40, 10, 0.625]), 10.0)
AREA = 40 + 40 / log(2) + 2 * 30 / log(4) + 4 * 9.375 / log(16)
VECTORS = [
    (
        "h3.a",
        FOUR,
        {"n_term": 3},
        {
            "auc_last": AREA,
            "auc_inf": AREA + 0.625 / log(2),
            "lz": log(2),
            "t_half": 1.0,
            "clf": 1e4 / (AREA + 0.625 / log(2)),
            "vzf": 1e4 / (AREA + 0.625 / log(2)) / log(2),
            "frac_extrap": 0.625 / log(2) / (AREA + 0.625 / log(2)),
        },
    ),
    ("h3.i", (4000.0, 500.0, 6.0, 100.0, 20.0), {}, {"auc": 800.0, "cmax": 100.0, "t_half": 6.0}),
]
ALTERNATIVES = {"h3.a": nca, "h3.i": at_therapeutic_dose}
