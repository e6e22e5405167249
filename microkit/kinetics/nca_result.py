"""What a non-compartmental analysis found: its numbers, how they print, and what to distrust."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .terminal import FEWEST_POINTS

MOST_EXTRAPOLATED = 20
LEAST_SPAN = 2
UNITS = {
    "cmax": "ng/mL", "tmax": "h", "c0": "ng/mL", "auc_last": "ng·h/mL", "auc_inf": "ng·h/mL",
    "extrapolated_percent": "%", "lambda_z": "1/h", "lambda_z_points": "", "half_life": "h", "cl": "L/h", "vz": "L",
    "aumc_last": "ng·h²/mL", "aumc_inf": "ng·h²/mL", "mrt": "h", "auc_inf_predicted": "ng·h/mL", "span": "half-lives",
}  # fmt: skip


@dataclass(frozen=True, repr=False)
class NCA:
    """What one profile (numbers) or many (arrays) showed. After an oral dose `cl` and `vz` are CL/F and Vz/F."""

    cmax: float
    tmax: float
    c0: float
    auc_last: float
    auc_inf: float
    extrapolated_percent: float
    lambda_z: float
    lambda_z_points: int
    half_life: float
    cl: float
    vz: float
    aumc_last: float
    aumc_inf: float
    mrt: float
    auc_inf_predicted: float
    span: float
    route: str

    @property
    def flags(self) -> tuple[str, ...] | list[tuple[str, ...]]:
        """What a reader should be told: a tuple of messages, or for many profiles a list of such tuples."""
        columns = (self.cmax, self.tmax, self.lambda_z_points, self.extrapolated_percent, self.span)
        if np.ndim(self.cmax):
            return [_flags(self.route, *values) for values in zip(*columns, strict=True)]
        return _flags(self.route, *columns)

    def __repr__(self):
        lines = []
        for name, unit in UNITS.items():
            value = getattr(self, name)
            label = name
            if self.route == "oral" and name in ("cl", "vz"):
                label = f"{name} (over F)"
            lines.append(f"{label:22}{_shown(value):>24}  {unit}".rstrip())
        flags = [] if np.ndim(self.cmax) else [f"! {flag}" for flag in self.flags]
        return "\n".join(lines + flags)


def _flags(route, cmax, tmax, points, extrapolated, span):
    if not cmax > 0:
        return ("no measurable concentration",)
    flags = []
    if tmax == 0 and route != "bolus":
        flags.append(
            "the peak stands at time 0, before any of this dose can have arrived: an earlier dose, or a mix-up?"
        )
    if points == 0:
        since = "the peak and the end of the infusion" if route == "infusion" else "the peak"
        flags.append(
            f"fewer than {FEWEST_POINTS} points on a falling line after {since}: no half-life, no AUC to infinity"
        )
    if extrapolated > MOST_EXTRAPOLATED:
        flags.append(f"{extrapolated:.0f} % of the AUC is extrapolated: more than {MOST_EXTRAPOLATED} %")
    if span < LEAST_SPAN:
        flags.append(f"the terminal points span {span:.1f} half-lives: fewer than {LEAST_SPAN}")
    return tuple(flags)


def _shown(value):
    if np.ndim(value):
        return f"median {np.nanmedian(value):.5g} of {len(value)}" if np.isfinite(value).any() else "not determined"
    return "not determined" if np.isnan(value) else f"{value:.6g}"
