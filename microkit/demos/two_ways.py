"""Two ways out of the body, one of which fills up: the metabolites of a microdose are not those of the full dose."""

import numpy as np
from matplotlib.figure import Figure

from ..core.plot import COLOURS, INK, QUIET
from ..disposition.adme import auc_parallel
from .controls import Artists, Slider, round_values

TITLE = (
    "Left: share of a bolus that leaves by the enzyme that never fills (UGT), against the dose. Right: both shares after a "
    "microdose and after the dose."
)
CONTROLS = {
    "dose": Slider("Therapeutic dose", "mg", round_values(0.1, 500), 100),
    "km": Slider("K_m of CYP", "mg/L", round_values(0.01, 5), 0.06),
    "cl2": Slider("Clearance by UGT", "L/h", (1, 2, 3, 5, 8, 12, 20, 40), 12),
}
V = 40.0  # L
CL1 = 50.0  # L/h, clearance by CYP while it is idle
MICRO = 0.1  # mg
DOSES = np.geomspace(0.05, 700, 181)
ROWS = ("microdose", "dose")


def start(figure: Figure) -> Artists:
    """Draw the share of the way that never fills against dose, beside both shares of two doses."""
    left, right = figure.subplots(1, 2, width_ratios=(5, 4))
    figure.subplots_adjust(left=0.085, right=0.975, bottom=0.14, top=0.74, wspace=0.34)
    left.set(xscale="log", xlim=(0.05, 700), ylim=(0, 104), xlabel="dose (mg)", ylabel="leaves by UGT (%)")
    left.xaxis.set_major_formatter("{x:g}")
    right.set(xlim=(0, 100), ylim=(-0.6, 1.6), xlabel="share of the dose (%)")
    right.set_yticks(range(2), ROWS)
    right.invert_yaxis()
    right.grid(visible=False, axis="y")
    artists = {
        "share": left.plot([], [], color=COLOURS[0], linestyle="-")[0],
        "micro": left.plot([], [], "o", color=INK, markerfacecolor="white", label="100 µg")[0],
        "here": left.plot([], [], "s", color=INK, label="this dose")[0],
        "full": left.axvline(1, color=QUIET, linestyle="-.", linewidth=1.6, label="C_0 = K_m"),
        "title": left.text(0.01, 0.95, "", transform=figure.transFigure, size=12, weight="bold", va="center"),
    }
    for i, row in enumerate(ROWS):
        artists[f"CYP, {row}"] = right.barh(i, 50, height=0.5, color=COLOURS[1], label="CYP" if i else None)[0]
        artists[f"UGT, {row}"] = right.barh(i, 50, left=50, height=0.5, color=COLOURS[0], label="UGT" if i else None)[0]
    left.legend(loc="lower left", bbox_to_anchor=(-0.03, 0.99), ncols=3, columnspacing=1)
    right.legend(loc="lower left", bbox_to_anchor=(-0.03, 0.99), ncols=2)
    return artists


def draw(artists: Artists, *, dose: float, km: float, cl2: float) -> str:
    """Work out which share of the microdose and of the dose leaves by each enzyme."""
    micro, here = _share(np.array([MICRO, dose]), km, cl2)
    artists["share"].set_data(DOSES, _share(DOSES, km, cl2))
    artists["micro"].set_data([MICRO], [micro])
    artists["here"].set_data([dose], [here])
    artists["full"].set_xdata([V * km, V * km])
    for row, share in zip(ROWS, (micro, here), strict=True):
        artists[f"CYP, {row}"].set_width(100 - share)
        artists[f"UGT, {row}"].set(x=100 - share, width=share)
    artists["title"].set_text(
        f"UGT takes {micro:.0f} % of the microdose and {here:.0f} % of {dose:g} mg; AUC per mg × {here / micro:.2g}"
    )
    return (
        f"UGT takes {micro:.0f} % of 100 µg and {here:.0f} % of {dose:g} mg, which starts at {_times(dose / V / km)} times the "
        f"K_m of CYP. The AUC per mg is {here / micro:.3g} times that of the microdose."
    )


def code(*, dose: float, km: float, cl2: float) -> str:
    """Return the lines that give the numbers of the picture."""
    return f"""\
doses = np.array([{MICRO:g}, {dose:g}])  # mg
auc = mk.auc_parallel(doses, v={V:g}, vmax={CL1:g} * {km:g}, km={km:g}, cl={cl2:g})
micro, here = 100 * {cl2:g} * auc / doses
print("leaves by UGT after the microdose (%):", micro)
print("leaves by UGT after the dose (%):", here)
print("AUC per mg over that of the microdose:", here / micro)
"""


def _share(dose, km, cl2):
    """Share that leaves by UGT, %: its clearance times the AUC."""
    return 100 * cl2 * auc_parallel(dose, v=V, vmax=CL1 * km, km=km, cl=cl2) / dose


def _times(ratio):
    return f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.2g}"
