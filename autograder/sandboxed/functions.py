"""The functions that cross the wire: the student's, which the grader calls, and the grader's, which a student's code calls back."""

import builtins
import contextlib
import inspect
import os
import threading
from collections.abc import Callable, Iterator
from typing import Any

from .channel import Channel
from .refusals import NotCarriedError, Refused
from .wire import pack, unpack

DOC_CHARACTERS = 4000
MUTABLE = (list, dict)  # JSON of what may be changed in place: lists, and whatever has a tag


class Functions:
    """The functions of one notebook on the candidate's side, by their numbers.

    Those of the student are counted from 0 upwards; of those that a grading cell handed over the number is negative, and
    to call one asks the examiner, which may ask other things before it replies.
    """

    def __init__(self, names: dict[str, Any], channel: Channel, answer: Callable[[dict[str, Any]], dict[str, Any]]):
        self.names = names
        self.channel = channel
        self.answer = answer
        self.own: list[Callable] = []
        self.numbers: dict[int, int] = {}  # by the identity of a function, all of which are kept
        self.lent: dict[int, Callable] = {}
        self.asked = 0
        self.home = (os.getpid(), threading.get_ident())

    def number(self, function: Callable) -> int:
        """Return the number of a function, which is the same each time."""
        if id(function) not in self.numbers:
            self.numbers[id(function)] = len(self.own)
            self.own.append(function)
        return self.numbers[id(function)]

    def told(self, function: Callable) -> list:
        """Return what is told of a function of the student's: number, name, docstring and signature."""
        name = str(getattr(function, "__name__", "function"))[:80]
        number = self.number(function)
        return [number, name] if number < 0 else [number, name, about(function)]

    def numbered(self, number: int, name: str) -> Callable:
        """Return the function of this number; one of the grader's is made when it is first met.

        Parameters
        ----------
        number : as the examiner gives it.
        name : of the function, if it is the grader's.
        """
        if number >= 0:
            return self.own[number]
        if number not in self.lent:

            def function(*args, **kwargs):
                return self._asked_back(number, args, kwargs)

            function.__name__ = name
            function.__qualname__ = name
            self.lent[number] = function
            self.numbers[id(function)] = number
        return self.lent[number]

    def called(self, number: int, args: Any, kwargs: Any, shown: bool) -> dict[str, Any]:
        """Call a function of the student's.

        Parameters
        ----------
        number : of the function.
        args, kwargs : positional and keyword arguments, as `wire.pack` spells them.
        shown : whether it is to be told which of the arguments the function has changed in place.

        Returns
        -------
        The value and, if any were changed, those arguments by position or name.
        """
        positional = [self._unpacked(value) for value in args["tuple"]]
        named = {name: self._unpacked(value) for name, value in kwargs["dict"]}
        value = self._packed(self.own[number](*positional, **named))
        if not shown:
            return {"value": value}
        before = [*enumerate(args["tuple"]), *kwargs["dict"]]
        after = [*enumerate(positional), *named.items()]
        pairs = [(sent, key, now) for (key, sent), (_, now) in zip(before, after, strict=True)]
        told = [[key, self._packed(now)] for sent, key, now in pairs if isinstance(sent, MUTABLE)]
        sent = [[key, value] for key, value in before if isinstance(value, MUTABLE)]
        changed = [new for old, new in zip(sent, told, strict=True) if old != new]
        return {"value": value} | ({"changed": changed} if changed else {})

    @contextlib.contextmanager
    def reading(self, typed: int | None) -> Iterator[None]:
        """Have a function of the grader's take the place of `input` inside the block.

        Parameters
        ----------
        typed : its number; None leaves `input` as it is.
        """
        own = builtins.input
        if typed is not None:
            builtins.input = self.numbered(typed, "input")
        try:
            yield
        finally:
            builtins.input = own

    def _packed(self, value):
        return pack(value, self.told)

    def _unpacked(self, data):
        return unpack(data, self.numbered, _not_carried, self.names)

    def _asked_back(self, number, args, kwargs):
        """Ask the examiner to call one of its functions; it may ask other things meanwhile, which are answered."""
        if (os.getpid(), threading.get_ident()) != self.home:
            raise NotCarriedError("a function of the test can be called in the notebook's own process only")
        self.asked += 1
        asked = self.asked
        self.channel.send({"back": number, "asked": asked, "args": self._packed(args), "kwargs": self._packed(kwargs)})
        while True:
            said = self.channel.receive()
            if "do" in said:
                self.channel.send(self.answer(said))
            elif said.get("asked") == asked:
                break
        if "error" in said:
            raise self._of(said["error"])
        return self._unpacked(said["value"])

    def _of(self, error):
        """Return the exception that a function of the grader's has raised: of the same type, if there is one of its name."""
        kind = self.names.get(error["name"]) or getattr(builtins, error["name"], None)
        kind = kind if isinstance(kind, type) and issubclass(kind, Exception) else RuntimeError
        try:
            return kind(error["text"])
        except Exception:
            return RuntimeError(f"{error['name']}: {error['text']}")


def about(function: Callable) -> dict[str, Any]:
    """Return docstring and signature of a function as plain data, as far as it has them."""
    told = {}
    doc = getattr(function, "__doc__", None)
    if isinstance(doc, str):
        told["doc"] = doc[:DOC_CHARACTERS]
    try:
        parameters = inspect.signature(function).parameters.values()
        told["parameters"] = [[one.name, int(one.kind), *_default(one)] for one in parameters]
    except (TypeError, ValueError):
        pass
    return told


def _default(parameter):
    return [] if parameter.default is parameter.empty else [pack(parameter.default)]


def _not_carried(words: str) -> Refused:
    raise NotCarriedError(words)
