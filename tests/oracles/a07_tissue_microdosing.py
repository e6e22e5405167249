"""A7, with the balance of release and loss integrated over all of the tissue, bisection, and Simpson's rule."""

from math import cosh, exp, inf, pi, sinh, sqrt

import numpy as np
from scipy.integrate import quad, simpson, solve_ivp

R = 0.02  # cm
D = 2e-6
K = 2e-3
REACH = sqrt(D / K)  # cm
PER_SECOND = 0.8 / 86_400 / 400  # µmol/s


def conc_ratio(r_um, R_um, D, k):
    x = (r_um - R_um) * 1e-4 * sqrt(k / D)
    return (cosh(x) - sinh(x)) / (r_um / R_um)


def shell_conc(mass_ug, mw, inner_um, outer_um):
    litres = quad(lambda r: 4 * pi * (r * 1e-5) ** 2 * 1e-5, inner_um, outer_um)[0]  # µm to dm
    return mass_ug / mw / litres


def labelled_share(auc, gfr, bw):
    drug_umol = (gfr + 25) * auc * 10 / 371.25
    label_umol = bw * 1e7 / (60 * 2.308e6)
    return label_umol / drug_umol


def profile(k=K):
    """Function of the radius in cm: the outward solution of (rC)″ = k·rC/D, followed from far out to the surface."""
    far = R + 20 * sqrt(D / k)
    slope = -sqrt(k / D)
    inward = solve_ivp(
        lambda r, y: [y[1], k / D * y[0]],
        (far, R),
        [1.0, slope],
        rtol=1e-12,
        atol=0,
        dense_output=True,
        method="DOP853",
    )
    return lambda r: inward.sol(r)[0] / r / (inward.sol(R)[0] / R)


def bisected(function, low, high):
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if function(middle) > 0 else (low, middle)
    return low


def at_surface(k=K):
    """Concentration for a release of 1 unit/s: all that is lost in the tissue is what is released (per cm³)."""
    lost = quad(lambda r: k * R * exp(-(r - R) * sqrt(k / D)) * 4 * pi * r, R, inf, epsabs=0, epsrel=1e-12)[0]
    return 1 / lost


C0 = PER_SECOND * at_surface() * 1e3
SHELL = np.linspace(R, R + 0.03, 4001)
HEIGHT = R / SHELL * np.exp(-(SHELL - R) / REACH)
ANSWERS = {
    "a7.b": 1e4 * REACH,
    "a7.c": 1e4 * (bisected(lambda r: R / r * exp(-(r - R) / REACH) - 0.1, R, 1.0) - R),
    "a7.d": 100 * PER_SECOND / K / (PER_SECOND * 86_400),
    "a7.e": C0,
    "a7.f": simpson(HEIGHT * SHELL**2, x=SHELL) / simpson(SHELL**2, x=SHELL),
    "a7.g": C0 / (0.8 / 400 / 40),
    "a7.k": 0.06 * 115,
    "a7.l": 69.0,
    "a7.m": 80 * 1e7 / 60 * 5.8e-7,
    "a7.n": labelled_share(6, 90, 80),
    "a7.p": 2 * 0.4 / (float(profile(6e-3)(R + 0.035)) * at_surface(6e-3)) * 86_400,
}
VECTORS = [
    ("a7.a", (400.0, 200.0, 2e-6, 5e-3), {}, exp(-1) / 2),
    ("a7.a", (600.0, 200.0, 1e-6, 2.5e-3), {}, exp(-2) / 3),
    ("a7.i", (1.0, 400.0, 200.0, 500.0), {}, 1 / 400 / (4 / 3 * pi * 117e6 * 1e-15)),
    ("a7.j", (5.0, 100.0, 60.0), {}, labelled_share(5.0, 100.0, 60.0)),
]
ALTERNATIVES = {"a7.a": conc_ratio, "a7.i": shell_conc, "a7.j": labelled_share}
