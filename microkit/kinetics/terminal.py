"""The terminal slope λz: which samples at the end of a profile make the best straight line on the log scale."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FEWEST_POINTS = 3
TIE = 1e-4
FLAT = 1e-9


def terminal_slope(
    time: NDArray[np.float64], conc: NDArray[np.float64], allowed: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.int_], NDArray[np.float64], NDArray[np.float64]]:
    """Best λz of many profiles, with the number of points, the line at the last point, and the time it spans.

    Candidates are the last 3, 4, ... allowed samples with a falling line. The best adjusted R² wins; all within 1e-4
    of it are a tie, and of these the longest wins.

    Parameters
    ----------
    time : h, shaped (samples,).
    conc : shaped (subjects, samples).
    allowed : which samples may be used, shaped like `conc`.

    Returns
    -------
    λz (1/h), number of points, fitted last concentration and span (h), each shaped (subjects,).
    λz is NaN and the number 0 where no candidate exists.
    """
    last = conc.shape[1] - 1 - np.argmax(allowed[:, ::-1], axis=1)
    rows = np.arange(len(conc))
    x = np.where(allowed, time - time[last][:, None], 0.0)
    log = np.log(np.where(allowed, conc, 1.0))
    y = np.where(allowed, log - log[rows, last][:, None], 0.0)
    n = _from_the_end(allowed.astype(float))
    with np.errstate(divide="ignore", invalid="ignore"):
        mean_x = _from_the_end(x) / n
        mean_y = _from_the_end(y) / n
        sxx = _from_the_end(x * x) - n * mean_x**2
        sxy = _from_the_end(x * y) - n * mean_x * mean_y
        syy = _from_the_end(y * y) - n * mean_y**2
        slope = sxy / sxx
        falling = sxy < -FLAT * np.sqrt(sxx * syy)
        adjusted = 1 - (1 - sxy * sxy / (sxx * syy)) * (n - 1) / (n - 2)
    score = np.where(allowed & (n >= FEWEST_POINTS) & falling, adjusted, -np.inf)
    best = score.max(axis=1)
    start = np.argmax(score >= best[:, None] - TIE, axis=1)
    found = np.isfinite(best)
    lambda_z = np.where(found, -slope[rows, start], np.nan)
    fitted = mean_y[rows, start] + lambda_z * mean_x[rows, start] + log[rows, last]
    return lambda_z, np.where(found, n[rows, start], 0).astype(int), np.exp(fitted), time[last] - time[start]


def _from_the_end(values):
    return np.cumsum(values[:, ::-1], axis=1)[:, ::-1]
