"""Areas under many profiles at once, by the linear or the linear-up, log-down trapezoidal rule.

Every array is (subjects, samples); a sample that is not `valid` is passed over, so its neighbours share one trapezoid.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

NEARLY_FLAT = 0.01


def areas(
    time: NDArray[np.float64], conc: NDArray[np.float64], valid: NDArray[np.bool_], rule: str
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return AUC and AUMC, each (subjects,), from the first valid sample to the last.

    Parameters
    ----------
    time : h, shaped (samples,).
    conc : shaped (subjects, samples); what it holds where it is not valid does not count.
    valid : which samples were measured, shaped like `conc`.
    rule : "linear" for straight lines throughout; otherwise a falling piece is taken as exponential.
    """
    t2 = np.broadcast_to(time, conc.shape)
    before = _previous(valid)
    used = valid & (before >= 0)
    before = np.maximum(before, 0)
    t1 = np.take_along_axis(t2, before, axis=1)
    c1 = np.take_along_axis(conc, before, axis=1)
    width = np.where(used, t2 - t1, 0.0)
    c2 = np.where(used, conc, 0.0)
    c1 = np.where(used, c1, 0.0)
    auc = width * (c1 + c2) / 2
    moment = width * (t1 * c1 + t2 * c2) / 2
    if rule != "linear":
        down = (c2 > 0) & (c2 < c1)
        auc[down], moment[down] = _log_trapezoid(t1[down], width[down], c1[down], c2[down])
    return auc.sum(axis=1), moment.sum(axis=1)


def _log_trapezoid(t1, width, c1, c2):
    """Exact areas under an exponential from c1 down to c2: with x = ln(c1/c2), AUC is width·(c1 − c2)/x."""
    x = np.log1p((c1 - c2) / c2)
    auc = width * (c1 - c2) / x
    with np.errstate(invalid="ignore", divide="ignore"):
        exact = (c1 - (1 + x) * c2) / x**2
    series = c1 * (1 / 2 - x * (1 / 3 - x * (1 / 8 - x * (1 / 30 - x * (1 / 144 - x / 840)))))
    return auc, t1 * auc + width**2 * np.where(x < NEARLY_FLAT, series, exact)


def _previous(valid):
    """Index of the last valid sample before each sample, or −1."""
    index = np.where(valid, np.arange(valid.shape[1]), -1)
    reached = np.maximum.accumulate(index, axis=1)
    return np.concatenate([np.full((len(valid), 1), -1), reached[:, :-1]], axis=1)
