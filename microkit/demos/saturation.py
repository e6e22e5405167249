"""One enzyme, many doses: what a microdose cannot see of saturation, and the dose at which that matters."""

import numpy as np
from matplotlib.figure import Figure

from ..core.plot import COLOURS, INK, QUIET
from ..kinetics.compartments import bolus
from ..kinetics.saturation import mm_auc, mm_bolus, mm_largest_dose
from .controls import Artists, Slider, Toggle, round_values

TITLE = (
    "Left: concentration per mg of dose after a bolus, true and scaled up from a microdose. Right: how far AUC is off."
)
CONTROLS = {
    "dose": Slider("Dose, one bolus", "mg", round_values(0.1, 500), 100),
    "km": Slider("Half-saturation, K_m", "mg/L", (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5), 0.25),
    "scale": Toggle("Concentration axis", ("linear", "log"), "linear"),
}
V = 40.0  # L
VMAX = 10.0  # mg/h
FOLD = 2.0
TIME = np.linspace(0, 24, 241)
DOSES = np.geomspace(0.05, 1e3, 181)
Y_LIMITS = {"linear": (0, 27), "log": (1e-3, 60)}


def start(figure: Figure) -> Artists:
    """Draw concentration per mg beside the error of AUC, with the line at two-fold."""
    left, right = figure.subplots(1, 2)
    figure.subplots_adjust(left=0.095, right=0.975, bottom=0.14, top=0.74, wspace=0.3)
    left.set(xlim=(0, 24), xlabel="time (h)", ylabel="concentration (µg/L per mg)")
    left.set_xticks(range(0, 25, 6))
    right.set(xscale="log", yscale="log", xlim=(0.05, 1e3), ylim=(0.8, 300), xlabel="dose (mg)")
    right.set_ylabel("true / predicted AUC (–)")
    for axis in (right.xaxis, right.yaxis):
        axis.set_major_formatter("{x:,g}")
    right.axhline(FOLD, color=QUIET, linestyle="-", linewidth=1.2, label="two-fold")
    artists = {
        "linear": left.plot([], [], color=COLOURS[1], linestyle="--", label="scaled up from the microdose")[0],
        "true": left.plot([], [], color=COLOURS[0], linestyle="-", label="true")[0],
        "error": right.plot([], [], color=COLOURS[0], linestyle="-")[0],
        "edge": right.axvline(1, color=COLOURS[2], linestyle="-.", label="C_0 = 2 K_m"),
        "here": right.plot([], [], "s", color=INK, label="this dose")[0],
        "title": left.text(0.01, 0.95, "", transform=figure.transFigure, size=12, weight="bold", va="center"),
    }
    for axes in (left, right):
        axes.legend(loc="lower left", bbox_to_anchor=(-0.02, 0.99), ncols=2 if axes is right else 1)
    return artists


def draw(artists: Artists, *, dose: float, km: float, scale: str) -> str:
    """Follow a bolus through one enzyme, and compare it with what a microdose scales up to."""
    axes = artists["true"].axes
    if axes.get_yscale() != scale:
        axes.set_yscale(scale)
        axes.yaxis.set_major_formatter("{x:g}")
    axes.set_ylim(Y_LIMITS[scale])
    artists["linear"].set_data(TIME, 1e3 * bolus(TIME, dose=1.0, cl=VMAX / km, v=V))
    artists["true"].set_data(TIME, 1e3 / dose * mm_bolus(TIME, dose=dose, v=V, vmax=VMAX, km=km))
    artists["error"].set_data(DOSES, _error(DOSES, km))
    edge = mm_largest_dose(FOLD, v=V, km=km)
    error = _error(dose, km)
    artists["edge"].set_xdata([edge, edge])
    artists["here"].set_data([dose], [error])
    artists["title"].set_text(
        f"C_0 = {_times(dose / V / km)} K_m: the true AUC is {_times(error)} times the predicted one"
    )
    return (
        f"{dose:g} mg starts at {dose / V:.3g} mg/L, {_times(dose / V / km)} times K_m. The true AUC is {_times(error)} times "
        f"what a microdose predicts. The prediction stays within two-fold up to {edge:.3g} mg."
    )


def code(*, dose: float, km: float, **_: str) -> str:
    """Return the lines that give the numbers of the picture."""
    return f"""\
predicted = {dose:g} / ({VMAX:g} / {km:g})  # by the clearance of a vanishing dose
true = mk.mm_auc({dose:g}, v={V:g}, vmax={VMAX:g}, km={km:g})
print("C_0 over K_m:", {dose:g} / {V:g} / {km:g})
print("true AUC over the predicted one:", true / predicted)
print("within two-fold up to (mg):", mk.mm_largest_dose({FOLD:g}, v={V:g}, km={km:g}))
"""


def _error(dose, km):
    """AUC over the one that a vanishing dose predicts."""
    return mm_auc(dose, v=V, vmax=VMAX, km=km) * VMAX / km / dose


def _times(ratio):
    return f"{ratio:.0f}" if ratio >= 100 else f"{ratio:.3g}"
