"""What few subjects buy: the width of an interval, the chance to be precise, and the floor that more cannot lower."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtr, ndtr, ndtri, stdtrit

from ..core.inputs import NumberOrArray, fraction, non_negative, plain, positive, real, together, whole_numbers


def ci_factor(n: ArrayLike, *, cv: ArrayLike, level: ArrayLike = 0.95) -> NumberOrArray:
    """Upper confidence limit over geometric mean: e^(t · σ / √n), σ² = ln(1 + cv²); the lower one is its reciprocal.

    Parameters
    ----------
    n : subjects, at least 2, number or array.
    cv : between-subject coefficient of variation, a fraction.
    level : two-sided confidence, between 0 and 1.

    Returns
    -------
    Factor above 1.

    Raises
    ------
    TypeError, ValueError : for text, NaN, n that is not a whole number of at least 2, a cv of zero or less, or a level
        outside (0, 1).

    Examples
    --------
    >>> round(ci_factor(4, cv=0.4), 2), round(ci_factor(8, cv=0.4), 2)
    (1.85, 1.38)

    Source: Student's t on the logarithms, spread as expected. Taught in applications/20.
    """
    n = whole_numbers("n", n, least=2)
    sigma = _sigma(cv)
    level = _below_one("level", level)
    together(n=n, cv=sigma, level=level)
    return plain(np.exp(stdtrit(n - 1, (1 + level) / 2) * sigma / np.sqrt(n)))


def precision_power(n: ArrayLike, *, cv: ArrayLike, factor: ArrayLike = 1.4, level: ArrayLike = 0.95) -> NumberOrArray:
    """Chance that the confidence interval lies within a factor of the geometric mean: P(t · s / √n ≤ ln factor).

    Parameters
    ----------
    n : subjects, at least 2, number or array.
    cv : between-subject coefficient of variation, a fraction.
    factor : widest upper limit over the mean, above 1; 1.4 is the tighter side of 60–140 %.
    level : two-sided confidence, between 0 and 1.

    Returns
    -------
    Probability.

    Raises
    ------
    TypeError, ValueError : as `ci_factor`; also for a factor of 1 or less.

    Examples
    --------
    >>> round(precision_power(6, cv=0.4), 3), round(precision_power(10, cv=0.4), 3)
    (0.371, 0.855)

    Source: chi-square distribution of the sample variance; the 60–140 % criterion with 80 % power is the FDA's for
    paediatric studies (J Clin Pharmacol 2012, from a summary). Taught in applications/20.
    """
    n = whole_numbers("n", n, least=2)
    sigma = _sigma(cv)
    level = _below_one("level", level)
    factor = real("factor", factor)
    if (factor <= 1).any():
        raise ValueError("factor must be above 1")
    together(n=n, cv=sigma, factor=factor, level=level)
    widest = np.log(factor) * np.sqrt(n) / stdtrit(n - 1, (1 + level) / 2)
    return plain(chdtr(n - 1, (n - 1) * (widest / sigma) ** 2))


def translation_sd(within: ArrayLike, *, fold: ArrayLike = 2.0, sampling_variance: ArrayLike = 0.0) -> NumberOrArray:
    """Spread between microdose and therapeutic dose, from the share within a fold: σ_tr² = (ln fold / z)² − sampling.

    Parameters
    ----------
    within : observed share p of drugs within the fold, between 0 and 1, number or array; z is Φ⁻¹((1 + p)/2).
    fold : above 1.
    sampling_variance : of the logarithm of an observed ratio, which an observed share contains: ln(1 + cv²)/n for each
        arm of n subjects, with the within-subject cv in a crossover. 0 gives the total spread.

    Returns
    -------
    Standard deviation of the logarithm of the ratio.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a share outside (0, 1), a fold of 1 or less, a negative variance, or one
        that is as large as the total spread allows.

    Examples
    --------
    >>> round(translation_sd(0.94), 4), round(translation_sd(0.94, sampling_variance=np.log1p(0.4**2) / 6), 4)
    (0.3685, 0.3333)

    Source: normal log ratios without bias; 15/16 intravenous and 28/41 oral drugs were within two-fold
    (van Nuland 2019, verified). Taught in applications/20.
    """
    within = _below_one("within", within)
    fold = _fold(fold)
    sampling = non_negative("sampling_variance", sampling_variance)
    together(within=within, fold=fold, sampling_variance=sampling)
    variance = (np.log(fold) / ndtri((1 + within) / 2)) ** 2 - sampling
    if (variance <= 0).any():
        raise ValueError("sampling_variance alone explains the share within the fold: nothing is left for translation")
    return plain(np.sqrt(variance))


def chance_within_fold(n: ArrayLike, *, cv: ArrayLike, sigma: ArrayLike, fold: ArrayLike = 2.0) -> NumberOrArray:
    """Chance that n subjects predict within a fold: 2 · Φ(ln fold / √(ln(1 + cv²)/n + σ_tr²)) − 1.

    Parameters
    ----------
    n : subjects, number or array.
    cv : between-subject coefficient of variation, a fraction.
    sigma : translation spread σ_tr (see `translation_sd`).
    fold : above 1.

    Returns
    -------
    Probability; as n grows it stops at what `sigma` allows.

    Raises
    ------
    TypeError, ValueError : for text, NaN, n that is not a whole number of at least 1, a cv or sigma of zero or less,
        or a fold of 1 or less.

    Examples
    --------
    >>> chance_within_fold([4, 100], cv=0.4, sigma=translation_sd(0.68)).round(3)
    array([0.662, 0.679])

    Source: variances of sampling and translation add. Taught in applications/20.
    """
    n = whole_numbers("n", n)
    spread = _sigma(cv)
    sigma = positive("sigma", sigma)
    fold = _fold(fold)
    together(n=n, cv=spread, sigma=sigma, fold=fold)
    return plain(2 * ndtr(np.log(fold) / np.hypot(spread / np.sqrt(n), sigma)) - 1)


def _sigma(cv):
    return np.sqrt(np.log1p(positive("cv", cv) ** 2))


def _below_one(name, value):
    value = fraction(name, value)
    if (value == 1).any():
        raise ValueError(f"{name} must be below 1")
    return value


def _fold(fold):
    fold = real("fold", fold)
    if (fold <= 1).any():
        raise ValueError("fold must be above 1")
    return fold
