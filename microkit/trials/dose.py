"""Is it a microdose? Limits on the administered mass, and which of them binds."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..core.inputs import NumberOrArray, non_negative, one_of, plain, positive, together, whole_numbers

CAP_UG = 100.0
PROTEIN_CAP_NMOL = 30.0
CUMULATIVE_CAP_UG = 500.0
MOST_MICRODOSES = 5
WASHOUT_HALF_LIVES = 6
SAFETY_FACTOR = 100.0
HED_DIVISOR = {"mouse": 12.3, "hamster": 7.4, "rat": 6.2, "guinea pig": 4.6, "rabbit": 3.1, "monkey": 3.1, "dog": 1.8}


def max_microdose(
    d_min: ArrayLike, *, noael_hed: ArrayLike | None = None, protein: bool = False, molar_mass: ArrayLike | None = None
) -> tuple[NumberOrArray, NDArray[np.str_] | str]:
    """Largest single microdose and the rule that sets it: the minimum over every limit that applies.

    limit = min(D_min/100, NOAEL/100, 100 µg), and for a protein 30 nmol in place of 100 µg.

    Parameters
    ----------
    d_min : smallest dose expected to act in humans, µg, number or array (a population of compounds).
    noael_hed : no-observed-adverse-effect level as a human-equivalent dose for the whole subject, µg; optional.
    protein : True for a protein, in the United States a chain of more than 40 amino acids, whose cap is 30 nmol. A
        shorter peptide keeps the cap of 100 µg.
    molar_mass : g/mol, needed for a protein.

    Returns
    -------
    (limit, binding_rule) : the limit in µg and the name of the rule that binds, one of
        "D_min/100", "NOAEL/100", "100 ug cap", "30 nmol"; arrays where an input is an array.
        Of rules that tie, the first in this order is named. Approach 1 of ICH M3(R2) allows 100 µg in total, over all
        doses and routes (see `exploratory_approach`).

    Raises
    ------
    TypeError, ValueError : for text, NaN, a dose of zero or less, or a protein without its molar mass.

    Examples
    --------
    >>> max_microdose(20_000.0)
    (100.0, '100 ug cap')
    >>> max_microdose(6_000.0, noael_hed=4_838.7)
    (48.387, 'NOAEL/100')
    >>> max_microdose(20_000.0, protein=True, molar_mass=5_800.0)
    (174.0, '30 nmol')

    Source: FDA Exploratory IND guidance (2006) for the two-condition rule and the protein cap; ICH M3(R2) (2009)
    for the NOAEL condition (Table 3, approach 1). Taught in principles/01.
    """
    given = {"d_min": positive("d_min", d_min)}
    limits = {"D_min/100": given["d_min"] / SAFETY_FACTOR}
    if noael_hed is not None:
        given["noael_hed"] = positive("noael_hed", noael_hed)
        limits["NOAEL/100"] = given["noael_hed"] / SAFETY_FACTOR
    if not protein:
        limits["100 ug cap"] = np.asarray(CAP_UG)
    elif molar_mass is None:
        raise ValueError("molar_mass is needed for a protein: its cap is 30 nmol, a mass only with g/mol")
    else:
        given["molar_mass"] = positive("molar_mass", molar_mass)
        limits["30 nmol"] = PROTEIN_CAP_NMOL * given["molar_mass"] / 1e3
    together(**given)
    stacked = np.stack(np.broadcast_arrays(*limits.values()))
    return plain(stacked.min(axis=0)), plain(np.array(list(limits))[stacked.argmin(axis=0)])


def human_equivalent_dose(dose: ArrayLike, *, species: str, body_weight: ArrayLike) -> NumberOrArray:
    """Human dose with the same mass per body surface as an animal dose: HED = dose / divisor · body weight.

    Parameters
    ----------
    dose : animal dose, µg per kg of body weight, number or array.
    species : "mouse", "hamster", "rat", "guinea pig", "rabbit", "monkey" or "dog".
    body_weight : weight of the human subject, kg.

    Returns
    -------
    Dose for the whole subject, µg.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a negative dose, a weight of zero or less or an unknown species.

    Examples
    --------
    >>> round(human_equivalent_dose(500.0, species="rat", body_weight=60.0), 1)
    4838.7

    Source: FDA guidance on the maximum safe starting dose (2005), Table 1 (recalled). Taught in principles/01.
    """
    divisor = HED_DIVISOR[one_of("species", species, HED_DIVISOR)]
    dose = non_negative("dose", dose)
    body_weight = positive("body_weight", body_weight)
    together(dose=dose, body_weight=body_weight)
    return plain(dose / divisor * body_weight)


def cumulative_microdose(limit: ArrayLike, *, doses: ArrayLike = MOST_MICRODOSES) -> NumberOrArray:
    """Most that repeated microdoses may add up to: min(doses · limit, 500 µg).

    Parameters
    ----------
    limit : largest single microdose, µg, number or array (see `max_microdose`).
    doses : number of administrations, 1 to 5, number or array.

    Returns
    -------
    Cumulative mass, µg.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a limit of zero or less, or a number of doses outside 1 to 5.

    Examples
    --------
    >>> cumulative_microdose(48.0)
    240.0
    >>> cumulative_microdose(100.0)
    500.0

    Source: ICH M3(R2) (2009), section 7.1 and Table 3, approach 2. Taught in principles/01.
    """
    limit = positive("limit", limit)
    doses = _number_of_doses(doses)
    together(limit=limit, doses=doses)
    return plain(np.minimum(doses * limit, CUMULATIVE_CAP_UG))


def repeat_span(half_life: ArrayLike, *, doses: ArrayLike = MOST_MICRODOSES) -> NumberOrArray:
    """Shortest time from first to last of several microdoses: (doses − 1) · 6 · half-life.

    Parameters
    ----------
    half_life : actual or predicted half-life, h, number or array.
    doses : number of administrations, 1 to 5.

    Returns
    -------
    Time, h.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a half-life of zero or less, or a number of doses outside 1 to 5.

    Examples
    --------
    >>> repeat_span(9.0)
    216.0

    Source: ICH M3(R2) (2009), Table 3, approach 2. Taught in principles/01.
    """
    half_life = positive("half_life", half_life)
    doses = _number_of_doses(doses)
    together(half_life=half_life, doses=doses)
    return plain((doses - 1) * WASHOUT_HALF_LIVES * half_life)


def _number_of_doses(doses):
    doses = whole_numbers("doses", doses)
    if (doses > MOST_MICRODOSES).any():
        raise ValueError(f"doses must be at most {MOST_MICRODOSES}: the repeat-microdose rule allows no more")
    return doses
