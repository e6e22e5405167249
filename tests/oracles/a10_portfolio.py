"""A10, by tables of a thousand candidates, by trying one after the other, and by integrals of densities."""

from math import erf, exp, lgamma, log, sqrt

from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.special import gammainc, stdtrit

P, C1, C0, SE, SP = 0.7, 8.0, 0.7, 0.85, 0.9


def ev(value, p, cost, gate_cost, se, sp, rule):
    """Posterior decision tree: after each result one asks whether to go on."""
    if rule == "none":
        return max(p * value - cost, 0)
    total = -gate_cost
    for passed, if_viable, if_not in ((True, sp, 1 - se), (False, 1 - sp, se)):
        often = p * if_viable + (1 - p) * if_not
        going_on = p * if_viable / often * value - cost
        if rule == "bayes":
            total += often * max(going_on, 0)
        elif passed:
            total += often * going_on
    return total


def after_fail():
    """Of a thousand candidates, those that fail."""
    viable, unviable = 1000 * P * (1 - SP), 1000 * (1 - P) * SE
    return viable / (viable + unviable)


def per_viable(p, spend, gate_spend, se, sp):
    """Try by try, each reached with the probability that none before was through."""
    total, reached = 0.0, 1.0
    for _ in range(6000):
        passes = 1 - (p * (1 - sp) + (1 - p) * se)
        total += reached * (gate_spend + passes * spend)
        reached *= 1 - p * sp
    return total


def gain():
    return ev(15, P, C1, C0, SE, SP, "bayes") - ev(15, P, C1, C0, SE, SP, "none")


def student_quantile(df):
    """Quantile of Student's t found on its density."""

    def density(x):
        return (
            exp(lgamma((df + 1) / 2) - lgamma(df / 2))
            / sqrt(df * 3.141592653589793)
            * (1 + x * x / df) ** (-(df + 1) / 2)
        )

    return brentq(lambda x: quad(density, 0, x)[0] - 0.475, 1, 20, xtol=1e-12)


def power(n, cv=0.6):
    """By the incomplete gamma function."""
    widest = log(1.4) ** 2 * n / stdtrit(n - 1, 0.975) ** 2
    return gammainc((n - 1) / 2, (n - 1) * widest / log(1 + cv * cv) / 2)


def within(n, cv, sigma_tr, fold=2.0):
    """Area of the normal density between both limits."""
    s = sqrt(log(1 + cv * cv) / n + sigma_tr**2)
    return erf(log(fold) / s / sqrt(2))


def translation(share):
    """Spread at which, with the sampling of two means, this share lies within two-fold."""
    return brentq(lambda sigma: within(3, 0.4, sigma) - share, 1e-6, 3, xtol=1e-14)


ANSWERS = {
    "a10.b": ev(60, P, C1, C0, SE, SP, "none"),
    "a10.c": ev(60, P, C1, C0, SE, SP, "rigid"),
    "a10.d": after_fail(),
    "a10.e": gain(),
    "a10.f": brentq(
        lambda sp: ev(60, P, C1, C0, SE, sp, "rigid") - ev(60, P, C1, C0, SE, sp, "none"), 0.5, 1, xtol=1e-14
    ),
    "a10.i": per_viable(0.4, 8, 0, 0, 1),
    "a10.j": per_viable(0.4, 8, 0.7, SE, SP),
    "a10.k": per_viable(0.4, 18, 9, SE, SP),
    "a10.l": brentq(lambda p: per_viable(p, 8, 0.7, SE, SP) - 8 / p, 0.5, 0.99, xtol=1e-13),
    "a10.n": exp(student_quantile(3) * sqrt(log(1.36)) / 2),
    "a10.o": power(8),
    "a10.p": next(n for n in range(3, 100) if power(n) >= 0.8),
    "a10.r": translation(0.94),
    "a10.s": within(4, 0.6, 0.3),
    "a10.t": within(4, 0.6, 0.66),
    "a10.u": within(4, 0.6, 0.3, 1.25),
    "a10.w": ev(29, 0.11, C1, 0, 1, 1, "bayes") - ev(29, 0.11, C1, 0, 1, 1, "none"),
}
VECTORS = [
    ("a10.a", (30.0, 0.7, 8.0, 0.6, 0.85, 0.9, "bayes"), {}, 12.9),
    ("a10.a", (15.0, 0.7, 8.0, 0.6, 0.85, 0.9, "rigid"), {}, 3.45),
    ("a10.a", (10.0, 0.5, 8.0, 0.5, 1.0, 1.0, "none"), {}, 0.0),
    ("a10.h", (0.5, 10.0, 0.0, 0.0, 1.0), {}, 20.0),
    ("a10.h", (0.5, 10.0, 1.0, 1.0, 1.0), {}, 12.0),
    ("a10.q", (10**9, 0.4, log(2.0)), {}, erf(sqrt(0.5))),
]
ALTERNATIVES = {"a10.a": ev, "a10.h": per_viable, "a10.q": within}
