"""Into the tissue: how far a released drug reaches, how concentrated it is there, and what plasma says about it."""

import numpy as np
from scipy.special import wrightomega

from ..core.inputs import fraction, plain, positive, together


def penetration_length(diffusivity, *, loss_rate):
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

    Source: steady diffusion with first-order loss. Taught in applications/07.
    """
    diffusivity = positive("diffusivity", diffusivity)
    loss_rate = positive("loss_rate", loss_rate)
    together(diffusivity=diffusivity, loss_rate=loss_rate)
    return plain(1e4 * np.sqrt(diffusivity / loss_rate))


def reservoir_profile(radius, *, reservoir, length):
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

    Source: (rC)″ = rC / L² outside a sphere held at constant concentration. Taught in applications/07.
    """
    radius = positive("radius", radius)
    reservoir = positive("reservoir", reservoir)
    length = positive("length", length)
    together(radius=radius, reservoir=reservoir, length=length)
    if (radius < reservoir).any():
        raise ValueError("radius must be at least reservoir: it is measured from the centre, not from the surface")
    return plain(reservoir / radius * np.exp(-(radius - reservoir) / length))


def reservoir_reach(level, *, reservoir, length):
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

    Source: `reservoir_profile`, inverted with Lambert's W. Taught in applications/07.
    """
    level = fraction("level", level)
    reservoir = positive("reservoir", reservoir)
    length = positive("length", length)
    together(level=level, reservoir=reservoir, length=length)
    # W of an exponential, by its own function: the exponential itself overflows when length is short
    return plain(length * wrightomega(np.log(reservoir / (level * length)) + reservoir / length))


def shell_conc(mass, *, inner, outer):
    """Mean concentration of a mass spread through a spherical shell: mass / (4/3 · π · (outer³ − inner³)).

    Parameters
    ----------
    mass : drug in the shell, µg, number or array.
    inner, outer : radii of the shell, µm.

    Returns
    -------
    Concentration, ng/mL (= µg/L).

    Raises
    ------
    TypeError, ValueError : for text, NaN, a radius or mass of zero or less, or an outer radius that is not the larger.

    Examples
    --------
    >>> f"{shell_conc(1.0, inner=200.0, outer=483.83):.3g}"
    '2.27e+06'

    Source: volume of a sphere; 1 µm³ is 1e-15 L. Taught in applications/07.
    """
    mass = positive("mass", mass)
    inner = positive("inner", inner)
    outer = positive("outer", outer)
    together(mass=mass, inner=inner, outer=outer)
    if (outer <= inner).any():
        raise ValueError("outer must be larger than inner")
    return plain(mass / (4 / 3 * np.pi * (outer**3 - inner**3) * 1e-15))


def kp_uu(kp, *, fu_tissue, fu_plasma):
    """Unbound tissue over unbound plasma concentration: Kp,uu = Kp · fu_tissue / fu_plasma.

    Parameters
    ----------
    kp : total tissue over total plasma concentration at steady state, number or array.
    fu_tissue, fu_plasma : fractions unbound.

    Returns
    -------
    Ratio; 1 for passive entry, below 1 for efflux, above 1 for uptake.

    Raises
    ------
    TypeError, ValueError : for text, NaN, kp of zero or less, or a fraction outside (0, 1].

    Examples
    --------
    >>> round(kp_uu(3.0, fu_tissue=0.01, fu_plasma=0.1), 6)
    0.3

    Source: the free-drug hypothesis. Taught in applications/02 and applications/07.
    """
    kp = positive("kp", kp)
    tissue = fraction("fu_tissue", fu_tissue)
    plasma = fraction("fu_plasma", fu_plasma)
    together(kp=kp, fu_tissue=tissue, fu_plasma=plasma)
    return plain(kp * tissue / plasma)
