"""What did the drug displace? Uptake lost in five regions, read with and without the part that nothing displaces."""

import numpy as np
from matplotlib.figure import Figure

from ..core.plot import COLOURS, INK, QUIET
from ..labels.imaging import lassen
from .controls import Artists, Slider, Toggle

TITLE = (
    "Left: occupancy read from two scans against the true one. Right: uptake lost to the drug against uptake before it."
)
CONTROLS = {
    "rho": Slider("True occupancy", "%", (10, 20, 30, 40, 50, 60, 65, 70, 80, 90, 95), 50),
    "vnd": Slider("Non-displaceable, V_ND", "mL/cm³", (0.5, 1, 1.5, 2, 2.5, 3), 2.5),
    "noise": Slider("Noise of each scan", "%", (0, 2, 4, 6, 8), 0),
    "regions": Toggle("Regions", ("five unlike", "five alike"), "five unlike"),
}
BINDING = {"five unlike": (3.04, 2.16, 1.62, 0.98, 0.4), "five alike": (1.84, 1.72, 1.62, 1.52, 1.4)}
DRAWN = np.array([1.1, 0.4, -0.9, 0.6, -1.2])  # one draw of noise, in standard deviations
TRUE = np.linspace(5, 95, 91)
LINE = np.array([0.0, 14.0])


def start(figure: Figure) -> Artists:
    """Draw occupancy read against the true one, beside the regions and their line."""
    left, right = figure.subplots(1, 2)
    figure.subplots_adjust(left=0.085, right=0.97, bottom=0.14, top=0.72, wspace=0.27)
    left.set(xlim=(0, 100), ylim=(0, 110), xlabel="true occupancy (%)", ylabel="occupancy read (%)")
    right.set(xlim=(0, 13), ylim=(-1, 10), xlabel="V_T without the drug (mL/cm³)", ylabel="lost to the drug (mL/cm³)")
    left.plot([0, 100], [0, 100], color=QUIET, linestyle=":", label="as it is")
    right.axhline(0, color=QUIET, linewidth=1, linestyle="-")
    artists = {
        "naive": left.plot([], [], color=COLOURS[1], linestyle="--", label="mean loss of all uptake")[0],
        "read naive": left.plot([], [], "s", color=COLOURS[1], clip_on=False)[0],
        "read": left.plot([], [], "o", color=INK, clip_on=False, label="by the line")[0],
        "line": right.plot([], [], color=COLOURS[0], linestyle="-", label="slope: occupancy")[0],
        "regions": right.plot([], [], "o", color=INK, label="regions")[0],
        "foot": right.plot([], [], "D", color=COLOURS[2], clip_on=False, label="foot: V_ND")[0],
        "title": left.text(0.01, 0.95, "", transform=figure.transFigure, size=12, weight="bold", va="center"),
    }
    left.legend(loc="lower left", bbox_to_anchor=(-0.02, 0.99), ncols=2, columnspacing=1)
    right.legend(loc="lower left", bbox_to_anchor=(-0.02, 0.99), ncols=2, columnspacing=1)
    return artists


def draw(artists: Artists, *, rho: float, vnd: float, noise: float, regions: str) -> str:
    """Fill five regions, add the noise of the drug scan, and read occupancy from the line and from the mean loss."""
    bound = vnd * np.array(BINDING[regions])
    base = vnd + bound
    drug = (vnd + (1 - rho / 100) * bound) * (1 + noise / 100 * DRAWN)
    slope, foot = lassen(base, drug)
    naive = 100 * np.mean(1 - drug / base)
    artists["naive"].set_data(TRUE, TRUE * np.mean(bound / base))
    artists["read naive"].set_data([rho], [naive])
    artists["read"].set_data([rho], [np.clip(100 * slope, 0, 110)])
    artists["regions"].set_data(base, base - drug)
    artists["line"].set_data(LINE, slope * (LINE - foot))
    artists["foot"].set_data([np.clip(foot, 0, 13)], [0])
    artists["title"].set_text(
        f"The line reads {100 * slope:.0f} %, the mean loss {naive:.0f} %; {rho:g} % are occupied"
    )
    return (
        f"With {rho:g} % occupied, V_ND = {vnd:g} mL/cm³ and {noise:g} % noise, the line reads {100 * slope:.0f} % and "
        f"V_ND = {foot:.2g} mL/cm³; the mean loss of all uptake is {naive:.0f} %."
    )


def code(*, rho: float, vnd: float, noise: float, regions: str) -> str:
    """Return the lines that give the numbers of the picture."""
    return f"""\
bound = {vnd:g} * np.array({BINDING[regions]})
before = {vnd:g} + bound
noise = {noise:g} / 100 * np.array({DRAWN.tolist()})
after = ({vnd:g} + (1 - {rho:g} / 100) * bound) * (1 + noise)
slope, foot = mk.lassen(before, after)
print("occupancy by the line (%):", 100 * slope)
print("foot, V_ND (mL/cm³):", foot)
print("mean loss of all uptake (%):", 100 * np.mean(1 - after / before))
"""
