"""Many doses of a linear drug are the sum of single doses, each shifted to its own time."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..core.broadcasting import times_row
from ..core.inputs import NumberOrArray, non_negative, plain


def superpose(
    profile: Callable[[NDArray[np.float64]], ArrayLike],
    time: ArrayLike,
    *,
    dose_times: ArrayLike,
    amounts: ArrayLike = 1.0,
) -> NumberOrArray:
    """Concentration under many doses of a linear drug: C(t) = Σⱼ amountⱼ · profile(t − tⱼ).

    Parameters
    ----------
    profile : concentration after one dose, a function of the time since that dose.
    time : h, number or row.
    dose_times : h, number or row; a dose given at t counts at t.
    amounts : how many times the dose of `profile` each one is, number or row.

    Returns
    -------
    Concentration, in the shape that `profile` returns.

    Raises
    ------
    TypeError, ValueError : for text, NaN or negative times, negative amounts, or a number of
        them that does not fit the dose times.

    Examples
    --------
    >>> from microkit import bolus
    >>> def one_dose(t):
    ...     return bolus(t, dose=100.0, cl=10.0, v=40.0)
    >>> superpose(one_dose, [0.0, 4.0, 8.0], dose_times=[0.0, 4.0]).round(4)
    array([2.5   , 3.4197, 1.258 ])

    Source: the principle of superposition; wrong wherever clearance depends on dose or time. Taught in principles/03.
    """
    time = times_row(time)
    row, back = np.unique(time, return_inverse=True)
    dose_times = np.atleast_1d(non_negative("dose_times", dose_times))
    amounts = non_negative("amounts", amounts)
    if dose_times.ndim > 1 or amounts.ndim and amounts.shape != dose_times.shape:
        raise ValueError(f"amounts and dose_times must be rows of one length: {amounts.shape}, {dose_times.shape}")
    amounts = np.broadcast_to(amounts, dose_times.shape)
    total = np.zeros(np.shape(profile(row[:1]))[:-1] + row.shape)
    for given, amount in zip(dose_times, amounts, strict=True):
        first = np.searchsorted(row, given)
        if first < row.size:
            total[..., first:] += amount * profile(row[first:] - given)
    return plain(total[..., back.reshape(time.shape)])
