"""Texts with given values in them: `{dose_mg:g}` becomes "100"; other braces, such as those of TeX, stay as they are."""

import inspect
import re
from typing import Any

FIELD = re.compile(r"\{(\w+):([^{}\n]*)\}")
WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


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
    return FIELD.sub(lambda found: formatted(_value(given, found[1]), found[2]), inspect.cleandoc(text))


def _value(given, name):
    if not hasattr(given, name):
        raise KeyError(f"{{{name}:…}} stands in a text, but {name!r} is neither a given value nor derived from one")
    return getattr(given, name)


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
            return f"{float(digits):g} × 10{str(int(power)).translate(RAISED)}"
    return format(value, spec)


def typed(value: Any) -> str:
    """Return a value as one types it in Python: a row of numbers as an array."""
    if isinstance(value, tuple):
        return f"np.array([{', '.join(map(typed, value))}])"
    return f"{value:.12g}" if isinstance(value, int | float) else repr(value)


class Name(str):
    """The name of a given value, put where its number would stand."""
