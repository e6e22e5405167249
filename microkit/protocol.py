"""The margins of a first protocol: how far the dose stays below what animals tolerated."""

from .dose import human_equivalent_dose
from .inputs import one_of, plain, positive, together

TOXICOLOGY_MARGIN = 1000.0
START_MARGIN = 50.0
ROUTES = ("oral", "iv")


def tolerated_dose(noael, *, route, body_weight, species="rat"):
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

    Source: ICH M3(R2) (2009), exploratory approaches 1 and 2 (scaling recalled). Taught in principles/09.
    """
    noael, body_weight = positive("noael", noael), positive("body_weight", body_weight)
    together(noael=noael, body_weight=body_weight)
    by_surface = human_equivalent_dose(noael, species=species, body_weight=body_weight)
    return by_surface if one_of("route", route, ROUTES) == "oral" else plain(noael * body_weight)


def toxicology_margin(dose, *, noael, route, body_weight, species="rat"):
    """How many-fold the tolerated dose exceeds the clinical one: tolerated dose / dose.

    Parameters
    ----------
    dose : clinical dose for the whole subject, µg, number or array.
    noael, route, body_weight, species : as in `tolerated_dose`.

    Returns
    -------
    Margin; 1000 is wanted for the top dose of the animal study behind a microdose.

    Raises
    ------
    TypeError, ValueError : as `tolerated_dose`; also for a dose of zero or less.

    Examples
    --------
    >>> round(toxicology_margin(100.0, noael=20_000.0, route="oral", body_weight=70.0), 1)
    2258.1

    Source: ICH M3(R2) (2009), exploratory approaches 1 and 2 (recalled). Taught in principles/09.
    """
    dose, noael, body_weight = positive("dose", dose), positive("noael", noael), positive("body_weight", body_weight)
    together(dose=dose, noael=noael, body_weight=body_weight)
    return plain(tolerated_dose(noael, route=route, body_weight=body_weight, species=species) / dose)


def dose_at_margin(noael, *, route, body_weight, species="rat", margin=TOXICOLOGY_MARGIN):
    """Largest clinical dose that keeps a margin: tolerated dose / margin.

    Parameters
    ----------
    noael, route, body_weight, species : as in `tolerated_dose`.
    margin : wanted margin, 1000 by default.

    Returns
    -------
    Dose for the whole subject, µg. The limits of `max_microdose` apply as well.

    Raises
    ------
    TypeError, ValueError : as `tolerated_dose`; also for a margin of zero or less.

    Examples
    --------
    >>> dose_at_margin(1_000.0, route="iv", body_weight=70.0)
    70.0

    Source: ICH M3(R2) (2009), exploratory approaches 1 and 2 (recalled). Taught in principles/09.
    """
    noael, body_weight, margin = (
        positive("noael", noael),
        positive("body_weight", body_weight),
        positive("margin", margin),
    )
    together(noael=noael, body_weight=body_weight, margin=margin)
    return plain(tolerated_dose(noael, route=route, body_weight=body_weight, species=species) / margin)


def start_dose(noael_auc, *, cl, f=1.0, margin=START_MARGIN):
    """Largest first dose beyond the microdose range, by exposure: (AUC at the NOAEL / margin) · CL / F.

    Parameters
    ----------
    noael_auc : AUC at the NOAEL in the more sensitive species, ng·h/mL, number or array.
    cl : predicted human clearance, L/h.
    f : predicted bioavailability; estimates may exceed 1.
    margin : 50 for the repeated-dose approaches.

    Returns
    -------
    Dose, µg, if human pharmacokinetics are linear up to it.

    Raises
    ------
    TypeError, ValueError : for text, NaN, or a value of zero or less.

    Examples
    --------
    >>> start_dose(5_000.0, cl=20.0, f=0.5)
    4000.0

    Source: ICH M3(R2) (2009), exploratory approaches 4 and 5: start at no more than 1/50 of the NOAEL exposure
    (recalled). Taught in principles/09.
    """
    auc, cl, f = positive("noael_auc", noael_auc), positive("cl", cl), positive("f", f)
    margin = positive("margin", margin)
    together(noael_auc=auc, cl=cl, f=f, margin=margin)
    return plain(auc / margin * cl / f)
