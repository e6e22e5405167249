"""The risk–benefit ledger of a Phase 0 gate: events it avoids later against events it causes now."""

from .inputs import non_negative, plain, probability, together, whole_numbers


def events_incurred(n, *, risk):
    """Expected adverse events in a study: n · risk.

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
    n, risk = whole_numbers("n", n), probability("risk", risk)
    together(n=n, risk=risk)
    return plain(n * risk)


def events_avoided(n, *, risk, p_unviable, sensitivity):
    """Expected adverse events a gate avoids: p_unviable · sensitivity · n · risk.

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
    n, risk = whole_numbers("n", n), probability("risk", risk)
    p_unviable, sensitivity = probability("p_unviable", p_unviable), probability("sensitivity", sensitivity)
    together(n=n, risk=risk, p_unviable=p_unviable, sensitivity=sensitivity)
    return plain(p_unviable * sensitivity * n * risk)


def benefit_harm_ratio(avoided, incurred):
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
    avoided, incurred = non_negative("avoided", avoided), non_negative("incurred", incurred)
    together(avoided=avoided, incurred=incurred)
    if (incurred == 0).any():
        raise ValueError("incurred must be greater than 0: no study is free of risk")
    return plain(avoided / incurred)
