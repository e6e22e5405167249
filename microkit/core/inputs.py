"""What a function accepts: each check returns floats or says, in plain words, which argument is off.

The errors are those of `real`: a TypeError for what is no number, a ValueError for a number that is not allowed.

>>> positive("kd", -2.0)
Traceback (most recent call last):
    ...
ValueError: kd must be greater than 0, but it is -2.0
"""

from collections.abc import Collection
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

NumberOrArray = float | NDArray[np.float64]


def real(name: str, value: ArrayLike) -> NDArray[np.float64]:
    """Return `value` as a float array, 0-d for a single number.

    Parameters
    ----------
    name : of the argument, as a message calls it.
    value : a number or a rectangular array of numbers, all finite.

    Raises
    ------
    TypeError : for text, None, True or False, a dict, a set, complex numbers.
    ValueError : for NaN, infinity, nothing at all, or rows of different lengths.
    """
    if isinstance(value, float) and np.isfinite(value):  # nearly every argument, and nothing else is to be looked at
        return np.array(value, dtype=float)
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


def positive(name: str, value: ArrayLike) -> NDArray[np.float64]:
    """Return `value` as floats greater than zero.

    Parameters
    ----------
    name, value : what a message calls the argument, and what was given: a number or an array.
    """
    array = real(name, value)
    _refuse(name, array, array <= 0, "must be greater than 0")
    return array


def non_negative(name: str, value: ArrayLike) -> NDArray[np.float64]:
    """Return `value` as floats of zero or more.

    Parameters
    ----------
    name, value : what a message calls the argument, and what was given: a number or an array.
    """
    array = real(name, value)
    _refuse(name, array, array < 0, "must not be negative")
    return array


def fraction(name: str, value: ArrayLike) -> NDArray[np.float64]:
    """Return `value` as floats in (0, 1]: a share that must leave something, such as a bioavailability.

    Parameters
    ----------
    name, value : what a message calls the argument, and what was given: a number or an array.
    """
    array = real(name, value)
    _refuse(name, array, (array <= 0) | (array > 1), "must be a fraction: more than 0 and at most 1")
    return array


def probability(name: str, value: ArrayLike) -> NDArray[np.float64]:
    """Return `value` as floats in [0, 1].

    Parameters
    ----------
    name, value : what a message calls the argument, and what was given: a number or an array.
    """
    array = real(name, value)
    _refuse(name, array, (array < 0) | (array > 1), "must be a probability: at least 0 and at most 1")
    return array


def increasing(name: str, value: ArrayLike) -> NDArray[np.float64]:
    """Return `value` as a row of at least two times, each later than the one before and none negative.

    Parameters
    ----------
    name, value : what a message calls the argument, and the row of times.

    Raises
    ------
    TypeError, ValueError : as `non_negative` does, and for fewer than two times or one that does not increase.
    """
    array = non_negative(name, value)
    if array.ndim != 1 or array.size < 2:
        raise ValueError(f"{name} must be a row of at least two times, but its shape is {array.shape}")
    back = np.flatnonzero(np.diff(array) <= 0)
    if back.size:
        i = int(back[0]) + 1
        raise ValueError(f"{name} must increase: {name}[{i}] = {array[i]} follows {array[i - 1]}")
    return array


def whole(name: str, value: int, *, least: int = 1) -> int:
    """Return one whole number: how often something is done, so 3.0 is refused too.

    Parameters
    ----------
    name, value : what a message calls the argument, and the number.
    least : the smallest that is accepted.

    Raises
    ------
    TypeError : for anything but an int, True and False included.
    ValueError : for less than `least`.
    """
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
        raise TypeError(f"{name} must be a whole number, not {_kind(value)}")
    if value < least:
        raise ValueError(f"{name} must be at least {least}, but it is {value}")
    return int(value)


def whole_numbers(name: str, value: ArrayLike, *, least: int = 1) -> NDArray[np.float64]:
    """Return `value` as floats that are all whole: numbers of subjects, so curves over n work.

    Parameters
    ----------
    name, value : what a message calls the argument, and what was given: a number or an array.
    least : the smallest that is accepted.
    """
    array = real(name, value)
    _refuse(name, array, array != np.floor(array), "must be a whole number")
    _refuse(name, array, array < least, f"must be at least {least}")
    return array


def one_of(name: str, value: str, choices: Collection[str]) -> str:
    """Return `value` if it is one of the named choices.

    Parameters
    ----------
    name, value : what a message calls the argument, and the word that was given.
    choices : the words that there are, in the order in which the message lists them.

    Raises
    ------
    ValueError : for any other.
    """
    if value not in choices:
        raise ValueError(f"{name} must be one of {', '.join(map(repr, choices))}, not {value!r}")
    return value


def together(**arrays: NDArray[np.float64]) -> None:
    """Check that the named arrays have shapes that can be combined, number by number.

    Raises
    ------
    ValueError : naming each argument with its shape, where they cannot.
    """
    try:
        np.broadcast_shapes(*(array.shape for array in arrays.values()))
    except ValueError:
        shapes = ", ".join(f"{name} {array.shape}" for name, array in arrays.items() if array.ndim)
        raise ValueError(f"these arguments do not fit together, their shapes differ: {shapes}") from None


def plain(array: ArrayLike) -> Any:
    """Return a Python float for a single number and the array itself otherwise."""
    array = np.asarray(array)
    return array.item() if array.ndim == 0 else array


def _kind(value):
    return {"str": "text", "NoneType": "None", "bool": "True or False"}.get(type(value).__name__, type(value).__name__)


def _refuse(name, array, bad, rule):
    if not (bad.any() if array.ndim else bad):
        return
    if array.ndim == 0:
        raise ValueError(f"{name} {rule}, but it is {array.item()}")
    where = tuple(int(i) for i in np.argwhere(bad)[0])
    raise ValueError(f"{name} {rule}, but {name}[{', '.join(map(str, where))}] is {array[where].item()}")
