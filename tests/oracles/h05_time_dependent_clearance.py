"""H5, by integrating the equations as they stand: solve_ivp for the answers, quadrature for the alternative."""

from functools import cache

import numpy as np
from scipy.integrate import quad, solve_ivp

V, CL0, CLSS, BETA, KDEG, KINACT, KI = 150.0, 30.0, 6.0, 0.1, 0.02, 0.5, 2.0
EXACT = {"rtol": 1e-11, "atol": 1e-15, "method": "LSODA"}


def auc_timedep(D, V, CL0, CLss, beta):
    def conc(t):
        return D / V * np.exp(-(CLss * t + (CL0 - CLss) * (1 - np.exp(-beta * t)) / beta) / V)

    joint = 3 * V / (CL0 + CLss)
    return sum(
        quad(conc, *piece, epsabs=0, epsrel=1e-12)[0] for piece in ((0, joint), (joint, 60 * V / min(CL0, CLss)))
    )


def drifting(dose, until):
    """Concentration and area at each time of part 1."""

    def rates(t, y):
        return [-(CLSS + (CL0 - CLSS) * np.exp(-BETA * t)) * y[0] / V, y[0]]

    return solve_ivp(rates, (0, until[-1]), [dose / V, 0.0], t_eval=until, **EXACT).y


@cache
def inactivated(dose, doses, interval):
    """Area over the last interval of part 2, per mg of one dose."""

    def rates(_, y):
        conc, enzyme, _ = y
        return [-CL0 * enzyme * conc / V, KDEG * (1 - enzyme) - KINACT * conc / (KI + conc) * enzyme, conc]

    conc, enzyme, area = 0.0, 1.0, 0.0
    for _ in range(doses):
        start = [conc + dose / V, enzyme, 0.0]
        conc, enzyme, area = solve_ivp(rates, (0, interval), start, **EXACT).y[:, -1]
    return area / dose


def enzyme_left(t_h, C, kdeg, kinact, KI):
    loss = kdeg + kinact * C / (KI + C)
    return kdeg / loss * -np.expm1(-loss * t_h) + np.exp(-loss * t_h)


WHOLE = drifting(100.0, [3000.0])[1, -1]
(C4, C6), (_, SEEN) = drifting(100.0, [4.0, 6.0])
ANSWERS = {
    "h5.b": WHOLE,
    "h5.c": 100 / WHOLE,
    "h5.d": WHOLE / (100 / 30),
    "h5.e": inactivated(100.0, 1, 4000.0) / inactivated(0.1, 1, 4000.0),
    "h5.f": inactivated(100.0, 20, 24.0) / inactivated(0.1, 1, 4000.0),
    "h5.i": 100 / (SEEN + C6 * 2 / np.log(C4 / C6)),
}
VECTORS = [
    ("h5.a", (100.0, 50.0, 10.0, 10.0, 0.1), {}, 10.0),
    ("h5.a", (10.0, 50.0, 30.0, 6.0, 0.1), {}, auc_timedep(10.0, 50.0, 30.0, 6.0, 0.1)),
    ("h5.a", (10.0, 50.0, 6.0, 30.0, 0.1), {}, auc_timedep(10.0, 50.0, 6.0, 30.0, 0.1)),
    ("h5.h", (0.0, 3.0, 0.02, 0.5, 2.0), {}, 1.0),
    ("h5.h", (1e6, 2.0, 0.05, 0.3, 2.0), {}, 0.25),
]
ALTERNATIVES = {"h5.a": auc_timedep, "h5.h": enzyme_left}
