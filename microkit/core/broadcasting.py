"""The shape rule of every function of time: the shape of the parameters comes first, the time axis comes last.

One subject at m times gives (m,). A population, that is any parameter given as an array of n values, gives (n, m).
Parameters combine with each other as NumPy arrays do; they never pair up with the times.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .inputs import non_negative, together


def over_time(time: ArrayLike, **parameters: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
    """Return the times and the parameters, each parameter with a trailing axis for the times.

    Parameters
    ----------
    time : a number or a row of m times, none negative.
    parameters : checked already; numbers, or arrays with one value a subject whose shapes combine.

    Raises
    ------
    TypeError, ValueError : for times that are no numbers or negative, or parameters whose shapes do not fit together.

    Examples
    --------
    >>> time, cl = over_time([0.0, 1.0, 2.0], cl=np.array([5.0, 10.0]))
    >>> (cl * time).shape
    (2, 3)
    """
    time = times_row(time)
    together(**parameters)
    return time, *(np.reshape(p, np.shape(p) + (1,) * time.ndim) for p in parameters.values())


def times_row(time: ArrayLike) -> NDArray[np.float64]:
    """Return `time` as a number or a row of numbers, none negative.

    Raises
    ------
    TypeError, ValueError : for anything else; the message says what is off.
    """
    time = non_negative("time", time)
    if time.ndim > 1:
        raise ValueError(f"time must be a number or a row of numbers, but its shape is {time.shape}")
    return time


def as_population(**parameters: NDArray[np.float64]) -> tuple[tuple[int, ...] | NDArray[np.float64], ...]:
    """Return the shape in which the parameters combine, and each of them as a row with one value a subject."""
    together(**parameters)
    shape = np.broadcast_shapes(*(p.shape for p in parameters.values()))
    return shape, *(np.broadcast_to(p, shape).ravel() for p in parameters.values())
