"""A6, with normal equations in matrices for the line and its interval, sums of tables for Fisher, and roots for the limits."""

from math import comb, exp, log, sqrt
from statistics import fmean

import numpy as np
from scipy.optimize import brentq
from scipy.stats import binom
from scipy.stats import t as student

W = [0.025, 0.25, 5.0, 10.0]
CL = [0.18, 0.62, 7.2, 9.0]
FU = [0.25, 0.2, 0.12, 0.1]
RATIOS = [0.22, 0.35, 0.60, 0.15, 1.8, 0.45, 0.30, 0.9]


def line(weights, values):
    """Intercept and slope on log10 axes, by sums."""
    x = [log(w, 10) for w in weights]
    y = [log(value, 10) for value in values]
    slope = sum((a - fmean(x)) * (b - fmean(y)) for a, b in zip(x, y, strict=True)) / sum(
        (a - fmean(x)) ** 2 for a in x
    )
    return fmean(y) - slope * fmean(x), slope


def allometric_cl(W, CL, Wh):
    height, slope = line(W, CL)
    return 10 ** (height + slope * log(Wh, 10))


def interval_factor():
    """Upper prediction limit over the prediction, from the hat matrix of the four species."""
    design = np.column_stack([np.ones(4), np.log(W)])
    inverse = np.linalg.inv(design.T @ design)
    residual = np.log(CL) - design @ inverse @ design.T @ np.log(CL)
    new = np.array([1.0, log(70)])
    variance = residual @ residual / 2 * (1 + new @ inverse @ new)
    return exp(student.isf(0.025, 2) * sqrt(variance))


def through_the_liver():
    """Clearance at which the blood loses in the liver what its free drug lets the enzymes remove."""
    enzymes = 14 / 0.35 * 72_000 * 60e-6  # L/h of unbound drug
    leaving = brentq(lambda share: 90 * (1 - share) - 0.04 * enzymes * share, 0, 1, xtol=1e-15)
    return 90 * (1 - leaving)


def gsd(predicted, observed):
    errors = [log(p, 2) - log(o, 2) for p, o in zip(predicted, observed, strict=True)]
    return 2 ** sqrt(sum((e - fmean(errors)) ** 2 for e in errors) / (len(errors) - 1))


def fisher():
    """Sum of all tables with these margins that are no more probable than the one observed."""
    probability = {k: comb(16, k) * comb(41, 43 - k) / comb(57, 43) for k in range(2, 17)}
    return sum(p for p in probability.values() if p <= probability[15] * (1 + 1e-9))


ROOTS = [log(ratio, 10) for ratio in RATIOS]
ANIMALS = allometric_cl(W, CL, 70)
ANSWERS = {
    "a6.b": line(W, CL)[1],
    "a6.c": ANIMALS,
    "a6.d": 0.04 * allometric_cl(W, [c / f for c, f in zip(CL, FU, strict=True)], 70),
    "a6.e": interval_factor(),
    "a6.f": through_the_liver(),
    "a6.g": ANIMALS / 12,
    "a6.h": 7 / 6,
    "a6.j": 10 ** fmean(ROOTS),
    "a6.k": 10 ** fmean(map(abs, ROOTS)),
    "a6.l": brentq(lambda p: binom.sf(14, 16, p) - 0.025, 0.1, 0.99, xtol=1e-14),
    "a6.m": fisher(),
    "a6.o": 4.4 * 0.06 * 0.3 * 250**0.75 / (0.252 * 0.075),
}
VECTORS = [
    ("a6.a", (np.array([1.0, 10.0]), np.array([2.0, 20.0]), 100.0), {}, 200.0),
    ("a6.a", (np.array([1.0, 16.0]), np.array([1.0, 8.0]), 81.0), {}, 27.0),
    ("a6.i", (np.array([2.0, 0.5]), np.array([1.0, 1.0])), {}, 4 ** sqrt(0.5)),
]
ALTERNATIVES = {"a6.a": allometric_cl, "a6.i": gsd}
