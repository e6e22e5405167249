"""Guessing a human clearance without a human dose: body size, age, and a test tube."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ..core.inputs import NumberOrArray, plain, positive, real, together
from ..core.intervals import Interval, t_quantile

ADULT_WEIGHT = 70.0


def allometry(
    weight: ArrayLike, cl: ArrayLike, *, to_weight: ArrayLike = ADULT_WEIGHT
) -> tuple[NumberOrArray, NumberOrArray]:
    """Fit CL = a · W^b through several species on log–log axes and read it at another weight.

    Parameters
    ----------
    weight : body weights, kg, at least two different ones.
    cl : clearance in each species, L/h (or CL/fu, for a fit of the unbound clearance).
    to_weight : body weight to predict for, kg, number or array.

    Returns
    -------
    (cl, exponent) : predicted clearance, L/h, and the fitted b.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a value of zero or less, unequal lengths, or a single weight.

    Examples
    --------
    >>> cl, b = allometry([1.0, 10.0], [2.0, 20.0], to_weight=100.0)
    >>> round(cl, 6), round(b, 6)
    (200.0, 1.0)

    Source: least squares on logarithms; an r² near 1 says little about the human value. Taught in applications/16.
    """
    weight = positive("weight", weight)
    cl = positive("cl", cl)
    to_weight = positive("to_weight", to_weight)
    if weight.ndim != 1 or weight.shape != cl.shape:
        raise ValueError(f"cl needs one value per weight: weight has shape {weight.shape}, cl has {cl.shape}")
    x = np.log(weight)
    y = np.log(cl)
    dx = x - x.mean()
    if not dx.any():
        raise ValueError("weight must hold at least two different body weights")
    exponent = dx @ y / (dx @ dx)
    return plain(np.exp(y.mean() + exponent * (np.log(to_weight) - x.mean()))), plain(exponent)


def allometry_interval(
    weight: ArrayLike, cl: ArrayLike, *, to_weight: ArrayLike = ADULT_WEIGHT, level: float = 0.95
) -> Interval:
    """Where one more species lies on the allometric line: ln CL ± t · s · √(1 + 1/n + (x − x̄)²/Σ(x − x̄)²), x = ln W.

    Parameters
    ----------
    weight, cl : as in `allometry`, at least three species.
    to_weight : body weight to predict for, kg, one number.
    level : probability that the interval holds the new species' value.

    Returns
    -------
    `Interval` of the clearance, L/h: estimate, lower, upper, level. s and t have n − 2 degrees of freedom.

    Raises
    ------
    TypeError, ValueError : as `allometry`; also for fewer than three species or more than one weight to predict for.

    Examples
    --------
    >>> interval = allometry_interval([0.025, 0.25, 5.0, 10.0], [0.17, 0.62, 7.2, 8.4])
    >>> round(interval.lower, 1), round(interval.estimate, 1), round(interval.upper)
    (8.6, 35.6, 147)

    Source: prediction interval of linear regression on logarithms; it takes the new species for a draw from the same
    scatter, which a species with a protein or an enzyme of its own is not. Taught in applications/16.
    """
    centre, exponent = allometry(weight, cl, to_weight=to_weight)
    n = np.size(weight)
    if np.ndim(centre) or np.ndim(level):
        raise ValueError("to_weight and level must each be one number")
    if n < 3:
        raise ValueError("weight must hold at least three species: two lie on any line")
    x = np.log(weight)
    y = np.log(cl)
    dx = x - x.mean()
    residual = y - y.mean() - exponent * dx
    distance = np.log(to_weight) - x.mean()
    error = np.sqrt(residual @ residual / (n - 2) * (1 + 1 / n + distance**2 / (dx @ dx)))
    half = t_quantile(level, n - 2) * error
    return Interval(*(float(centre * np.exp(shift)) for shift in (0, -half, half)), level)


def scale_to_weight(
    cl: ArrayLike, *, to_weight: ArrayLike, from_weight: ArrayLike = ADULT_WEIGHT, exponent: ArrayLike = 0.75
) -> NumberOrArray:
    """Clearance of a body of another size: CL · (to_weight / from_weight)^exponent.

    Parameters
    ----------
    cl : known clearance, L/h, number or array.
    to_weight, from_weight : body weights, kg.
    exponent : 0.75 for a clearance, 1 for a volume, 0 for no dependence on size.

    Returns
    -------
    Clearance, in the unit of `cl`.

    Raises
    ------
    TypeError, ValueError : for text, NaN, or a clearance or weight of zero or less.

    Examples
    --------
    >>> round(scale_to_weight(27.0, to_weight=5.0), 2)
    3.73

    Source: quarter-power allometry. Taught in applications/16 and applications/18.
    """
    cl = positive("cl", cl)
    to = positive("to_weight", to_weight)
    start = positive("from_weight", from_weight)
    exponent = real("exponent", exponent)
    together(cl=cl, to_weight=to, from_weight=start, exponent=exponent)
    return plain(cl * (to / start) ** exponent)


def maturation(age: ArrayLike, *, tm50: ArrayLike = 47.7, hill: ArrayLike = 3.40) -> NumberOrArray:
    """Fraction of the adult function, size apart, that an age has reached: age^h / (TM50^h + age^h).

    Parameters
    ----------
    age : post-menstrual age, weeks (40 at term), number or array.
    tm50 : age of half the adult value, weeks; 47.7 for glomerular filtration.
    hill : steepness; 3.40 for glomerular filtration.

    Returns
    -------
    Fraction, 0 to 1.

    Raises
    ------
    TypeError, ValueError : for text, NaN, or a value of zero or less.

    Examples
    --------
    >>> maturation(47.7)
    0.5
    >>> round(121.2 * scale_to_weight(1.0, to_weight=3.5) * maturation(40.0), 2)
    4.55

    Source: Rhodin 2009 (from its abstract, verified). Taught in applications/18.
    """
    age = positive("age", age)
    tm50 = positive("tm50", tm50)
    hill = positive("hill", hill)
    together(age=age, tm50=tm50, hill=hill)
    return plain(0.5 + 0.5 * np.tanh(0.5 * hill * np.log(age / tm50)))


def scale_in_vitro(cl_int: ArrayLike, *, per_gram: ArrayLike, liver_weight: ArrayLike) -> NumberOrArray:
    """Intrinsic clearance of the whole liver from a test tube: CL_int · per_gram · liver_weight · 60 / 10⁶.

    Parameters
    ----------
    cl_int : µL/min per mg of microsomal protein, or per 10⁶ hepatocytes, number or array.
    per_gram : mg of microsomal protein, or 10⁶ hepatocytes, in a gram of liver; about 40, or 120 (recalled).
    liver_weight : g; about 1800 in an adult (recalled).

    Returns
    -------
    Unbound intrinsic clearance, L/h, if `cl_int` is corrected for binding in the tube; goes into `hepatic_clearance`.

    Raises
    ------
    TypeError, ValueError : for text, NaN, or a value of zero or less.

    Examples
    --------
    >>> round(scale_in_vitro(10.0, per_gram=40.0, liver_weight=1800.0), 6)
    43.2

    Source: in-vitro to in-vivo extrapolation; two of three such predictions were off by more than two-fold
    (66.5 %, Bowman & Benet 2016, from the abstract). Taught in applications/16.
    """
    cl_int = positive("cl_int", cl_int)
    per_gram = positive("per_gram", per_gram)
    liver_weight = positive("liver_weight", liver_weight)
    together(cl_int=cl_int, per_gram=per_gram, liver_weight=liver_weight)
    return plain(cl_int * per_gram * liver_weight * 60 / 1e6)
