"""How large a value may be, also one that is small on the wire and grows when something is made of it."""

import math
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

MAX_NODES = 300_000
MAX_BITS = 10_000


def oversize(value: range | Fraction | Decimal | np.ndarray | np.generic) -> str:
    """Say what a value is of which more could be made than may be, "" of any other.

    That is a long range, a fraction or a decimal of more digits, written out, than a whole number may have, and an array
    that holds nothing but is long along some of its axes.
    """
    if isinstance(value, range):
        return f"a range of more than {MAX_NODES} numbers" if value[MAX_NODES:] else ""
    if isinstance(value, Fraction):
        bits = max(value.numerator.bit_length(), value.denominator.bit_length())
        return f"a Fraction of over {MAX_BITS} bits" if bits > MAX_BITS else ""
    if isinstance(value, Decimal):
        _, digits, exponent = value.as_tuple()
        written_out = len(digits) + abs(exponent) if value.is_finite() else 0
        return f"a Decimal of over {MAX_BITS} digits" if written_out > MAX_BITS else ""
    sides = math.prod(side for side in value.shape if side)
    return f"an empty array of shape {value.shape}" if value.size == 0 and sides > MAX_NODES else ""


def small(value: Any) -> Any:
    """Return a value of which no more could be made than may be.

    Raises
    ------
    ValueError : if it is not one.
    """
    if oversize(value):
        raise ValueError(oversize(value))
    return value
