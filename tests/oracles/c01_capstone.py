"""The capstone, by hand: sums over intervals, lines through logarithms, and counting drawn compounds."""

from math import erf, exp, log, sqrt

import numpy as np
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.special import stdtrit

T = [0.25, 1, 2, 4, 8, 12, 24, 36, 48]
NOISE = [0.05, -0.08, 0.03, 0.07, 0.02, -0.06, 0.04, -0.03, 0.02]
FOUND = [13.1, 24.6, 17.2, 15.9, 29.8, 18.4, 11.7, 20.3]
AMS = 0.025 * 50e6 / (200 * 2220)
Z = brentq(lambda z: erf(z / sqrt(2)) - 0.9, 1, 2, xtol=1e-14)


def study(t, dose_ug, cl, v, noise, lloq):
    """Sample by sample, on the scale of logarithms."""
    reported = []
    for hour, chance in zip(t, noise, strict=True):
        value = exp(log(dose_ug * 1e3 / v) - hour * cl / v + chance)
        reported.append(value if value >= lloq else 0.0)
    return np.array(reported)


def analysed(lloq):
    """Area to the last sample seen and after it: logarithmic trapezoids and the best line through three points or more."""
    seen = [(t, c / 1e3) for t, c in zip(T, study(T, 50, 19, 200, NOISE, lloq), strict=True) if c]
    (t1, c1), (t2, c2) = seen[:2]
    seen.insert(0, (0.0, c1 * (c1 / c2) ** (t1 / (t2 - t1))))
    area = 0.0
    for (ta, ca), (tb, cb) in zip(seen, seen[1:], strict=False):
        area += (tb - ta) * ((ca - cb) / log(ca / cb) if ca > cb else (ca + cb) / 2)
    best = None
    for k in range(3, len(seen)):
        x = np.array([t for t, _ in seen[-k:]])
        y = np.log([c for _, c in seen[-k:]])
        slope = np.polyfit(x, y, 1)[0]
        r2 = 1 - (1 - np.corrcoef(x, y)[0, 1] ** 2) * (k - 1) / (k - 2)
        if slope < 0 and (best is None or r2 >= best[0] - 1e-4):
            best = (max(r2, best[0]) if best else r2, -slope)
    return area, seen[-1][1] / best[1]


def predict(cl, dose_mg, sigma_tr):
    """Student's t with Satterthwaite's degrees of freedom."""
    logs = np.log(1e3 * dose_mg / np.asarray(cl))
    n = logs.shape[1]
    middle = logs.sum(axis=1) / n
    error = ((logs.T - middle) ** 2).sum(axis=0) / (n - 1) / n
    variance = error + sigma_tr**2
    half = stdtrit((n - 1) * (variance / np.maximum(error, 1e-12)) ** 2, 0.95) * np.sqrt(variance)
    return np.exp(middle - half), np.exp(middle + half)


def spread(sigma_tr):
    logs = np.log(FOUND)
    return sqrt(sum((value - sum(logs) / 8) ** 2 for value in logs) / 56 + sigma_tr**2)


def lower():
    return 40e3 / np.prod(FOUND) ** (1 / 8) * exp(-Z * spread(0.3))


def p_enough():
    """Area of the density beyond what is needed."""
    middle = log(40e3 * 0.1 / np.prod(FOUND) ** (1 / 8))
    s = spread(0.3)
    return quad(lambda x: exp(-(((x - middle) / s) ** 2) / 2) / s / sqrt(2 * np.pi), log(150), middle + 12 * s)[0]


def after(lloq):
    area, tail = analysed(lloq)
    return 100 * tail / (area + tail)


ANSWERS = {
    "c1.a": 0.11 * 65 * 1e3 / 100,
    "c1.c": 40e6 / 200e3 * 0.1 / 600,
    "c1.d": AMS,
    "c1.e": brentq(lambda t: 250 * exp(-19 / 200 * t) - 100, 0, 100, xtol=1e-12),
    "c1.g": sum(analysed(AMS)),
    "c1.h": after(100.0),
    "c1.k": (1 + 0.4**2) ** (stdtrit(7, 0.95) / sqrt(8 * log(1.16))),
    "c1.n": lower(),
    "c1.o": p_enough(),
    "c1.p": 200 * 37 * 5.8e-10 / 2.4e-3 * 8760,
    "c1.q": 0.3 * 60 * 18 / (8 * (7 + 0.11028)),
    "c1.s": exp(2 * Z * spread(0.66)),
}
VECTORS = [
    ("c1.f", (np.array([0.0, 10.0]), 50.0, 20.0, 200.0, np.zeros(2), 100.0), {}, np.array([250.0, 0.0])),
    ("c1.f", (np.array([0.0]), 50.0, 20.0, 200.0, np.array([log(2.0)]), 300.0), {}, np.array([500.0])),
    (
        "c1.m",
        (np.full((1, 4), 20.0), 40.0, 0.3),
        {},
        (np.array([2000 * exp(-0.3 * Z)]), np.array([2000 * exp(0.3 * Z)])),
    ),
]
ALTERNATIVES = {"c1.f": study, "c1.m": predict}
