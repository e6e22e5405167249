"""Confidence intervals: an estimate between two limits, for a ratio of geometric means and for a success rate."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from .inputs import NumberOrArray, plain, positive, real, together, whole_numbers


@dataclass(frozen=True)
class Interval:
    """An estimate between two confidence limits."""

    estimate: float
    lower: float
    upper: float
    level: float

    def __str__(self):
        return f"{self.estimate:.4g} ({100 * self.level:g} % confidence interval {self.lower:.4g} to {self.upper:.4g})"


def geometric_mean_ratio(
    test: ArrayLike, reference: ArrayLike, *, paired: bool = True, level: float = 0.90
) -> Interval:
    """Geometric mean of test over that of reference, with a confidence interval that is symmetric on the log scale.

    Parameters
    ----------
    test, reference : one value per subject, at least two each; in the same order of subjects when paired.
    paired : True for a crossover (each subject is both), False for two groups (pooled variance).
    level : confidence level, 0.90 as in bioequivalence.

    Returns
    -------
    `Interval` of the ratio: estimate, lower, upper, level.

    Raises
    ------
    TypeError, ValueError : for text, NaN, values of zero or less, or, when paired, different numbers of subjects.

    Examples
    --------
    >>> print(geometric_mean_ratio([1.0, 2.0, 4.0], [1.0, 1.0, 1.0]))
    2 (90 % confidence interval 0.6216 to 6.435)

    Source: Schuirmann's two one-sided tests; FDA, Statistical Approaches to Establishing Bioequivalence (2001),
    recalled. Taught in applications/14.
    """
    a = np.log(positive("test", test))
    b = np.log(positive("reference", reference))
    if min(a.size, b.size) < 2 or a.ndim != 1 or b.ndim != 1 or (paired and a.size != b.size):
        raise ValueError(f"test and reference must be rows of subjects that fit together: {a.shape} against {b.shape}")
    centre = a.mean() - b.mean()
    if paired:
        df = a.size - 1
        error = (a - b).std(ddof=1) / np.sqrt(a.size)
    else:
        df = a.size + b.size - 2
        pooled = (a.var() * a.size + b.var() * b.size) / df
        error = np.sqrt(pooled * (1 / a.size + 1 / b.size))
    half = t_quantile(level, df) * error
    return Interval(*(float(np.exp(centre + shift)) for shift in (0, -half, half)), level)


def ratio_from_errors(
    ratio: float, *, errors: ArrayLike, df: float, correlation: float = 0.0, level: float = 0.90
) -> Interval:
    """Interval of a published ratio from the standard errors of both log means: ratio · e^(∓ t · √(e₁² + e₂² − 2r·e₁·e₂)).

    Parameters
    ----------
    ratio : geometric mean of test over that of reference.
    errors : two standard errors, of ln test and of ln reference: σ/√n, or half of a 95 % interval's logarithm over t.
    df : degrees of freedom, n − 1 in a crossover.
    correlation : r of a subject's two logarithms, from −1 to 1; reports seldom give it, and 0 is usually cautious.
    level : confidence level, 0.90 as in bioequivalence.

    Returns
    -------
    `Interval` of the ratio: estimate, lower, upper, level.

    Raises
    ------
    TypeError, ValueError : for text, NaN, values of zero or less, other than two errors, or r beyond −1 to 1.

    Examples
    --------
    >>> print(ratio_from_errors(1.34, errors=[0.13, 0.11], df=7))
    1.34 (90 % confidence interval 0.9705 to 1.85)

    Source: variance of a difference. Taught in principles/03.
    """
    ratio = positive("ratio", ratio)
    errors = positive("errors", errors)
    df = positive("df", df)
    correlation = real("correlation", correlation)
    if errors.shape != (2,):
        raise ValueError(f"errors must be two numbers, one for test and one for reference, not shape {errors.shape}")
    if np.ndim(level) or ratio.ndim or df.ndim or correlation.ndim or abs(correlation) > 1:
        raise ValueError("ratio, df, correlation and level must be single numbers, and correlation from -1 to 1")
    variance = errors @ errors - 2 * correlation * errors.prod()
    half = t_quantile(level, df) * np.sqrt(np.maximum(variance, 0))
    return Interval(*(float(ratio * np.exp(shift)) for shift in (0, -half, half)), level)


def exact_interval(
    successes: ArrayLike, trials: ArrayLike, *, level: float = 0.95
) -> tuple[NumberOrArray, NumberOrArray]:
    """Exact (Clopper–Pearson) limits of a success rate, by quantiles of the beta distribution.

    Parameters
    ----------
    successes, trials : whole numbers, successes ≤ trials, numbers or arrays.
    level : confidence level.

    Returns
    -------
    (lower, upper) limit.

    Raises
    ------
    TypeError, ValueError : for anything but whole numbers, or more successes than trials.

    Examples
    --------
    >>> lower, upper = exact_interval(15, 16)
    >>> round(lower, 4), round(upper, 4)
    (0.6977, 0.9984)

    Source: Clopper & Pearson, Biometrika 1934;26:404. Taught in applications/16.
    """
    from scipy.special import betaincinv

    k = whole_numbers("successes", successes, least=0)
    n = whole_numbers("trials", trials)
    together(successes=k, trials=n)
    if (k > n).any():
        raise ValueError("successes must not exceed trials")
    tail = (1 - _level(level)) / 2
    lower = betaincinv(np.maximum(k, 1), n - np.maximum(k, 1) + 1, tail)
    upper = betaincinv(np.minimum(k, n - 1) + 1, n - np.minimum(k, n - 1), 1 - tail)
    return plain(np.where(k == 0, 0.0, lower)), plain(np.where(k == n, 1.0, upper))


def t_quantile(level: float, df: ArrayLike) -> NumberOrArray:
    """Two-sided quantile of Student's t: the share `level` of the distribution lies between −t and t.

    Parameters
    ----------
    level : confidence level, between 0 and 1.
    df : degrees of freedom, more than 0.
    """
    from scipy.special import stdtrit

    return stdtrit(df, (1 + _level(level)) / 2)


def _level(level):
    level = real("level", level)
    if level.ndim or not 0 < level < 1:
        raise ValueError(f"level must be one number between 0 and 1, but it is {level.tolist()}")
    return level.item()
