"""Conversions between the units of the course: µg, L, h, ng/mL (the same as µg/L), nM, and Bq for radioactivity."""

from numpy.typing import ArrayLike

from .inputs import NumberOrArray, non_negative, plain, positive, together

BQ_PER_NCI = 37.0
DPM_PER_BQ = 60.0


def ng_ml_to_nM(conc: ArrayLike, *, molar_mass: ArrayLike) -> NumberOrArray:
    """Molar concentration of a mass concentration: nM = 1000 · (ng/mL) / (g/mol).

    Parameters
    ----------
    conc : concentration, ng/mL, number or array.
    molar_mass : molar mass, g/mol.

    Returns
    -------
    Concentration in nM.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a negative concentration or a molar mass of zero or less.

    Examples
    --------
    >>> ng_ml_to_nM(42.0, molar_mass=420.0)
    100.0

    Source: definition of the mole. Taught in principles/02.
    """
    conc = non_negative("conc", conc)
    molar_mass = positive("molar_mass", molar_mass)
    together(conc=conc, molar_mass=molar_mass)
    return plain(1e3 * conc / molar_mass)


def nM_to_ng_ml(conc: ArrayLike, *, molar_mass: ArrayLike) -> NumberOrArray:
    """Mass concentration of a molar concentration: ng/mL = nM · (g/mol) / 1000.

    Parameters
    ----------
    conc : concentration, nM, number or array.
    molar_mass : molar mass, g/mol.

    Returns
    -------
    Concentration in ng/mL.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a negative concentration or a molar mass of zero or less.

    Examples
    --------
    >>> nM_to_ng_ml(100.0, molar_mass=420.0)
    42.0

    Source: definition of the mole. Taught in principles/02.
    """
    conc = non_negative("conc", conc)
    molar_mass = positive("molar_mass", molar_mass)
    together(conc=conc, molar_mass=molar_mass)
    return plain(conc * molar_mass / 1e3)


def mg_to_ug(mass: ArrayLike) -> NumberOrArray:
    """Micrograms in a mass given in milligrams: µg = 1000 · mg.

    Parameters
    ----------
    mass : mass, mg, number or array.

    Returns
    -------
    Mass in µg.

    Raises
    ------
    TypeError, ValueError : for text, NaN or a negative mass.

    Examples
    --------
    >>> mg_to_ug(0.1)
    100.0

    Source: SI prefixes. Taught in principles/01.
    """
    return plain(1e3 * non_negative("mass", mass))


def ug_to_mg(mass: ArrayLike) -> NumberOrArray:
    """Milligrams in a mass given in micrograms: mg = µg / 1000.

    Parameters
    ----------
    mass : mass, µg, number or array.

    Returns
    -------
    Mass in mg.

    Raises
    ------
    TypeError, ValueError : for text, NaN or a negative mass.

    Examples
    --------
    >>> ug_to_mg(250.0)
    0.25

    Source: SI prefixes. Taught in principles/01.
    """
    return plain(non_negative("mass", mass) / 1e3)


def nci_to_bq(activity: ArrayLike) -> NumberOrArray:
    """Becquerels in an activity given in nanocuries: 1 nCi = 37 Bq, exactly.

    Parameters
    ----------
    activity : activity, nCi, number or array.

    Returns
    -------
    Activity in Bq (decays per second).

    Raises
    ------
    TypeError, ValueError : for text, NaN or a negative activity.

    Examples
    --------
    >>> nci_to_bq(200.0)
    7400.0

    Source: definition of the curie, 3.7e10 Bq. Taught in principles/07.
    """
    return plain(BQ_PER_NCI * non_negative("activity", activity))


def bq_to_dpm(activity: ArrayLike) -> NumberOrArray:
    """Disintegrations per minute of an activity in becquerels: 1 Bq = 60 dpm.

    Parameters
    ----------
    activity : activity, Bq, number or array.

    Returns
    -------
    Activity in dpm.

    Raises
    ------
    TypeError, ValueError : for text, NaN or a negative activity.

    Examples
    --------
    >>> bq_to_dpm(nci_to_bq(1.0))
    2220.0

    Source: definition of the becquerel. Taught in principles/07.
    """
    return plain(DPM_PER_BQ * non_negative("activity", activity))
