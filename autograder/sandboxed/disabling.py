"""Functions of microkit that are not there while a student writes them anew, or that raise an error while a part is marked."""

import ctypes
import inspect
import mmap
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import microkit

from .helpers import end_helpers

missed: list[
    ctypes.Array
] = []  # one byte that all processes of a student share: whether one of the functions was called


def take_away(names: list[str]) -> None:
    """Take microkit functions away for good, with the private functions of their modules that they are made of.

    Their code is replaced, not their names, so that it holds however they were imported; nothing else refers to it.

    Parameters
    ----------
    names : of functions at microkit's front door.
    """
    missed[:] = [_shared_byte()]
    for name, function in _there(names).items():
        for made_of in [*_private_functions(function), function]:
            made_of.__code__ = _raising(name)


def _shared_byte():
    """Map a byte that forks share. `mmap.mmap` would keep the file open for student code to write to."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.mmap.restype = ctypes.c_void_p
    libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *3 * [ctypes.c_int], ctypes.c_long]
    with tempfile.TemporaryFile() as file:
        file.truncate(1)
        address = libc.mmap(None, 1, mmap.PROT_READ | mmap.PROT_WRITE, mmap.MAP_SHARED, file.fileno(), 0)
    if address == ctypes.c_void_p(-1).value:
        raise OSError(ctypes.get_errno(), "mmap")
    return (ctypes.c_byte * 1).from_address(address)


def was_missed() -> bool:
    """Tell whether a function that was taken away has been called since, in this process or in one it started."""
    return any(note[0] for note in missed)


def _private_functions(function: Callable, found: tuple[Callable, ...] = ()) -> tuple[Callable, ...]:
    """Return the private functions of a function's module that it leads to, with those `found` before."""
    for name in function.__code__.co_names:
        other = function.__globals__.get(name)
        private = inspect.isfunction(other) and name.startswith("_") and other.__module__ == function.__module__
        if private and other not in found:
            found = _private_functions(other, (*found, other))
    return found


@contextmanager
def switched_off(names: list[str]) -> Iterator[None]:
    """Make the named microkit functions raise an error inside the block.

    Helpers that student code started earlier, with the functions still in them, are ended.
    """
    if names:
        end_helpers()
    functions = _there(names)
    codes = {name: function.__code__ for name, function in functions.items()}
    for name, function in functions.items():
        function.__code__ = _raising(name)
    try:
        yield
    finally:
        for name, function in functions.items():
            function.__code__ = codes[name]


def _there(names: list[str]) -> dict[str, Callable]:
    """Return microkit functions by their names, but for those that cannot be imported here, where student code cannot do so either."""
    found = {}
    for name in names:
        with suppress(ModuleNotFoundError):
            found[name] = inspect.unwrap(getattr(microkit, name))
    return found


def _raising(name):
    space = {}
    message = f"microkit.{name} is switched off here: this part asks you to write it"
    lines = (
        f"def {name}(*args, **kwargs):",
        "    from autograder.sandboxed.disabling import missed",
        "    for note in missed:",
        "        note[0] = 1",
        f"    raise NameError({message!r})",
    )
    exec("\n".join(lines), space)
    return space[name].__code__
