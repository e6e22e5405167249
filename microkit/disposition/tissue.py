"""Into the tissue: how concentrated a drug is there, and what plasma says about it."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ..core.inputs import NumberOrArray, fraction, plain, positive, together


def shell_conc(mass: ArrayLike, *, inner: ArrayLike, outer: ArrayLike) -> NumberOrArray:
    """Mean concentration of a mass spread through a spherical shell: mass / (4/3 · π · (outer³ − inner³)).

    Parameters
    ----------
    mass : drug in the shell, µg, number or array.
    inner, outer : radii of the shell, µm.

    Returns
    -------
    Concentration, ng/mL (= µg/L). All of the mass must be there at once: where the tissue removes drug while it is
    released, only release rate / loss rate is, and `reservoir_surface_conc` gives its concentration.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a radius or mass of zero or less, or an outer radius that is not the larger.

    Examples
    --------
    >>> f"{shell_conc(1.0, inner=200.0, outer=483.83):.3g}"
    '2.27e+06'

    Source: volume of a sphere; 1 µm³ is 1e-15 L. Taught in applications/17.
    """
    mass = positive("mass", mass)
    inner = positive("inner", inner)
    outer = positive("outer", outer)
    together(mass=mass, inner=inner, outer=outer)
    if (outer <= inner).any():
        raise ValueError("outer must be larger than inner")
    return plain(mass / (4 / 3 * np.pi * (outer**3 - inner**3) * 1e-15))


def kp_uu(kp: ArrayLike, *, fu_tissue: ArrayLike, fu_plasma: ArrayLike) -> NumberOrArray:
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

    Source: the free-drug hypothesis. Taught in applications/17.
    """
    kp = positive("kp", kp)
    tissue = fraction("fu_tissue", fu_tissue)
    plasma = fraction("fu_plasma", fu_plasma)
    together(kp=kp, fu_tissue=tissue, fu_plasma=plasma)
    return plain(kp * tissue / plasma)
