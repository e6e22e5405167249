"""Values that are told by the names of their fields: named tuples, data classes, and objects of a notebook's own classes."""

import dataclasses
from collections import namedtuple
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from .refusals import Refused, RefusedError, plain_values_instead

TUPLE = "tuple"
DATA = "data"
OBJECT = "object"
NOTEBOOK = "__main__"  # the module of the classes that a notebook defines


def fields_of(value: Any) -> tuple[str, dict[str, Any]] | None:
    """Return what kind of record a value is and its fields by name; None if it is none."""
    kind = type(value)
    if isinstance(value, tuple):
        names = getattr(kind, "_fields", None)
        return (TUPLE, dict(zip(names, value, strict=True))) if names else None
    if dataclasses.is_dataclass(kind):
        return DATA, {field.name: getattr(value, field.name) for field in dataclasses.fields(kind)}
    if kind.__module__ == NOTEBOOK and kind.__base__ is not type:
        return OBJECT, dict(object.__getattribute__(value, "__dict__"))
    return None


def made(name: str, kind: str, fields: dict[str, Any], names: Mapping[str, Any]) -> Any:
    """Return the value that a record stands for: of the class of this name that the notebook itself defines.

    Of a named tuple or a data class whose class is not there the fields can be seen all the same. No code of the class
    runs to make it.

    Parameters
    ----------
    name : of the class.
    kind : as `fields_of` tells it.
    fields : of the value, by name.
    names : of the notebook, in which classes are looked up.

    Raises
    ------
    ValueError : if there is no such kind, or a field has a name that no field can have.
    """
    if kind not in (TUPLE, DATA, OBJECT) or any(
        not isinstance(field, str) or not field.isidentifier() or field.startswith("__") for field in fields
    ):
        raise ValueError("not a record")
    own = dict.get(names, name)
    if not isinstance(own, type) or own.__module__ != NOTEBOOK:
        if kind == OBJECT:
            return Refused(plain_values_instead(name))
        own = stand_in(name, kind, tuple(fields))
    try:
        return _instance(own, fields)
    except (TypeError, AttributeError):
        return Refused(plain_values_instead(name))


def _instance(kind, fields):
    if issubclass(kind, tuple):
        if tuple(kind._fields) != tuple(fields):
            raise TypeError("other fields")
        return tuple.__new__(kind, fields.values())
    value = object.__new__(kind)
    for field, content in fields.items():
        object.__setattr__(value, field, content)
    return value


class StandIn:
    """A record whose class only the student's notebook has: no more than its fields can be seen."""

    def __getattr__(self, name):
        raise RefusedError(f"a {type(self).__name__}, of which only the fields can be examined")


@lru_cache(maxsize=256)
def stand_in(name: str, kind: str, fields: tuple[str, ...]) -> type:
    """Return a class for records of this name, which two of the same name and fields share.

    Parameters
    ----------
    name : of the student's class.
    kind : of record.
    fields : their names.
    """
    if kind == TUPLE:
        return type(name, (StandIn, namedtuple(name, fields)), {})
    return dataclasses.make_dataclass(name, fields, bases=(StandIn,))
