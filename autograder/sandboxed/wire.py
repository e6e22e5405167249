"""What may pass between student code and the grader: JSON that can only spell plain values.

`pack` turns a value into JSON, `unpack` turns JSON back, and neither ever runs anything named in the data.
Types are exact: a subclass is sent as the plain value under it, and what has no plain value is sent as a refusal.

>>> unpack(pack((1, 2.5, {"a": None})))
(1, 2.5, {'a': None})
>>> unpack(pack(x for x in "ab"))
Refused('a generator: hand back its values instead, as in list(...)')
"""

import base64
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from .arrays import array_of_objects, pack_array, unpack_array
from .channel import WireError
from .records import fields_of, full_name, is_own_member, made
from .refusals import Refused, advice, with_article
from .sizes import MAX_BITS, MAX_NODES, oversize, small
from .tables import TABLES, pack_table, unpack_table

MAX_DEPTH = 40
BASES = (bool, int, float, complex, str, bytes, tuple, list, dict, set, frozenset)
PLAINLY = {dict: lambda value: dict(value.items()), str: str.__str__}


def pack(value: Any, function: Callable[[Callable], list] | None = None) -> Any:
    """Return the JSON form of a value; what has none, or is too large, is a refusal.

    Parameters
    ----------
    value : of any kind.
    function : gives what is told of a callable, which is refused without it: its handle first.
    """
    count = [0]
    try:
        return _pack(value, function, 0, count)
    except _TooMuchError as error:
        return {"refused": str(error)}


class _TooMuchError(Exception):
    pass


def _pack(value, function, depth, count):
    count[0] += 1
    if depth > MAX_DEPTH:
        raise _TooMuchError(f"a value nested deeper than {MAX_DEPTH} levels")
    if count[0] > MAX_NODES:
        raise _TooMuchError(f"a value of more than {MAX_NODES} parts: use an array")

    def inner(values):
        return [_pack(v, function, depth + 1, count) for v in values]

    kind = type(value)
    if value is None or kind in (bool, str, float):
        return value
    if kind is int:
        return value if value.bit_length() <= MAX_BITS else {"refused": f"a whole number of over {MAX_BITS} bits"}
    if kind is list:
        return inner(value)
    if kind in (tuple, set, frozenset):
        return {kind.__name__: inner(value)}
    if kind is dict:
        return {"dict": [inner(item) for item in value.items()]}
    if kind is complex:
        return {"complex": [value.real, value.imag]}
    if kind is bytes:
        return {"bytes": base64.b64encode(value).decode()}
    if kind in (range, Fraction, Decimal) and oversize(value):
        return {"refused": oversize(value)}
    if kind is range:
        return {"range": [value.start, value.stop, value.step]}
    if kind in (Fraction, Decimal):
        return {kind.__name__: str(value)}
    if kind in (date, datetime, time):
        return {kind.__name__: value.isoformat()}
    if kind is timedelta:
        return {"timedelta": [value.days, value.seconds, value.microseconds]}
    if value is ...:
        return {"dots": 0}
    return _pack_object(value, function, inner)


def _pack_object(value, function, inner):
    if isinstance(value, (np.ndarray, np.generic)):
        return pack_array(value, inner)
    if isinstance(value, Refused):
        return {"refused": value.words}
    if is_own_member(value) or (isinstance(value, tuple) and hasattr(type(value), "_fields")):
        return _pack_record(value, inner)
    table = pack_table(value, inner)
    if table is not None:
        return table
    for base in BASES:
        if isinstance(value, base):
            plain = PLAINLY.get(base, base)(value)
            return inner([plain])[0] if type(plain) is base else {"refused": with_article(value)}
    if function is not None and callable(value) and not isinstance(value, type):
        return {"function": function(value)}
    return _pack_record(value, inner)


def _pack_record(value, inner):
    record = None if isinstance(value, type) else fields_of(value)
    if record is None:
        return {"refused": advice(value)}
    kind, fields = record
    return {"record": [full_name(value)[:160], kind, inner(fields.items())]}


def unpack(
    data: Any,
    function: Callable[..., Any] | None = None,
    refused: Callable[[str], Any] = Refused,
    names: Mapping[str, Any] | None = None,
) -> Any:
    """Return the value that some JSON stands for.

    Parameters
    ----------
    data : plain data, taken for forged.
    function : makes what stands for a callable of what is told of it.
    refused : makes what stands for a value that was refused of the words that say what it is.
    names : of the notebook at this end, whose classes are those of objects that come.

    Raises
    ------
    WireError : if it stands for none.
    """
    try:
        return _unpack(data, (function, refused, names or {}), 0, [0])
    except (ValueError, TypeError, ArithmeticError, LookupError, AttributeError) as error:
        raise WireError(f"not a value: {type(error).__name__}: {error}"[:200]) from None


def _unpack(data, makers, depth, count):
    count[0] += 1
    if depth > 2 * MAX_DEPTH or count[0] > 2 * MAX_NODES:
        raise ValueError("nested too deep, or of too many parts")

    def inner(part):
        return _unpack(part, makers, depth + 1, count)

    if isinstance(data, list):
        return [inner(item) for item in data]
    if not isinstance(data, dict):
        return data
    ((tag, body),) = data.items()
    if tag == "dict":
        return {inner(k): inner(v) for k, v in body}
    function, refused, names = makers
    if tag == "refused":
        return refused(str(body)[:400])
    if tag == "function":
        return function(*body) if function else refused("a function")
    if tag == "record":
        name, kind, items = body
        value = made(
            str(name), kind, {field: inner(content) for field, content in (item["tuple"] for item in items)}, names
        )
        return refused(value.words) if isinstance(value, Refused) else value
    if tag in TABLES:
        return unpack_table(tag, body, inner, refused)
    if tag == "array":
        return unpack_array(*body)
    if tag == "objects":
        return array_of_objects(body[0], [inner(item) for item in body[1]])
    if tag in ("tuple", "set", "frozenset"):
        return {"tuple": tuple, "set": set, "frozenset": frozenset}[tag](inner(body))
    return _SIMPLE[tag](body)


_SIMPLE = {
    "complex": lambda body: complex(float(body[0]), float(body[1])),
    "bytes": lambda body: base64.b64decode(body, validate=True),
    "range": lambda body: small(range(*map(int, body))),
    "Fraction": lambda body: small(Fraction(_matching(r"-?\d+(/\d+)?", body))),
    "Decimal": lambda body: small(Decimal(_matching(r"[-+\w.]+", body))),
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
    "timedelta": lambda body: timedelta(*map(int, body)),
    "dots": lambda body: ...,
}


def _matching(pattern, text):
    if len(text) > MAX_BITS or not re.fullmatch(pattern, text):
        raise ValueError("not a number")
    return text
