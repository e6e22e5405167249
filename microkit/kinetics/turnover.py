"""Enzyme turnover: a drug that destroys or induces the enzyme which clears it, and so changes its own clearance."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..core.broadcasting import as_population, over_time, times_row
from ..core.inputs import NumberOrArray, fraction, non_negative, plain, positive, together
from .dosing import dose_times_row, simulate

GONE = 35.0


class Turnover(NamedTuple):
    """Concentration (ng/mL), enzyme (1 = normal) and AUC since time 0 (ng·h/mL), each parameters first, times last."""

    conc: np.ndarray
    enzyme: np.ndarray
    auc: np.ndarray


def enzyme_turnover(
    time: ArrayLike,
    *,
    dose: ArrayLike,
    v: ArrayLike,
    cl: ArrayLike,
    kdeg: ArrayLike,
    kinact: ArrayLike = 0.0,
    ki: ArrayLike = 1.0,
    emax: ArrayLike = 0.0,
    ec50: ArrayLike = 1.0,
    ka: ArrayLike | None = None,
    f: ArrayLike = 1.0,
    dose_times: ArrayLike = 0.0,
) -> Turnover:
    """Concentration and enzyme: dC/dt = −cl·E·C/v and dE/dt = kdeg·(1 + emax·C/(ec50 + C) − E) − kinact·C/(ki + C)·E.

    Parameters
    ----------
    time : h, number or row.
    dose : µg of each dose.
    v, cl : volume, L, and clearance with the normal amount of enzyme, L/h.
    kdeg : turnover rate of the enzyme, 1/h.
    kinact, ki : mechanism-based inactivation: highest rate, 1/h, and the concentration of half of it, ng/mL.
    emax, ec50 : induction: highest extra synthesis as a multiple of normal, and the concentration of half of it, ng/mL.
    ka, f : absorption rate, 1/h, and bioavailability; without `ka` every dose is an intravenous bolus.
    dose_times : h, number or increasing row; a dose given at t counts at t.

    Returns
    -------
    `Turnover`: conc, enzyme, auc, each in the shape of the parameters followed by that of the times.

    Raises
    ------
    TypeError, ValueError : for text, NaN, negative values, or values of zero where a volume, clearance or rate is needed.

    Examples
    --------
    >>> model = dict(v=150.0, cl=30.0, kdeg=0.02, kinact=0.5, ki=2.0)
    >>> result = enzyme_turnover([0.0, 24.0], dose=100.0, **model)
    >>> result.conc.round(4), result.enzyme.round(4)
    (array([0.6667, 0.0394]), array([1.    , 0.5266]))

    Source: Mayhew et al., Drug Metab Dispos 2000;28:1031 (recalled). Solved for all subjects at once, relative error
    1e-9 a step. Taught in principles/05.
    """
    time = times_row(time)
    model = _checked(dose, v, cl, kdeg, kinact, ki, emax, ec50, ka, f)
    shape, dose, v, f, *rest = as_population(**model)
    rates, absorption = (rest, None) if ka is None else (rest[:-1], rest[-1])
    rise = f * dose / v
    states = simulate(
        _inducing if np.any(model["emax"]) else _inactivating,
        (0.0, 1.0, 0.0),
        time,
        parameters=[rates[0] / v, *rates[1:]],
        step_up=rise,
        ka=absorption,
        dose_times=dose_times_row(dose_times),
        scale=(rise, 1.0, rise * v / rates[0]),
    )
    return Turnover(*(plain(np.maximum(state, 0).reshape(shape + time.shape)) for state in states))


def enzyme_turnover_auc(
    dose: ArrayLike,
    *,
    v: ArrayLike,
    cl: ArrayLike,
    kdeg: ArrayLike,
    kinact: ArrayLike = 0.0,
    ki: ArrayLike = 1.0,
    emax: ArrayLike = 0.0,
    ec50: ArrayLike = 1.0,
    ka: ArrayLike | None = None,
    f: ArrayLike = 1.0,
) -> NumberOrArray:
    """AUC from zero to infinity of one dose in the model of `enzyme_turnover`.

    Parameters
    ----------
    dose, v, cl, kdeg, kinact, ki, emax, ec50, ka, f : as in `enzyme_turnover`.

    Returns
    -------
    AUC∞, ng·h/mL.

    Raises
    ------
    TypeError, ValueError : as `enzyme_turnover`; also for a dose of zero.

    Examples
    --------
    >>> micro, full = enzyme_turnover_auc([0.1, 100.0], v=150.0, cl=30.0, kdeg=0.02, kinact=0.5, ki=2.0)
    >>> ((full / 100.0) / (micro / 0.1)).round(4)
    np.float64(1.4842)

    Source: `enzyme_turnover`, followed until less than e⁻³⁵ of the dose is left. Taught in principles/05.
    """
    model = {"dose": dose, "v": v, "cl": cl, "kdeg": kdeg, "kinact": kinact, "ki": ki, "emax": emax, "ec50": ec50}
    least = positive("kdeg", kdeg) / (kdeg + non_negative("kinact", kinact))
    end = GONE * np.max(positive("v", v) / (positive("cl", cl) * least))
    if ka is not None:
        end += GONE / np.min(positive("ka", ka))
    return enzyme_turnover(end, ka=ka, f=f, **model | {"dose": positive("dose", dose)}).auc


def enzyme_under(
    time: ArrayLike, *, conc: ArrayLike, kdeg: ArrayLike, kinact: ArrayLike, ki: ArrayLike
) -> NumberOrArray:
    """Enzyme left after `time` under a constant inhibitor: E = Eₛ + (1 − Eₛ)·exp(−(kdeg + kobs)·t), kobs = kinact·C/(ki + C).

    Parameters
    ----------
    time : h since the inhibitor began, number or row.
    conc : unbound inhibitor, in the unit of `ki`.
    kdeg, kinact : 1/h.
    ki : concentration of half the highest rate.

    Returns
    -------
    Fraction of the normal enzyme, in the shape of the parameters followed by that of the times; it ends at
    Eₛ = kdeg / (kdeg + kobs).

    Raises
    ------
    TypeError, ValueError : for text, NaN, a negative value, or a kdeg or ki of zero.

    Examples
    --------
    >>> round(enzyme_under(1e6, conc=1.0, kdeg=np.log(2) / 36, kinact=0.4, ki=5.3), 4)
    0.2327

    Source: Mayhew et al., Drug Metab Dispos 2000;28:1031 (recalled). Taught in principles/05 and applications/14.
    """
    given = {"conc": non_negative("conc", conc), "kinact": non_negative("kinact", kinact)}
    time, conc, kinact, kdeg, ki = over_time(time, **given, kdeg=positive("kdeg", kdeg), ki=positive("ki", ki))
    rate = kdeg + kinact * conc / (ki + conc)
    return plain(kdeg / rate + (1 - kdeg / rate) * np.exp(-rate * time))


def _checked(dose, v, cl, kdeg, kinact, ki, emax, ec50, ka, f):
    model = {"dose": non_negative("dose", dose), "v": positive("v", v), "f": fraction("f", f)}
    model |= {"cl": positive("cl", cl), "kdeg": positive("kdeg", kdeg), "kinact": non_negative("kinact", kinact)}
    model |= {"ki": positive("ki", ki), "emax": non_negative("emax", emax), "ec50": positive("ec50", ec50)}
    model |= {} if ka is None else {"ka": positive("ka", ka)}
    together(**model)
    return model


def _inactivating(y, inflow, k, kdeg, kinact, ki, *_):
    conc, enzyme, _ = y
    out = np.empty_like(y)
    out[0] = inflow - k * enzyme * conc
    out[1] = kdeg - (kdeg + kinact * conc / (ki + conc)) * enzyme
    out[2] = conc
    return out


def _inducing(y, inflow, k, kdeg, kinact, ki, emax, ec50):
    out = _inactivating(y, inflow, k, kdeg, kinact, ki)
    out[1] += kdeg * emax * y[0] / (ec50 + y[0])
    return out
