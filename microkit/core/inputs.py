"""What a function accepts: each check returns floats or says, in plain words, which argument is off.

>>> positive("kd", -2.0)
Traceback (most recent call last):
    ...
ValueError: kd must be greater than 0, but it is -2.0
"""

import numpy as np
from numpy.typing import NDArray

NumberOrArray = float | NDArray[np.float64]


def real(name, value):
    """Return `value` as a float array (0-d for a single number); refuse text, None, bool, complex, empty, NaN and inf."""
    if value is None or isinstance(value, (str, bytes, bool, dict, set)):
        raise TypeError(f"{name} must be a number or an array of numbers, not {_kind(value)}")
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(f"{name} has rows of different lengths: give a rectangular array") from None
    if array.dtype.kind not in "iuf":
        raise TypeError(f"{name} must hold real numbers only, not {_kind(value)} of {array.dtype}")
    if array.size == 0:
        raise ValueError(f"{name} is empty: it needs at least one value")
    array = array.astype(float)
    _refuse(name, array, ~np.isfinite(array), "must be finite")
    return array


def positive(name, value):
    """Return `value` as floats greater than zero."""
    array = real(name, value)
    _refuse(name, array, array <= 0, "must be greater than 0")
    return array


def non_negative(name, value):
    """Return `value` as floats of zero or more."""
    array = real(name, value)
    _refuse(name, array, array < 0, "must not be negative")
    return array


def fraction(name, value):
    """Return `value` as floats in (0, 1]."""
    array = real(name, value)
    _refuse(name, array, (array <= 0) | (array > 1), "must be a fraction: more than 0 and at most 1")
    return array


def probability(name, value):
    """Return `value` as floats in [0, 1]."""
    array = real(name, value)
    _refuse(name, array, (array < 0) | (array > 1), "must be a probability: at least 0 and at most 1")
    return array


def increasing(name, value):
    """Return `value` as a one-dimensional array of at least two strictly increasing times, none negative."""
    array = non_negative(name, value)
    if array.ndim != 1 or array.size < 2:
        raise ValueError(f"{name} must be a row of at least two times, but its shape is {array.shape}")
    back = np.flatnonzero(np.diff(array) <= 0)
    if back.size:
        i = int(back[0]) + 1
        raise ValueError(f"{name} must increase: {name}[{i}] = {array[i]} follows {array[i - 1]}")
    return array


def whole(name, value, *, least=1):
    """Return `value` as an int of at least `least`."""
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
        raise TypeError(f"{name} must be a whole number, not {_kind(value)}")
    if value < least:
        raise ValueError(f"{name} must be at least {least}, but it is {value}")
    return int(value)


def whole_numbers(name, value, *, least=1):
    """Return `value` as floats that are all whole and at least `least`: numbers of subjects, so curves over n work."""
    array = real(name, value)
    _refuse(name, array, array != np.floor(array), "must be a whole number")
    _refuse(name, array, array < least, f"must be at least {least}")
    return array


def one_of(name, value, choices):
    """Return `value` if it is one of the named choices."""
    if value not in choices:
        raise ValueError(f"{name} must be one of {', '.join(map(repr, choices))}, not {value!r}")
    return value


def together(**arrays):
    """Check that the named arrays have shapes that can be combined, number by number."""
    try:
        np.broadcast_shapes(*(array.shape for array in arrays.values()))
    except ValueError:
        shapes = ", ".join(f"{name} {array.shape}" for name, array in arrays.items() if array.ndim)
        raise ValueError(f"these arguments do not fit together, their shapes differ: {shapes}") from None


def plain(array):
    """Return a Python float for a single number and the array itself otherwise."""
    array = np.asarray(array)
    return array.item() if array.ndim == 0 else array


def _kind(value):
    return {"str": "text", "NoneType": "None", "bool": "True or False"}.get(type(value).__name__, type(value).__name__)


def _refuse(name, array, bad, rule):
    if not bad.any():
        return
    if array.ndim == 0:
        raise ValueError(f"{name} {rule}, but it is {array.item()}")
    where = tuple(int(i) for i in np.argwhere(bad)[0])
    raise ValueError(f"{name} {rule}, but {name}[{', '.join(map(str, where))}] is {array[where].item()}")
