"""A small reservoir that releases drug into tissue: how far the drug reaches, and how concentrated it is."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import wrightomega

from ..core.inputs import NumberOrArray, fraction, plain, positive, together


def penetration_length(diffusivity: ArrayLike, *, loss_rate: ArrayLike) -> NumberOrArray:
    """Distance over which a diffusing, disappearing drug fades e-fold: L = √(D / k).

    Parameters
    ----------
    diffusivity : D in the tissue, cm²/s, number or array.
    loss_rate : first-order loss k (uptake, capillaries, decay), 1/s.

    Returns
    -------
    Length, µm.

    Raises
    ------
    TypeError, ValueError : for text, NaN, or a value of zero or less.

    Examples
    --------
    >>> round(penetration_length(2e-6, loss_rate=5e-3), 6)
    200.0

    Source: steady diffusion with first-order loss. Taught in applications/17.
    """
    diffusivity = positive("diffusivity", diffusivity)
    loss_rate = positive("loss_rate", loss_rate)
    together(diffusivity=diffusivity, loss_rate=loss_rate)
    return plain(1e4 * np.sqrt(diffusivity / loss_rate))


def reservoir_profile(radius: ArrayLike, *, reservoir: ArrayLike, length: ArrayLike) -> NumberOrArray:
    """Concentration around a spherical reservoir over that at its surface: (R / r) · e^(−(r − R) / L).

    Parameters
    ----------
    radius : distance r from the centre, µm, at least `reservoir`, number or array.
    reservoir : radius R of the reservoir, µm.
    length : penetration length L, µm (see `penetration_length`).

    Returns
    -------
    Ratio, 0 to 1.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a value of zero or less, or a radius inside the reservoir.

    Examples
    --------
    >>> round(reservoir_profile(400.0, reservoir=200.0, length=200.0), 5)
    0.18394

    Source: (rC)″ = rC / L² outside a sphere held at constant concentration. Taught in applications/17.
    """
    radius = positive("radius", radius)
    reservoir = positive("reservoir", reservoir)
    length = positive("length", length)
    together(radius=radius, reservoir=reservoir, length=length)
    if (radius < reservoir).any():
        raise ValueError("radius must be at least reservoir: it is measured from the centre, not from the surface")
    return plain(reservoir / radius * np.exp(-(radius - reservoir) / length))


def reservoir_reach(level: ArrayLike, *, reservoir: ArrayLike, length: ArrayLike) -> NumberOrArray:
    """Distance from the centre at which the profile has fallen to a level: r = L · W(R/(level · L) · e^(R/L)).

    Parameters
    ----------
    level : concentration over that at the surface, above 0 and at most 1, number or array.
    reservoir, length : as in `reservoir_profile`.

    Returns
    -------
    Radius from the centre, µm; subtract `reservoir` for the distance from the surface.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a level outside (0, 1], or another value of zero or less.

    Examples
    --------
    >>> round(reservoir_reach(0.1, reservoir=200.0, length=200.0) - 200.0, 2)
    283.83

    Source: `reservoir_profile`, inverted with Lambert's W. Taught in applications/17.
    """
    level = fraction("level", level)
    reservoir = positive("reservoir", reservoir)
    length = positive("length", length)
    together(level=level, reservoir=reservoir, length=length)
    # W of an exponential, by its own function: the exponential itself overflows when length is short
    return plain(length * wrightomega(np.log(reservoir / (level * length)) + reservoir / length))


def reservoir_surface_conc(
    release: ArrayLike, *, diffusivity: ArrayLike, reservoir: ArrayLike, length: ArrayLike
) -> NumberOrArray:
    """Concentration at the surface of a spherical reservoir at steady state: C₀ = Q / (4π · D · R · (1 + R/L)).

    Parameters
    ----------
    release : rate Q at which drug leaves the reservoir, µg/h, number or array.
    diffusivity : D in the tissue, cm²/s.
    reservoir, length : as in `reservoir_profile`.

    Returns
    -------
    Concentration, ng/mL. The whole tissue then holds Q / k, with k the loss rate of `penetration_length`.

    Raises
    ------
    TypeError, ValueError : for text, NaN, or a value of zero or less.

    Examples
    --------
    >>> f"{reservoir_surface_conc(1 / 24, diffusivity=2e-6, reservoir=200.0, length=200.0):.4g}"
    '1.151e+04'

    Source: Fick's law at the surface, −D · dC/dr · 4πR² = Q, with `reservoir_profile`. Taught in applications/17.
    """
    release = positive("release", release)
    diffusivity = positive("diffusivity", diffusivity)
    reservoir = positive("reservoir", reservoir)
    length = positive("length", length)
    together(release=release, diffusivity=diffusivity, reservoir=reservoir, length=length)
    ug_per_second = release / 3600
    cm = reservoir * 1e-4
    return plain(1e3 * ug_per_second / (4 * np.pi * diffusivity * cm * (1 + reservoir / length)))


def reservoir_mean(outer: ArrayLike, *, reservoir: ArrayLike, length: ArrayLike) -> NumberOrArray:
    """Mean of the profile over the shell from the surface to a radius, over the concentration at the surface.

    mean = 3R · [L(R + L) − L(r + L) · e^(−(r − R)/L)] / (r³ − R³), r being the outer radius.

    Parameters
    ----------
    outer : outer radius r of the shell from the centre, µm, larger than `reservoir`, number or array.
    reservoir, length : as in `reservoir_profile`.

    Returns
    -------
    Ratio, 0 to 1.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a value of zero or less, or an outer radius inside the reservoir.

    Examples
    --------
    >>> round(reservoir_mean(483.83, reservoir=200.0, length=200.0), 4)
    0.2674

    Source: `reservoir_profile` integrated over the shell. Taught in applications/17.
    """
    outer = positive("outer", outer)
    reservoir = positive("reservoir", reservoir)
    length = positive("length", length)
    together(outer=outer, reservoir=reservoir, length=length)
    if (outer <= reservoir).any():
        raise ValueError("outer must be larger than reservoir")
    rest = length * (outer + length) * np.exp(-(outer - reservoir) / length)
    return plain(3 * reservoir * (length * (reservoir + length) - rest) / (outer**3 - reservoir**3))
