"""From a microdose to a decision: the dose that holds a concentration, and the chance that it is too large."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr

from ..core.inputs import NumberOrArray, non_negative, plain, positive, together

DAY = 24.0


def trough_dose(
    conc: ArrayLike,
    *,
    v: ArrayLike,
    half_life: ArrayLike,
    f: ArrayLike = 1.0,
    interval: ArrayLike = DAY,
    ka: ArrayLike | None = None,
) -> NumberOrArray:
    """Dose whose steady-state trough is a wanted concentration: C · V/F · (2^(interval/half-life) − 1).

    Parameters
    ----------
    conc : wanted total trough, ng/mL, number or array (see `conc_for_occupancy`).
    v : volume of distribution, L.
    half_life : h.
    f : bioavailability.
    interval : between doses, h.
    ka : first-order absorption rate constant, 1/h; without it absorption is instantaneous.

    Returns
    -------
    Dose per interval, µg; per day it is dose · 24 / interval.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a negative concentration, or another value of zero or less.

    Examples
    --------
    >>> round(trough_dose(160 / 3, v=60.0, half_life=4.0, f=0.5), 6)
    403200.0
    >>> round(trough_dose(160 / 3, v=60.0, half_life=4.0, f=0.5, ka=1.0) / 403_200.0, 2)
    0.83

    Source: one compartment, linear, repeated dosing by superposition. Taught in principles/08.
    """
    conc = non_negative("conc", conc)
    v = positive("v", v)
    half_life = positive("half_life", half_life)
    f = positive("f", f)
    interval = positive("interval", interval)
    k = np.log(2) / half_life
    if ka is None:
        together(conc=conc, v=v, half_life=half_life, f=f, interval=interval)
        return plain(conc * v / f * np.expm1(k * interval))
    ka = positive("ka", ka)
    together(conc=conc, v=v, half_life=half_life, f=f, interval=interval, ka=ka)
    return plain(conc * v / f / _trough_after_absorption(k * interval, ka * interval))


def dose_for_average(conc: ArrayLike, *, cl: ArrayLike, f: ArrayLike = 1.0, interval: ArrayLike = DAY) -> NumberOrArray:
    """Dose whose steady-state average is a wanted concentration: C · CL/F · interval; the cost of a continuous input.

    Parameters
    ----------
    conc : wanted total average concentration, ng/mL, number or array.
    cl : clearance, L/h; CL/F when `f` is left at 1.
    f : bioavailability.
    interval : between doses, h.

    Returns
    -------
    Dose per interval, µg; over one hour it is the rate of a continuous input, µg/h.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a negative concentration, or another value of zero or less.

    Examples
    --------
    >>> dose_for_average(24.0, cl=60.0)
    34560.0

    Source: at steady state, input equals CL · C. Taught in principles/08 and applications/15.
    """
    conc = non_negative("conc", conc)
    cl = positive("cl", cl)
    f = positive("f", f)
    interval = positive("interval", interval)
    together(conc=conc, cl=cl, f=f, interval=interval)
    return plain(conc * cl * interval / f)


def half_life_at_ceiling(
    ceiling: ArrayLike, *, conc: ArrayLike, v: ArrayLike, f: ArrayLike = 1.0, interval: ArrayLike = DAY
) -> NumberOrArray:
    """Half-life at which `trough_dose` is just the largest dose one would give: interval / log2(1 + ceiling · F / (C · V)).

    Parameters
    ----------
    ceiling : largest dose per interval, µg, number or array.
    conc, v, f, interval : as in `trough_dose`, with a concentration above zero.

    Returns
    -------
    Half-life, h; a shorter one needs more than the ceiling.

    Raises
    ------
    TypeError, ValueError : for text, NaN, or a value of zero or less.

    Examples
    --------
    >>> round(half_life_at_ceiling(300_000.0, conc=160 / 3, v=60.0, f=0.5), 3)
    4.3

    Source: `trough_dose` with instantaneous absorption, solved for the half-life. Taught in principles/08.
    """
    ceiling = positive("ceiling", ceiling)
    conc = positive("conc", conc)
    v = positive("v", v)
    f = positive("f", f)
    interval = positive("interval", interval)
    together(ceiling=ceiling, conc=conc, v=v, f=f, interval=interval)
    return plain(interval * np.log(2) / np.log1p(ceiling * f / (conc * v)))


def no_go_probability(
    ceiling: ArrayLike,
    *,
    conc: ArrayLike,
    v: ArrayLike,
    half_life: ArrayLike,
    sigma: ArrayLike,
    f: ArrayLike = 1.0,
    interval: ArrayLike = DAY,
) -> NumberOrArray:
    """Chance that the dose passes the ceiling while the half-life is uncertain: Φ(ln(t_ceiling / half-life) / σ).

    Parameters
    ----------
    ceiling : largest dose per interval, µg, number or array.
    conc, v, f, interval : as in `half_life_at_ceiling`.
    half_life : its median, h.
    sigma : standard deviation of its logarithm (log-normal), about the CV as a fraction.

    Returns
    -------
    Probability.

    Raises
    ------
    TypeError, ValueError : for text, NaN, or a value of zero or less.

    Examples
    --------
    >>> round(no_go_probability(300_000.0, conc=160 / 3, v=60.0, half_life=4.0, sigma=0.2, f=0.5), 3)
    0.641

    Source: the dose falls as the half-life grows, so one threshold decides. Taught in principles/08.
    """
    half_life = positive("half_life", half_life)
    sigma = positive("sigma", sigma)
    threshold = np.asarray(half_life_at_ceiling(ceiling, conc=conc, v=v, f=f, interval=interval))
    together(ceiling_conc_v_f_and_interval=threshold, half_life=half_life, sigma=sigma)
    return plain(ndtr(np.log(threshold / half_life) / sigma))


def _trough_after_absorption(elimination, absorption):
    """F·D/V-normalised steady-state trough; symmetric in how the two rates enter but for the factor ka, finite at ka = k."""
    slow = np.minimum(elimination, absorption)
    fast = np.maximum(elimination, absorption)
    gap = fast - slow
    mean_decay = np.where(gap > 0, -np.expm1(-gap) / np.where(gap > 0, gap, 1), 1.0)
    return absorption * np.exp(-slow) * mean_decay / (np.expm1(-slow) * np.expm1(-fast))
