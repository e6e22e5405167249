"""Following the label: recovery, pooled plasma, and a metabolite's share of the exposure."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..core.inputs import NumberOrArray, increasing, non_negative, plain, positive, together


def recovery(urine: ArrayLike, faeces: ArrayLike, *, dose: ArrayLike) -> NDArray[np.float64]:
    """Cumulative fraction of the dose recovered in excreta: R_k = Σ_{i ≤ k} (urine_i + faeces_i) / dose.

    Parameters
    ----------
    urine, faeces : label in each collection interval, Bq (or µg), arrays of one length.
    dose : administered label, in the same unit, one number.

    Returns
    -------
    Array, the cumulative fraction after each interval. It may pass 1 by assay error.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a negative amount, a dose of zero or less, or unequal lengths.

    Examples
    --------
    >>> recovery([3000.0, 1000.0], [0.0, 2660.0], dose=7400.0)
    array([0.40540541, 0.9       ])

    Source: conservation of mass; a recovery of at least 90 % is the usual goal (recalled). Taught in applications/13.
    """
    urine = np.atleast_1d(non_negative("urine", urine))
    faeces = np.atleast_1d(non_negative("faeces", faeces))
    if urine.shape != faeces.shape:
        raise ValueError(f"urine and faeces need one value per interval each: {urine.shape} against {faeces.shape}")
    dose = positive("dose", dose)
    if dose.ndim:
        raise ValueError("dose must be one number")
    return np.cumsum(urine + faeces) / dose


def hamilton_weights(time: ArrayLike) -> NDArray[np.float64]:
    """Volumes to pool so that one assay gives the trapezoidal AUC: w_i ∝ t_{i+1} − t_{i−1}, one interval at the ends.

    Parameters
    ----------
    time : sampling times, h, increasing.

    Returns
    -------
    Array of weights that add up to 1; weights @ conc is the pool's concentration, and times the span it is the AUC.

    Raises
    ------
    TypeError, ValueError : for text, NaN, fewer than two times or times that do not increase.

    Examples
    --------
    >>> hamilton_weights([0.0, 1.0, 2.0, 4.0])
    array([0.125, 0.25 , 0.375, 0.25 ])

    Source: Hamilton pooling, the trapezoid rule read as weights. Taught in applications/13.
    """
    step = np.diff(increasing("time", time))
    ends = np.concatenate([[0.0], step, [0.0]])
    return (ends[1:] + ends[:-1]) / (2 * step.sum())


def auc_with_tail(time: ArrayLike, conc: ArrayLike, *, half_life: ArrayLike) -> NumberOrArray:
    """Exposure to infinity when the last phase is known: trapezoids + C_last · half-life / ln 2.

    Parameters
    ----------
    time : sampling times, h, increasing.
    conc : concentration at each time, ng/mL.
    half_life : of the decline after the last sample, h, number or array.

    Returns
    -------
    AUC from the first sample to infinity, ng·h/mL. For linear kinetics the ratio of two such areas is the ratio at
    steady state, which tells whether a metabolite is above 10 % of all drug-related exposure. That is half of the
    rule for testing a metabolite; the other half is that humans have significantly more of it than the animals had.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a negative concentration, unequal lengths or a half-life of zero or less.

    Examples
    --------
    >>> round(auc_with_tail([0.0, 2.0], [10.0, 5.0], half_life=2.0), 3)
    29.427

    Source: trapezoid rule and exponential tail; the 10 % threshold is ICH M3(R2) (2009), section 3.
    Taught in applications/13.
    """
    time = increasing("time", time)
    conc = non_negative("conc", conc)
    half_life = positive("half_life", half_life)
    if time.shape != conc.shape:
        raise ValueError(f"conc needs one value per time: time has {time.size} values, conc has shape {conc.shape}")
    return plain(np.trapezoid(conc, time) + conc[-1] * half_life / np.log(2))


def auc_parallel(dose: ArrayLike, *, v: ArrayLike, vmax: ArrayLike, km: ArrayLike, cl: ArrayLike) -> NumberOrArray:
    """AUC of a bolus cleared by a saturable and a linear pathway at once.

    AUC = V/CL · [C0 − a · ln((C0 + K_m + a) / (K_m + a))], a = V_max/CL, C0 = dose/V.

    Parameters
    ----------
    dose : intravenous bolus, µg, number or array.
    v : volume of distribution, L.
    vmax : maximal rate of the saturable pathway, µg/h.
    km : its half-saturation concentration, ng/mL.
    cl : clearance by the linear pathway, L/h.

    Returns
    -------
    AUC to infinity, ng·h/mL. The linear pathway takes the fraction cl · AUC / dose of the dose.

    Raises
    ------
    TypeError, ValueError : for text, NaN, or a value of zero or less.

    Examples
    --------
    >>> auc = auc_parallel([100.0, 100_000.0], v=50.0, vmax=2000.0, km=50.0, cl=8.0)
    >>> 8.0 * auc / [100.0, 100_000.0]
    array([0.16943216, 0.74538976])

    Source: dt = −dC / (CL/V + V_max/V/(K_m + C)) / C, integrated over C · dt. Taught in applications/13.
    """
    dose = positive("dose", dose)
    v = positive("v", v)
    vmax = positive("vmax", vmax)
    km = positive("km", km)
    cl = positive("cl", cl)
    together(dose=dose, v=v, vmax=vmax, km=km, cl=cl)
    c0 = dose / v
    a = vmax / cl
    return plain(v / cl * (c0 - a * np.log1p(c0 / (km + a))))
