"""Doses into a nonlinear model: one compartment, bolus or oral, once or many times, a whole population at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..core.inputs import NumberOrArray, non_negative
from .ode import integrate

SUBJECTS_AT_ONCE = 2048


def simulate(
    model: Callable,
    rest: Sequence[NumberOrArray],
    times: NDArray[np.float64],
    *,
    parameters: Sequence[NDArray[np.float64]],
    step_up: NDArray[np.float64],
    ka: NDArray[np.float64] | None,
    dose_times: NDArray[np.float64],
    scale: Sequence[NumberOrArray],
) -> NDArray[np.float64]:
    """Follow a model through its doses and return its states at `times`, shaped (states, subjects, times).

    What is left in the gut needs no equation: it is exact.

    Parameters
    ----------
    model : `model(y, inflow, *parameters)` gives dy/dt; y[0] is the concentration, `inflow` its rise by absorption.
    rest : each state before any dose, one value for all or one a subject.
    times : h, a number or a row, in any order.
    parameters : of the model, each with one value a subject.
    step_up : rise of y[0] that one whole dose makes, one value a subject.
    ka : absorption rate, 1/h, one value a subject; None for a bolus.
    dose_times : h, increasing.
    scale : how large each state may become, which sets the error that is allowed near zero.
    """
    order, back = np.unique(times, return_inverse=True)
    out = np.empty((len(rest), step_up.size, order.size))
    for first in range(0, step_up.size, SUBJECTS_AT_ONCE):
        block = slice(first, first + SUBJECTS_AT_ONCE)
        fixed = [p[block] for p in parameters]
        absorption = None if ka is None else ka[block]
        rise = step_up[block]
        y = np.array([np.broadcast_to(r, step_up.shape)[block] for r in rest], dtype=float)
        size = np.array([np.broadcast_to(s, step_up.shape)[block] for s in scale])
        out[:, block] = _follow(model, y, order, fixed, rise, absorption, dose_times, size)
    return out[..., back.reshape(np.shape(times))]


def dose_times_row(dose_times: ArrayLike) -> NDArray[np.float64]:
    """Return `dose_times` as an increasing row of times; a single time is a row of one.

    Raises
    ------
    TypeError, ValueError : for times that are no numbers, negative, or do not increase.
    """
    row = np.atleast_1d(non_negative("dose_times", dose_times))
    if row.ndim > 1 or (np.diff(row) <= 0).any():
        raise ValueError("dose_times must be a number or an increasing row of times")
    return row


def _follow(model, y, order, fixed, rise, ka, dose_times, scale):
    out = np.repeat(y[:, :, None], order.size, axis=2)
    gut = np.zeros_like(rise)
    given = dose_times[dose_times <= order[-1]]
    for start, stop in zip(given, np.append(given[1:], order[-1]), strict=False):
        if ka is None:
            y[0] += rise
            rhs = _without_inflow(model, fixed)
        else:
            gut = gut + rise
            rhs = _with_inflow(model, fixed, ka, ka * gut, start)
        chosen = (order >= start) & (order <= stop)
        grid = np.unique([start, *order[chosen], stop])
        path = integrate(rhs, y, grid, scale=scale) if stop > start else y[None]
        out[:, :, chosen] = np.moveaxis(path[np.searchsorted(grid, order[chosen])], 0, 2)
        y = path[-1].copy()
        gut = gut if ka is None else gut * np.exp(-ka * (stop - start))
    return out


def _without_inflow(model, fixed):
    return lambda t, y: model(y, 0.0, *fixed)


def _with_inflow(model, fixed, ka, flow, start):
    return lambda t, y: model(y, flow * np.exp(-ka * (t - start)), *fixed)
