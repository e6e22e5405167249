"""Fold changes and fold errors: how far a prediction is from what was observed, in either direction."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ..core.inputs import NumberOrArray, plain, positive, real, together


def fold_of_change(percent: ArrayLike) -> NumberOrArray:
    """Fold change of a percentage change: 1 + percent / 100; negative for a reduction.

    Parameters
    ----------
    percent : change, %, above −100, number or array.

    Returns
    -------
    New value over old value. The AUC fold of a clearance change is its reciprocal.

    Raises
    ------
    TypeError, ValueError : for text, NaN, or a change of −100 % or less.

    Examples
    --------
    >>> fold_of_change(1540.0)
    16.4
    >>> round(1 / fold_of_change(-92.8), 1)
    13.9

    Source: definition of a percentage. Taught in applications/14.
    """
    percent = real("percent", percent)
    if (percent <= -100).any():
        raise ValueError("percent must be above -100: nothing is left after a reduction by 100 %")
    return plain(1 + percent / 100)


def fold_error(predicted: ArrayLike, observed: ArrayLike) -> NumberOrArray:
    """How many-fold a prediction is off, either way: max(predicted / observed, observed / predicted).

    Parameters
    ----------
    predicted, observed : in one unit, numbers or arrays.

    Returns
    -------
    Fold error, 1 or more; at most 2 is the usual "within two-fold".

    Raises
    ------
    TypeError, ValueError : for text, NaN, or a value of zero or less.

    Examples
    --------
    >>> fold_error([24.0, 6.0], 12.0)
    array([2., 2.])

    Source: symmetric on the log scale. Taught in applications/16.
    """
    ratio = _ratio(predicted, observed)
    return plain(np.maximum(ratio, 1 / ratio))


def average_fold_error(predicted: ArrayLike, observed: ArrayLike) -> NumberOrArray:
    """Bias of a method (AFE): 10^mean(log10(predicted / observed)), the geometric mean of the ratios.

    Parameters
    ----------
    predicted, observed : one value per drug, in one unit; `observed` may be 1 when ratios are given.

    Returns
    -------
    AFE; below 1 the method predicts too little on average.

    Raises
    ------
    TypeError, ValueError : for text, NaN, or a value of zero or less.

    Examples
    --------
    >>> round(average_fold_error([2.0, 0.5], 1.0), 6)
    1.0

    Source: Obach 1997 (recalled). Taught in applications/16.
    """
    return plain(np.exp(np.log(_ratio(predicted, observed)).mean()))


def absolute_average_fold_error(predicted: ArrayLike, observed: ArrayLike) -> NumberOrArray:
    """Size of a method's errors (AAFE or GMFE), bias included: 10^mean(|log10(predicted / observed)|), in which over and under do not cancel.

    Parameters
    ----------
    predicted, observed : one value per drug, in one unit; `observed` may be 1 when ratios are given.

    Returns
    -------
    AAFE, 1 or more.

    Raises
    ------
    TypeError, ValueError : for text, NaN, or a value of zero or less.

    Examples
    --------
    >>> round(absolute_average_fold_error([2.0, 0.5], 1.0), 6)
    2.0

    Source: Obach 1997 (recalled). Taught in applications/16.
    """
    return plain(np.exp(abs(np.log(_ratio(predicted, observed))).mean()))


def geometric_sd(predicted: ArrayLike, observed: ArrayLike) -> NumberOrArray:
    """Spread of a method, bias apart (GSD): e^SD(ln(predicted / observed)), with n − 1 in the denominator.

    Parameters
    ----------
    predicted, observed : one value per drug, at least two, in one unit; `observed` may be 1 when ratios are given.

    Returns
    -------
    GSD, 1 or more; 1 when every prediction is off by the same factor.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a value of zero or less, or a single drug.

    Examples
    --------
    >>> round(geometric_sd([2.0, 0.5], 1.0), 3), geometric_sd([3.0, 3.0], 1.0)
    (2.665, 1.0)

    Source: standard deviation of logarithms. Taught in applications/16.
    """
    ratio = _ratio(predicted, observed)
    if ratio.size < 2:
        raise ValueError("predicted must hold at least two drugs: one has no spread")
    return plain(np.exp(np.log(ratio).std(ddof=1)))


def _ratio(predicted, observed):
    predicted = positive("predicted", predicted)
    observed = positive("observed", observed)
    together(predicted=predicted, observed=observed)
    return predicted / observed
