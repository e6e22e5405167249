"""H8, by adding up 60 earlier doses and by integrating over the uncertain half-life; no closed form of the bank is used."""

import numpy as np
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.stats import norm


def daily_dose_mg(Kd_nM, occ, fu, MW, V, F, t_half, tau):
    k = np.log(2) / t_half
    trough_per_mg = sum(F / V * np.exp(-k * tau * j) for j in range(1, 400))
    return Kd_nM * occ / (1 - occ) / fu * MW * 1e-6 / trough_per_mg * 24 / tau


def for_half_life(t_half, tau=24.0):
    return daily_dose_mg(6.0, 0.8, 0.1, 400.0, 62.0, 0.4, t_half, tau)


def longest_interval_h(dose_mg, C_ng_mL, V_L, F, t_half_h):
    peak = C_ng_mL + F * dose_mg * 1e3 / V_L
    return -np.log(C_ng_mL / peak) * t_half_h / np.log(2)


def chance():
    z_star = brentq(lambda z: for_half_life(5 * np.exp(0.2 * z)) - 300, -5, 5, xtol=1e-14)
    return quad(norm.pdf, -12, z_star, epsabs=1e-13, epsrel=1e-13)[0]


UNBOUND = brentq(lambda c: c / (c + 6) - 0.8, 1, 100, xtol=1e-13)
ANSWERS = {
    "h8.b": UNBOUND,
    "h8.c": 96.0,
    "h8.d": for_half_life(5.0),
    "h8.e": for_half_life(5.0, tau=12.0),
    "h8.f": 100 * (UNBOUND * 2**4.8) / (UNBOUND * 2**4.8 + 6),
    "h8.g": chance(),
    "h8.j": np.log(2) / 5 * 62 * 96 * 24 / 1e3,
}
VECTORS = [
    ("h8.a", (5.0, 0.8, 0.1, 400.0, 30.0, 0.5, 4.0, 24.0), {}, 302.4),
    ("h8.a", (5.0, 0.8, 0.15, 400.0, 60.0, 0.5, 4.0, 24.0), {}, 403.2),
    ("h8.a", (1.0, 0.5, 1.0, 300.0, 40.0, 1.0, 12.0, 12.0), {}, 0.024),
    ("h8.i", (403.2, 160 / 3, 60.0, 0.5, 4.0), {}, 24.0),
    ("h8.i", (40.0, 100.0, 100.0, 0.75, 6.0), {}, 12.0),
]
ALTERNATIVES = {"h8.a": daily_dose_mg, "h8.i": longest_interval_h}
