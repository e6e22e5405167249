"""How precise a count is: Poisson noise, background taken off, and the lowest level worth reporting."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ..core.inputs import NumberOrArray, non_negative, plain, positive, together
from ..core.units import DPM_PER_BQ


def counting_cv(counts: ArrayLike, *, blank: ArrayLike = 0.0, scale: ArrayLike = 1.0) -> NumberOrArray:
    """Coefficient of variation of a net count: √(counts + scale² · blank) / (counts − scale · blank).

    Parameters
    ----------
    counts : atoms counted in the sample, background included, number or array.
    blank : atoms counted in the blank; 0 gives 1/√counts.
    scale : counting time (or carbon) of the sample over that of the blank.

    Returns
    -------
    Coefficient of variation, a fraction.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a negative count, a scale of zero or less, or no counts above the blank.

    Examples
    --------
    >>> counting_cv(10_000.0)
    0.01
    >>> round(counting_cv(10_000.0, blank=9_000.0), 3)
    0.138

    Source: Poisson statistics; variances of the two counts add. Counted atoms matter, not contained ones.
    Taught in principles/07.
    """
    counts = positive("counts", counts)
    blank = non_negative("blank", blank)
    scale = positive("scale", scale)
    together(counts=counts, blank=blank, scale=scale)
    net = counts - scale * blank
    if (net <= 0).any():
        raise ValueError("counts must exceed scale times blank: nothing is left above the background")
    return plain(np.sqrt(counts + scale**2 * blank) / net)


def net_counts_needed(cv: ArrayLike, *, background: ArrayLike = 0.0, scale: ArrayLike = 1.0) -> NumberOrArray:
    """Smallest net count with a wanted precision: N = (1 + √(1 + 4 · cv² · (1 + scale) · background)) / (2 · cv²).

    Parameters
    ----------
    cv : wanted coefficient of variation of the net count, a fraction, number or array.
    background : counts that the background adds to the sample.
    scale : as in `counting_cv`; the blank then counts background / scale.

    Returns
    -------
    Net counts, those of the drug alone.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a cv or scale of zero or less, or a negative background.

    Examples
    --------
    >>> round(net_counts_needed(0.20))
    25
    >>> round(net_counts_needed(0.20, background=10_000.0))
    720

    Source: `counting_cv` solved for the net count, as in Currie's determination limit. Taught in principles/07.
    """
    cv = positive("cv", cv)
    background = non_negative("background", background)
    scale = positive("scale", scale)
    together(cv=cv, background=background, scale=scale)
    return plain((1 + np.sqrt(1 + 4 * cv**2 * (1 + scale) * background)) / (2 * cv**2))


def lloq_conc(lloq: ArrayLike, *, dose: ArrayLike, activity: ArrayLike) -> NumberOrArray:
    """Lower limit of quantification as a drug concentration: pg/mL = lloq / (activity / dose).

    Parameters
    ----------
    lloq : lowest radioactivity concentration the assay reports, dpm/mL, number or array.
    dose : administered mass, µg.
    activity : administered activity, Bq.

    Returns
    -------
    Concentration of labelled drug, pg/mL: the more label on a microgram, the lower.

    Raises
    ------
    TypeError, ValueError : for text, NaN, or a value of zero or less.

    Examples
    --------
    >>> round(lloq_conc(0.025, dose=100.0, activity=7400.0), 2)
    5.63

    Source: specific activity of the dose; 0.025 dpm/mL is a published AMS range's lower end (saxagliptin, verified).
    Taught in principles/07.
    """
    lloq = positive("lloq", lloq)
    dose = positive("dose", dose)
    activity = positive("activity", activity)
    together(lloq=lloq, dose=dose, activity=activity)
    return plain(1e6 * lloq / (DPM_PER_BQ * activity / dose))
