"""Value of information: the most that a test, or a perfect one, is worth before the decision it informs."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ..core.inputs import NumberOrArray, plain
from .decision_tree import value_with_gate, value_without_gate


def evsi(
    value: ArrayLike, *, cost: ArrayLike, p_viable: ArrayLike, sensitivity: ArrayLike, specificity: ArrayLike
) -> NumberOrArray:
    """EVSI, the expected value of sample information, the most one should pay for the gate: EV(bayes, free) − EV(no gate).

    Parameters
    ----------
    value, cost, p_viable, sensitivity, specificity : as in `value_with_gate`.

    Returns
    -------
    M$, zero or more; zero when no result would change what one does.

    Raises
    ------
    TypeError, ValueError : as `value_with_gate`.

    Examples
    --------
    >>> evsi([15.0, 60.0], cost=8.0, p_viable=0.7, sensitivity=0.85, specificity=0.9).round(6)
    array([1.55, 0.  ])

    Source: preposterior analysis. Taught in applications/20.
    """
    given = dict(cost=cost, p_viable=p_viable)
    gate = dict(gate_cost=0.0, sensitivity=sensitivity, specificity=specificity, rule="bayes")
    gain = value_with_gate(value, **given, **gate) - np.asarray(value_without_gate(value, **given))
    return plain(np.maximum(gain, 0.0))


def evpi(value: ArrayLike, *, cost: ArrayLike, p_viable: ArrayLike) -> NumberOrArray:
    """EVPI, the expected value of perfect information: p · max(0, V − C) − max(0, p · V − C), the bound of every gate's worth.

    Parameters
    ----------
    value, cost, p_viable : as in `value_without_gate`.

    Returns
    -------
    M$, zero or more.

    Raises
    ------
    TypeError, ValueError : as `value_without_gate`.

    Examples
    --------
    >>> round(evpi(60.0, cost=8.0, p_viable=0.7), 6)
    2.4
    >>> round(evpi(10.0, cost=8.0, p_viable=0.7), 6)  # p · V < C: without the test one would stop
    1.4

    Source: `evsi` of a test that never errs. Taught in applications/20.
    """
    return evsi(value, cost=cost, p_viable=p_viable, sensitivity=1.0, specificity=1.0)
