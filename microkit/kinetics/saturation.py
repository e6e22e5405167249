"""Saturable elimination: a drug cleared by one enzyme at the rate vmax·C/(km + C), and how far a microdose misleads."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import wrightomega

from ..core.broadcasting import over_time
from ..core.inputs import NumberOrArray, non_negative, plain, positive, real, together


def mm_bolus(time: ArrayLike, *, dose: ArrayLike, v: ArrayLike, vmax: ArrayLike, km: ArrayLike) -> NumberOrArray:
    """Concentration after a bolus, exactly: C(t) = km·W((C₀/km)·exp((C₀ − vmax·t/v)/km)), with Lambert's W.

    Parameters
    ----------
    time : h, number or row.
    dose : µg.
    v : volume, L.
    vmax : highest rate of elimination, µg/h.
    km : concentration at half of it, ng/mL.

    Returns
    -------
    Concentration, ng/mL, in the shape of the parameters followed by that of the times.

    Raises
    ------
    TypeError, ValueError : for text, NaN, negative times, or a parameter of zero or less.

    Examples
    --------
    >>> mm_bolus([0.0, 5.0, 20.0], dose=20.0, v=1.0, vmax=2.0, km=5.0).round(6)
    array([20.      , 12.393002,  0.342089])

    Source: Schnell & Mendoza, J Theor Biol 1997;187:207; W(eʸ) is taken as Wright's ω(y), which cannot overflow.
    Taught in principles/04.
    """
    time, dose, v, vmax, km = over_time(time, dose=positive("dose", dose), **enzyme_parameters(v, vmax, km))
    c0 = dose / v
    return plain(km * wrightomega(np.log(c0 / km) + (c0 - vmax / v * time) / km))


def mm_auc(dose: ArrayLike, *, v: ArrayLike, vmax: ArrayLike, km: ArrayLike) -> NumberOrArray:
    """AUC from zero to infinity after a bolus: dose·(km + C₀/2)/vmax, as if CL were that at half of C₀ = dose/v.

    Parameters
    ----------
    dose, v, vmax, km : as in `mm_bolus`.

    Returns
    -------
    AUC∞, ng·h/mL.

    Raises
    ------
    TypeError, ValueError : as `mm_bolus`.

    Examples
    --------
    >>> mm_auc([1.0, 100.0], v=10.0, vmax=5.0, km=0.1)
    array([3.00e-02, 1.02e+02])

    Source: the integral of C over dC/dt. Taught in principles/04.
    """
    dose = positive("dose", dose)
    enzyme = enzyme_parameters(v, vmax, km)
    together(dose=dose, **enzyme)
    v, vmax, km = enzyme.values()
    return plain(dose * (km + dose / v / 2) / vmax)


def mm_steady_state(rate: ArrayLike, *, vmax: ArrayLike, km: ArrayLike) -> NumberOrArray:
    """Concentration that a constant input ends at: km·rate/(vmax − rate); infinite when input reaches vmax.

    Parameters
    ----------
    rate : input, µg/h, number or array.
    vmax, km : as in `mm_bolus`.

    Returns
    -------
    Concentration, ng/mL; `inf` where it rises without bound.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a negative rate, or a parameter of zero or less.

    Examples
    --------
    >>> mm_steady_state([300.0, 400.0, 500.0], vmax=500.0, km=4.0)
    array([ 6., 16., inf])

    Source: input = elimination. Taught in principles/04.
    """
    rate = non_negative("rate", rate)
    vmax = positive("vmax", vmax)
    km = positive("km", km)
    together(rate=rate, vmax=vmax, km=km)
    left = np.maximum(vmax - rate, 0)
    with np.errstate(divide="ignore"):
        return plain(np.where(left > 0, km * rate / left, np.inf))


def mm_largest_dose(fold: ArrayLike = 2.0, *, v: ArrayLike, km: ArrayLike, microdose: ArrayLike = 0.0) -> NumberOrArray:
    """Largest bolus that a microdose predicts within `fold`: AUC/dose ∝ km + dose/(2v), so 2v·(fold·(km + D/(2v)) − km).

    Parameters
    ----------
    fold : accepted under-prediction, above 1, number or array.
    v, km : as in `mm_bolus`.
    microdose : dose D that was studied, µg; 0 for the limit of a vanishing dose, where C₀ = 2·(fold − 1)·km.

    Returns
    -------
    Dose, µg.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a fold of one or less, a negative microdose, or v or km of zero or less.

    Examples
    --------
    >>> mm_largest_dose(2.0, v=40.0, km=0.25)
    20.0

    Source: `mm_auc`, solved for the dose. Taught in principles/04.
    """
    fold = real("fold", fold)
    v = positive("v", v)
    km = positive("km", km)
    if (fold <= 1).any():
        raise ValueError("fold must be greater than 1")
    microdose = non_negative("microdose", microdose)
    together(fold=fold, v=v, km=km, microdose=microdose)
    return plain(2 * v * (fold * (km + microdose / (2 * v)) - km))


def enzyme_parameters(v: ArrayLike, vmax: ArrayLike, km: ArrayLike) -> dict[str, NDArray[np.float64]]:
    """Return the checked parameters of a drug with one saturable enzyme.

    Parameters
    ----------
    v : volume, L.
    vmax : largest rate of elimination, µg/h.
    km : concentration at half of that rate, ng/mL.

    Raises
    ------
    TypeError, ValueError : for text, NaN, or values of zero or less.
    """
    return {"v": positive("v", v), "vmax": positive("vmax", vmax), "km": positive("km", km)}


def dose_over_km(dose: ArrayLike, *, km: ArrayLike, molar_mass: ArrayLike) -> NumberOrArray:
    """Dose in the gut over the half-saturation concentration of its enzyme or transporter: (dose / M) / Km.

    Parameters
    ----------
    dose : oral, µg, number or array.
    km : µM.
    molar_mass : g/mol.

    Returns
    -------
    Index, L. The smallest index that gave nonlinear absorption was 2.8 L for CYP3A4 and 0.77 L for P-glycoprotein.

    Raises
    ------
    TypeError, ValueError : for text, NaN, or a value of zero or less.

    Examples
    --------
    >>> round(dose_over_km(3_000.0, km=4.0, molar_mass=325.8), 2)
    2.3

    Source: Tachibana et al. 2012 (from a summary). Taught in applications/16.
    """
    dose = positive("dose", dose)
    km = positive("km", km)
    molar_mass = positive("molar_mass", molar_mass)
    together(dose=dose, km=km, molar_mass=molar_mass)
    return plain(dose / molar_mass / km)
