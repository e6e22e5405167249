"""H4, by following the amount in time: the alternative integrates the rate equation, the answers come from it too."""

from math import log

from scipy.integrate import quad, solve_ivp
from scipy.optimize import brentq


def auc_mm(dose_mg, V, Vmax, Km):
    def rates(_, y):
        return [-(Vmax / V) * y[0] / (Km + y[0]), y[0]]

    end = V / Vmax * (dose_mg / V + 30 * Km)
    scale = dose_mg / V
    return float(
        solve_ivp(rates, (0, end), [scale, 0.0], rtol=1e-10, atol=1e-12 * min(scale, 1), method="LSODA").y[1, -1]
    )


def area(dose_mg):
    """AUC over the concentration instead of over time: ∫ C / (−dC/dt) dC."""
    return quad(lambda conc: conc / (10 / 40 * conc / (0.25 + conc)), 0, dose_mg / 40, epsabs=0, epsrel=1e-12)[0]


def hours_to_fall(C0, C, V, Vmax, Km):
    return quad(lambda c: V * (Km + c) / (Vmax * c), C, C0, epsabs=0, epsrel=1e-11)[0]


def steady_state(rate, vmax, km):
    return brentq(lambda conc: vmax * conc / (km + conc) - rate, 0, 1e4, xtol=1e-15, rtol=1e-14)


def per_mg(dose_mg):
    return area(dose_mg) / dose_mg


ANSWERS = {
    "h4.b": 1 / per_mg(0.1),
    "h4.c": 15.0,
    "h4.d": per_mg(100.0) / per_mg(0.1),
    "h4.e": brentq(lambda dose: per_mg(dose) - 2 * per_mg(0.1), 1, 100, xtol=1e-13, rtol=1e-13),
    "h4.f": steady_state(100 / 24, 10, 0.25),
    "h4.i": 16 / 6,
}
VECTORS = [
    ("h4.a", (1.0, 10.0, 5.0, 0.1), {}, 0.03),
    ("h4.a", (50.0, 50.0, 20.0, 1.0), {}, 3.75),
    ("h4.h", (2.0, 1.0, 40.0, 10.0, 0.25), {}, 4 + log(2)),
]
ALTERNATIVES = {"h4.a": auc_mm, "h4.h": hours_to_fall}
