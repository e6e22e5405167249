"""How much of a receptor a concentration occupies, and which concentration an occupancy needs."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ..core.inputs import NumberOrArray, fraction, non_negative, plain, positive, real, together
from ..core.units import ng_ml_to_nM, nM_to_ng_ml


def occupancy(conc: ArrayLike, *, kd: ArrayLike, fu: ArrayLike = 1.0, molar_mass: ArrayLike) -> NumberOrArray:
    """Fraction of receptors occupied: ρ = C_u / (C_u + K_d), with C_u = fu · C in nM.

    Parameters
    ----------
    conc : total plasma concentration, ng/mL, number or array.
    kd : dissociation constant, nM.
    fu : fraction unbound in plasma.
    molar_mass : g/mol.

    Returns
    -------
    Occupied fraction, 0 to 1.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a negative concentration, kd or molar mass of zero or less, fu outside (0, 1].

    Examples
    --------
    >>> occupancy(42.0, kd=10.0, fu=0.1, molar_mass=420.0)
    0.5
    >>> occupancy([0.0, 8.4], kd=180.0, molar_mass=420.0)
    array([0. , 0.1])

    Source: law of mass action, one site, no ligand depletion; assumes equal unbound concentration in plasma
    and at the target. Taught in principles/02.
    """
    kd = positive("kd", kd)
    fu = fraction("fu", fu)
    unbound = np.asarray(ng_ml_to_nM(conc, molar_mass=molar_mass))
    together(conc=unbound, kd=kd, fu=fu)
    unbound = fu * unbound
    return plain(unbound / (unbound + kd))


def conc_for_occupancy(rho: ArrayLike, *, kd: ArrayLike, fu: ArrayLike = 1.0, molar_mass: ArrayLike) -> NumberOrArray:
    """Total plasma concentration that gives an occupancy: C = K_d · ρ / (1 − ρ) / fu, in ng/mL.

    Parameters
    ----------
    rho : occupied fraction, 0 ≤ ρ < 1, number or array.
    kd : dissociation constant, nM.
    fu : fraction unbound in plasma.
    molar_mass : g/mol.

    Returns
    -------
    Total concentration, ng/mL.

    Raises
    ------
    TypeError, ValueError : as `occupancy`; also for an occupancy of 1 or more, which no finite concentration reaches.

    Examples
    --------
    >>> conc_for_occupancy(0.5, kd=10.0, fu=0.1, molar_mass=420.0)
    42.0

    Source: `occupancy`, solved for the concentration. Taught in principles/02.
    """
    rho = real("rho", rho)
    kd = positive("kd", kd)
    fu = fraction("fu", fu)
    if ((rho < 0) | (rho >= 1)).any():
        raise ValueError("rho must be at least 0 and below 1: no finite concentration occupies every receptor")
    together(rho=rho, kd=kd, fu=fu)
    return nM_to_ng_ml(kd * rho / (1 - rho) / fu, molar_mass=molar_mass)


def occupancy_after_dose(
    dose: ArrayLike,
    *,
    reference_dose: ArrayLike,
    reference_conc: ArrayLike,
    kd: ArrayLike,
    fu: ArrayLike = 1.0,
    molar_mass: ArrayLike,
) -> NumberOrArray:
    """Peak occupancy of any dose when pharmacokinetics are linear: ρ at C = reference_conc · dose / reference_dose.

    Parameters
    ----------
    dose : dose, in the unit of `reference_dose`, number or array.
    reference_dose : dose at which the peak concentration is known.
    reference_conc : total peak concentration at that dose, ng/mL.
    kd, fu, molar_mass : as in `occupancy`.

    Returns
    -------
    Occupied fraction, 0 to 1.

    Raises
    ------
    TypeError, ValueError : as `occupancy`; also for a negative dose or a reference of zero or less.

    Examples
    --------
    >>> therapeutic, micro = occupancy_after_dose(
    ...     [60.0, 0.1], reference_dose=60.0, reference_conc=180.0, kd=2.0, fu=0.05, molar_mass=420.0)
    >>> round(therapeutic, 3), round(micro, 4), round(therapeutic / micro)
    (np.float64(0.915), np.float64(0.0175), 52)

    Source: linear pharmacokinetics and `occupancy`. Taught in principles/02.
    """
    dose = non_negative("dose", dose)
    reference_dose = positive("reference_dose", reference_dose)
    reference_conc = positive("reference_conc", reference_conc)
    together(dose=dose, reference_dose=reference_dose, reference_conc=reference_conc)
    return occupancy(reference_conc * dose / reference_dose, kd=kd, fu=fu, molar_mass=molar_mass)


def average_occupancy(rho: ArrayLike, *, half_life: ArrayLike, interval: ArrayLike = 24.0) -> NumberOrArray:
    """Occupancy averaged over a dosing interval at steady state: ln((ρ_max + 1) / (ρ_min + 1)) / (k · interval).

    Parameters
    ----------
    rho : average unbound concentration over kd, number or array.
    half_life : h; instantaneous absorption, one compartment.
    interval : between doses, h.

    Returns
    -------
    Fraction, below ρ/(ρ + 1), the occupancy at the average concentration: occupancy is a concave function.

    Raises
    ------
    TypeError, ValueError : for text, NaN, or a value of zero or less.

    Examples
    --------
    >>> average_occupancy(3.0, half_life=np.array([4.0, 8.0])).round(3)
    array([0.585, 0.701])

    Source: C/(C + Kd) integrated along an exponential. Taught in applications/15.
    """
    rho = positive("rho", rho)
    half_life = positive("half_life", half_life)
    interval = positive("interval", interval)
    together(rho=rho, half_life=half_life, interval=interval)
    span = np.log(2) * interval / half_life
    peak = rho * span / -np.expm1(-span)
    return plain((np.log1p(peak) - np.log1p(peak * np.exp(-span))) / span)
