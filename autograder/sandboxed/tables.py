"""Tables of pandas on the wire: typed columns with their labels. Where pandas is not in use it is never loaded."""

import sys
from collections.abc import Callable
from typing import Any

import numpy as np

from .arrays import pack_array
from .sizes import small

TABLES = ("DataFrame", "Series", "Index", "Timestamp")
NULLABLE = {"str", "string", "boolean", "Float32", "Float64"}
NULLABLE |= {f"{sign}Int{bits}" for sign in ("", "U") for bits in (8, 16, 32, 64)}


class _NotPlainError(Exception):
    """A column or an index that holds something else than numbers, text and times."""


def is_table(value: Any) -> bool:
    """Tell whether a value is one of pandas' own kinds."""
    return type(value).__module__.partition(".")[0] == "pandas"


def pack_table(value: Any, inner: Callable[[list], list]) -> dict[str, Any] | None:
    """Return the JSON form of a frame, a series, an index or a time of pandas; None of anything else.

    Parameters
    ----------
    value : of any kind.
    inner : packs plain values.
    """
    pandas = sys.modules.get("pandas")
    kind = type(value)
    if pandas is None or not is_table(value):
        return None
    try:
        if kind is pandas.DataFrame:
            columns = [_values(value.iloc[:, place], inner) for place in range(value.shape[1])]
            return {"DataFrame": [_labels(value.columns, inner), _labels(value.index, inner), columns]}
        if kind is pandas.Series:
            return {"Series": [*inner([value.name]), _labels(value.index, inner), _values(value, inner)]}
        if isinstance(value, pandas.Index):
            return {"Index": _labels(value, inner)}
    except _NotPlainError as error:
        return {"refused": f"a {kind.__name__} {error}"}
    return {"Timestamp": value.isoformat()} if kind is pandas.Timestamp else None


def _labels(index, inner):
    kind = type(index).__name__
    if kind == "MultiIndex":
        levels = [_values(index.get_level_values(place), inner) for place in range(index.nlevels)]
        return ["levels", inner(list(index.names)), levels]
    if kind == "RangeIndex":
        return ["range", *inner([index.name]), [index.start, index.stop, index.step]]
    return ["values", *inner([index.name]), _values(index, inner), getattr(index, "freqstr", None)]


def _values(column, inner):
    pandas = sys.modules["pandas"]
    dtype = column.dtype
    if isinstance(dtype, np.dtype):
        return ["array", _array(column.to_numpy(), inner)]
    if isinstance(dtype, pandas.CategoricalDtype):
        codes = _array(pandas.Categorical(column).codes, inner)
        return ["category", codes, _values(dtype.categories, inner), dtype.ordered]
    if isinstance(dtype, pandas.DatetimeTZDtype):
        times = pandas.DatetimeIndex(column)
        return ["zone", _array(times.tz_convert(None).to_numpy(), inner), str(dtype.tz)]
    if str(dtype) in NULLABLE:
        held = zip(column.tolist(), column.isna(), strict=True)
        return ["nullable", str(dtype), inner([None if missing else item for item, missing in held])]
    raise _NotPlainError(f"with values of type {dtype}: only numbers, True/False, text and times can be examined")


def _array(values, inner):
    held = pack_array(values, inner)
    if "refused" in held:
        raise _NotPlainError(f"that holds {held['refused']}")
    return held


def unpack_table(tag: str, body: Any, inner: Callable[[Any], Any], refused: Callable[[str], Any]) -> Any:
    """Return the frame, series, index or time that some JSON stands for; without pandas it is refused.

    Parameters
    ----------
    tag : one of `TABLES`.
    body : plain data, taken for forged.
    inner : returns the plain value that some JSON stands for.
    refused : makes what stands for a value that is refused.

    Raises
    ------
    ValueError, TypeError, LookupError, AttributeError : if it stands for none.
    """
    try:
        import pandas
    except ImportError:
        return refused(f"a {tag}")
    if tag == "Timestamp":
        return pandas.Timestamp(str(body))
    if tag == "Index":
        return _index(pandas, body, inner)
    if tag == "Series":
        name, index, values = body
        column = _column(pandas, values, inner)
        return pandas.Series(column, _index(pandas, index, inner), dtype=column.dtype, name=inner(name))
    labels, index, columns = body
    rows = _index(pandas, index, inner)
    made = [_column(pandas, values, inner) for values in columns]
    held = {place: pandas.Series(column, rows, dtype=column.dtype) for place, column in enumerate(made)}
    frame = pandas.DataFrame(held, rows)
    frame.columns = _index(pandas, labels, inner)
    return frame


def _index(pandas, body, inner):
    kind, name, *held = body
    if kind == "range":
        return pandas.RangeIndex(small(range(*map(int, held[0]))), name=inner(name))
    if kind == "levels":
        return pandas.MultiIndex.from_arrays([_column(pandas, values, inner) for values in held[0]], names=inner(name))
    column = _column(pandas, held[0], inner)
    index = pandas.Index(column, dtype=column.dtype, name=inner(name))
    if held[1] is not None:
        index.freq = str(held[1])
    return index


def _column(pandas, body, inner):
    """Return the values of a column or an index, with the type that they had."""
    kind, *held = body
    if kind == "nullable":
        if held[0] not in NULLABLE:
            raise ValueError("type not allowed")
        return pandas.array(inner(held[1]), dtype=held[0])
    values = inner(held[0])
    if not isinstance(values, np.ndarray):
        raise TypeError("not an array")
    if kind == "category":
        return pandas.Categorical.from_codes(values, _index(pandas, ["values", None, held[1], None], inner), held[2])
    return pandas.DatetimeIndex(values).tz_localize("UTC").tz_convert(str(held[1])) if kind == "zone" else values
