"""Occupancy seen by PET: binding potential, the Lassen plot, and occupancy against dose."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import brentq

from ..core.inputs import NumberOrArray, fraction, plain, positive, real, together


def binding_potential(vt: ArrayLike, *, vnd: ArrayLike) -> NumberOrArray:
    """Specific over non-displaceable binding: BP_ND = (V_T − V_ND) / V_ND.

    Parameters
    ----------
    vt : total distribution volume of a region, mL/cm³, number or array.
    vnd : non-displaceable distribution volume, mL/cm³.

    Returns
    -------
    BP_ND; noise can make it negative.

    Raises
    ------
    TypeError, ValueError : for text, NaN, or a volume of zero or less.

    Examples
    --------
    >>> binding_potential([10.0, 2.5], vnd=2.5)
    array([3., 0.])

    Source: consensus nomenclature of reversibly binding tracers (recalled). Taught in applications/12.
    """
    vt = positive("vt", vt)
    vnd = positive("vnd", vnd)
    together(vt=vt, vnd=vnd)
    return plain((vt - vnd) / vnd)


def scan_occupancy(bp_base: ArrayLike, bp_drug: ArrayLike) -> NumberOrArray:
    """Occupancy by a drug from two scans: ρ = 1 − BP_drug / BP_base.

    Parameters
    ----------
    bp_base, bp_drug : binding potentials without and with the drug, numbers or arrays.

    Returns
    -------
    Occupied fraction; noise can push it below 0 or above 1.

    Raises
    ------
    TypeError, ValueError : for text, NaN, or a baseline of zero or less.

    Examples
    --------
    >>> scan_occupancy(3.0, 1.5)
    0.5

    Source: BP_ND is proportional to the receptors left free. Taught in applications/12.
    """
    base = positive("bp_base", bp_base)
    drug = real("bp_drug", bp_drug)
    together(bp_base=base, bp_drug=drug)
    return plain(1 - drug / base)


def lassen(vt_base: ArrayLike, vt_drug: ArrayLike) -> tuple[NumberOrArray, NumberOrArray]:
    """Occupancy without a reference region, from the line V_T,base − V_T,drug = ρ · (V_T,base − V_ND).

    Parameters
    ----------
    vt_base, vt_drug : distribution volumes of the same regions without and with the drug, mL/cm³, at least two.

    Returns
    -------
    (occupancy, vnd) : the slope and the intercept on the horizontal axis, mL/cm³.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a volume of zero or less, unequal lengths, regions that do not differ at
        baseline, or no change between the scans.

    Examples
    --------
    >>> lassen([4.0, 6.0, 8.0], [3.0, 4.0, 5.0])
    (0.5, 2.0)

    Source: Lassen plot, as in Cunningham 2010; assumes one occupancy and one V_ND for all regions.
    Taught in applications/12.
    """
    base = positive("vt_base", vt_base)
    drug = positive("vt_drug", vt_drug)
    if base.ndim != 1 or base.shape != drug.shape:
        raise ValueError(f"vt_base and vt_drug need the same regions, but have shapes {base.shape} and {drug.shape}")
    dx = base - base.mean()
    lost = base - drug
    if not dx.any():
        raise ValueError("vt_base must differ between regions, or no line can be drawn")
    slope = dx @ lost / (dx @ dx)
    if slope == 0:
        raise ValueError("vt_drug shows no occupancy: the line is flat and never meets the axis")
    return plain(slope), plain(base.mean() - lost.mean() / slope)


def fit_ed50(dose: ArrayLike, rho: ArrayLike, *, rho_max: ArrayLike = 1.0) -> float:
    """Dose of half-maximal occupancy, by least squares on ρ = ρ_max · D / (D + ED50).

    Parameters
    ----------
    dose : doses (or concentrations, then it is an EC50), µg, number or array.
    rho : occupancy measured at each, fractions.
    rho_max : largest possible occupancy.

    Returns
    -------
    ED50, in the unit of `dose`.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a dose of zero or less, unequal lengths, rho_max outside (0, 1], or
        occupancies that no ED50 fits (all at or below 0, or at or above `rho_max`).

    Examples
    --------
    >>> round(fit_ed50([5.0, 20.0], [0.2, 0.5]), 6)
    20.0

    Source: law of mass action with linear pharmacokinetics. Taught in applications/12.
    """
    dose = positive("dose", dose)
    rho = real("rho", rho)
    rho_max = fraction("rho_max", rho_max)
    together(dose=dose, rho=rho, rho_max=rho_max)

    def slope(log_ed50):
        """Half the derivative of the squared error by ln ED50."""
        share = dose / (dose + np.exp(log_ed50))
        return np.sum((rho - rho_max * share) * rho_max * share * (1 - share))

    low = np.log(dose.min()) - 20
    high = np.log(dose.max()) + 20
    if slope(low) * slope(high) >= 0:
        raise ValueError("rho fits no ED50: some occupancies must lie between 0 and rho_max")
    return float(np.exp(brentq(slope, low, high, xtol=1e-13)))
