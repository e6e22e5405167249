"""What one oral and one intravenous dose tell: clearance, bioavailability and how it splits along the way.

An amount may be counted in µg or in becquerels: a clearance needs only that a dose and its AUC count the same thing.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ..core.inputs import NumberOrArray, fraction, non_negative, plain, positive, real, together


def clearance(auc: ArrayLike, *, dose: ArrayLike) -> NumberOrArray:
    """Volume of plasma cleared in an hour: CL = dose / AUC; of an oral dose the same ratio is CL/F.

    Parameters
    ----------
    auc : area under the plasma curve to infinity, ng·h/mL (= µg·h/L), or Bq·h/L for a label; number or array.
    dose : administered dose, µg, or Bq for a label.

    Returns
    -------
    CL after an intravenous dose, CL/F after any other, L/h.

    Raises
    ------
    TypeError, ValueError : for text, NaN, or an AUC or dose of zero or less.

    Examples
    --------
    >>> clearance(3.2, dose=80.0)
    25.0

    Source: mass balance, dose = ∫ CL · C dt at constant clearance. Taught in principles/06.
    """
    auc = positive("auc", auc)
    dose = positive("dose", dose)
    together(auc=auc, dose=dose)
    return plain(dose / auc)


def implied_volume(cl: ArrayLike, *, half_life: ArrayLike) -> NumberOrArray:
    """Volume of distribution that a clearance and a half-life imply: V = CL · half-life / ln 2.

    Parameters
    ----------
    cl : clearance, L/h, number or array.
    half_life : terminal half-life, h.

    Returns
    -------
    Volume, L; a published volume far from it tells that the three were not measured in the same people.

    Raises
    ------
    TypeError, ValueError : for text, NaN, or a value of zero or less.

    Examples
    --------
    >>> round(implied_volume(24.7, half_life=9.3))
    331

    Source: one compartment, k = CL / V. Taught in applications/18.
    """
    cl = positive("cl", cl)
    half_life = positive("half_life", half_life)
    together(cl=cl, half_life=half_life)
    return plain(cl * half_life / np.log(2))


def bioavailability(
    auc_oral: ArrayLike, auc_iv: ArrayLike, *, dose_oral: ArrayLike, dose_iv: ArrayLike
) -> NumberOrArray:
    """Absolute bioavailability: F = (AUC_oral / dose_oral) / (AUC_iv / dose_iv).

    Parameters
    ----------
    auc_oral, auc_iv : areas under the parent's curve to infinity; each in the unit of its own dose per L, times h.
    dose_oral, dose_iv : administered doses; the intravenous one as delivered, not as planned.

    Returns
    -------
    Fraction of the oral dose that reaches the circulation. An estimate near 1 may exceed 1.
    From urine (total label to infinity) in place of both AUCs it is the fraction absorbed, Fa.

    Raises
    ------
    TypeError, ValueError : for text, NaN, or a value of zero or less.

    Examples
    --------
    >>> round(bioavailability(820.0, 17_760.0, dose_oral=50_000.0, dose_iv=200 * 2220), 6)
    0.41

    Source: equal clearance after both doses, which is why a tracer is given on top of the oral dose; total label
    instead of parent breaks it. Taught in principles/06 and applications/11.
    """
    oral = positive("auc_oral", auc_oral)
    intravenous = positive("auc_iv", auc_iv)
    dose_oral = positive("dose_oral", dose_oral)
    dose_iv = positive("dose_iv", dose_iv)
    together(auc_oral=oral, auc_iv=intravenous, dose_oral=dose_oral, dose_iv=dose_iv)
    return plain((oral / dose_oral) / (intravenous / dose_iv))


def bioavailability_cv(cv_oral: ArrayLike, cv_iv: ArrayLike, *, correlation: ArrayLike = 0.0) -> NumberOrArray:
    """Coefficient of variation of F: CV² = CV_oral² + CV_iv² − 2 · correlation · CV_oral · CV_iv.

    Parameters
    ----------
    cv_oral, cv_iv : coefficients of variation of the two dose-normalised AUCs, fractions, number or array.
    correlation : between them, −1 to 1; high when both are measured on the same day in the same person.

    Returns
    -------
    Coefficient of variation of one subject's F, a fraction.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a negative CV or a correlation outside [−1, 1].

    Examples
    --------
    >>> bioavailability_cv(0.3, 0.3, correlation=1.0)
    0.0
    >>> round(bioavailability_cv(0.3, 0.4), 3)
    0.5

    Source: error propagation of a ratio, first order. Taught in applications/11.
    """
    a = non_negative("cv_oral", cv_oral)
    b = non_negative("cv_iv", cv_iv)
    r = real("correlation", correlation)
    if (abs(r) > 1).any():
        raise ValueError("correlation must lie between -1 and 1")
    together(cv_oral=a, cv_iv=b, correlation=r)
    return plain(np.sqrt((a - b) ** 2 + 2 * (1 - r) * a * b))


def fraction_absorbed(f: ArrayLike, *, f_gut: ArrayLike = 1.0, f_hepatic: ArrayLike) -> NumberOrArray:
    """Fraction that enters the gut wall, from F = Fa · Fg · Fh: Fa = F / (Fg · Fh).

    Parameters
    ----------
    f : absolute bioavailability, number or array; estimates may exceed 1.
    f_gut : fraction that escapes the gut wall, Fg = 1 − E_G; left at 1 the result is the product Fa · Fg.
    f_hepatic : fraction that escapes the liver, Fh = 1 − E_H (see `hepatic_availability`).

    Returns
    -------
    Fa, or Fa · Fg when `f_gut` is left at 1.

    Raises
    ------
    TypeError, ValueError : for text, NaN, F of zero or less, or an escaping fraction outside (0, 1].

    Examples
    --------
    >>> round(fraction_absorbed(0.234, f_gut=0.47, f_hepatic=0.56), 3)
    0.889

    Source: sequential loss at gut lumen, gut wall and liver. Taught in principles/06 and applications/11.
    """
    f = positive("f", f)
    gut = fraction("f_gut", f_gut)
    liver = fraction("f_hepatic", f_hepatic)
    together(f=f, f_gut=gut, f_hepatic=liver)
    return plain(f / (gut * liver))
