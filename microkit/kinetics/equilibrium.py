"""A drug in equilibrium with its target."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def free_drug(total: NDArray[np.float64], target: NDArray[np.float64], kss: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the positive root C of total = C + target·C/(kss + C).

    It is written so that nothing cancels: 2·kss·T / (s − b) when b = T − target − kss is negative.

    Parameters
    ----------
    total : free and bound drug, nM.
    target : total target, nM.
    kss : quasi-steady-state constant, nM.
    """
    b = total - target - kss
    root = np.hypot(b, 2 * np.sqrt(kss * total))
    return np.where(b > 0, (b + root) / 2, 2 * kss * total / np.where(b > 0, 1.0, root - b))
