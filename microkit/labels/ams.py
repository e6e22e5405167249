"""Carbon-14 by accelerator mass spectrometry: how many atoms the drug brings and how many were there before.

Here, and only here, concentrations are in pg/mL, volumes in mL and carbon in mg: the units of the AMS laboratory.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ..core.inputs import NumberOrArray, non_negative, plain, positive, together
from ..core.units import DPM_PER_BQ

HALF_LIFE_YEARS = 5730.0  # verified; 5700 in newer tables raises the maximal specific activity by 0.5 %
SECONDS_PER_YEAR = 365.25 * 86_400
DECAY_CONSTANT = float(np.log(2)) / (HALF_LIFE_YEARS * SECONDS_PER_YEAR)  # 3.833e-12 per second, computed
AVOGADRO = 6.02214076e23  # exact by definition of the mole
MAX_BQ_PER_MOL = DECAY_CONSTANT * AVOGADRO  # one carbon-14 a molecule: 2.308e12 Bq/mol = 62.4 mCi/mmol, computed
MODERN_DPM_PER_G = 13.56  # computed from the verified 14C/C ratio of 1.176e-12 of modern carbon


def c14_atoms(activity: ArrayLike) -> NumberOrArray:
    """Carbon-14 atoms behind an activity: N = A / λ.

    Parameters
    ----------
    activity : activity, Bq, number or array.

    Returns
    -------
    Atoms.

    Raises
    ------
    TypeError, ValueError : for text, NaN or a negative activity.

    Examples
    --------
    >>> f"{c14_atoms(37.0):.4g}"
    '9.652e+12'

    Source: radioactive decay law, half-life 5730 y (verified). Taught in principles/07.
    """
    return plain(non_negative("activity", activity) / DECAY_CONSTANT)


def drug_atoms(conc: ArrayLike, *, volume: ArrayLike, dose: ArrayLike, activity: ArrayLike) -> NumberOrArray:
    """Carbon-14 atoms that the drug brings into a sample: N = C · volume · (activity / dose) / λ.

    Parameters
    ----------
    conc : concentration of labelled drug, pg/mL, number or array.
    volume : sample, mL.
    dose : administered mass, µg.
    activity : administered activity, Bq.

    Returns
    -------
    Atoms contained in the sample, whatever the molar mass; the counted ones are far fewer.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a negative concentration, or another value of zero or less.

    Examples
    --------
    >>> f"{drug_atoms(0.5, volume=1.0, dose=100.0, activity=7400.0):.4g}"
    '9.652e+06'

    Source: specific activity of the dose and `c14_atoms`. Taught in principles/07.
    """
    conc = non_negative("conc", conc)
    volume = positive("volume", volume)
    dose = positive("dose", dose)
    activity = positive("activity", activity)
    together(conc=conc, volume=volume, dose=dose, activity=activity)
    return plain(conc * 1e-6 * volume * (activity / dose) / DECAY_CONSTANT)


def labelled_fraction(activity: ArrayLike, *, dose: ArrayLike, molar_mass: ArrayLike) -> NumberOrArray:
    """Fraction of drug molecules that carry a carbon-14: (activity / moles) / (λ · N_A).

    Parameters
    ----------
    activity : administered activity, Bq, number or array.
    dose : administered mass, µg.
    molar_mass : g/mol.

    Returns
    -------
    Fraction, 0 to 1, for one label a molecule.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a negative activity, another value of zero or less, or more activity than
        one carbon-14 in every molecule can give.

    Examples
    --------
    >>> round(labelled_fraction(7400.0, dose=100.0, molar_mass=400.0), 5)
    0.01282

    Source: maximal specific activity 62.4 mCi/mmol (computed). Taught in principles/07 and applications/17.
    """
    activity = non_negative("activity", activity)
    dose = positive("dose", dose)
    molar_mass = positive("molar_mass", molar_mass)
    together(activity=activity, dose=dose, molar_mass=molar_mass)
    labelled = activity / MAX_BQ_PER_MOL / (dose * 1e-6 / molar_mass)
    if (labelled > 1).any():
        raise ValueError("activity is too high for this dose: it would need more than one carbon-14 in every molecule")
    return plain(labelled)


def background_atoms(carbon: ArrayLike, *, fraction_modern: ArrayLike = 1.0) -> NumberOrArray:
    """Natural carbon-14 atoms in an amount of carbon: N = carbon · F¹⁴C · 13.56 dpm/g / λ.

    Parameters
    ----------
    carbon : carbon in the sample, mg, number or array; 1 mL of plasma holds about 40 mg (recalled).
    fraction_modern : F¹⁴C, 1 for living matter; about 0.002 for a petrochemical carrier (assumed here).

    Returns
    -------
    Atoms.

    Raises
    ------
    TypeError, ValueError : for text, NaN or a negative value.

    Examples
    --------
    >>> f"{background_atoms(40.0):.3g}"
    '2.36e+09'

    Source: modern ¹⁴C/C 1.176e-12 (verified), so 13.56 dpm/g and 97.9 amol/mg (computed). Taught in principles/07.
    """
    carbon = non_negative("carbon", carbon)
    modern = non_negative("fraction_modern", fraction_modern)
    together(carbon=carbon, fraction_modern=modern)
    return plain(carbon * 1e-3 * modern * MODERN_DPM_PER_G / DPM_PER_BQ / DECAY_CONSTANT)


def decays(atoms: ArrayLike, *, duration: ArrayLike) -> NumberOrArray:
    """Decays a scintillation counter could see while AMS counts the atoms themselves: N · (1 − e^(−λt)).

    Parameters
    ----------
    atoms : carbon-14 atoms in the sample, number or array.
    duration : counting time, h.

    Returns
    -------
    Expected number of decays.

    Raises
    ------
    TypeError, ValueError : for text, NaN or a negative value.

    Examples
    --------
    >>> round(decays(9.652e6, duration=24.0), 2)
    3.2

    Source: radioactive decay law. Taught in principles/07.
    """
    atoms = non_negative("atoms", atoms)
    duration = non_negative("duration", duration)
    together(atoms=atoms, duration=duration)
    return plain(-atoms * np.expm1(-DECAY_CONSTANT * 3600 * duration))
