"""Ordinary differential equations for a whole population at once.

All subjects of a block take each step together, and the worst of them decides how long it is. NumPy then does the
arithmetic of a step for the whole block in one go, where a loop over subjects would pay for every step of every subject.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.integrate import DOP853, solve_ivp

TOLERANCE = 1e-9
FLOOR = 1e-4
SMALLEST = np.finfo(float).tiny  # so that a state that stays at 0 has no error, not 0/0


class WorstSubject(DOP853):
    """Dormand and Prince's method of order 8 in which the worst subject's error, not the mean error, judges a step."""

    def __init__(self, *args, shape, **options):
        super().__init__(*args, **options)
        self.shape = shape

    def _estimate_error_norm(self, K, h, scale):
        fifth = self._squared(self.E5, K, scale)
        both = fifth + 0.01 * self._squared(self.E3, K, scale)
        return abs(h) * np.max(fifth / np.sqrt(both, where=both > 0, out=np.ones_like(both)))

    def _squared(self, weights, K, scale):
        """Return the mean square of an error estimate over the states of each subject."""
        return (((weights @ K) / scale) ** 2).reshape(self.shape).mean(axis=0)


def integrate(
    rhs: Callable[[float, NDArray[np.float64]], NDArray[np.float64]],
    start: NDArray[np.float64],
    times: NDArray[np.float64],
    *,
    scale: ArrayLike,
    rtol: float = TOLERANCE,
) -> NDArray[np.float64]:
    """Solve dy/dt = rhs(t, y) for every subject and return y at `times`, shaped (times, states, subjects).

    The error of a step is kept below rtol · (|y| + 1e-4 · scale) for every subject.

    Parameters
    ----------
    rhs : gets the time and y, shaped (states, subjects), and returns dy/dt in the same shape.
    start : y at times[0], shaped (states, subjects).
    times : increasing.
    scale : how large each state may become, in any shape that fits `start`.
    rtol : allowed error relative to y.

    Raises
    ------
    ArithmeticError : where no step is short enough.
    """
    shape = start.shape
    floor = FLOOR * np.broadcast_to(scale, shape).ravel()

    def slope(when, state):
        return rhs(when, state.reshape(shape)).ravel()

    solution = solve_ivp(
        slope,
        (times[0], times[-1]),
        start.ravel(),
        method=WorstSubject,
        t_eval=times,
        rtol=rtol,
        atol=np.maximum(rtol * floor, SMALLEST),
        shape=shape,
    )
    if not solution.success:
        raise ArithmeticError(f"no step is short enough: the parameters are too extreme ({solution.message})")
    return solution.y.T.reshape(len(times), *shape)
