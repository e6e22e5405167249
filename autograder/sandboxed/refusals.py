"""What stands for an answer that cannot be examined."""

from collections.abc import Iterator
from typing import Any


class RefusedError(TypeError, AttributeError):
    """Something was asked of a value that cannot be examined; the text says what it is and what to do instead."""


class NotCarriedError(Exception):
    """What a grading cell and a student's function hand each other cannot be carried between them: a person has to look."""


class Refused:
    """A student's value that may not cross to the grader; `words` say what it is and what to do instead.

    It has no answer to any question, so that no test can hold of it.
    """

    def __init__(self, words):
        self.words = words

    def __repr__(self):
        return f"Refused({self.words!r})"

    def _refuse(self, *_):
        raise RefusedError(self.words)

    def __getattr__(self, name):
        raise RefusedError(self.words)

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __bool__ = __len__ = __iter__ = __contains__ = _refuse
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __pow__ = _refuse
    __abs__ = __neg__ = __float__ = __int__ = _refuse
    __hash__ = object.__hash__


def with_article(value: Any) -> str:
    """Name the type of a value with its article: "an Animal"."""
    name = value.__name__ if isinstance(value, type) else type(value).__name__
    return f"{'an' if name[:1] in 'aeiouAEIOU' else 'a'} {name}"


def advice(value: Any) -> str:
    """Name the type of a value that may not cross, and say what to hand back instead."""
    if isinstance(value, type):
        return f"the class {value.__name__}: hand back plain values, or functions that return them"
    if isinstance(value, Iterator):
        return f"{with_article(value)}: hand back its values instead, as in list(...)"
    return plain_values_instead(type(value).__name__)


def plain_values_instead(name: str) -> str:
    """Name a type whose values may not cross, with its article, and say what to hand back instead."""
    article = "an" if name[:1] in "aeiouAEIOU" else "a"
    return f"{article} {name}: hand back plain values instead (numbers, text, lists, dicts or arrays)"
