"""Does exposure follow dose? Dose-normalised exposure, the power model and how far its exponent may stray."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ..core.inputs import NumberOrArray, plain, positive, real, together
from ..core.intervals import Interval, t_quantile


def dose_normalised(exposure: ArrayLike, *, dose: ArrayLike) -> NumberOrArray:
    """Exposure per unit of dose: AUC / dose or Cmax / dose; the same at every dose when kinetics are linear.

    Parameters
    ----------
    exposure : AUC or Cmax, in the unit of choice, number or array.
    dose : µg, number or array.

    Returns
    -------
    Exposure divided by dose.

    Raises
    ------
    TypeError, ValueError : for text, NaN, or a value of zero or less.

    Examples
    --------
    >>> dose_normalised([5.0, 3750.0], dose=[100.0, 75_000.0])
    array([0.05, 0.05])

    Source: definition. Taught in principles/03.
    """
    exposure = positive("exposure", exposure)
    dose = positive("dose", dose)
    together(exposure=exposure, dose=dose)
    return plain(exposure / dose)


def scale_to_dose(exposure: ArrayLike, *, dose: ArrayLike, to_dose: ArrayLike) -> NumberOrArray:
    """Exposure that linear kinetics predict at another dose: exposure · to_dose / dose. Not for CL, V or half-life.

    Parameters
    ----------
    exposure : AUC or Cmax measured after `dose`, number or array.
    dose, to_dose : in one unit, numbers or arrays.

    Returns
    -------
    Exposure at `to_dose`, in the unit of `exposure`.

    Raises
    ------
    TypeError, ValueError : for text, NaN, or a value of zero or less.

    Examples
    --------
    >>> scale_to_dose(5.0, dose=100.0, to_dose=75_000.0)
    3750.0

    Source: superposition. Taught in principles/03.
    """
    to_dose = positive("to_dose", to_dose)
    per_dose = np.asarray(dose_normalised(exposure, dose=dose))
    together(exposure=per_dose, to_dose=to_dose)
    return plain(per_dose * to_dose)


def power_model(dose: ArrayLike, exposure: ArrayLike, *, level: float = 0.95) -> Interval:
    """Exponent β of exposure = α · dose^β, by a straight line through the logarithms; linear kinetics mean β = 1.

    Parameters
    ----------
    dose, exposure : one value per subject, at least three, with at least two different doses.
    level : confidence level.

    Returns
    -------
    `Interval` of β: estimate, lower, upper, level. Compare it with `exponent_limits`.

    Raises
    ------
    TypeError, ValueError : for text, NaN, values of zero or less, rows of different lengths, or a single dose level.

    Examples
    --------
    >>> print(power_model([1.0, 10.0, 100.0, 1000.0], [2.0, 21.0, 190.0, 2100.0]))
    1.002 (95 % confidence interval 0.9535 to 1.051)

    Source: Smith et al., Pharm Res 2000;17:1278 (recalled). Taught in principles/03.
    """
    x = np.log(positive("dose", dose))
    y = np.log(positive("exposure", exposure))
    if x.ndim != 1 or x.shape != y.shape or x.size < 3:
        raise ValueError(f"dose and exposure must be rows of one length, 3 or more: {x.shape} against {y.shape}")
    x = x - x.mean()
    spread = x @ x
    if np.ptp(x) == 0:
        raise ValueError("dose must hold at least two different doses: one level says nothing about proportionality")
    slope = x @ y / spread
    residual = y - y.mean() - slope * x
    half = t_quantile(level, x.size - 2) * np.sqrt(residual @ residual / (x.size - 2) / spread)
    return Interval(float(slope), float(slope - half), float(slope + half), level)


def exponent_limits(dose_ratio: ArrayLike, *, fold: ArrayLike = 2.0) -> tuple[NumberOrArray, NumberOrArray]:
    """Exponents of the power model that keep a linear prediction within `fold`: 1 ∓ ln(fold) / ln(dose_ratio).

    Parameters
    ----------
    dose_ratio : predicted dose over studied dose, above 1, number or array.
    fold : the fold error that is still accepted, above 1.

    Returns
    -------
    (lowest, highest) exponent.

    Raises
    ------
    TypeError, ValueError : for text, NaN, or a ratio or fold of one or less.

    Examples
    --------
    >>> lowest, highest = exponent_limits(1000.0)
    >>> round(lowest, 4), round(highest, 4)
    (0.8997, 1.1003)

    Source: the power model, solved for β. Taught in principles/03.
    """
    ratio = real("dose_ratio", dose_ratio)
    fold = real("fold", fold)
    if (ratio <= 1).any() or (fold <= 1).any():
        raise ValueError("dose_ratio and fold must be greater than 1")
    together(dose_ratio=ratio, fold=fold)
    slack = np.log(fold) / np.log(ratio)
    return plain(1 - slack), plain(1 + slack)
