"""What an answer becomes when one of the given values is another: worked out by its reference, which may not like it."""

import math
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np

from .comparing import as_number

SAME = 1e-6


def power_of(answer: Callable, given: SimpleNamespace, key: str) -> float | None:
    """Return the exponent with which a given value stands in an answer as a factor, or None if it is no factor there.

    Parameters
    ----------
    answer : the reference, a function of given values.
    given : the given values.
    key : name of the one to be varied.
    """
    right = answer(given)
    powers = []
    for factor in (0.97, 0.94):
        changed = number_from(answer, with_other(given, key, factor * getattr(given, key)))
        if changed is None or not changed * right > 0:
            return None
        powers.append(math.log(changed / right) / math.log(factor))
    power = round(2 * powers[0]) / 2
    return power if power and all(abs(found - power) < SAME for found in powers) else None


def with_other(given: SimpleNamespace, key: str, value: Any) -> SimpleNamespace:
    """Return the given values with one of them changed.

    Parameters
    ----------
    given : the given values; they stay as they are.
    key : name of the one that is changed.
    value : what it is changed to.
    """
    return SimpleNamespace(**vars(given) | {key: value})


def number_from(answer: Callable, given: SimpleNamespace) -> float | None:
    """Return the finite number that a reference makes of given values that may make no sense, or None.

    Parameters
    ----------
    answer : the reference, a function of given values.
    given : given values.
    """
    try:
        with np.errstate(all="ignore"):
            value = as_number(answer(given))
    except (ArithmeticError, ValueError, TypeError):
        return None
    return value if value is not None and math.isfinite(value) else None


def changed_number(answer: Callable, given: SimpleNamespace, key: str, new: float, power: float | None) -> float | None:
    """Return the answer with a given value changed; `power` is that of `power_of`, which needs no valid input.

    Parameters
    ----------
    answer : the reference, a function of given values.
    given : the given values.
    key : name of the one that is changed.
    new : its new value.
    power : the exponent with which it stands in the answer, or None.
    """
    if power is None or not new:
        return number_from(answer, with_other(given, key, new))
    return answer(given) * (new / getattr(given, key)) ** power
