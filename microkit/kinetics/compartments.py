"""Linear compartment models, exactly: three ways to give a dose, one or two compartments, one dose or steady state.

All follow the shape rule of `microkit.core.broadcasting`: parameters first, times last. Give `q` and `v2` for a second compartment.
Give `tau` for steady state, when the same dose has been given every `tau` hours for ever.
Any coherent units do; the course uses µg, L, h and so ng/mL.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ..core.broadcasting import over_time
from ..core.inputs import NumberOrArray, fraction, non_negative, plain, positive
from .exponentials import after_absorption, after_bolus, after_infusion, disposition


def bolus(
    time: ArrayLike,
    *,
    dose: ArrayLike,
    cl: ArrayLike,
    v: ArrayLike,
    q: ArrayLike | None = None,
    v2: ArrayLike | None = None,
    tau: ArrayLike | None = None,
) -> NumberOrArray:
    """Concentration after an intravenous bolus: C(t) = dose / v · exp(−cl/v · t), or its two-compartment form.

    Parameters
    ----------
    time : h after the dose, number or row; with `tau`, within one interval (at t = tau: the trough).
    dose : µg.
    cl, v : clearance, L/h, and volume of the (central) compartment, L.
    q, v2 : inter-compartmental clearance, L/h, and peripheral volume, L; both or neither.
    tau : dosing interval, h, for steady state.

    Returns
    -------
    Concentration, ng/mL, in the shape of the parameters followed by that of the times.

    Raises
    ------
    TypeError, ValueError : for text, NaN, negative times, parameters of zero or less, or a time beyond `tau`.

    Examples
    --------
    >>> bolus([0.0, 4.0], dose=100.0, cl=10.0, v=40.0).round(4)
    array([2.5   , 0.9197])
    >>> round(bolus(24.0, dose=100.0, cl=10.0, v=40.0, tau=24.0), 6)
    0.006212

    Source: Gibaldi & Perrier, Pharmacokinetics (1982), chapters 1 and 2. Taught in principles/03.
    """
    time, terms, tau, dose = _prepare(time, cl, v, q, v2, tau, dose=non_negative("dose", dose))
    return plain(_sum(dose * w * after_bolus(time, rate, tau) for w, rate in terms))


def infusion(
    time: ArrayLike,
    *,
    dose: ArrayLike,
    duration: ArrayLike,
    cl: ArrayLike,
    v: ArrayLike,
    q: ArrayLike | None = None,
    v2: ArrayLike | None = None,
    tau: ArrayLike | None = None,
) -> NumberOrArray:
    """Concentration during and after a constant-rate infusion: rate / cl · (1 − exp(−cl/v · t)) while it runs.

    Parameters
    ----------
    time : h after the start, number or row; with `tau`, within one interval.
    dose : whole dose of one infusion, µg.
    duration : h; with `tau` it may exceed `tau`, and equal to `tau` it is a drip that never stops.
    cl, v, q, v2, tau : as in `bolus`.

    Returns
    -------
    Concentration, ng/mL, in the shape of the parameters followed by that of the times.

    Raises
    ------
    TypeError, ValueError : as `bolus`.

    Examples
    --------
    >>> infusion([1.0, 2.0], dose=100.0, duration=1.0, cl=10.0, v=40.0).round(4)
    array([2.212 , 1.7227])
    >>> infusion(5.0, dose=240.0, duration=24.0, cl=10.0, v=40.0, tau=24.0)
    1.0

    Source: Gibaldi & Perrier (1982), chapter 1. Taught in principles/03.
    """
    given = {"dose": non_negative("dose", dose), "duration": positive("duration", duration)}
    time, terms, tau, dose, duration = _prepare(time, cl, v, q, v2, tau, **given)
    return plain(_sum(dose * w * after_infusion(time, rate, duration, tau) for w, rate in terms))


def oral(
    time: ArrayLike,
    *,
    dose: ArrayLike,
    ka: ArrayLike,
    cl: ArrayLike,
    v: ArrayLike,
    f: ArrayLike = 1.0,
    lag: ArrayLike = 0.0,
    q: ArrayLike | None = None,
    v2: ArrayLike | None = None,
    tau: ArrayLike | None = None,
) -> NumberOrArray:
    """Concentration after an oral dose: C(t) = f·dose·ka / (v·(ka − k)) · (exp(−k·t) − exp(−ka·t)), k = cl/v.

    Parameters
    ----------
    time : h after swallowing, number or row; with `tau`, within one interval.
    dose : swallowed dose, µg.
    ka : absorption rate, 1/h; it may equal k.
    f : bioavailability, which only scales the amount.
    lag : h before absorption starts.
    cl, v, q, v2, tau : as in `bolus`.

    Returns
    -------
    Concentration, ng/mL, in the shape of the parameters followed by that of the times.

    Raises
    ------
    TypeError, ValueError : as `bolus`; also for f outside (0, 1].

    Examples
    --------
    >>> oral([1.0, 4.0, 12.0], dose=100.0, ka=1.0, cl=10.0, v=40.0).round(4)
    array([1.3697, 1.1652, 0.1659])
    >>> round(oral(4.0, dose=100.0, ka=0.25, cl=10.0, v=40.0), 4)
    0.9197

    Source: Bateman's equation; Gibaldi & Perrier (1982), chapter 1. Taught in principles/03.
    """
    given = {"dose": non_negative("dose", dose), "ka": positive("ka", ka), "f": fraction("f", f)}
    time, terms, tau, dose, ka, f, lag = _prepare(time, cl, v, q, v2, tau, **given, lag=non_negative("lag", lag))
    since = np.maximum(time - lag, 0) if tau is None else np.mod(time - lag, tau)
    return plain(_sum(f * dose * w * after_absorption(since, rate, ka, tau) for w, rate in terms))


def _sum(curves):
    first, *rest = curves
    return sum(rest, first)


def _prepare(time, cl, v, q, v2, tau, **given):
    """Check the arguments all routes share and give every array its place in the shape rule."""
    if (q is None) != (v2 is None):
        raise ValueError("q and v2 go together: give both for two compartments, neither for one")
    model = {"cl": cl, "v": v} | ({} if q is None else {"q": q, "v2": v2})
    model = {name: positive(name, value) for name, value in model.items()}
    given["tau"] = positive("tau", 1.0 if tau is None else tau)
    time, *arrays = over_time(time, **model, **given)
    *given, last = arrays[len(model) :]
    if tau is not None and (time > last).any():
        raise ValueError("time must lie within one dosing interval, 0 to tau, when tau is given")
    return time, disposition(*arrays[: len(model)]), None if tau is None else last, *given
