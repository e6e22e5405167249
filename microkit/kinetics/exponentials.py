"""The exponentials of linear pharmacokinetics: how a model empties, and what each way of dosing makes of one exponential.

A linear model answers a unit bolus with C(t) = Σ w·exp(−λt). Every function below takes one rate λ and the time
since the dose; `tau` is None for a single dose, or the interval of a dose that has been repeated for ever.
Each is written without the subtraction that fails when two rates meet.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

NO_GAP = 1e-200


def disposition(
    cl: NDArray[np.float64],
    v: NDArray[np.float64],
    q: NDArray[np.float64] | None = None,
    v2: NDArray[np.float64] | None = None,
) -> list[tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """Pairs (weight, rate) of the concentration after a unit bolus, C(t) = Σ weight · exp(−rate · t).

    Parameters
    ----------
    cl : clearance, L/h.
    v : (central) volume, L.
    q : flow between the two compartments, L/h; None for one compartment.
    v2 : volume of the second compartment, L; given together with `q`.
    """
    if q is None:
        return [(1 / v, cl / v)]
    k10 = cl / v
    k12 = q / v
    k21 = q / v2
    gap = k10 + k12 - k21
    root = np.hypot(gap, 2 * np.sqrt(k12 * k21))
    fast = (k10 + k12 + k21 + root) / 2
    product = 4 * k12 * k21
    share = np.where(gap > 0, root + gap, product / (root + np.abs(gap))) / (2 * root)
    rest = np.where(gap > 0, product / (root + np.abs(gap)), root - gap) / (2 * root)
    return [(share / v, fast), (rest / v, k10 * k21 / fast)]


def after_bolus(
    time: NDArray[np.float64], rate: NDArray[np.float64], tau: NDArray[np.float64] | None = None
) -> NDArray[np.float64]:
    """exp(−λt), summed over all earlier doses when `tau` is given.

    Parameters
    ----------
    time : h since the last dose.
    rate : λ, 1/h.
    tau : h between doses at steady state; None for a single dose.
    """
    return np.exp(-rate * time) / _not_yet_gone(rate, tau)


def after_infusion(
    time: NDArray[np.float64],
    rate: NDArray[np.float64],
    duration: NDArray[np.float64],
    tau: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Exponential e^(−λt) after a unit dose that runs in at a constant rate.

    Parameters
    ----------
    time : h since the last infusion began.
    rate : λ, 1/h.
    duration : of each infusion, h; it may be longer than `tau`.
    tau : h between the beginnings at steady state; None for a single infusion.
    """
    if tau is None:
        running = -np.expm1(-rate * np.minimum(time, duration))
        return running * np.exp(-rate * np.maximum(time - duration, 0)) / (rate * duration)
    gone = _not_yet_gone(rate, tau)
    running = np.ceil(np.maximum(duration - time, 0) / tau)
    rising = running + np.exp(-rate * time) * np.expm1(-rate * running * tau) / gone
    falling = -np.expm1(-rate * duration) * np.exp(-rate * np.maximum(time + running * tau - duration, 0)) / gone
    return (rising + falling) / (rate * duration)


def after_absorption(
    time: NDArray[np.float64],
    rate: NDArray[np.float64],
    ka: NDArray[np.float64],
    tau: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Exponential e^(−λt) after a unit dose that is absorbed with rate `ka`; finite where ka meets the rate of elimination.

    Parameters
    ----------
    time : h since the last dose.
    rate : λ, 1/h.
    ka : absorption rate, 1/h, faster or slower than λ.
    tau : h between doses at steady state; None for a single dose.
    """
    slow = np.minimum(rate, ka)
    fast = np.maximum(rate, ka)
    single = _between(time, slow, fast)
    single *= ka
    if tau is None:
        return single
    slow_gone = _not_yet_gone(slow, tau)
    carried = ka * np.exp(-fast * time) * _between(tau, slow, fast) / _not_yet_gone(fast, tau)
    return (single + carried) / slow_gone


def _between(time, slow, fast):
    """(exp(−slow·t) − exp(−fast·t)) / (fast − slow), by exp(−slow·t)·(1 − exp(−gap·t)) / gap."""
    gap = np.maximum(fast - slow, NO_GAP)
    result = np.expm1(-gap * time)
    result /= -gap
    result *= np.exp(-slow * time)
    return result


def _not_yet_gone(rate, tau):
    return 1.0 if tau is None else -np.expm1(-rate * tau)
