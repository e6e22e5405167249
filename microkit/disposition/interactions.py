"""What a second drug does to the exposure of a first: the victim's AUC ratio."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ..core.inputs import NumberOrArray, fraction, non_negative, plain, positive, probability, real, together


def inhibition_strength(conc: ArrayLike, *, ki: ArrayLike) -> NumberOrArray:
    """Strength of reversible inhibition: I_u / K_i.

    Parameters
    ----------
    conc : unbound inhibitor at the enzyme, µM, number or array.
    ki : inhibition constant, µM.

    Returns
    -------
    Strength s; the pathway's clearance falls to 1 / (1 + s) of its value.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a negative concentration, or a constant of zero or less.

    Examples
    --------
    >>> round(inhibition_strength(0.12, ki=0.015), 6)
    8.0

    Source: competitive inhibition with the victim far below its K_m. Taught in applications/14.
    """
    conc = non_negative("conc", conc)
    ki = positive("ki", ki)
    together(conc=conc, ki=ki)
    return plain(conc / ki)


def inactivation_strength(conc: ArrayLike, *, ki: ArrayLike, kinact: ArrayLike, kdeg: ArrayLike) -> NumberOrArray:
    """Strength of time-dependent (mechanism-based) inhibition at steady state: k_inact · I_u / (k_deg · (K_I + I_u)).

    Parameters
    ----------
    conc : unbound inactivator at the enzyme, µM, number or array.
    ki : concentration of half-maximal inactivation K_I, µM.
    kinact : maximal inactivation rate constant, 1/h.
    kdeg : rate constant of the enzyme's own loss, 1/h; 0.01925 for liver CYP3A4 (half-life 36 h, verified).

    Returns
    -------
    Strength s; the enzyme falls to 1 / (1 + s) of its baseline, once it had time to.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a negative concentration or kinact, or a constant of zero or less.

    Examples
    --------
    >>> round(1 / (1 + inactivation_strength(1.0, ki=5.3, kinact=0.4, kdeg=0.01925408834888737)), 4)
    0.2327

    Source: enzyme turnover with inactivation; clarithromycin values from Quinney 2010 (verified).
    Taught in applications/14.
    """
    conc = non_negative("conc", conc)
    ki = positive("ki", ki)
    kinact = non_negative("kinact", kinact)
    kdeg = positive("kdeg", kdeg)
    together(conc=conc, ki=ki, kinact=kinact, kdeg=kdeg)
    return plain(kinact * conc / (kdeg * (ki + conc)))


def victim_auc_ratio(
    strength: ArrayLike, *, fm: ArrayLike, f_gut: ArrayLike = 1.0, gut_strength: ArrayLike = 0.0
) -> NumberOrArray:
    """Exposure of the victim with over without the inhibitor: 1/(fm/(1+s) + 1 − fm) · 1/(Fg + (1 − Fg)/(1+s_gut)).

    Parameters
    ----------
    strength : of the inhibition in the liver (see `inhibition_strength`, `inactivation_strength`), number or array.
    fm : fraction of the victim's clearance by the inhibited pathway.
    f_gut : fraction of the victim that escapes the gut wall without inhibitor; 1 where the gut wall takes nothing.
    gut_strength : of the inhibition in the gut wall.

    Returns
    -------
    AUC ratio after an oral dose, 1 or more. With f_gut = 1 it is the ratio of intrinsic clearances, which an
    intravenous victim shows only when the liver extracts little of it (see `intravenous_auc_ratio`).

    Raises
    ------
    TypeError, ValueError : for text, NaN, a negative strength, fm outside [0, 1] or f_gut outside (0, 1].

    Examples
    --------
    >>> round(victim_auc_ratio(8.0, fm=0.93, f_gut=0.47, gut_strength=40.0), 3)
    11.946

    Source: mechanistic static model. Taught in applications/14.
    """
    liver = non_negative("strength", strength)
    fm = probability("fm", fm)
    f_gut = fraction("f_gut", f_gut)
    gut = non_negative("gut_strength", gut_strength)
    together(strength=liver, fm=fm, f_gut=f_gut, gut_strength=gut)
    hepatic = 1 / (fm / (1 + liver) + 1 - fm)
    return plain(hepatic / (f_gut + (1 - f_gut) / (1 + gut)))


def intravenous_auc_ratio(strength: ArrayLike, *, fm: ArrayLike, extraction: ArrayLike) -> NumberOrArray:
    """AUC ratio of an intravenous victim: E + (1 − E) · x, where x = 1/(fm/(1 + s) + 1 − fm).

    Parameters
    ----------
    strength, fm : as in `victim_auc_ratio`; all clearance is hepatic.
    extraction : hepatic extraction ratio E without the inhibitor.

    Returns
    -------
    AUC ratio, 1 to x: blood flow limits what inhibition can do to a drug that the liver extracts well.

    Raises
    ------
    TypeError, ValueError : as `victim_auc_ratio`; also for an extraction outside [0, 1].

    Examples
    --------
    >>> round(intravenous_auc_ratio(8.0, fm=0.93, extraction=0.44), 2)
    3.67

    Source: well-stirred liver, CL = Q · E. Taught in applications/14.
    """
    extraction = probability("extraction", extraction)
    intrinsic = np.asarray(victim_auc_ratio(strength, fm=fm))
    together(strength=intrinsic, extraction=extraction)
    return plain(extraction + (1 - extraction) * intrinsic)


def max_auc_ratio(fm: ArrayLike, *, f_gut: ArrayLike = 1.0) -> NumberOrArray:
    """Bound on the AUC ratio however strong the inhibitor: 1 / ((1 − fm) · Fg).

    Parameters
    ----------
    fm : fraction of the victim's clearance by the inhibited pathway, below 1, number or array.
    f_gut : fraction of the victim that escapes the gut wall without inhibitor.

    Returns
    -------
    AUC ratio. The bound holds only if the inhibited enzyme does all of the metabolism in the gut wall.

    Raises
    ------
    TypeError, ValueError : for text, NaN, fm outside [0, 1), or f_gut outside (0, 1].

    Examples
    --------
    >>> round(max_auc_ratio(0.93, f_gut=0.47), 2)
    30.4

    Source: `victim_auc_ratio` with both strengths to infinity. Taught in applications/14.
    """
    fm = probability("fm", fm)
    f_gut = fraction("f_gut", f_gut)
    if (fm == 1).any():
        raise ValueError("fm must be below 1: with no other pathway the AUC ratio has no bound")
    together(fm=fm, f_gut=f_gut)
    return plain(1 / ((1 - fm) * f_gut))


def least_fm(auc_ratio: ArrayLike, *, f_gut: ArrayLike = 1.0) -> NumberOrArray:
    """Smallest fm that an observed AUC ratio allows: fm ≥ 1 − 1 / (AUC ratio · Fg).

    Parameters
    ----------
    auc_ratio : observed with inhibitor over without, number or array.
    f_gut : fraction of the victim that escapes the gut wall without inhibitor; the gut is taken as fully inhibited.

    Returns
    -------
    Fraction; 0 when inhibition of the gut alone explains the ratio.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a ratio below 1, or f_gut outside (0, 1].

    Examples
    --------
    >>> round(least_fm(16.4, f_gut=0.47), 4)
    0.8703

    Source: `max_auc_ratio`, solved for fm. Taught in applications/14.
    """
    ratio = real("auc_ratio", auc_ratio)
    f_gut = fraction("f_gut", f_gut)
    if (ratio < 1).any():
        raise ValueError("auc_ratio must be at least 1: an inhibitor does not lower the exposure")
    together(auc_ratio=ratio, f_gut=f_gut)
    return plain((1 - 1 / (ratio * f_gut)).clip(min=0))
