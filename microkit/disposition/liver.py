"""The well-stirred liver: intrinsic clearance, hepatic clearance and what escapes the first pass."""

from __future__ import annotations

from numpy.typing import ArrayLike

from ..core.inputs import NumberOrArray, fraction, plain, positive, together

LIVER_BLOOD_FLOW = 90.0


def hepatic_clearance(
    cl_int: ArrayLike, *, fu: ArrayLike = 1.0, blood_to_plasma: ArrayLike = 1.0, q_h: ArrayLike = LIVER_BLOOD_FLOW
) -> NumberOrArray:
    """Hepatic plasma clearance of a well-stirred liver: CL_b = Q · x / (Q + x), x = fu · CL_int / Rb; CL = Rb · CL_b.

    Parameters
    ----------
    cl_int : unbound intrinsic clearance of the whole liver, L/h, number or array.
    fu : fraction unbound in plasma.
    blood_to_plasma : ratio Rb of the concentrations in blood and in plasma.
    q_h : hepatic blood flow, L/h; 90 for an adult (recalled, textbook).

    Returns
    -------
    Plasma clearance, L/h; it can exceed the blood flow when Rb is above 1, the blood clearance never does.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a value of zero or less, or fu above 1.

    Examples
    --------
    >>> hepatic_clearance(180.0, fu=0.5)
    45.0

    Source: venous-equilibrium (well-stirred) model. Taught in principles/06 and applications/16.
    """
    cl_int = positive("cl_int", cl_int)
    fu = fraction("fu", fu)
    ratio = positive("blood_to_plasma", blood_to_plasma)
    q = positive("q_h", q_h)
    together(cl_int=cl_int, fu=fu, blood_to_plasma=ratio, q_h=q)
    supply = fu * cl_int / ratio
    return plain(ratio * q * supply / (q + supply))


def hepatic_availability(
    cl: ArrayLike, *, blood_to_plasma: ArrayLike = 1.0, q_h: ArrayLike = LIVER_BLOOD_FLOW
) -> NumberOrArray:
    """Fraction that escapes the liver: Fh = 1 − E_H, E_H = (CL / Rb) / Q.

    Parameters
    ----------
    cl : hepatic plasma clearance, L/h, number or array.
    blood_to_plasma : ratio Rb of the concentrations in blood and in plasma.
    q_h : hepatic blood flow, L/h.

    Returns
    -------
    Fraction, 0 to 1.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a value of zero or less, or a blood clearance at or above the blood flow.

    Examples
    --------
    >>> hepatic_availability(22.5)
    0.75

    Source: extraction = blood clearance / blood flow; plasma clearance compared with blood flow is the usual slip.
    Taught in principles/06.
    """
    cl = positive("cl", cl)
    ratio = positive("blood_to_plasma", blood_to_plasma)
    q = positive("q_h", q_h)
    together(cl=cl, blood_to_plasma=ratio, q_h=q)
    extraction = cl / ratio / q
    if (extraction >= 1).any():
        raise ValueError(
            "cl is too large: the blood clearance cl / blood_to_plasma must stay below the blood flow q_h, "
            "so part of this clearance is not hepatic or blood_to_plasma is missing"
        )
    return plain(1 - extraction)


def intrinsic_clearance(
    cl: ArrayLike, *, fu: ArrayLike = 1.0, blood_to_plasma: ArrayLike = 1.0, q_h: ArrayLike = LIVER_BLOOD_FLOW
) -> NumberOrArray:
    """Unbound intrinsic clearance behind a hepatic clearance: CL_int = CL / (fu · Fh).

    Parameters
    ----------
    cl : hepatic plasma clearance, L/h, number or array.
    fu, blood_to_plasma, q_h : as in `hepatic_clearance`.

    Returns
    -------
    Intrinsic clearance, L/h. With fu = 1 it is fu · CL_int, which equals CL/F times Fa · Fg for a hepatic drug.

    Raises
    ------
    TypeError, ValueError : as `hepatic_availability`; also for fu outside (0, 1].

    Examples
    --------
    >>> intrinsic_clearance(45.0, fu=0.5)
    180.0

    Source: `hepatic_clearance`, solved for the intrinsic clearance. Taught in principles/06.
    """
    cl = positive("cl", cl)
    fu = fraction("fu", fu)
    ratio = positive("blood_to_plasma", blood_to_plasma)
    q = positive("q_h", q_h)
    together(cl=cl, fu=fu, blood_to_plasma=ratio, q_h=q)
    return plain(cl / (fu * hepatic_availability(cl, blood_to_plasma=ratio, q_h=q)))
