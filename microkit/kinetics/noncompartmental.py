"""Non-compartmental analysis: exposure, clearance and half-life from the samples alone."""

from __future__ import annotations

from numbers import Real

import numpy as np
from numpy.typing import ArrayLike

from ..core.inputs import increasing, non_negative, one_of, plain, positive, together
from .nca_result import NCA, UNITS
from .terminal import terminal_slope
from .trapezoids import areas

ROUTES = ("oral", "bolus", "infusion")
RULES = ("linear", "linear-up log-down", "linear-log")
PROFILES_AT_ONCE = 4096


def nca(
    time: ArrayLike,
    conc: ArrayLike,
    *,
    dose: ArrayLike,
    route: str = "oral",
    duration: ArrayLike | None = None,
    rule: str = "linear",
) -> NCA:
    """Non-compartmental analysis: AUC∞ = AUC_last + C_last / λz, CL = dose / AUC∞, Vz = CL / λz, MRT = AUMC∞ / AUC∞.

    Parameters
    ----------
    time : sampling times, h, increasing row.
    conc : concentrations, ng/mL, one per time; for many profiles one row each. NaN or None is a missing sample and is
        passed over. Below the limit of quantification is 0: it counts as 0 before the first measurable sample, is
        passed over between measurable samples, and ends the profile after the last one.
    dose : µg, a number or one per profile.
    route : "oral", "bolus" or "infusion".
    duration : h, of an infusion; half of it is taken off the MRT, and no earlier sample enters λz.
    rule : "linear", or "linear-up log-down": logarithmic trapezoids where the concentration falls, linear elsewhere.
        "linear-log" is another spelling of the latter. Some programs mean something else by it, logarithmic trapezoids
        everywhere after the peak; the two differ where a profile rises again.

    Returns
    -------
    `NCA`, which prints as a table: numbers for one profile, arrays for many, NaN where the data do not tell.
    Its `flags` say what to distrust. A profile in which nothing is measurable has an AUC to the last sample of 0, one
    without any sample has none. With no sample at time 0 the profile starts at 0, or after a bolus at `c0`: the
    line through the logarithms of the first two measurable samples if they fall, otherwise the first of them.

    Raises
    ------
    TypeError, ValueError : for text, times that do not increase, negative concentrations, a dose of zero or less,
        an unknown route or rule, or a duration missing from an infusion or given without one.

    Examples
    --------
    >>> result = nca([0.0, 1.0, 2.0, 4.0, 8.0], [0.0, 8.0, 4.0, 1.0, 0.0625], dose=100.0, rule="linear-up log-down")
    >>> round(result.half_life, 6), result.lambda_z_points, round(result.auc_inf, 4), round(result.cl, 4)
    (1.0, 3, 15.5416, 6.4344)
    >>> result.flags
    ()

    Source: Gabrielsson & Weiner, Pharmacokinetic and Pharmacodynamic Data Analysis; the conventions are those of
    WinNonlin, against whose results the tests compare. Taught in principles/03.
    """
    time, conc, dose, duration = _checked(time, conc, dose, one_of("route", route, ROUTES), duration)
    one_of("rule", rule, RULES)
    table = np.atleast_2d(conc)
    doses, durations = (np.broadcast_to(value, len(table)) for value in (dose, duration))
    blocks = [slice(i, i + PROFILES_AT_ONCE) for i in range(0, len(table), PROFILES_AT_ONCE)]
    parts = [_analyse(time, table[b], doses[b], durations[b], route, rule) for b in blocks]
    columns = {name: np.concatenate([part[name] for part in parts]) for name in UNITS}
    if conc.ndim == 1:
        columns = {name: plain(column[0]) for name, column in columns.items()}
    return NCA(**columns, route=route)


def _checked(time, conc, dose, route, duration):
    time = increasing("time", time)
    dose = positive("dose", dose)
    conc = _concentrations(conc)
    if conc.ndim not in (1, 2) or conc.shape[-1] != time.size:
        raise ValueError(f"conc must hold one value per time in its last axis: {conc.shape} against {time.shape}")
    if (duration is None) == (route == "infusion"):
        raise ValueError("duration is needed for an infusion, in h, and for nothing else")
    duration = positive("duration", duration) if route == "infusion" else np.zeros(())
    together(dose=dose, duration=duration, profiles=conc[..., 0])
    if max(dose.size, duration.size) > np.atleast_2d(conc).shape[0]:
        raise ValueError(f"dose and duration must be one number or one a profile: {dose.shape} for {conc.shape}")
    return time, conc, dose, duration


def _concentrations(conc):
    """Concentrations as floats; NaN and None may pass, for they are missing samples."""
    conc = _none_as_nan(conc)
    try:
        missing = np.isnan(np.asarray(conc, dtype=float))
    except (TypeError, ValueError):
        return non_negative("conc", conc)
    if not missing.any():
        return non_negative("conc", conc)
    return np.where(missing, np.nan, non_negative("conc", np.where(missing, 0.0, conc)))


def _none_as_nan(conc):
    """Put NaN where None stands among numbers; leave everything else for the check that follows."""
    try:
        cells = np.asarray(conc)
    except ValueError:
        return conc
    if cells.dtype != object or cells.ndim == 0 or not all(cell is None or _is_number(cell) for cell in cells.flat):
        return conc
    return np.array([np.nan if cell is None else cell for cell in cells.flat]).reshape(cells.shape)


def _is_number(cell):
    return isinstance(cell, Real) and not isinstance(cell, bool)


def _analyse(time, conc, dose, duration, route, rule):
    """Analyse one block of profiles; see `nca`."""
    measured, first, last = _measurable(conc)
    rows = np.arange(len(conc))
    none = ~measured.any(axis=1)
    empty = np.isnan(conc).all(axis=1)
    peak = np.argmax(np.where(measured, conc, -1.0), axis=1)
    sample = np.arange(time.size)
    after_peak = sample >= peak[:, None] if route == "bolus" else sample > peak[:, None]
    after_input = time >= duration[:, None]
    lambda_z, points, fitted, hours = terminal_slope(time, conc, measured & after_peak & after_input)
    c0 = _back_extrapolated(time, conc, measured) if route == "bolus" else np.full(len(conc), np.nan)
    before = ~np.isnan(conc) & (sample < first[:, None]) & (route != "bolus")
    grid, profile, valid = _with_start(time, conc, measured | before, np.nan_to_num(c0))
    auc, aumc = areas(grid, profile, valid, rule)
    t_last = time[last]
    c_last = conc[rows, last]
    tail = np.where(none, np.nan, c_last) / lambda_z
    auc_inf = auc + tail
    aumc_inf = aumc + tail * (t_last + 1 / lambda_z)
    cl = dose / auc_inf
    half_life = np.log(2) / lambda_z
    no_peak = np.where(none, np.nan, 0.0)
    no_sample = np.where(empty, np.nan, 0.0)
    return {
        "cmax": np.where(none, 0.0, conc[rows, peak]) + no_sample, "tmax": time[peak] + no_peak, "c0": c0,
        "auc_last": auc + no_sample, "auc_inf": auc_inf, "extrapolated_percent": 100 * tail / auc_inf,
        "lambda_z": lambda_z, "lambda_z_points": points, "half_life": half_life, "cl": cl, "vz": cl / lambda_z,
        "aumc_last": aumc + no_sample, "aumc_inf": aumc_inf, "mrt": aumc_inf / auc_inf - duration / 2,
        "auc_inf_predicted": auc + fitted / lambda_z, "span": hours / half_life,
    }  # fmt: skip


def _measurable(conc):
    """Where a sample is measurable, and the first and last such sample of each profile."""
    measurable = np.nan_to_num(conc) > 0
    return measurable, np.argmax(measurable, axis=1), conc.shape[1] - 1 - np.argmax(measurable[:, ::-1], axis=1)


def _with_start(time, conc, valid, start):
    """Put a value at time 0, unless one was measured there."""
    if time[0] > 0:
        time, conc, valid = (np.pad(array, [(0, 0)] * (array.ndim - 1) + [(1, 0)]) for array in (time, conc, valid))
    first = np.where(valid[:, 0], conc[:, 0], start)
    rest = np.ones((len(conc), 1), bool)
    return time, np.column_stack([first, conc[:, 1:]]), np.hstack([rest, valid[:, 1:]])


def _back_extrapolated(time, conc, measurable):
    """C0 of a bolus: the first two measurable samples, on the log scale, taken back to time 0."""
    rows = np.arange(len(conc))
    one = np.argmax(measurable, axis=1)
    two = np.argmax(measurable & (np.arange(time.size) > one[:, None]), axis=1)
    c1 = conc[rows, one]
    c2 = conc[rows, two]
    falling = (two > one) & (c2 < c1)
    with np.errstate(divide="ignore", invalid="ignore"):
        slope = np.where(falling, np.log(c1 / c2) / (time[two] - time[one]), 0.0)
    return np.where(measurable.any(axis=1), c1 * np.exp(slope * time[one]), np.nan)
