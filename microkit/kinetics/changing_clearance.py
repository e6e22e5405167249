"""A clearance that drifts with time, CL(t) = cl_ss + (cl0 − cl_ss)·exp(−β·t), whatever the dose: inhibition or induction.

Because CL(t) does not depend on the concentration, exposure stays proportional to dose: a microdose followed to the end
predicts it exactly, and one that is sampled too briefly does not.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import hyp1f1

from ..core.broadcasting import over_time
from ..core.inputs import NumberOrArray, non_negative, plain, positive, together


def clearance_at(time: ArrayLike, *, cl0: ArrayLike, cl_ss: ArrayLike, beta: ArrayLike) -> NumberOrArray:
    """Clearance at a time: cl_ss + (cl0 − cl_ss)·exp(−β·t).

    Parameters
    ----------
    time : h, number or row.
    cl0, cl_ss : first and final clearance, L/h; falling for auto-inhibition, rising for auto-induction.
    beta : rate of change, 1/h.

    Returns
    -------
    Clearance, L/h, in the shape of the parameters followed by that of the times.

    Raises
    ------
    TypeError, ValueError : for text, NaN, negative times, or a parameter of zero or less.

    Examples
    --------
    >>> clearance_at([0.0, 10.0], cl0=30.0, cl_ss=6.0, beta=0.1).round(3)
    array([30.   , 14.829])

    Source: first-order approach to a new steady state. Taught in principles/05.
    """
    time, cl0, cl_ss, beta = over_time(time, **_rates(cl0, cl_ss, beta))
    return plain(cl_ss + (cl0 - cl_ss) * np.exp(-beta * time))


def changing_bolus(
    time: ArrayLike, *, dose: ArrayLike, v: ArrayLike, cl0: ArrayLike, cl_ss: ArrayLike, beta: ArrayLike
) -> NumberOrArray:
    """Concentration after a bolus: dose/v·exp(−(cl_ss·t + (cl0 − cl_ss)·(1 − exp(−β·t))/β)/v).

    Parameters
    ----------
    time : h, number or row.
    dose, v : µg and L.
    cl0, cl_ss, beta : as in `clearance_at`.

    Returns
    -------
    Concentration, ng/mL, in the shape of the parameters followed by that of the times.

    Raises
    ------
    TypeError, ValueError : as `clearance_at`.

    Examples
    --------
    >>> changing_bolus([0.0, 10.0], dose=100.0, v=150.0, cl0=30.0, cl_ss=6.0, beta=0.1).round(4)
    array([0.6667, 0.1625])

    Source: dC/dt = −CL(t)·C/v, integrated. Taught in principles/05.
    """
    given = {"dose": non_negative("dose", dose), "v": positive("v", v)} | _rates(cl0, cl_ss, beta)
    time, dose, v, cl0, cl_ss, beta = over_time(time, **given)
    return plain(dose / v * np.exp(-(cl_ss * time - (cl0 - cl_ss) * np.expm1(-beta * time) / beta) / v))


def changing_auc(dose: ArrayLike, *, v: ArrayLike, cl0: ArrayLike, cl_ss: ArrayLike, beta: ArrayLike) -> NumberOrArray:
    """AUC from zero to infinity after a bolus: dose/cl_ss·₁F₁(1; 1 + cl_ss/(v·β); −(cl0 − cl_ss)/(v·β)).

    Parameters
    ----------
    dose, v : µg and L.
    cl0, cl_ss, beta : as in `clearance_at`.

    Returns
    -------
    AUC∞, ng·h/mL, between dose/cl0 and dose/cl_ss, in the common shape of the arguments.

    Raises
    ------
    TypeError, ValueError : as `clearance_at`.

    Examples
    --------
    >>> round(changing_auc(100.0, v=150.0, cl0=30.0, cl_ss=6.0, beta=0.1), 4)
    6.0027
    >>> round(changing_auc(10.0, v=50.0, cl0=6.0, cl_ss=30.0, beta=0.1), 5)
    0.83214

    Source: the integral of `changing_bolus` as Kummer's function (DLMF 13.4.1). Taught in principles/05.
    """
    given = {"dose": non_negative("dose", dose), "v": positive("v", v)} | _rates(cl0, cl_ss, beta)
    together(**given)
    dose, v, cl0, cl_ss, beta = given.values()
    return plain(dose / cl_ss * hyp1f1(1.0, 1 + cl_ss / (v * beta), -(cl0 - cl_ss) / (v * beta)))


def apparent_clearance(
    until: ArrayLike, *, v: ArrayLike, cl0: ArrayLike, cl_ss: ArrayLike, beta: ArrayLike, tail: ArrayLike = 2.0
) -> NumberOrArray:
    """Clearance that sampling up to `until` would report: dose/(AUC(0 to until) + C(until)/slope of the last `tail` h).

    Parameters
    ----------
    until : last sample, h, number or row; more than `tail`.
    v, cl0, cl_ss, beta : as in `changing_bolus`; the dose cancels.
    tail : h at the end of sampling from which the log-linear slope is taken.

    Returns
    -------
    Apparent clearance, L/h, in the shape of the parameters followed by that of the times.

    Raises
    ------
    TypeError, ValueError : as `clearance_at`; also for a last sample within the first `tail` hours.

    Examples
    --------
    >>> apparent_clearance([4.0, 12.0, 48.0], v=150.0, cl0=30.0, cl_ss=6.0, beta=0.1).round(1)
    array([25. , 19.9, 16.7])

    Source: dense sampling without error; the area not seen is a bolus that starts with CL(until). Taught in principles/05.
    """
    until = positive("until", until)
    tail = positive("tail", tail)
    if tail.ndim or (until <= tail).any():
        raise ValueError("tail must be one number, and every time in `until` later than it: the last slope needs it")
    rates = _rates(cl0, cl_ss, beta)
    v = positive("v", v)
    last, earlier = (np.asarray(changing_bolus(t, dose=1.0, v=v, **rates)) for t in (until, until - tail))
    until, *wide = over_time(until, v=v, **rates)
    model = dict(zip(("v", *rates), wide, strict=True))
    unseen = changing_auc(last * model["v"], **model | {"cl0": clearance_at(until, **rates)})
    auc = changing_auc(1.0, **model) - unseen
    return plain(1 / (auc + last * tail / np.log(earlier / last)))


def _rates(cl0, cl_ss, beta):
    return {"cl0": positive("cl0", cl0), "cl_ss": positive("cl_ss", cl_ss), "beta": positive("beta", beta)}
