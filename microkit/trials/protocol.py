"""A first protocol: how far its dose stays below what animals tolerated, and which approach covers its doses."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..core.inputs import NumberOrArray, one_of, plain, positive, together, whole_numbers
from .dose import (
    CAP_UG,
    CUMULATIVE_CAP_UG,
    MOST_MICRODOSES,
    SAFETY_FACTOR,
    WASHOUT_HALF_LIVES,
    human_equivalent_dose,
)

START_MARGIN = 50.0
ROUTES = ("oral", "iv")


def tolerated_dose(noael: ArrayLike, *, route: str, body_weight: ArrayLike, species: str = "rat") -> NumberOrArray:
    """Human dose equivalent to an animal dose: by body surface (mg/m²) when oral, by body weight (mg/kg) when iv.

    Parameters
    ----------
    noael : no-observed-adverse-effect level (or top dose tested), µg per kg of animal, number or array.
    route : "oral" or "iv".
    body_weight : of the human subject, kg.
    species : as in `human_equivalent_dose`; it matters for the oral route only.

    Returns
    -------
    Dose for the whole subject, µg.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a value of zero or less, or an unknown route or species.

    Examples
    --------
    >>> tolerated_dose(1_000.0, route="iv", body_weight=70.0)
    70000.0

    Source: ICH M3(R2) (2009), Table 3, approach 1. Taught in principles/09.
    """
    noael = positive("noael", noael)
    body_weight = positive("body_weight", body_weight)
    together(noael=noael, body_weight=body_weight)
    by_surface = human_equivalent_dose(noael, species=species, body_weight=body_weight)
    return by_surface if one_of("route", route, ROUTES) == "oral" else plain(noael * body_weight)


def toxicology_margin(
    dose: ArrayLike, *, noael: ArrayLike, route: str, body_weight: ArrayLike, species: str = "rat"
) -> NumberOrArray:
    """How many-fold the tolerated dose exceeds the clinical one: tolerated dose / dose.

    Parameters
    ----------
    dose : clinical dose for the whole subject, µg, number or array.
    noael, route, body_weight, species : as in `tolerated_dose`.

    Returns
    -------
    Margin, a figure to report. A microdose needs 100 of it to the NOAEL. The 1000 of the guideline is a ceiling on
    testing: the animals need not receive more than 1000 times the clinical dose.

    Raises
    ------
    TypeError, ValueError : as `tolerated_dose`; also for a dose of zero or less.

    Examples
    --------
    >>> round(toxicology_margin(100.0, noael=20_000.0, route="oral", body_weight=70.0), 1)
    2258.1

    Source: ICH M3(R2) (2009), Table 3, approaches 1 and 2. Taught in principles/09.
    """
    dose = positive("dose", dose)
    noael = positive("noael", noael)
    body_weight = positive("body_weight", body_weight)
    together(dose=dose, noael=noael, body_weight=body_weight)
    return plain(tolerated_dose(noael, route=route, body_weight=body_weight, species=species) / dose)


def dose_at_margin(
    noael: ArrayLike, *, route: str, body_weight: ArrayLike, species: str = "rat", margin: ArrayLike = SAFETY_FACTOR
) -> NumberOrArray:
    """Largest clinical dose that keeps a margin: tolerated dose / margin.

    Parameters
    ----------
    noael, route, body_weight, species : as in `tolerated_dose`.
    margin : 100 by default, the 1/100 of the NOAEL that a microdose may reach.

    Returns
    -------
    Dose for the whole subject, µg. The limits of `max_microdose` apply as well.

    Raises
    ------
    TypeError, ValueError : as `tolerated_dose`; also for a margin of zero or less.

    Examples
    --------
    >>> dose_at_margin(1_000.0, route="iv", body_weight=70.0)
    700.0

    Source: ICH M3(R2) (2009), Table 3, approaches 1 and 2. Taught in principles/09.
    """
    noael = positive("noael", noael)
    body_weight = positive("body_weight", body_weight)
    margin = positive("margin", margin)
    together(noael=noael, body_weight=body_weight, margin=margin)
    return plain(tolerated_dose(noael, route=route, body_weight=body_weight, species=species) / margin)


def exploratory_approach(
    dose: ArrayLike,
    *,
    doses: ArrayLike = 1,
    half_lives_between: ArrayLike = WASHOUT_HALF_LIVES,
    limit: ArrayLike = CAP_UG,
) -> NDArray[np.str_] | str:
    """First of the five exploratory approaches whose limits admit equal doses: the fewer, the smaller animal package.

    1: all doses together ≤ limit and ≤ 100 µg. 2: at most five doses, each ≤ limit and ≤ 100 µg, ≤ 500 µg together,
    at least six half-lives apart. 3: one larger dose. 4 or 5: repeated larger doses, up to 14 days.

    Parameters
    ----------
    dose : each dose, µg, number or array.
    doses : how many, over all routes and for one volunteer.
    half_lives_between : time from one dose to the next, in half-lives; without meaning for a single dose.
    limit : largest single microdose of this drug by this route, µg (see `max_microdose`).

    Returns
    -------
    "1", "2", "3" or "4 or 5", or an array of them. Approaches 3 to 5 are limited by exposure, not by mass.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a value of zero or less, or doses that are not a whole number.

    Examples
    --------
    >>> exploratory_approach(100.0), exploratory_approach(100.0, doses=2)
    ('1', '2')
    >>> exploratory_approach(50.0, doses=2, half_lives_between=1.0)
    '1'

    Source: ICH M3(R2) (2009), section 7 and Table 3. Taught in principles/09.
    """
    dose = positive("dose", dose)
    doses = whole_numbers("doses", doses)
    limit = positive("limit", limit)
    between = positive("half_lives_between", half_lives_between)
    together(dose=dose, doses=doses, half_lives_between=between, limit=limit)
    dose, doses, between, limit = np.broadcast_arrays(dose, doses, between, np.minimum(limit, CAP_UG))
    total = dose * doses
    apart = (between >= WASHOUT_HALF_LIVES) | (doses == 1)
    repeated = (dose <= limit) & (doses <= MOST_MICRODOSES) & (total <= CUMULATIVE_CAP_UG) & apart
    return plain(np.select([total <= limit, repeated, doses == 1], ["1", "2", "3"], "4 or 5"))


def start_dose(
    noael_auc: ArrayLike, *, cl: ArrayLike, f: ArrayLike = 1.0, margin: ArrayLike = START_MARGIN
) -> NumberOrArray:
    """First dose of exploratory approach 4, by exposure: (AUC at the NOAEL / margin) · CL / F.

    Parameters
    ----------
    noael_auc : AUC at the NOAEL in the species with the lower exposure there, ng·h/mL, number or array.
    cl : predicted human clearance, L/h.
    f : predicted bioavailability; estimates may exceed 1.
    margin : 50, of which the guideline says "approximately".

    Returns
    -------
    Dose, µg, if human pharmacokinetics are linear up to it. It is for toxicity in at most one species; with both,
    regional guidance applies. Approach 5 starts at 1/50 of the NOAEL by mg/m² instead.

    Raises
    ------
    TypeError, ValueError : for text, NaN, or a value of zero or less.

    Examples
    --------
    >>> start_dose(5_000.0, cl=20.0, f=0.5)
    4000.0

    Source: ICH M3(R2) (2009), section 7.3 and Table 3, approach 4. Taught in principles/09.
    """
    auc = positive("noael_auc", noael_auc)
    cl = positive("cl", cl)
    f = positive("f", f)
    margin = positive("margin", margin)
    together(noael_auc=auc, cl=cl, f=f, margin=margin)
    return plain(auc / margin * cl / f)
