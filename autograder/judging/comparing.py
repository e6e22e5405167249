"""Whether two answers are the same, for numbers, texts, arrays and collections of them."""

from decimal import Decimal
from numbers import Real
from typing import Any

import numpy as np

from autograder.sandboxed.refusals import Refused

REAL_KINDS = "iuf"  # of NumPy's; it holds durations for whole numbers too


def as_number(value: Any) -> float | None:
    """Return any real scalar (int, float, Fraction, Decimal, numpy scalar, array of one value) as a float, else None.

    A duration is no number, as its size depends on a unit, and a complex number is none even where it has no imaginary part.
    """
    if isinstance(value, np.ndarray) and value.size == 1:
        value = value.reshape(())[()]
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (Real, Decimal)):
        return None
    if isinstance(value, np.generic) and value.dtype.kind not in REAL_KINDS:
        return None
    try:
        return float(value)
    except (OverflowError, ValueError):
        return None


def close(a: float, b: float, tol: float) -> bool:
    """Tell whether a is within the relative tolerance of b; an infinity is near itself alone.

    Parameters
    ----------
    a : the number that is compared.
    b : the number it is to be near to.
    tol : relative to b.
    """
    return a == b or abs(a - b) <= tol * abs(b) < np.inf


def same(got: Any, expected: Any, tol: float) -> bool:
    """Tell whether `got` has the same content as `expected`; numbers compare within `tol`.

    A list may stand for an array, and an array of one dimension for a list or tuple.

    Parameters
    ----------
    got : an answer, of any kind.
    expected : what it is to be; its form is the form that is asked for.
    tol : relative tolerance of every number in it.
    """
    if isinstance(expected, str):
        return isinstance(got, str) and got.strip() == expected
    if isinstance(expected, (bool, np.bool_)):
        return isinstance(got, (bool, np.bool_)) and bool(got) == bool(expected)
    number = as_number(expected)
    if number is not None and not np.ndim(expected):
        mine = as_number(got)
        return mine is not None and close(mine, number, tol)
    if isinstance(expected, np.ndarray):
        return _same_array(got, expected, tol)
    if isinstance(expected, dict):
        return (
            isinstance(got, dict)
            and got.keys() >= expected.keys()
            and all(same(got[key], value, tol) for key, value in expected.items())
        )
    if isinstance(expected, (tuple, list)):
        listed = as_listed(got)
        return (
            isinstance(listed, (tuple, list))
            and len(listed) == len(expected)
            and all(same(g, e, tol) for g, e in zip(listed, expected, strict=True))
        )
    return got is None and expected is None


def as_listed(value: Any) -> Any:
    """Return an array of one dimension as the tuple of its entries, anything else as it is."""
    return tuple(value) if isinstance(value, np.ndarray) and value.ndim == 1 else value


def shape_of(value: Any) -> str:
    """Describe the form of an answer in words a student knows: "a number", "a tuple of 2: (a number, text)"."""
    if value is None:
        return "None"
    if isinstance(value, Refused):
        return value.words
    if isinstance(value, (bool, np.bool_)):
        return "True or False"
    if isinstance(value, str):
        return "text"
    if isinstance(value, np.ndarray) and value.ndim:
        return f"an array of shape {value.shape}"
    if as_number(value) is not None:
        return "a number"
    if isinstance(value, (tuple, list)):
        return f"a {type(value).__name__} of {len(value)}: ({', '.join(map(shape_of, value))})"
    if isinstance(value, dict):
        return f"a dict with keys {', '.join(sorted(map(str, value)))}"
    return f"a {type(value).__name__}"


def same_shape(got: Any, expected: Any) -> bool:
    """Tell whether two answers have the same form; an array of one dimension has that of a list or tuple.

    Parameters
    ----------
    got : an answer, of any kind.
    expected : what it is to be.
    """
    form = as_listed(got) if isinstance(expected, (tuple, list)) else got
    return shape_of(form) == shape_of(expected)


def first_difference(got: Any, expected: Any, tol: float) -> tuple[str, Any, Any]:
    """Return where two answers of one shape differ first, as an index in Python's notation, and what stands there in each.

    Parameters
    ----------
    got : an answer.
    expected : what it should be, of the same shape.
    tol : relative tolerance of every number.

    >>> first_difference({"a": (1, 2), "b": 3}, {"a": (1, 5), "b": 3}, tol=0.01)
    ("['a'][1]", 2, 5)
    """
    keys = ()
    if isinstance(expected, dict):
        keys = expected
    elif isinstance(expected, (tuple, list)):
        keys = range(len(expected))
    for key in keys:
        if not same(got[key], expected[key], tol):
            place, mine, right = first_difference(got[key], expected[key], tol)
            return f"[{key!r}]{place}", mine, right
    return "", got, expected


def shown(value: Any) -> str:
    """Return an answer as a student reads it, numbers to six digits.

    >>> shown((0.1 + 0.2, np.float64(2.5), "oral", np.array([1, 1 / 3])))
    "(0.3, 2.5, 'oral', [1, 0.333333])"
    """
    if isinstance(value, (tuple, list)):
        return f"({', '.join(map(shown, value))})"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key!r}: {shown(entry)}' for key, entry in value.items())}}}"
    if isinstance(value, np.ndarray) and value.ndim:
        return f"[{', '.join(map(shown, value[:20]))}{', …' if len(value) > 20 else ''}]"
    number = as_number(value)
    return f"{value!r:.80}" if number is None else f"{number:.6g}"


def _same_array(got, expected, tol):
    if not isinstance(got, (np.ndarray, list, tuple)):
        return False
    numbers = _real_array(got)
    return numbers is not None and numbers.shape == expected.shape and np.allclose(numbers, expected, rtol=tol, atol=0)


def _real_array(values):
    """Return an array, or nested lists, of real numbers or of True and False as floats; None if there is anything else."""
    try:
        array = np.asarray(values)
    except (TypeError, ValueError, OverflowError):
        return None
    if array.dtype.kind in f"b{REAL_KINDS}":
        return array.astype(float)
    if array.dtype.kind != "O":
        return None
    numbers = [as_number(value) for value in array.ravel()]
    return None if any(number is None for number in numbers) else np.array(numbers, dtype=float).reshape(array.shape)
