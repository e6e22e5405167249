"""Saturable elimination after oral doses, for all subjects at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ..core.broadcasting import as_population, times_row
from ..core.inputs import NumberOrArray, fraction, plain, positive
from .dosing import dose_times_row, simulate
from .saturation import enzyme_parameters

ABSORBED = 40.0


def mm_oral(
    time: ArrayLike,
    *,
    dose: ArrayLike,
    ka: ArrayLike,
    v: ArrayLike,
    vmax: ArrayLike,
    km: ArrayLike,
    f: ArrayLike = 1.0,
    dose_times: ArrayLike = 0.0,
) -> NumberOrArray:
    """Concentration after oral doses: dC/dt = f·ka·gut/v − vmax/v·C/(km + C), solved for all subjects at once.

    Parameters
    ----------
    time : h, number or row.
    dose : swallowed dose, µg.
    ka, f : absorption rate, 1/h, and bioavailability.
    v, vmax, km : as in `mm_bolus`.
    dose_times : h, number or increasing row.

    Returns
    -------
    Concentration, ng/mL, in the shape of the parameters followed by that of the times.

    Raises
    ------
    TypeError, ValueError : as `mm_bolus`; also for f outside (0, 1].

    Examples
    --------
    >>> mm_oral([1.0, 4.0], dose=200.0, ka=1.0, v=30.0, vmax=30.0, km=0.5, f=0.4).round(4)
    array([1.1267, 0.2689])

    Source: Michaelis–Menten elimination; relative error 1e-9 a step. Taught in principles/04.
    """
    time, shape, states = _oral(times_row(time), dose, ka, v, vmax, km, f, dose_times)
    return plain(np.maximum(states[0], 0).reshape(shape + time.shape))


def mm_oral_auc(
    dose: ArrayLike, *, ka: ArrayLike, v: ArrayLike, vmax: ArrayLike, km: ArrayLike, f: ArrayLike = 1.0
) -> NumberOrArray:
    """AUC from zero to infinity after one oral dose: by the equation until it is absorbed, exactly from there on.

    Parameters
    ----------
    dose, ka, v, vmax, km, f : as in `mm_oral`.

    Returns
    -------
    AUC∞, ng·h/mL; slow absorption makes it smaller.

    Raises
    ------
    TypeError, ValueError : as `mm_oral`.

    Examples
    --------
    >>> round(mm_oral_auc(200.0, ka=1.0, v=30.0, vmax=30.0, km=0.5, f=0.4), 4)
    3.3891

    Source: `mm_oral` and `mm_auc`. Taught in principles/04.
    """
    end = ABSORBED / np.min(positive("ka", ka))
    _, shape, (conc, auc) = _oral(np.asarray(end), dose, ka, v, vmax, km, f, 0.0)
    left = np.maximum(conc, 0).reshape(shape)
    return plain(auc.reshape(shape) + left * (km + left / 2) * v / np.asarray(vmax))


def _oral(time, dose, ka, v, vmax, km, f, dose_times):
    given = {"dose": positive("dose", dose), "ka": positive("ka", ka), "f": fraction("f", f)} | enzyme_parameters(
        v, vmax, km
    )
    shape, dose, ka, f, v, vmax, km = as_population(**given)
    rise = f * dose / v
    path = simulate(
        _rates, (0.0, 0.0), time, parameters=[vmax / v, km], step_up=rise, ka=ka,
        dose_times=dose_times_row(dose_times), scale=(rise, rise * v * km / vmax),
    )  # fmt: skip
    return time, shape, path


def _rates(y, inflow, vmax, km):
    return np.array([inflow - vmax * y[0] / (km + y[0]), y[0]])
