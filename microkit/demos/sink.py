"""An antibody and the target that swallows it: clearance against dose by two assays, and how long the target stays occupied."""

from functools import cache

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from ..core.inputs import NumberOrArray
from ..core.plot import COLOURS, INK, QUIET
from ..kinetics.tmdd import tmdd_auc, tmdd_bolus
from .controls import Artists, Slider, round_values

TITLE = "Left: clearance of an antibody against its dose, by an assay of free and one of all drug. Right: occupancy of its target over four weeks."
CONTROLS = {
    "dose": Slider("Dose, one bolus", "mg", round_values(0.01, 1000), 30),
    "target": Slider("Target, R_0", "nM", (0.1, 0.2, 0.5, 1, 2, 3, 5, 10), 2),
    "kint": Slider("Removal of the complex, k_int", "per day", (0.05, 0.1, 0.2, 0.5, 1, 2), 0.5),
}
V = 3.1  # L
CL = 0.2  # L/day
KSS = 0.5  # nM
NMOL_PER_MG = 1e6 / 150e3
DOSES = np.geomspace(0.01, 1000, 101)
DAYS = np.linspace(0, 28, 113)


def start(figure: Figure) -> Artists:
    """Draw clearance against dose beside the occupancy of four weeks."""
    left, right = figure.subplots(1, 2)
    figure.subplots_adjust(left=0.085, right=0.975, bottom=0.15, top=0.76, wspace=0.25)
    left.set(xscale="log", yscale="log", xlim=(0.01, 1000), ylim=(0.02, 200), xlabel="dose (mg)")
    left.set_ylabel("clearance, dose over AUC (L/day)")
    for axis in (left.xaxis, left.yaxis):
        axis.set_major_formatter("{x:,g}")
    left.axhline(CL, color=QUIET, linestyle="-", linewidth=1.2, label="linear")
    left.axvline(30 / NMOL_PER_MG, color=COLOURS[2], linestyle="-.", linewidth=1.6, label="30 nmol")
    right.set(xlim=(0, 28), ylim=(0, 105), xlabel="time (days)", ylabel="target occupied (%)")
    right.set_xticks(range(0, 29, 7))
    artists = {
        "free": left.plot([], [], color=COLOURS[0], linestyle="-", label="free drug")[0],
        "all": left.plot([], [], color=COLOURS[1], linestyle="--", label="all drug")[0],
        "here": left.plot([], [], "s", color=INK)[0],
        "occupied": right.plot([], [], color=COLOURS[0], linestyle="-", label="this dose")[0],
        "title": left.text(0.01, 0.95, "", transform=figure.transFigure, size=12, weight="bold", va="center"),
    }
    left.legend(loc="lower left", bbox_to_anchor=(-0.03, 0.99), ncols=4, columnspacing=0.6, handletextpad=0.3)
    right.legend(loc="lower left", bbox_to_anchor=(-0.03, 0.99))
    return artists


def draw(artists: Artists, *, dose: float, target: float, kint: float) -> str:
    """Work out the clearance that either assay finds, and how long the target stays occupied."""
    free, everything = clearances(DOSES, target, kint)
    here, here_all = clearances(dose, target, kint)
    occupied = _occupied(dose, target, kint)
    artists["free"].set_data(DOSES, free)
    artists["all"].set_data(DOSES, everything)
    artists["here"].set_data([dose], [here])
    artists["occupied"].set_data(DAYS, occupied)
    artists["title"].set_text(
        f"{dose:g} mg: {here:.3g} L/day, {here / CL:.3g} times the linear clearance; {occupied[0]:.3g} % occupied at first"
    )
    return (
        f"After {dose:g} mg an assay of free drug finds {here:.3g} L/day and one of all drug {here_all:.3g}, against a linear "
        f"clearance of {CL:g}. Of the target, {occupied[0]:.3g} % are occupied at first and {occupied[28]:.3g} % after a week."
    )


def code(*, dose: float, target: float, kint: float) -> str:
    """Return the lines that give the numbers of the picture."""
    return f"""\
drug = dict(v={V:g}, cl={CL:g}, target={target:g}, kss={KSS:g}, kint={kint:g})
nmol = {dose:g} * 1e6 / 150e3
free = mk.tmdd_auc(nmol, **drug)
bound = (nmol - {CL:g} * free) / ({V:g} * {kint:g})  # what the linear way does not remove goes through the complex
conc = mk.tmdd_bolus([0.0, 7.0], dose=nmol, **drug)
occupied = 100 * conc / (conc + {KSS:g})
print("clearance of free drug (L/day):", nmol / free)
print("clearance of all drug (L/day):", nmol / (free + bound))
print("occupied at first (%):", occupied[0])
print("occupied after a week (%):", occupied[1])
"""


@cache
def _occupied(dose, target, kint):
    """Target occupied on each of the DAYS, %."""
    conc = tmdd_bolus(DAYS, dose=dose * NMOL_PER_MG, v=V, cl=CL, target=target, kss=KSS, kint=kint)
    return 100 * conc / (conc + KSS)


def clearances(dose: ArrayLike, target: float, kint: float) -> tuple[NumberOrArray, NumberOrArray]:
    """Dose over the AUC of free and of all drug (L/day): all that the linear way does not remove goes through the complex.

    Parameters
    ----------
    dose : mg, a number or an array.
    target : R0, nM.
    kint : removal of the complex, 1/day.
    """
    amount = np.asarray(dose) * NMOL_PER_MG
    free = np.asarray(tmdd_auc(amount, v=V, cl=CL, target=target, kss=KSS, kint=kint))
    bound = (amount - CL * free) / (V * kint)
    return amount / free, amount / (free + bound)
