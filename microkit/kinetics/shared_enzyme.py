"""A labelled tracer on top of an oral dose: two molecules that share one saturable enzyme."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..core.broadcasting import as_population, times_row
from ..core.inputs import NumberOrArray, fraction, non_negative, plain, positive
from .ode import integrate
from .saturation import enzyme_parameters
from .saturation_oral import ABSORBED


class WithTracer(NamedTuple):
    """Concentrations of the oral drug and of the intravenous tracer, ng/mL."""

    drug: np.ndarray
    tracer: np.ndarray


def mm_oral_with_tracer(
    time: ArrayLike,
    *,
    dose: ArrayLike,
    tracer: ArrayLike,
    at: ArrayLike,
    ka: ArrayLike,
    v: ArrayLike,
    vmax: ArrayLike,
    km: ArrayLike,
    f: ArrayLike = 1.0,
) -> WithTracer:
    """Oral drug C and intravenous tracer R that compete for one enzyme: each leaves at vmax/v·(C or R)/(km + C + R).

    Parameters
    ----------
    time : h after the oral dose, number or row.
    dose : swallowed dose, µg.
    tracer : intravenous bolus of the labelled drug, µg.
    at : when the tracer is given, h after the oral dose, one number.
    ka, v, vmax, km, f : as in `mm_oral`.

    Returns
    -------
    `WithTracer`: drug, tracer, each in the shape of the parameters followed by that of the times.

    Raises
    ------
    TypeError, ValueError : as `mm_oral`; also for a negative `at`.

    Examples
    --------
    >>> both = mm_oral_with_tracer([1.0, 4.0], dose=200.0, tracer=0.1, at=1.0, ka=1.0, v=30.0, vmax=30.0, km=0.5, f=0.4)
    >>> both.tracer.round(5)
    array([0.00333, 0.0003 ])

    Source: competitive Michaelis–Menten elimination; relative error 1e-9 a step. Taught in applications/11.
    """
    time = times_row(time)
    at = _moment(at)
    shape, model = _population(dose, ka, f, v, vmax, km, tracer)
    order, back = np.unique(time, return_inverse=True)
    states = _both(order, at, **model)[back.reshape(time.shape)]
    return WithTracer(*(plain(np.moveaxis(states[..., i, :], -1, 0).reshape(shape + time.shape)) for i in (0, 1)))


def tracer_bioavailability(
    dose: ArrayLike,
    *,
    tracer: ArrayLike,
    at: ArrayLike,
    ka: ArrayLike,
    v: ArrayLike,
    vmax: ArrayLike,
    km: ArrayLike,
    f: ArrayLike = 1.0,
) -> NumberOrArray:
    """Bioavailability that a tracer on top of an oral dose reports: AUC_oral·tracer / (AUC_tracer·dose).

    Parameters
    ----------
    dose, tracer, at, ka, v, vmax, km, f : as in `mm_oral_with_tracer`; f is the truth.

    Returns
    -------
    Estimate of f, off because the two molecules do not meet the same saturation. For a tracer on another day use
    `mm_oral_auc` and `mm_auc` instead.

    Raises
    ------
    TypeError, ValueError : as `mm_oral_with_tracer`.

    Examples
    --------
    >>> round(tracer_bioavailability(200.0, tracer=0.1, at=1.0, ka=1.0, v=30.0, vmax=30.0, km=0.5, f=0.4), 4)
    0.3728

    Source: `mm_oral_with_tracer`, followed until all is absorbed and exactly from there. Taught in applications/11.
    """
    at = _moment(at)
    shape, model = _population(dose, ka, f, v, vmax, km, tracer)
    drug, label, auc_drug, auc_label = _both(np.array([at + ABSORBED / model["ka"].min()]), at, **model)[0]
    both = np.maximum(drug + label, np.finfo(float).tiny)
    left = (model["km"] + both / 2) * model["v"] / model["vmax"]
    ratio = (auc_drug + drug * left) / (auc_label + label * left)
    return plain((ratio * model["tracer"] / model["dose"]).reshape(shape))


def _moment(at):
    at = non_negative("at", at)
    if at.ndim:
        raise ValueError("at must be one number: the tracer is given at one time")
    return float(at)


def _population(dose, ka, f, v, vmax, km, tracer):
    given = {"dose": positive("dose", dose), "tracer": positive("tracer", tracer), "ka": positive("ka", ka)}
    given |= {"f": fraction("f", f)} | enzyme_parameters(v, vmax, km)
    shape, *rows = as_population(**given)
    return shape, dict(zip(given, rows, strict=True))


def _both(order, at, *, dose, tracer, ka, f, v, vmax, km):
    """States (drug, tracer and their AUCs) at increasing times, shaped (times, 4, subjects)."""

    def rates(t, y):
        drug = y[0]
        label = y[1]
        leaving = vmax / v / (km + drug + label)
        return np.array([ka * f * dose / v * np.exp(-ka * t) - leaving * drug, -leaving * label, drug, label])

    scale = np.array([f * dose / v, tracer / v, f * dose * km / vmax, tracer * km / vmax])
    before = order[order < at]
    after = order[order >= at]
    first = np.unique([0.0, *before, at])
    path = integrate(rates, np.zeros_like(scale), first, scale=scale) if at > 0 else np.zeros((1, *scale.shape))
    start = path[-1].copy()
    start[1] += tracer / v
    second = np.unique([at, *after])
    later = integrate(rates, start, second, scale=scale) if len(second) > 1 else start[None]
    return np.concatenate([path[np.searchsorted(first, before)], later[np.searchsorted(second, after)]])
