"""A PET microdose on the clock: uptake, the mass that rides with the label, and the receptors it takes itself."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ..core.inputs import NumberOrArray, fraction, non_negative, plain, positive, together
from ..disposition.binding import occupancy

CARBON_11_MINUTES = 20.36
FLUORINE_18_MINUTES = 109.8


def suv(conc: ArrayLike, *, activity: ArrayLike, weight: ArrayLike) -> NumberOrArray:
    """Standardised uptake value: SUV = tissue concentration / (injected activity / body weight).

    Parameters
    ----------
    conc : activity concentration in tissue, kBq/mL, decay-corrected to the injection, number or array.
    activity : injected activity, MBq.
    weight : body weight, kg.

    Returns
    -------
    SUV, g/mL; 1 if the label were spread evenly.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a negative concentration, or another value of zero or less.

    Examples
    --------
    >>> round(suv(12.0, activity=370.0, weight=75.0), 4)
    2.4324

    Source: definition (recalled, textbook). Taught in applications/12.
    """
    conc = non_negative("conc", conc)
    activity = positive("activity", activity)
    weight = positive("weight", weight)
    together(conc=conc, activity=activity, weight=weight)
    return plain(conc * weight / activity)


def tracer_mass(
    activity: ArrayLike,
    *,
    molar_activity: ArrayLike,
    delay: ArrayLike = 0.0,
    half_life: ArrayLike = CARBON_11_MINUTES,
    molar_mass: ArrayLike,
) -> NumberOrArray:
    """Mass injected with a fixed activity: m = A / (A_m · 2^(−delay / half-life)) · molar mass.

    Parameters
    ----------
    activity : injected activity, MBq, number or array.
    molar_activity : A_m at the end of synthesis, GBq/µmol.
    delay : from the end of synthesis to the injection, min.
    half_life : of the label, min; 20.36 for ¹¹C, 109.8 for ¹⁸F (recalled).
    molar_mass : g/mol.

    Returns
    -------
    Mass, µg: the label decays, the molecules do not.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a negative activity or delay, or another value of zero or less.

    Examples
    --------
    >>> round(tracer_mass(370.0, molar_activity=60.0, delay=50.0, molar_mass=380.0), 2)
    12.86

    Source: radioactive decay law. Taught in applications/12.
    """
    activity = non_negative("activity", activity)
    molar_activity = positive("molar_activity", molar_activity)
    delay = non_negative("delay", delay)
    half_life = positive("half_life", half_life)
    molar_mass = positive("molar_mass", molar_mass)
    together(activity=activity, molar_activity=molar_activity, delay=delay, half_life=half_life, molar_mass=molar_mass)
    return plain(activity * 1e-3 / molar_activity * np.exp2(delay / half_life) * molar_mass)


def latest_injection(
    mass_limit: ArrayLike, *, mass_at_once: ArrayLike, half_life: ArrayLike = CARBON_11_MINUTES
) -> NumberOrArray:
    """Longest wait after synthesis that keeps a mass limit: half-life · log2(limit / mass at no delay).

    Parameters
    ----------
    mass_limit : largest mass allowed, µg, number or array; 10 µg is usual (recalled).
    mass_at_once : mass injected without delay, µg (see `tracer_mass`).
    half_life : of the label, min.

    Returns
    -------
    Delay, min; negative when the limit is broken from the start.

    Raises
    ------
    TypeError, ValueError : for text, NaN, or a value of zero or less.

    Examples
    --------
    >>> latest_injection(8.0, mass_at_once=2.0)
    40.72

    Source: `tracer_mass`, solved for the delay. Taught in applications/12.
    """
    limit = positive("mass_limit", mass_limit)
    mass = positive("mass_at_once", mass_at_once)
    half_life = positive("half_life", half_life)
    together(mass_limit=limit, mass_at_once=mass, half_life=half_life)
    return plain(half_life * np.log2(limit / mass))


def self_occupancy(
    mass: ArrayLike,
    *,
    suv: ArrayLike,
    weight: ArrayLike,
    bp: ArrayLike,
    f_nd: ArrayLike,
    kd: ArrayLike,
    molar_mass: ArrayLike,
) -> NumberOrArray:
    """Receptors taken by the tracer itself: free tracer f_ND · C / (1 + BP_ND) against K_d, C = SUV · mass / weight.

    Parameters
    ----------
    mass : injected mass, µg, number or array.
    suv : uptake of the region, g/mL.
    weight : body weight, kg.
    bp : binding potential BP_ND of the region.
    f_nd : free fraction in the non-displaceable pool.
    kd : dissociation constant, nM.
    molar_mass : g/mol.

    Returns
    -------
    Occupied fraction.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a negative mass, suv or bp, f_nd outside (0, 1], or another value of zero
        or less.

    Examples
    --------
    >>> round(self_occupancy(10.0, suv=2.4324, weight=75.0, bp=3.0, f_nd=0.05, kd=0.2, molar_mass=380.0), 4)
    0.0506

    Source: equilibrium in tissue of density 1 g/mL, little occupancy. Taught in applications/12.
    """
    mass = non_negative("mass", mass)
    uptake = non_negative("suv", suv)
    weight = positive("weight", weight)
    bp = non_negative("bp", bp)
    f_nd = fraction("f_nd", f_nd)
    kd = positive("kd", kd)
    molar_mass = positive("molar_mass", molar_mass)
    together(mass=mass, suv=uptake, weight=weight, bp=bp, f_nd=f_nd, kd=kd, molar_mass=molar_mass)
    total = uptake * mass / weight  # µg/kg = ng/mL at 1 g/mL
    return occupancy(total / (1 + bp), kd=kd, fu=f_nd, molar_mass=molar_mass)
