"""The members of libraries by their names, the same on both sides."""

import importlib
from typing import Any


def library_member(place: str) -> Any:
    """Return a module, or what a module holds under a name.

    Parameters
    ----------
    place : "module" or "module:member".

    Raises
    ------
    ImportError : if there is no such module, or nothing of that name in it.
    """
    name, _, member = place.partition(":")
    module = importlib.import_module(name)
    if not member:
        return module
    try:
        return getattr(module, member)
    except AttributeError:
        return importlib.import_module(f"{name}.{member}")


def offers(module: str, name: str) -> bool:
    """Tell whether `from module import *` gives a name; a module that cannot be imported gives none.

    Parameters
    ----------
    module : its name.
    name : that is looked for.
    """
    try:
        there = importlib.import_module(module)
    except ImportError:
        return False
    public = getattr(there, "__all__", None)
    return name in public if public is not None else not name.startswith("_") and hasattr(there, name)
