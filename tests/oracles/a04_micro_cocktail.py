"""A4, by flows and by searching: livers with a blood flow, gates one after the other, and roots in place of formulas."""

from math import exp, log

import numpy as np
from scipy.integrate import solve_ivp
from scipy.optimize import brentq


def aucr(fm, Iu_over_Ki, Fg, Ig_over_Ki):
    """Clearances as flows: a gut wall and a liver, each with its own share of inhibited metabolism."""
    blocked = fm - fm / (1 + Iu_over_Ki)
    wall = (1 - Fg) / Fg
    let_through = 1 / (1 + wall / (1 + Ig_over_Ki))
    return let_through / Fg / (1 - blocked)


def liver_clearance(enzymes, flow=90.0):
    """What leaves a well-stirred liver with the blood, and what it removes, found as a balance."""
    leaving = brentq(lambda c: flow - flow * c - enzymes * c, 0, 1, xtol=1e-15, rtol=1e-14)
    return enzymes * leaving


def through_vein():
    enzymes = brentq(lambda x: liver_clearance(x) - 0.44 * 90, 1, 1000, xtol=1e-12, rtol=1e-14)
    slowed = enzymes * (0.93 / 9 + 0.07)
    return liver_clearance(enzymes) / liver_clearance(slowed)


def auc_folds(cl_percent, auc_percent):
    old = 1000.0
    return old / (old - old * cl_percent / 100), (old + old * auc_percent / 100) / old


def inactivated(I_total, fu, KI, kinact, half_life):
    """The enzyme followed in time to its new level; the strength is what was lost over what is left."""
    free = I_total * fu
    kdeg = log(2) / half_life
    kill = kinact * free / (KI + free)
    end = solve_ivp(
        lambda t, e: kdeg * (1 - e) - kill * e, (0, 60 / kdeg), [1.0], method="LSODA", rtol=1e-10, atol=1e-13
    )
    left = end.y[0, -1]
    return (1 - left) / left


def gut_opened():
    def passes(f, cl):
        return f / (liver_pass(cl))

    return passes(0.75, 10.0) / passes(0.31, 28.0)


def liver_pass(cl):
    enzymes = brentq(lambda x: liver_clearance(x) - cl, 0.1, 1e4, xtol=1e-12, rtol=1e-14)
    return liver_clearance(enzymes) / enzymes


ANSWERS = {
    "a4.b": aucr(0.93, 8.0, 0.47, 40.0),
    "a4.c": through_vein(),
    "a4.d": aucr(0.93, 1e15, 0.47, 1e15),
    "a4.g": 1 / 0.072,
    "a4.h": 16.4,
    "a4.i": brentq(lambda fm: 1 / ((1 - fm) * 0.418) - 16.4, 0, 0.999, xtol=1e-15, rtol=1e-14),
    "a4.j": brentq(lambda b: exp(b * log(30_000)) - 2, 0, 1, xtol=1e-15, rtol=1e-14),
    "a4.m": gut_opened(),
}
VECTORS = [
    ("a4.a", (0.5, 1.0, 0.5, 1.0), {}, 16 / 9),
    ("a4.a", (0.5, 0.0, 0.3, 0.0), {}, 1.0),
    ("a4.f", (75.0, 200.0), {}, (4.0, 3.0)),
    ("a4.l", (10.0, 0.1, 1.0, 0.5, float(np.log(2) / 0.05)), {}, 5.0),
]
ALTERNATIVES = {"a4.a": aucr, "a4.f": auc_folds, "a4.l": inactivated}
