"""Values that are told by the names of their fields: named tuples, data classes, and objects of a notebook's own classes.

A member of a notebook's own enumeration is told by its name, and by its value if it is a number or a text itself: that stands for it
where there is no such enumeration.
"""

import dataclasses
from collections import namedtuple
from collections.abc import Mapping
from enum import Enum
from functools import lru_cache
from types import ModuleType
from typing import Any

from .refusals import Refused, RefusedError, plain_values_instead

TUPLE = "tuple"
DATA = "data"
OBJECT = "object"
NOTEBOOK = "__main__"  # the module of the classes that a notebook defines


def fields_of(value: Any) -> tuple[str, dict[str, Any]] | None:
    """Return what kind of record a value is and its fields by name; None if it is none."""
    kind = type(value)
    if is_own_member(value):
        plain = {"_value_": value._value_} if isinstance(value, type(value._value_)) else {}
        return OBJECT, {"_name_": value._name_} | plain
    if isinstance(value, tuple):
        names = getattr(kind, "_fields", None)
        return (TUPLE, dict(zip(names, value, strict=True))) if names else None
    if dataclasses.is_dataclass(kind):
        return DATA, {field.name: getattr(value, field.name) for field in dataclasses.fields(kind)}
    if kind.__module__ == NOTEBOOK and kind.__base__ is not type:
        return OBJECT, dict(object.__getattribute__(value, "__dict__"))
    return None


def is_own_member(value: Any) -> bool:
    """Tell whether a value is a member of an enumeration that a notebook defines."""
    return isinstance(value, Enum) and type(value).__module__ == NOTEBOOK


def full_name(value: Any) -> str:
    """Return the name of a record's class, after that of its module if it is not the notebook's own."""
    kind = type(value)
    return kind.__name__ if kind.__module__ == NOTEBOOK else f"{kind.__module__}.{kind.__name__}"


def made(name: str, kind: str, fields: dict[str, Any], names: Mapping[str, Any]) -> Any:
    """Return the value that a record stands for: of the class of this name that the notebook itself defines.

    A named tuple or a data class may also be of a module that the notebook has imported. If its class is not there the
    fields can be seen all the same. No code of the class runs to make it.

    Parameters
    ----------
    name : of the class, see `full_name`.
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
    module, _, name = name.rpartition(".")
    otherwise = fields.get("_value_")
    if kind != OBJECT or type(otherwise) not in (int, float, str):
        otherwise = Refused(plain_values_instead(name))
    own = dict.get(names, name) if kind == OBJECT or not module else _imported(module, name, tuple(fields), names)
    if not isinstance(own, type) or own.__module__ != (module or NOTEBOOK):
        if kind == OBJECT:
            return otherwise
        own = stand_in(name, kind, tuple(fields))
    try:
        return _instance(own, fields)
    except (TypeError, AttributeError, KeyError):
        return otherwise


def _imported(module, name, fields, names):
    """Return the class of a record with these fields that the notebook has of a module, or in a module; None if there is none."""
    modules = [value for value in names.values() if isinstance(value, ModuleType)]
    for kind in [dict.get(names, name), *(vars(one).get(name) for one in modules)]:
        is_record = isinstance(kind, type) and (dataclasses.is_dataclass(kind) or hasattr(kind, "_fields"))
        if is_record and kind.__module__ == module and not module.startswith("autograder."):
            data = dataclasses.is_dataclass(kind)
            own = tuple(field.name for field in dataclasses.fields(kind)) if data else kind._fields
            return kind if own == fields else None
    return None


def _instance(kind, fields):
    if issubclass(kind, Enum):
        return kind[fields["_name_"]]
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
