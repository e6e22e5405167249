"""A1, by the other road: amounts in place of ratios, another integrator with both areas carried along, limits by a library."""

import math

import numpy as np
from scipy import stats
from scipy.integrate import solve_ivp

FINE = {"method": "DOP853", "rtol": 1e-13, "atol": 1e-16}


def F_abs(D_po_mg, AUC_ng_h_mL, CL_mL_min):
    """Milligrams that were cleared over milligrams that were swallowed."""
    mg_min_per_ml = AUC_ng_h_mL * 60 * 1e-6
    return CL_mL_min * mg_min_per_ml / D_po_mg


def F_est(t_iv, dose_mg, F, ka, V, Vmax, Km, tracer_mg, with_oral=True, until=120.0):
    """Amounts instead of concentrations; each area is that of an amount, and the volume cancels."""
    half_full = Km * V

    def drug_alone(t, y):
        return [ka * F * dose_mg * math.exp(-ka * t) - Vmax * y[0] / (half_full + y[0]), y[0]]

    def tracer_alone(t, y):
        return [-Vmax * y[0] / (half_full + y[0]), y[0]]

    def both(t, y):
        share = Vmax / (half_full + y[0] + y[1])
        return [ka * F * dose_mg * math.exp(-ka * t) - share * y[0], -share * y[1], y[0], y[1]]

    if not with_oral:
        oral = solve_ivp(drug_alone, (0, until), [0.0, 0.0], **FINE).y[1, -1]
        iv = solve_ivp(tracer_alone, (0, until), [tracer_mg, 0.0], **FINE).y[1, -1]
        return (oral / dose_mg) / (iv / tracer_mg)
    before = solve_ivp(drug_alone, (0, t_iv), [0.0, 0.0], **FINE).y[:, -1] if t_iv else (0.0, 0.0)
    _, _, oral, iv = solve_ivp(both, (t_iv, t_iv + until), [before[0], tracer_mg, before[1], 0.0], **FINE).y[:, -1]
    return (oral / dose_mg) / (iv / tracer_mg)


def in_tracer_limit(t_iv, dose_mg, F, ka, V, Vmax, Km, tracer_mg, with_oral=True):
    """A tracer too small to matter decays by a rate that the drug alone sets: sums over a grid of times."""
    start = solve_ivp(
        lambda t, y: [ka * F * dose_mg / V * np.exp(-ka * t) - Vmax / V * y[0] / (Km + y[0])],
        (0, 150),
        [0.0],
        method="LSODA",
        rtol=1e-9,
        atol=1e-13,
        dense_output=True,
    ).sol
    t = np.concatenate([np.linspace(0, 20, 2001), np.linspace(20, 150, 1001)[1:]])
    c = np.clip(start(t)[0], 0, None)
    after = np.unique(np.concatenate([[t_iv], t[t > t_iv]]))
    rate = Vmax / V / (Km + (np.clip(start(after)[0], 0, None) if with_oral else 0 * after))
    fallen = np.concatenate([[0], np.cumsum(np.diff(after) * (rate[1:] + rate[:-1]) / 2)])
    return (np.trapezoid(c, t) / dose_mg) / (np.trapezoid(np.exp(-fallen), after) / V)


def f_interval(f):
    """Student's interval of the mean logarithm, from the library's distribution."""
    logs = [math.log(x) for x in f]
    middle = math.fsum(logs) / len(logs)
    error = math.sqrt(math.fsum((x - middle) ** 2 for x in logs) / (len(logs) - 1) / len(logs))
    low, high = stats.t.interval(0.90, len(logs) - 1, loc=middle, scale=error)
    return math.exp(middle), math.exp(low), math.exp(high)


def hour_of_the_peak():
    """The last hundredth of an hour in which the drug still rises, or the one after it, whichever is higher."""
    t = np.linspace(0, 6, 601)
    y = solve_ivp(
        lambda t, y: [100 / 40 * math.exp(-0.8 * t) - 0.9 * y[0] / (0.6 + y[0])], (0, 6), [0.0], t_eval=t, **FINE
    ).y[0]
    return float(t[y.argmax()])


STUDY = (250.0, 0.5, 0.8, 40.0, 36.0, 0.6, 0.1)
PAIRED, APART = 0.24**2 + 0.19**2 - 2 * 0.967 * 0.24 * 0.19, 0.24**2 + 0.19**2
ANSWERS = {
    "a1.b": F_abs(5.0, 84.4, 495.0),
    "a1.c": F_abs(10.0, 628.0, 207.0),
    "a1.d": (0.59 - 0.2) / 0.59,
    "a1.h": F_est(0.0, *STUDY, with_oral=False),
    "a1.i": F_est(0.0, *STUDY),
    "a1.j": F_est(hour_of_the_peak(), *STUDY),
    "a1.k": F_est(3.5, *STUDY),
    "a1.n": (APART + APART) / PAIRED,
}
VECTORS = [
    ("a1.a", (20.0, 100.0, 500.0), {}, 0.15),
    ("a1.g", (0.0, *STUDY), {"with_oral": False}, F_est(0.0, *STUDY, with_oral=False)),
    ("a1.g", (2.0, *STUDY), {}, F_est(2.0, *STUDY)),
]
ALTERNATIVES = {"a1.a": F_abs, "a1.g": in_tracer_limit, "a1.m": f_interval}
VECTORS += [("a1.m", ([1.0, 1.0, 1.0],), {}, (1.0, 1.0, 1.0))]
