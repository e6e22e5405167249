"""A5, by molecules counted, by sums over a grid, and by walking through a day of occupancy."""

from math import erf, exp, log, sqrt
from statistics import NormalDist

import numpy as np
from scipy.integrate import quad

CLF = (60, 15, 30, 100)
FU = (0.03, 0.01, 0.05, 0.3)
MW = (400, 420, 380, 350)
KD = (1, 2, 1.2, 3)


def dose_mg(clf, fu, mw, kd_nM):
    """Nanomoles that unbound clearance removes in a day, weighed."""
    unbound_clearance = np.asarray(clf) / np.asarray(fu)  # L/h
    nanomoles = unbound_clearance * 24 * 3 * np.asarray(kd_nM)
    return nanomoles * np.asarray(mw) / 1e6


def p_correct(ratio, cv, n, r=0.0):
    """By the error function."""
    variance = log(1 + cv * cv) * (1 + 1 - 2 * r) / n
    return 0.5 * (1 + erf(log(ratio) / sqrt(2 * variance)))


def fewest(r):
    return next(n for n in range(1, 100) if NormalDist().cdf(log(1.25) / sqrt(2 * (1 - r) * log(1.3025) / n)) >= 0.9)


def average_occ(rho, half_life, tau):
    """Occupancy integrated over one interval, doses of the past added one by one."""
    single = rho * log(2) * tau / half_life  # peak of one dose over Kd

    def conc(t):
        return sum(single * exp(-log(2) * (t + i * tau) / half_life) for i in range(int(60 * half_life / tau) + 2))

    return quad(lambda t: conc(t) / (conc(t) + 1), 0, tau, epsabs=1e-10)[0] / tau


def spearman(first, second):
    n = len(first)
    a, b = ([sorted(values).index(value) for value in values] for values in (first, second))
    return 1 - 6 * sum((x - y) ** 2 for x, y in zip(a, b, strict=True)) / (n * (n * n - 1))


DOSES = [float(dose_mg(*row)) for row in zip(CLF, FU, MW, KD, strict=True)]
ANSWERS = {
    "a5.b": min(DOSES),
    "a5.c": DOSES[1],
    "a5.d": spearman(CLF, DOSES),
    "a5.g": p_correct(1.25, 0.55, 4),
    "a5.h": p_correct(1.25, 0.55, 4, 0.65),
    "a5.i": fewest(0.0),
    "a5.j": fewest(0.65),
    "a5.m": 100 * average_occ(3.0, 8.0, 24.0),
    "a5.n": 1.52 / (100 / 24.7),
    "a5.o": spearman([1, 2, 3, 4, 5], [5, 3, 4, 2, 1]),
}
VECTORS = [
    ("a5.a", (10.0, 1.0, 500.0, 10.0), {}, 3.6),
    ("a5.a", (1.0, 0.5, 1000.0, 1.0), {}, 0.144),
    ("a5.f", (1.0, 0.4, 5), {}, 0.5),
    ("a5.f", (2.0, 0.35, 1000), {}, 1.0),
    ("a5.l", (1.0, 1e6, 24.0), {}, 0.5),
    ("a5.l", (3.0, 4.0, 24.0), {}, average_occ(3.0, 4.0, 24.0)),
]
ALTERNATIVES = {"a5.a": dose_mg, "a5.f": p_correct, "a5.l": average_occ}
