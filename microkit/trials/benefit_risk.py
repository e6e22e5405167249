"""The risk–benefit ledger of a Phase 0 gate: events it avoids later against events it causes now."""

from __future__ import annotations

from numpy.typing import ArrayLike

from ..core.inputs import NumberOrArray, non_negative, plain, positive, probability, together, whole_numbers
from ..core.intervals import Interval, exact_interval


def events_incurred(n: ArrayLike, *, risk: ArrayLike) -> NumberOrArray:
    """Adverse events to be expected in a study: n · risk.

    Parameters
    ----------
    n : volunteers, number or array.
    risk : probability per volunteer, all causes added: drug, radiation (`radiation_risk`), procedures.

    Returns
    -------
    Expected number of events.

    Raises
    ------
    TypeError, ValueError : for text, NaN, n that is not a whole number of at least 1, or a risk outside [0, 1].

    Examples
    --------
    >>> round(events_incurred(6, risk=1e-5), 8)
    6e-05

    Source: expectation of a sum of rare events. Taught in principles/10.
    """
    n = whole_numbers("n", n)
    risk = probability("risk", risk)
    together(n=n, risk=risk)
    return plain(n * risk)


def events_avoided(n: ArrayLike, *, risk: ArrayLike, p_unviable: ArrayLike, sensitivity: ArrayLike) -> NumberOrArray:
    """Adverse events that a gate is expected to avoid: p_unviable · sensitivity · n · risk.

    Parameters
    ----------
    n : volunteers of the later trial that a stopped candidate never reaches, number or array.
    risk : probability of an event per volunteer of that trial.
    p_unviable : prior probability that the candidate is not viable.
    sensitivity : probability that the gate stops an unviable candidate.

    Returns
    -------
    Expected number of events; viable candidates stopped by mistake are no benefit and are left out.

    Raises
    ------
    TypeError, ValueError : for text, NaN, n that is not a whole number of at least 1, or a probability outside [0, 1].

    Examples
    --------
    >>> round(events_avoided(60, risk=11 / 11_028, p_unviable=0.25, sensitivity=0.85), 4)
    0.0127

    Source: decision tree; 11 drug-related and 7 procedure-related serious events in 11 028 healthy participations
    (Emanuel 2015, verified). Taught in principles/10.
    """
    n = whole_numbers("n", n)
    risk = probability("risk", risk)
    p_unviable = probability("p_unviable", p_unviable)
    sensitivity = probability("sensitivity", sensitivity)
    together(n=n, risk=risk, p_unviable=p_unviable, sensitivity=sensitivity)
    return plain(p_unviable * sensitivity * n * risk)


def benefit_harm_interval(
    drug_events: ArrayLike,
    procedure_events: ArrayLike,
    *,
    participations: ArrayLike,
    spared_later: ArrayLike,
    n_now: ArrayLike,
    other_risk: ArrayLike,
    level: float = 0.95,
) -> Interval:
    """Benefit–harm ratio with procedures on both sides, and its exact limits from the numbers of events counted.

    ratio = m · (d + p) / (n · (p + o)), where d + p = total events / participations. What is uncertain is how the events
    divide into d and p: given their total, the number related to the drug is binomial, with Clopper–Pearson limits.

    Parameters
    ----------
    drug_events, procedure_events : serious events counted in earlier trials, by cause; at least one of the latter.
    participations : people in those trials.
    spared_later : m, people whom the gate is expected to spare: p_unviable · sensitivity · their number.
    n_now : n, volunteers of the Phase 0 study.
    other_risk : o, risk of its drug and radiation for each of them.
    level : confidence level.

    Returns
    -------
    `Interval` of the ratio. It holds the total rate and every assumed number fixed.

    Raises
    ------
    TypeError, ValueError : for text, NaN, numbers of events or people that are not whole, more events than
        participations, no procedure-related event, or a probability outside [0, 1].

    Examples
    --------
    >>> counted = dict(participations=11_028, spared_later=0.25 * 0.85 * 60)
    >>> print(benefit_harm_interval(11, 7, n_now=6, other_risk=1.02e-5, **counted))
    5.378 (95 % confidence interval 3.275 to 11.86)

    Source: comparison of two Poisson means by the binomial distribution given their sum (Przyborowski and Wilenski,
    Biometrika 1940;31:313, recalled). Taught in principles/10.
    """
    drug = whole_numbers("drug_events", drug_events, least=0)
    procedure = whole_numbers("procedure_events", procedure_events)
    people = whole_numbers("participations", participations)
    n_now = whole_numbers("n_now", n_now)
    spared = positive("spared_later", spared_later)
    other = probability("other_risk", other_risk)
    together(drug_events=drug, procedure_events=procedure, participations=people)
    together(drug_events=drug, spared_later=spared, n_now=n_now, other_risk=other)
    events = drug + procedure
    if (events > people).any():
        raise ValueError("participations must not be fewer than the events counted in them")
    shares = (drug / events, *exact_interval(drug, events, level=level))
    rate = events / people
    ratios = (spared * rate / (n_now * ((1 - share) * rate + other)) for share in shares)
    return Interval(*(plain(ratio) for ratio in ratios), level)


def benefit_harm_ratio(avoided: ArrayLike, incurred: ArrayLike) -> NumberOrArray:
    """Events avoided for each event incurred: avoided / incurred.

    Parameters
    ----------
    avoided, incurred : expected numbers of events, numbers or arrays.

    Returns
    -------
    Ratio; above 1 the gate spares more than it costs. It depends on which risks stand in the ledger.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a negative number, or nothing incurred.

    Examples
    --------
    >>> round(benefit_harm_ratio(0.0127, 6.1e-5))
    208

    Source: `events_avoided` and `events_incurred`. Taught in principles/10.
    """
    avoided = non_negative("avoided", avoided)
    incurred = non_negative("incurred", incurred)
    together(avoided=avoided, incurred=incurred)
    if (incurred == 0).any():
        raise ValueError("incurred must be greater than 0: no study is free of risk")
    return plain(avoided / incurred)
