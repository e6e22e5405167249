"""Target-mediated disposition: a drug that its own target binds and removes, in quasi-steady state (QSS).

Free drug C and total drug T = C + R·C/(kss + C) are in nM, doses in nmol, so volumes stay in L. The total target R is
constant, which holds when the complex is removed as fast as the target (kint = kdeg); production is then kint·R.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ..core.broadcasting import as_population, times_row
from ..core.inputs import NumberOrArray, non_negative, plain, positive, together
from .dosing import simulate
from .equilibrium import free_drug

NEARLY_ZERO = 0.02


def tmdd_free(total: ArrayLike, *, target: ArrayLike, kss: ArrayLike) -> NumberOrArray:
    """Free drug in equilibrium with its target: the positive root C of total = C + target·C/(kss + C).

    Parameters
    ----------
    total : free and bound drug, nM, number or array.
    target : total target, nM.
    kss : quasi-steady-state constant, nM.

    Returns
    -------
    Free drug, nM. The target's occupancy is C / (C + kss).

    Raises
    ------
    TypeError, ValueError : for text, NaN, a negative total or target, or a kss of zero or less.

    Examples
    --------
    >>> round(tmdd_free(1.0, target=2.0, kss=0.5), 6)
    0.280776

    Source: Gibiansky et al., J Pharmacokinet Pharmacodyn 2008;35:573 (recalled). Taught in applications/19.
    """
    total = non_negative("total", total)
    target = non_negative("target", target)
    kss = positive("kss", kss)
    together(total=total, target=target, kss=kss)
    return plain(free_drug(total, target, kss))


def tmdd_auc(
    dose: ArrayLike, *, v: ArrayLike, cl: ArrayLike, target: ArrayLike, kss: ArrayLike, kint: ArrayLike
) -> NumberOrArray:
    """AUC from zero to infinity of the free drug after a bolus, exactly: ∫ C dT / (cl/v·C + kint·target·C/(kss + C)).

    Parameters
    ----------
    dose : nmol.
    v : volume, L.
    cl : linear clearance of free drug, L per unit of time.
    target, kss : nM.
    kint : removal rate of the complex, in the same unit of time as `cl`.

    Returns
    -------
    AUC∞, nM times the unit of time. The effective clearance is dose / AUC∞.

    Raises
    ------
    TypeError, ValueError : for text, NaN, a dose, volume, target, kss or kint of zero or less, or a negative cl.

    Examples
    --------
    >>> antibody = dict(v=3.1, cl=0.2, target=2.0, kss=0.5, kint=0.5)
    >>> round(2 / 3 / tmdd_auc(2 / 3, **antibody), 4), round(2000.0 / tmdd_auc(2000.0, **antibody), 4)
    (6.1328, 0.2203)

    Source: the integral, done by partial fractions. Taught in applications/19.
    """
    given = _checked(dose, v, cl, target, kss, kint)
    dose, v, cl, target, kss, kint = given.values()
    free = free_drug(dose / v, target, kss)
    k = cl / v
    sink = kint * target
    rate = k * kss + sink
    u = k * free / rate
    linear = free * kss / rate + sink * (free / rate) ** 2 * _curvature(u)
    bound = kss / kint * (np.log1p(free / kss) - np.log1p(u))
    return plain(linear + bound)


def tmdd_clearance_limits(
    *, v: ArrayLike, cl: ArrayLike, target: ArrayLike, kss: ArrayLike, kint: ArrayLike
) -> tuple[NumberOrArray, NumberOrArray]:
    """Clearance of a vanishing dose: cl + v·kint·target/kss for free drug, divided by 1 + target/kss for total drug.

    Parameters
    ----------
    v, cl, target, kss, kint : as in `tmdd_auc`.

    Returns
    -------
    (free, total): what an assay of free drug and one of total drug find; a large dose tends to `cl` in both.

    Raises
    ------
    TypeError, ValueError : as `tmdd_auc`.

    Examples
    --------
    >>> free, total = tmdd_clearance_limits(v=3.1, cl=0.2, target=2.0, kss=0.5, kint=0.5)
    >>> round(free, 6), round(total, 6)
    (6.4, 1.28)

    Source: `tmdd_auc` as the dose goes to zero. Taught in applications/19.
    """
    _, v, cl, target, kss, kint = _checked(1.0, v, cl, target, kss, kint).values()
    free = cl + v * kint * target / kss
    return plain(free), plain(free / (1 + target / kss))


def tmdd_onset(*, v: ArrayLike, cl: ArrayLike, target: ArrayLike, kint: ArrayLike) -> NumberOrArray:
    """Concentration below which elimination by the target bends the curve: C_crit = ksyn / (CL/V), ksyn = kint·target.

    Parameters
    ----------
    v, cl, target, kint : as in `tmdd_auc`, cl above zero.

    Returns
    -------
    Free drug, nM. The two rates are equal a little lower, at C_crit − kss.

    Raises
    ------
    TypeError, ValueError : for text, NaN, or a value of zero or less.

    Examples
    --------
    >>> round(tmdd_onset(v=3.1, cl=0.2, target=2.0, kint=0.5), 6)
    15.5

    Source: Stein & Peletier 2018. Taught in applications/19.
    """
    _, v, cl, target, _, kint = _checked(1.0, v, positive("cl", cl), target, 1.0, kint).values()
    return plain(kint * target * v / cl)


def tmdd_bolus(
    time: ArrayLike, *, dose: ArrayLike, v: ArrayLike, cl: ArrayLike, target: ArrayLike, kss: ArrayLike, kint: ArrayLike
) -> NumberOrArray:
    """Free drug after a bolus: dT/dt = −cl/v·C − kint·target·C/(kss + C), for all subjects at once.

    Parameters
    ----------
    time : in the unit of time of `cl`, number or row.
    dose, v, cl, target, kss, kint : as in `tmdd_auc`.

    Returns
    -------
    Free drug, nM, in the shape of the parameters followed by that of the times.

    Raises
    ------
    TypeError, ValueError : as `tmdd_auc`; also for negative times.

    Examples
    --------
    >>> tmdd_bolus([0.0, 7.0], dose=30.0, v=3.1, cl=0.2, target=2.0, kss=0.5, kint=0.5).round(3)
    array([7.798, 0.825])

    Source: Gibiansky et al. 2008 (recalled); relative error 1e-9 a step. Taught in applications/19.
    """
    time = times_row(time)
    shape, dose, v, cl, target, kss, kint = as_population(**_checked(dose, v, cl, target, kss, kint))
    (total,) = simulate(
        _rates, (0.0,), time, parameters=[cl / v, target, kss, kint], step_up=dose / v, ka=None,
        dose_times=np.zeros(1), scale=(dose / v,),
    )  # fmt: skip
    wide = (slice(None),) + (None,) * time.ndim
    return plain(free_drug(np.maximum(total, 0), target[wide], kss[wide]).reshape(shape + time.shape))


def _checked(dose, v, cl, target, kss, kint):
    given = {"dose": positive("dose", dose), "v": positive("v", v), "cl": non_negative("cl", cl)}
    given |= {"target": positive("target", target), "kss": positive("kss", kss), "kint": positive("kint", kint)}
    together(**given)
    return given


def _curvature(u):
    """(u − ln(1 + u)) / u², finite at 0."""
    small = u < NEARLY_ZERO
    safe = np.where(small, 1.0, u)
    series = sum((-u) ** i / (i + 2) for i in range(8))
    return np.where(small, series, (safe - np.log1p(safe)) / safe**2)


def _rates(y, _, k, target, kss, kint):
    free = free_drug(np.maximum(y[0], 0), target, kss)
    return -(k * free + kint * target * free / (kss + free))[None]
