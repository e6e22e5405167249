"""Scores of forecasts: what a stated probability or interval costs once the truth is known; smaller is better."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import xlog1py, xlogy

from ..core.inputs import positive, probability, real, together


def brier_score(chance: ArrayLike, outcome: ArrayLike) -> float:
    """Brier score of probabilities: mean((chance − outcome)²).

    Parameters
    ----------
    chance : probability that was stated for each event, 0 to 1, number or array.
    outcome : 1 where the event happened, 0 where it did not; of the same shape.

    Returns
    -------
    Average over the events, 0 to 1; 0.25 for a stated half each time.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a probability beyond 0 to 1, an outcome other than 0 or 1, or unequal lengths.

    Examples
    --------
    >>> round(brier_score([0.9, 0.2], [1, 0]), 6)
    0.025

    Source: Brier, Mon Weather Rev 1950;78:1 (recalled). Taught in hands_on/07.
    """
    chance = probability("chance", chance)
    outcome = _happened(outcome)
    together(chance=chance, outcome=outcome)
    return float(np.mean((chance - outcome) ** 2))


def log_score(chance: ArrayLike, outcome: ArrayLike) -> float:
    """Logarithmic score of probabilities: −mean(ln of the probability that was stated for what happened).

    Parameters
    ----------
    chance : probability that was stated for each event, 0 to 1, number or array.
    outcome : 1 where the event happened, 0 where it did not; of the same shape.

    Returns
    -------
    Average over the events, 0 or more; infinite if a single certainty was wrong.

    Raises
    ------
    TypeError, ValueError : as `brier_score`.

    Examples
    --------
    >>> round(log_score([0.5, 0.5], [1, 0]), 4), log_score([1.0], [0])
    (0.6931, inf)

    Source: Good, J R Stat Soc B 1952;14:107 (recalled). Taught in hands_on/07.
    """
    chance = probability("chance", chance)
    outcome = _happened(outcome)
    together(chance=chance, outcome=outcome)
    return float(np.mean(-xlogy(outcome, chance) - xlog1py(1 - outcome, -chance)))


def interval_score(lower: ArrayLike, upper: ArrayLike, observed: ArrayLike, *, level: float = 0.90) -> float:
    """Score of central intervals: mean(width + 2 / (1 − level) · distance by which the truth lies outside).

    Parameters
    ----------
    lower, upper : limits that were stated, in any unit; of a ratio take logarithms, as being two-fold off is alike both ways.
    observed : what came, in the same unit.
    level : probability with which each interval should hold the truth, one number between 0 and 1.

    Returns
    -------
    Average over the intervals, in their unit: wide ones pay for their width, narrow ones for missing.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a lower limit above the upper one, unequal lengths, or a level beyond 0 to 1.

    Examples
    --------
    >>> round(interval_score([0.0, 0.0], [1.0, 1.0], [0.5, 1.1]), 6)
    2.0

    Source: Winkler, J Am Stat Assoc 1972;67:187; Gneiting & Raftery, J Am Stat Assoc 2007;102:359 (recalled).
    Taught in hands_on/07.
    """
    lower = real("lower", lower)
    upper = real("upper", upper)
    observed = real("observed", observed)
    level = positive("level", level)
    together(lower=lower, upper=upper, observed=observed)
    if level.ndim or level >= 1:
        raise ValueError("level must be one number between 0 and 1, such as 0.9")
    if (lower > upper).any():
        raise ValueError("lower must not be above upper")
    outside = np.maximum(lower - observed, 0) + np.maximum(observed - upper, 0)
    return float(np.mean(upper - lower + 2 / (1 - level) * outside))


def _happened(outcome: ArrayLike) -> NDArray[np.float64]:
    outcome = probability("outcome", outcome)
    if ((outcome != 0) & (outcome != 1)).any():
        raise ValueError("outcome must be 1 where the event happened and 0 where it did not")
    return outcome
