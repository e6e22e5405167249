"""A Phase 0 gate in front of Phase I: what going on is worth with it, without it, and after a fail."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ..core.inputs import NumberOrArray, non_negative, one_of, plain, positive, probability, together


def value_without_gate(value: ArrayLike, *, cost: ArrayLike, p_viable: ArrayLike) -> NumberOrArray:
    """Mean value of going on, or of stopping when that is better: max(0, p · V − C).

    Parameters
    ----------
    value : V, risk-adjusted value, after Phase I, of a candidate with viable pharmacokinetics, M$, number or array.
    cost : C, of bringing any candidate through Phase I, M$.
    p_viable : prior probability p that the candidate is viable.

    Returns
    -------
    Expected value, M$.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a negative value or cost, or a probability outside [0, 1].

    Examples
    --------
    >>> value_without_gate(60.0, cost=8.0, p_viable=0.7)
    34.0

    Source: decision tree with one choice. Taught in applications/20.
    """
    value = non_negative("value", value)
    cost = non_negative("cost", cost)
    p = probability("p_viable", p_viable)
    together(value=value, cost=cost, p_viable=p)
    return plain(np.maximum(0.0, p * value - cost))


def value_with_gate(
    value: ArrayLike,
    *,
    cost: ArrayLike,
    p_viable: ArrayLike,
    gate_cost: ArrayLike,
    sensitivity: ArrayLike,
    specificity: ArrayLike,
    rule: str,
) -> NumberOrArray:
    """Mean value with a Phase 0 gate in front: Σ over pass and fail of P(result) · (p_result · V − C), less its cost.

    Parameters
    ----------
    value, cost, p_viable : as in `value_without_gate`.
    gate_cost : of the Phase 0 study, M$.
    sensitivity : probability that an unviable candidate fails the gate.
    specificity : probability that a viable candidate passes it.
    rule : "rigid" stops at every fail and goes on at every pass; "bayes" stops where going on has a negative value.

    Returns
    -------
    Expected value, M$, the cost of the gate taken off.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a negative amount, a probability outside [0, 1], or an unknown rule.

    Examples
    --------
    >>> gate = dict(cost=8.0, p_viable=0.7, gate_cost=0.6, sensitivity=0.85, specificity=0.9)
    >>> round(value_with_gate(60.0, rule="rigid", **gate), 6), round(value_with_gate(60.0, rule="bayes", **gate), 6)
    (31.8, 33.4)

    Source: decision tree with one test. Taught in applications/20.
    """
    value = non_negative("value", value)
    cost = non_negative("cost", cost)
    gate_cost = non_negative("gate_cost", gate_cost)
    p = probability("p_viable", p_viable)
    sensitivity = probability("sensitivity", sensitivity)
    specificity = probability("specificity", specificity)
    together(value=value, cost=cost, gate_cost=gate_cost, p_viable=p, sensitivity=sensitivity, specificity=specificity)
    one_of("rule", rule, ("rigid", "bayes"))
    passed = p * specificity * value - (p * specificity + (1 - p) * (1 - sensitivity)) * cost
    failed = p * (1 - specificity) * value - (p * (1 - specificity) + (1 - p) * sensitivity) * cost
    if rule == "rigid":
        return plain(passed - gate_cost)
    return plain(np.maximum(0.0, passed) + np.maximum(0.0, failed) - gate_cost)


def viable_given_fail(p_viable: ArrayLike, *, sensitivity: ArrayLike, specificity: ArrayLike) -> NumberOrArray:
    """Probability that a candidate that failed the gate is viable all the same, by Bayes' rule.

    Parameters
    ----------
    p_viable, sensitivity, specificity : as in `value_with_gate`.

    Returns
    -------
    Probability.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a probability outside [0, 1], or a gate that nothing can fail.

    Examples
    --------
    >>> round(viable_given_fail(0.7, sensitivity=0.85, specificity=0.9), 4)
    0.2154

    Source: Bayes' rule. Taught in applications/20.
    """
    p = probability("p_viable", p_viable)
    sensitivity = probability("sensitivity", sensitivity)
    specificity = probability("specificity", specificity)
    together(p_viable=p, sensitivity=sensitivity, specificity=specificity)
    viable = p * (1 - specificity)
    unviable = (1 - p) * sensitivity
    if (viable + unviable == 0).any():
        raise ValueError("specificity and sensitivity leave no way to fail this gate")
    return plain(viable / (viable + unviable))


def spend_per_viable(
    spend: ArrayLike,
    *,
    p_viable: ArrayLike,
    gate_spend: ArrayLike = 0.0,
    sensitivity: ArrayLike = 0.0,
    specificity: ArrayLike = 1.0,
) -> NumberOrArray:
    """Money (or months) spent until one viable candidate is through: (gate + P(pass) · spend) / (p · specificity).

    Parameters
    ----------
    spend : per candidate that passes, M$ or months, number or array.
    p_viable : probability that a candidate is viable.
    gate_spend : per candidate at the gate, in the same unit.
    sensitivity, specificity : of the gate; as they stand there is no gate and every candidate passes.

    Returns
    -------
    Expected total, in the unit of `spend`, when candidates are tried one after another.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a negative amount, a probability outside [0, 1], or one that lets no viable
        candidate through.

    Examples
    --------
    >>> spend_per_viable(8.0, p_viable=0.4)
    20.0
    >>> round(spend_per_viable(8.0, p_viable=0.4, gate_spend=0.6, sensitivity=0.85, specificity=0.9), 3)
    11.667

    Source: expected number of tries of a geometric distribution. Taught in applications/20.
    """
    spend = non_negative("spend", spend)
    gate_spend = non_negative("gate_spend", gate_spend)
    p = positive("p_viable", probability("p_viable", p_viable))
    sensitivity = probability("sensitivity", sensitivity)
    specificity = positive("specificity", probability("specificity", specificity))
    together(spend=spend, gate_spend=gate_spend, p_viable=p, sensitivity=sensitivity, specificity=specificity)
    passing = p * specificity + (1 - p) * (1 - sensitivity)
    return plain((gate_spend + passing * spend) / (p * specificity))
