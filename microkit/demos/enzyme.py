"""A drug that destroys its own enzyme: one dose looks harmless, daily doses do not."""

from functools import cache

import numpy as np
from matplotlib.figure import Figure

from ..core.plot import COLOURS, INK, QUIET
from ..kinetics.turnover import enzyme_turnover, enzyme_turnover_auc
from .controls import Artists, Slider, Toggle

TITLE = (
    "Left: the enzyme that is left over 20 days. Right: how far AUC exceeds the microdose's prediction, against dose."
)
CONTROLS = {
    "dose": Slider("Dose", "mg", (0.1, 0.3, 1, 3, 5, 10, 15, 20, 30, 50, 75, 100, 150, 200), 100),
    "kdeg": Slider("Turnover of the enzyme, k_deg", "1/h", (0.005, 0.01, 0.015, 0.02, 0.03, 0.04, 0.06, 0.08), 0.02),
    "given": Toggle("Given", ("once", "daily"), "once"),
}
DRUG = {"v": 150.0, "cl": 30.0, "kinact": 0.5, "ki": 2.0}  # L, L/h, 1/h, mg/L
TAU = 24.0
DAYS = 20
TIME = np.arange(0, TAU * DAYS + 1, 2.0)
LAST_DAY = [-1 - int(TAU / 2), -1]


def start(figure: Figure) -> Artists:
    """Draw the axes of enzyme and of error, with the line at two-fold."""
    left, right = figure.subplots(1, 2)
    figure.subplots_adjust(left=0.085, right=0.975, bottom=0.14, top=0.74, wspace=0.3)
    left.set(xlim=(0, DAYS), ylim=(0, 105), xlabel="time (days)", ylabel="enzyme left (%)")
    left.set_xticks(range(0, DAYS + 1, 4))
    right.set(xscale="log", yscale="log", xlim=(0.08, 300), ylim=(0.8, 100), xlabel="dose (mg)")
    right.set_ylabel("true / predicted AUC (–)")
    for axis in (right.xaxis, right.yaxis):
        axis.set_major_formatter("{x:,g}")
    right.axhline(2, color=QUIET, linestyle="-", linewidth=1.2)
    left.axhline(100, color=QUIET, linestyle="-", linewidth=1.2)
    artists = {
        "enzyme": left.plot([], [], color=COLOURS[0], linestyle="-")[0],
        "once": right.plot([], [], color=COLOURS[0], linestyle="-", label="one dose")[0],
        "daily": right.plot([], [], color=COLOURS[1], linestyle="--", label="20th daily dose")[0],
        "here": right.plot([], [], "s", color=INK, label="this dose")[0],
        "title": left.text(0.01, 0.95, "", transform=figure.transFigure, size=12, weight="bold", va="center"),
    }
    right.legend(loc="lower left", bbox_to_anchor=(-0.02, 0.99), ncols=2)
    left.text(19.8, 96, "normal", ha="right", va="top", color=QUIET)
    right.text(0.1, 2.15, "two-fold", color=QUIET)
    return artists


def draw(artists: Artists, *, dose: float, kdeg: float, given: str) -> str:
    """Follow the enzyme through one dose or twenty daily ones, and compare AUC per mg with that of the smallest dose."""
    doses = tuple(sorted({*CONTROLS["dose"].values, dose}))
    enzyme, errors = _courses(doses, kdeg)
    here = doses.index(dose)
    artists["enzyme"].set_data(TIME / TAU, 100 * enzyme[given][here])
    artists["enzyme"].set_color(artists[given].get_color())
    artists["once"].set_data(doses, errors["once"])
    artists["daily"].set_data(*(doses, errors["daily"]) if given == "daily" else ([], []))
    error = errors[given][here]
    least = 100 * enzyme[given][here].min()
    artists["here"].set_data([dose], [error])
    artists["title"].set_text(f"{dose:g} mg {given}: the true AUC is {error:.3g} times the predicted one")
    return (
        f"{dose:g} mg {given}: at its lowest {least:.3g} % of the enzyme is left. The true AUC per mg is {error:.3g} times "
        f"that of the microdose, {'within' if error <= 2 else 'outside'} two-fold."
    )


def code(*, dose: float, kdeg: float, given: str) -> str:
    """Return the lines that give the numbers of the picture."""
    if given == "once":
        dose_times = "0.0"
        auc = f"mk.enzyme_turnover_auc({dose:g}, **drug)"
    else:
        dose_times = f"{TAU:g} * np.arange({DAYS})"
        auc = "course.auc[-1] - course.auc[-13]  # of the last day"
    return f"""\
drug = dict(kdeg={kdeg:g}, v={DRUG["v"]:g}, cl={DRUG["cl"]:g}, kinact={DRUG["kinact"]:g}, ki={DRUG["ki"]:g})
time = np.arange(0, {TAU:g} * {DAYS} + 1, 2.0)
course = mk.enzyme_turnover(time, dose={dose:g}, dose_times={dose_times}, **drug)
auc = {auc}
microdose = mk.enzyme_turnover_auc(0.1, **drug)
print("enzyme at its lowest (%):", 100 * course.enzyme.min())
print("AUC per mg over that of the microdose:", auc / {dose:g} / (microdose / 0.1))
"""


@cache
def _courses(doses, kdeg):
    """Enzyme in time and AUC per mg over that of the smallest dose, for every dose, given once and given daily."""
    row = np.array(doses)
    once = enzyme_turnover(TIME, dose=row, kdeg=kdeg, **DRUG)
    daily = enzyme_turnover(TIME, dose=row, kdeg=kdeg, dose_times=TAU * np.arange(DAYS), **DRUG)
    whole = enzyme_turnover_auc(row, kdeg=kdeg, **DRUG) / row
    interval = np.diff(daily.auc[:, LAST_DAY], axis=1)[:, 0] / row
    return {"once": once.enzyme, "daily": daily.enzyme}, {"once": whole / whole[0], "daily": interval / whole[0]}
