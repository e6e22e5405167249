"""What a labelled dose means for the person who takes it."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..core.inputs import NumberOrArray, non_negative, plain, positive, together

C14_INGESTION_SV_PER_BQ = 5.8e-10
BACKGROUND_MSV_PER_YEAR = 2.4
HOURS_PER_YEAR = 8760
DETRIMENT_PER_SV = 5.5e-2
ICRP62_UPPER_USV = {"I": 100.0, "IIa": 1_000.0, "IIb": 10_000.0, "III": np.inf}


def effective_dose(activity: ArrayLike, *, coefficient: ArrayLike = C14_INGESTION_SV_PER_BQ) -> NumberOrArray:
    """Effective dose committed: E = activity · coefficient.

    Parameters
    ----------
    activity : administered activity, Bq, number or array.
    coefficient : Sv/Bq; 5.8e-10 for ingested ¹⁴C (ICRP 72 and 119, recalled). Older tables print 5.64e-10, superseded.

    Returns
    -------
    Effective dose, µSv. The default assumes slow turnover, so most drugs give less.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a negative activity, or a coefficient of zero or less.

    Examples
    --------
    >>> round(effective_dose(7400.0), 3)
    4.292

    Source: ICRP dose coefficients. Taught in principles/10.
    """
    activity = non_negative("activity", activity)
    coefficient = positive("coefficient", coefficient)
    together(activity=activity, coefficient=coefficient)
    return plain(1e6 * activity * coefficient)


def background_hours(effective_dose: ArrayLike, *, annual: ArrayLike = BACKGROUND_MSV_PER_YEAR) -> NumberOrArray:
    """Time in which nature gives the same dose: effective dose / annual background, in hours.

    Parameters
    ----------
    effective_dose : µSv, number or array.
    annual : natural background, mSv per year; 2.4 is the world average (UNSCEAR, verified).

    Returns
    -------
    Time, h.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a negative dose, or a background of zero or less.

    Examples
    --------
    >>> round(background_hours(4.292), 1)
    15.7

    Source: UNSCEAR world average. Taught in principles/10.
    """
    dose = non_negative("effective_dose", effective_dose)
    annual = positive("annual", annual)
    together(effective_dose=dose, annual=annual)
    return plain(dose / 1e3 / annual * HOURS_PER_YEAR)


def radiation_risk(effective_dose: ArrayLike, *, detriment: ArrayLike = DETRIMENT_PER_SV) -> NumberOrArray:
    """Nominal detriment: effective dose · detriment coefficient.

    Detriment weighs cancers by lethality and lost quality of life, so it is less than the chance of a cancer.

    Parameters
    ----------
    effective_dose : µSv, number or array.
    detriment : nominal coefficient, per Sv. 5.5e-2 is that of cancer in the whole population; with heritable effects,
        total detriment, it is 5.7e-2, and 4.2e-2 for adults of working age (ICRP 103; the total is recalled).

    Returns
    -------
    Nominal probability of harm, weighted by its severity. A convention for planning, not a prediction for one person.

    Raises
    ------
    TypeError, ValueError : for text, NaN or a negative value.

    Examples
    --------
    >>> f"{radiation_risk(4.292):.2e}"
    '2.36e-07'

    Source: ICRP 103 (2007), linear no-threshold model. Taught in principles/10.
    """
    dose = non_negative("effective_dose", effective_dose)
    detriment = non_negative("detriment", detriment)
    together(effective_dose=dose, detriment=detriment)
    return plain(dose * 1e-6 * detriment)


def icrp_category(effective_dose: ArrayLike) -> NDArray[np.str_] | str:
    """Category of research dose: I up to 100 µSv, IIa up to 1 mSv, IIb up to 10 mSv, III above.

    Parameters
    ----------
    effective_dose : µSv, number or array.

    Returns
    -------
    "I", "IIa", "IIb" or "III", or an array of them.

    Raises
    ------
    TypeError, ValueError : for text, NaN or a negative dose.

    Examples
    --------
    >>> icrp_category([4.3, 6_767.0]).tolist()
    ['I', 'IIb']

    Source: ICRP 62 (I and IIa verified, IIb and III recalled). Taught in principles/10.
    """
    dose = non_negative("effective_dose", effective_dose)
    names = np.array(list(ICRP62_UPPER_USV))
    bounds = list(ICRP62_UPPER_USV.values())
    return plain(names[np.searchsorted(bounds, dose)])
