"""Arrays on the wire: their bytes, under a data type that holds nothing but numbers, text and times."""

import base64
import math
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.ma  # which NumPy itself imports when it is first asked for: in each child anew

from .sizes import oversize, small

MASKED = "an array with masked values: hand back the others alone, as in values.compressed()"
PLAIN_DTYPE = re.compile(r"[<>|=]?[biufcSUMm]\d{1,6}(\[\w{1,5}\])?")


def pack_array(value: np.ndarray | np.generic, inner: Callable[[list], list]) -> dict[str, Any]:
    """Return the JSON form of an array or of one of NumPy's numbers.

    Parameters
    ----------
    value : the array; one that masks some of its values is refused, as no other array equals it.
    inner : packs the objects of an array of objects.
    """
    scalar = isinstance(value, np.generic)
    if np.ma.is_masked(value):
        return {"refused": MASKED}
    if oversize(value):
        return {"refused": oversize(value)}
    array = np.array(value, order="C")
    if array.dtype == object:
        return {"objects": [list(array.shape), inner(array.ravel().tolist())]}
    if not PLAIN_DTYPE.fullmatch(array.dtype.str):
        return {"refused": f"an array of dtype {array.dtype}: only numbers, True/False, text and times can be examined"}
    return {
        "array": [array.dtype.str, None if scalar else list(array.shape), base64.b64encode(array.tobytes()).decode()]
    }


def array_of_objects(shape: list[int], items: list) -> np.ndarray:
    """Return an array of Python objects.

    Parameters
    ----------
    shape : of the array.
    items : what it holds, row by row.
    """
    array = np.empty(len(items), dtype=object)
    array[:] = items
    return small(array.reshape(shape))


def unpack_array(dtype: str, shape: list[int] | None, body: str) -> Any:
    """Return the array that some JSON stands for.

    Parameters
    ----------
    dtype : as NumPy spells it.
    shape : of the array, None for one number.
    body : its bytes in base64.

    Raises
    ------
    ValueError : if these do not fit each other, or more could be made of them than may be.
    """
    if not PLAIN_DTYPE.fullmatch(dtype):
        raise ValueError("dtype not allowed")
    raw = base64.b64decode(body, validate=True)
    dtype = np.dtype(dtype)
    size = math.prod(int(n) for n in shape or ())
    if len(raw) != size * dtype.itemsize:
        raise ValueError("the bytes do not fill the shape")
    array = small(np.frombuffer(bytearray(raw), dtype).reshape(shape or ()))
    return array[()] if shape is None else array
