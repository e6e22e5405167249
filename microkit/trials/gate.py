"""How well a microdose sorts candidates: sensitivity and specificity, from the spread of guesses and of measurements."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr, ndtri, owens_t

from ..core.inputs import NumberOrArray, plain, positive, probability, together


def gate_accuracy(
    p_viable: ArrayLike, *, prior_sd: ArrayLike, error_sd: ArrayLike
) -> tuple[NumberOrArray, NumberOrArray]:
    """Sensitivity and specificity of a gate that stops what seems to lie beyond the limit of viability.

    ln CL is normal with `prior_sd`, the limit lies where a share `p_viable` is below it, and the study sees ln CL with a
    normal error. With z = Φ⁻¹(p), ρ = prior_sd / √(prior_sd² + error_sd²) and Owen's T, a viable candidate that passes
    has the probability ½(Φ(z) + Φ(ρz)) − T(ρz, error_sd / prior_sd).

    Parameters
    ----------
    p_viable : share of candidates that are viable, between 0 and 1, number or array.
    prior_sd : spread of ln CL over candidates like this one, before the study; ln 2 for a guess that is good to two-fold.
    error_sd : of the study's ln CL, √(σ_b²/n + σ_tr²), of sampling and translation.

    Returns
    -------
    (sensitivity, specificity): how often an unviable candidate is stopped, and a viable one passes.

    Raises
    ------
    TypeError, ValueError : for text, NaN, p_viable that is not between 0 and 1, or a spread of zero or less.

    Examples
    --------
    >>> sensitivity, specificity = gate_accuracy(0.7, prior_sd=0.7, error_sd=0.35)
    >>> round(sensitivity, 3), round(specificity, 3)
    (0.814, 0.892)

    Source: bivariate normal probability by Owen's T function (Ann Math Stat 1956;27:1075, recalled).
    Taught in applications/20.
    """
    p = probability("p_viable", p_viable)
    if ((p == 0) | (p == 1)).any():
        raise ValueError("p_viable must lie between 0 and 1: otherwise there is nothing to sort")
    prior = positive("prior_sd", prior_sd)
    error = positive("error_sd", error_sd)
    together(p_viable=p, prior_sd=prior, error_sd=error)
    limit = ndtri(p)
    seen = limit * prior / np.hypot(prior, error)
    both = (p + ndtr(seen)) / 2 - owens_t(seen, error / prior)
    return plain((1 - p - ndtr(seen) + both) / (1 - p)), plain(both / p)
