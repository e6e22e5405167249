"""The shape rule of every function of time: the shape of the parameters comes first, the time axis comes last.

One subject at m times gives (m,). A population, that is any parameter given as an array of n values, gives (n, m).
Parameters combine with each other as NumPy arrays do; they never pair up with the times.
"""

import numpy as np

from .inputs import non_negative, together


def over_time(time, **parameters):
    """Return the times and the parameters, each parameter with a trailing axis for the times.

    >>> time, cl = over_time([0.0, 1.0, 2.0], cl=np.array([5.0, 10.0]))
    >>> (cl * time).shape
    (2, 3)
    """
    time = times_row(time)
    together(**parameters)
    return time, *(np.reshape(p, np.shape(p) + (1,) * time.ndim) for p in parameters.values())


def times_row(time):
    """Return `time` as a number or a row of numbers, none negative."""
    time = non_negative("time", time)
    if time.ndim > 1:
        raise ValueError(f"time must be a number or a row of numbers, but its shape is {time.shape}")
    return time


def as_population(**parameters):
    """Return the shape in which the parameters combine, and each of them as a row with one value a subject."""
    together(**parameters)
    shape = np.broadcast_shapes(*(p.shape for p in parameters.values()))
    return shape, *(np.broadcast_to(p, shape).ravel() for p in parameters.values())
