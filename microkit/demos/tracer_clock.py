"""When should the tracer go in? Label and drug share one enzyme, so the clearance that each meets depends on the hour."""

from functools import cache

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray
from scipy.integrate import cumulative_trapezoid

from ..core.plot import COLOURS, INK, QUIET
from ..core.units import mg_to_ug
from ..kinetics.saturation import mm_auc
from ..kinetics.saturation_oral import mm_oral
from .controls import Artists, Slider, Toggle

TITLE = "Left: the bioavailability that a study reports against the hour of its tracer. Right: clearance after the oral dose."
CONTROLS = {
    "at": Slider("Tracer after the oral dose", "h", (0, 0.25, 0.5, 1, 1.5, 2, 3, 4, 5, 6, 8), 1),
    "dose": Slider("Swallowed dose", "mg", (10, 20, 50, 100, 150, 200, 300, 400), 200),
    "km": Slider("K_m of the enzyme", "mg/L", (0.1, 0.2, 0.3, 0.5, 1, 2, 3), 0.5),
    "day": Toggle("Tracer", ("same day", "another day"), "same day"),
}
KA = 1.0  # 1/h
V = 30.0  # L
F = 0.4
VMAX = 30.0  # mg/h
TRACER_UG = 100.0
HOURS = np.concatenate([np.linspace(0, 0.5, 401), np.linspace(0.5, 10, 761)[1:], np.linspace(10, 60, 401)[1:]])
EARLY = HOURS <= 8


def start(figure: Figure) -> Artists:
    """Draw the bioavailability reported beside the clearance at each moment."""
    left, right = figure.subplots(1, 2, width_ratios=(6, 5))
    figure.subplots_adjust(left=0.08, right=0.975, bottom=0.14, top=0.68, wspace=0.28)
    left.set(xlim=(0, 8), ylim=(0, 200), xlabel="tracer after the oral dose (h)", ylabel="reported bioavailability (%)")
    right.set(xlim=(0, 12), yscale="log", ylim=(1, 500), xlabel="after the oral dose (h)", ylabel="clearance (L/h)")
    right.set_xticks(range(0, 13, 3))
    right.yaxis.set_major_formatter("{x:g}")
    left.axhline(100, color=QUIET, linestyle=":", linewidth=1.6, label="all of the dose")
    left.axhline(100 * F, color=COLOURS[2], linestyle="-.", linewidth=1.6, label="truth, 40 %")
    artists = {
        "reported": left.plot([], [], color=COLOURS[0], linestyle="-", label="tracer on the same day")[0],
        "alone": left.axhline(1, color=COLOURS[1], linestyle="--", label="tracer on another day"),
        "here": left.plot([], [], "o", color=INK, clip_on=False, label="this study")[0],
        "clearance": right.plot([], [], color=QUIET, linestyle="-", linewidth=1.6, label="at each moment")[0],
        "drug": right.axhline(1, color=COLOURS[0], linestyle="-", label="met by the drug, on average"),
        "tracer": right.axhline(1, color=COLOURS[1], linestyle="--", label="met by the tracer, on average"),
        "injected": right.axvline(0, color=INK, linestyle=":", linewidth=1.6),
        "title": left.text(0.01, 0.95, "", transform=figure.transFigure, size=12, weight="bold", va="center"),
    }
    left.legend(loc="lower left", bbox_to_anchor=(-0.02, 0.99), ncols=2, columnspacing=1, fontsize=9)
    right.legend(loc="lower left", bbox_to_anchor=(-0.02, 0.99), fontsize=9)
    return artists


def draw(artists: Artists, *, at: float, dose: float, km: float, day: str) -> str:
    """Follow the oral dose through one enzyme, and work out the clearance that drug and tracer meet."""
    conc = _swallowed(dose, km)
    moment = VMAX / (km + conc)
    met_by_drug = F * dose / np.trapezoid(conc, HOURS)
    met_by_tracer = met_after_each_hour(moment)
    reported = 100 * F * met_by_tracer / met_by_drug
    idle = TRACER_UG / mm_auc(TRACER_UG, v=V, vmax=mg_to_ug(VMAX), km=mg_to_ug(km))
    alone = 100 * F * idle / met_by_drug
    same_day = day == "same day"
    met = float(np.interp(at, HOURS, met_by_tracer)) if same_day else idle
    here = 100 * F * met / met_by_drug
    artists["reported"].set_data(HOURS[EARLY], reported[EARLY])
    artists["alone"].set_ydata([alone, alone])
    artists["here"].set_data([at], [min(here, 200)])
    artists["clearance"].set_data(HOURS, moment)
    artists["drug"].set_ydata([met_by_drug] * 2)
    artists["tracer"].set_ydata([met] * 2)
    artists["injected"].set(xdata=[at, at], visible=same_day)
    when = f"given at {at:g} h" if same_day else "of another day"
    artists["title"].set_text(f"A tracer {when} reports F = {here:.3g} %; the truth is 40 %")
    return (
        f"After {dose:g} mg with K_m = {km:g} mg/L the drug meets {met_by_drug:.3g} L/h on average, a tracer {when} {met:.3g} L/h, "
        f"so F is reported as {here:.3g} %; the truth is 40 %."
    )


def code(*, at: float, dose: float, km: float, day: str) -> str:
    """Return the lines that give the numbers of the picture."""
    if day == "same day":
        reported = f"mk.tracer_bioavailability({dose:g}, tracer=1e-6, at={at:g}, ka={KA:g}, f={F:g}, **enzyme)"
    else:
        reported = f"{F:g} / clearance * 0.1 / mk.mm_auc(0.1, **enzyme)  # of another day"
    return f"""\
enzyme = dict(v={V:g}, vmax={VMAX:g}, km={km:g})
clearance = {F:g} * {dose:g} / mk.mm_oral_auc({dose:g}, ka={KA:g}, f={F:g}, **enzyme)
reported = {reported}
print("clearance that the drug meets (L/h):", clearance)
print("F that the tracer reports (%):", 100 * reported)
"""


@cache
def _swallowed(dose, km):
    """Concentration of the drug at the HOURS, mg/L, which the hour of the tracer leaves as it is."""
    return mm_oral(HOURS, dose=mg_to_ug(dose), ka=KA, v=V, vmax=mg_to_ug(VMAX), km=mg_to_ug(km), f=F) / 1e3


def met_after_each_hour(clearance: NDArray[np.float64]) -> NDArray[np.float64]:
    """Average clearance, L/h, that a small bolus meets when it is given at each of the HOURS: its dose over its area."""
    lost = cumulative_trapezoid(clearance / V, HOURS, initial=0)
    left = np.exp(lost[-1] - lost)  # as multiples of what is left at the end
    between = np.diff(HOURS) * -np.diff(left) / np.diff(lost)  # exact for an exponential fall
    to_come = (
        np.append(np.cumsum(between[::-1])[::-1], 0) + V / clearance[-1]
    )  # from the end: no small rest of large sums
    return V * left / to_come
