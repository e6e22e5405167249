"""What a handful of volunteers can and cannot show about a rare event."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaincinv

from ..core.inputs import NumberOrArray, fraction, plain, probability, together, whole_numbers


def chance_of_event(p: ArrayLike, *, n: ArrayLike) -> NumberOrArray:
    """Probability that at least one of n subjects shows an event: 1 − (1 − p)^n.

    Parameters
    ----------
    p : true probability of the event per subject, number or array.
    n : subjects, for instance the sentinels.

    Returns
    -------
    Probability.

    Raises
    ------
    TypeError, ValueError : for text, NaN, p outside [0, 1], or n that is not a whole number of at least 1.

    Examples
    --------
    >>> round(chance_of_event(0.05, n=2), 4)
    0.0975

    Source: independent subjects. Sentinel dosing: EMA/CHMP/SWP/28367/07 Rev 1 (2018, existence and date verified).
    Taught in principles/09.
    """
    p = probability("p", p)
    n = whole_numbers("n", n)
    together(p=p, n=n)
    return plain(1 - (1 - p) ** n)


def event_upper_bound(events: ArrayLike, *, n: ArrayLike, level: ArrayLike = 0.95) -> NumberOrArray:
    """Exact one-sided upper bound on a probability (Clopper–Pearson); with no events it is 1 − (1 − level)^(1/n).

    Parameters
    ----------
    events : subjects with an event, number or array.
    n : subjects observed.
    level : confidence, between 0 and 1.

    Returns
    -------
    Probability; for no events in many subjects it nears 3 / n, the rule of three, which is wrong for six.

    Raises
    ------
    TypeError, ValueError : for text, NaN, numbers of subjects that are not whole, or more events than subjects.

    Examples
    --------
    >>> round(event_upper_bound(0, n=6), 3)
    0.393

    Source: Clopper and Pearson 1934 (recalled); a quantile of the beta distribution. Taught in principles/09.
    """
    events = whole_numbers("events", events, least=0)
    n = whole_numbers("n", n)
    level = _open("level", level)
    together(events=events, n=n, level=level)
    if (events > n).any():
        raise ValueError("events must not exceed n: no subject counts twice")
    inside = np.minimum(events, n - 1)
    return plain(np.where(events == n, 1.0, betaincinv(inside + 1, n - inside, level)))


def subjects_without_event(p: ArrayLike, *, level: ArrayLike = 0.95) -> NumberOrArray:
    """Fewest subjects, all without an event, that rule out a probability of p or more: ⌈ln(1 − level) / ln(1 − p)⌉.

    Parameters
    ----------
    p : probability to rule out, between 0 and 1, number or array.
    level : confidence, between 0 and 1.

    Returns
    -------
    Number of subjects.

    Raises
    ------
    TypeError, ValueError : for text, NaN, or a value outside (0, 1).

    Examples
    --------
    >>> subjects_without_event(0.01)
    299.0

    Source: `event_upper_bound` with no events, solved for n. Taught in principles/09.
    """
    p = _open("p", p)
    level = _open("level", level)
    together(p=p, level=level)
    return plain(np.ceil(np.log1p(-level) / np.log1p(-p)))


def _open(name, value):
    value = fraction(name, value)
    if (value == 1).any():
        raise ValueError(f"{name} must be below 1")
    return value
