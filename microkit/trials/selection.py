"""Choosing among candidates: how often few subjects pick the right one."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr, ndtri

from ..core.inputs import NumberOrArray, plain, positive, real, together, whole_numbers


def selection_probability(
    ratio: ArrayLike, *, cv: ArrayLike, n: ArrayLike, correlation: ArrayLike = 0.0
) -> NumberOrArray:
    """Chance that the better of two candidates looks better: Φ(ln ratio / (σ · √(2 · (1 − r) / n))), σ² = ln(1 + cv²).

    Parameters
    ----------
    ratio : true ratio of the worse to the better clearance, number or array.
    cv : between-subject coefficient of variation of clearance, a fraction.
    n : subjects per candidate; with a cassette the same n take both.
    correlation : of log clearance within a subject, below 1; 0 for separate groups.

    Returns
    -------
    Probability.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a ratio or cv of zero or less, n that is not a whole number of at least 1,
        or a correlation outside [−1, 1).

    Examples
    --------
    >>> round(selection_probability(1.25, cv=0.35, n=4), 3)
    0.823
    >>> round(selection_probability(1.25, cv=0.35, n=4, correlation=0.6), 3)
    0.929

    Source: log-normal clearances compared by geometric means. Taught in applications/15.
    """
    n = whole_numbers("n", n)
    ratio, sd = _compared(ratio, cv, correlation, n=n)
    return plain(ndtr(np.log(ratio) / sd * np.sqrt(n)))


def subjects_to_select(
    ratio: ArrayLike, *, cv: ArrayLike, chance: ArrayLike = 0.9, correlation: ArrayLike = 0.0
) -> NumberOrArray:
    """Fewest subjects that pick the better candidate with a wanted chance: n = 2 · (1 − r) · (σ · z / ln ratio)².

    Parameters
    ----------
    ratio : true ratio of the worse to the better clearance, above 1, number or array.
    cv, correlation : as in `selection_probability`.
    chance : wanted probability, at least 0.5 and below 1.

    Returns
    -------
    Subjects per candidate (with a cassette, in all), rounded up.

    Raises
    ------
    TypeError, ValueError : as `selection_probability`; also for a ratio of 1 or less or a chance outside [0.5, 1).

    Examples
    --------
    >>> subjects_to_select(1.25, cv=0.35), subjects_to_select(1.25, cv=0.35, correlation=0.6)
    (8.0, 4.0)

    Source: `selection_probability`, solved for n. Taught in applications/15.
    """
    chance = real("chance", chance)
    if ((chance < 0.5) | (chance >= 1)).any():
        raise ValueError("chance must be at least 0.5, a coin's, and below 1")
    ratio, sd = _compared(ratio, cv, correlation, chance=chance)
    if (ratio <= 1).any():
        raise ValueError("ratio must be above 1: between equal candidates no number of subjects decides")
    return plain(np.maximum(np.ceil((sd * ndtri(chance) / np.log(ratio)) ** 2), 1.0))


def rank_candidates(dose: ArrayLike) -> NDArray[np.float64]:
    """Rank of each candidate, 1 for the lowest predicted dose; equal doses share a rank.

    Parameters
    ----------
    dose : predicted dose of each candidate, µg, array (or any cost of which less is better).

    Returns
    -------
    Array of ranks.

    Raises
    ------
    TypeError, ValueError : for text, NaN, or a value of zero or less.

    Examples
    --------
    >>> rank_candidates([57.6, 90.72, 16.4, 25.2])
    array([3., 4., 1., 2.])

    Source: decide on the dose, not on CL/F. Taught in applications/15.
    """
    return _ranks(positive("dose", np.atleast_1d(real("dose", dose))))


def rank_agreement(first: ArrayLike, second: ArrayLike) -> float:
    """Agreement of two rankings of the same candidates, −1 to 1: Spearman's correlation.

    Parameters
    ----------
    first, second : one value per candidate each, at least two; for instance CL/F and predicted dose.

    Returns
    -------
    Correlation of the ranks; 1 when both order the candidates alike.

    Raises
    ------
    TypeError, ValueError : for text, NaN, unequal lengths, or candidates that are all equal by one of the two.

    Examples
    --------
    >>> round(rank_agreement([60.0, 15.0, 30.0, 100.0], [46.08, 90.72, 16.416, 25.2]), 6)
    -0.4

    Source: Spearman's rank correlation. Taught in applications/15.
    """
    first = real("first", first)
    second = real("second", second)
    if first.ndim != 1 or first.shape != second.shape:
        raise ValueError(f"first and second need one value per candidate: {first.shape} against {second.shape}")
    for name, value in (("first", first), ("second", second)):
        if (value == value[0]).all():
            raise ValueError(f"{name} must differ between candidates, or there is no ranking")
    return float(np.corrcoef(_ranks(first), _ranks(second))[0, 1])


def _ranks(values):
    """Return ranks from 1 up; equal values share the mean of theirs."""
    from scipy.stats import rankdata  # takes as long to import as all else that microkit needs

    return rankdata(values)


def _compared(ratio, cv, correlation, **others):
    """Return the ratio, and the standard deviation of the log ratio in one subject of each kind."""
    ratio = positive("ratio", ratio)
    cv = positive("cv", cv)
    correlation = real("correlation", correlation)
    if ((correlation < -1) | (correlation >= 1)).any():
        raise ValueError("correlation must be at least -1 and below 1")
    together(ratio=ratio, cv=cv, correlation=correlation, **others)
    return ratio, np.sqrt(2 * (1 - correlation) * np.log1p(cv**2))
