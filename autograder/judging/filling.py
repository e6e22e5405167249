"""Texts with given values in them: `{dose_mg:g}` becomes "100"; other braces, such as those of TeX, stay as they are."""

import inspect
import re
from functools import cache
from typing import Any

WORD = re.compile(r"[^\W\d]\w*")  # a name, in code or in a text
FIELD = re.compile(r"\{(\w+):([^{}\n]*)\}")
WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
CODE = re.compile(r"(`[^`]*`)")
E_NOTATION = re.compile(r"(?<![\w.])(-?\d(?:\.\d+)?)e([+-]\d{2,})\b")
LARGEST_WRITTEN_OUT = 5  # power of ten


def filled(text: str, given: Any) -> str:
    """Return a text with its fields filled from the given values and its indentation taken off.

    Parameters
    ----------
    text : Markdown with fields `{name:spec}`. The spec is one of Python's for numbers, or `word` ("six"), `Word` ("Six"),
        `power` ("5.8 × 10⁻¹⁰"), or empty for what `str` makes of the value.
    given : namespace of the given values.

    Raises
    ------
    KeyError : for a field that is not among the given values.
    """
    return FIELD.sub(lambda found: formatted(_value(given, found[1]), found[2]), _without_indentation(text))


_without_indentation = cache(inspect.cleandoc)


def _value(given, name):
    if not hasattr(given, name):
        raise KeyError(f"{{{name}:…}} stands in a text, but {name!r} is neither a given value nor derived from one")
    return getattr(given, name)


def in_brackets(unit: str) -> str:
    """Return a unit in brackets after a space, to stand behind "number"; "" for a number without a unit.

    Parameters
    ----------
    unit : such as "mg" or "".
    """
    return f" ({unit})" if unit else ""


def formatted(value: Any, spec: str) -> str:
    """Return a value as a text, by one of the specs of `filled`.

    Parameters
    ----------
    value : a number, a text or a row of them.
    spec : what stands behind the colon of a field, such as "g" or ".2f".
    """
    if isinstance(value, Name):
        return f"`{value}`"
    match spec:
        case "word" | "Word":
            word = WORDS[int(value)] if value in range(len(WORDS)) else f"{value:g}"
            return word.capitalize() if spec == "Word" else word
        case "power":
            digits, _, power = f"{value:.6e}".partition("e")
            return _with_power(f"{float(digits):g}", int(power))
    return readable(format(value, spec))


def readable(text: str) -> str:
    """Return a text with its numbers as people write them: 320 for Python's "3.2e+02", 1.9 × 10¹⁵ for "1.9e+15".

    What stands between backticks is code and stays.
    """
    pieces = CODE.split(text)
    return "".join(piece if i % 2 else E_NOTATION.sub(_as_written, piece) for i, piece in enumerate(pieces))


def _as_written(found):
    digits = found[1]
    power = int(found[2])
    return f"{float(found[0]):.0f}" if 0 <= power <= LARGEST_WRITTEN_OUT else _with_power(digits, power)


def _with_power(digits, power):
    return f"{digits} × 10{str(power).translate(RAISED)}"


def typed(value: Any) -> str:
    """Return a value as one types it in Python: a row of numbers as an array."""
    if isinstance(value, tuple):
        return f"np.array([{', '.join(map(typed, value))}])"
    return f"{value:.12g}" if isinstance(value, int | float) else repr(value)


class Name(str):
    """The name of a given value, put where its number would stand."""
