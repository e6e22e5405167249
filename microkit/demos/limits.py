"""Which limit binds? The smallest of three limits, each on the mass given and none on the mass absorbed."""

import numpy as np
from matplotlib.figure import Figure

from ..core.plot import COLOURS, INK, QUIET
from ..core.units import mg_to_ug
from ..trials.dose import CAP_UG, SAFETY_FACTOR, max_microdose
from .controls import Artists, Slider, round_values

TITLE = "Largest microdose against the smallest active dose, both axes logarithmic, with three limits."
CONTROLS = {
    "d_min": Slider("Smallest active dose, D_min", "mg", round_values(0.2, 500), 6),
    "noael": Slider("NOAEL as a human dose", "mg", round_values(0.2, 200), 20),
    "f": Slider("Oral bioavailability, F", "%", (5, 10, 15, 20, 30, 40, 50, 60, 70, 80, 90, 100), 30),
}
D_MIN_MG = np.geomspace(0.1, 1e3, 401)
WORDS = {"D_min/100": "D_min/100", "NOAEL/100": "NOAEL/100", "100 ug cap": "the 100 µg cap"}


def start(figure: Figure) -> Artists:
    """Draw the axes of dose limits, with the cap and D_min/100, which no setting moves."""
    axes = figure.subplots()
    figure.subplots_adjust(left=0.105, right=0.97, bottom=0.14, top=0.74)
    axes.set(xscale="log", yscale="log", xlim=(0.1, 1e3), ylim=(0.05, 1e4))
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter("{x:,g}")
    axes.set(xlabel="smallest active dose, D_min (mg)", ylabel="mass (µg)")
    axes.plot(D_MIN_MG, mg_to_ug(D_MIN_MG) / SAFETY_FACTOR, color=COLOURS[0], linestyle="--", label="D_min/100")
    axes.axhline(CAP_UG, color=COLOURS[1], linestyle="-.", label="100 µg cap")
    artists = {
        "noael": axes.axhline(1, color=COLOURS[2], linestyle=":", label="NOAEL/100"),
        "limit": axes.plot([], [], color=COLOURS[3], lw=8, alpha=0.55, zorder=1, label="smallest of the three")[0],
        "drop": axes.plot([], [], color=QUIET, linestyle="-", linewidth=1.2)[0],
        "given": axes.plot([], [], "o", color=INK, label="largest dose to give")[0],
        "absorbed": axes.plot([], [], "s", color=INK, fillstyle="none", markersize=13, label="part of it absorbed")[0],
        "title": axes.text(0.01, 0.95, "", transform=figure.transFigure, size=12, weight="bold", va="center"),
    }
    axes.legend(loc="lower left", bbox_to_anchor=(-0.01, 0.99), ncols=3)
    return artists


def draw(artists: Artists, *, d_min: float, noael: float, f: float) -> str:
    """Draw the smallest of the three limits over all D_min, and mark the mass given and the mass absorbed."""
    envelope, _ = max_microdose(mg_to_ug(D_MIN_MG), noael_hed=mg_to_ug(noael))
    limit, rule = max_microdose(mg_to_ug(d_min), noael_hed=mg_to_ug(noael))
    absorbed = f / 100 * limit
    artists["noael"].set_ydata([mg_to_ug(noael) / SAFETY_FACTOR] * 2)
    artists["limit"].set_data(D_MIN_MG, envelope)
    artists["drop"].set_data([d_min, d_min], [absorbed, limit])
    artists["absorbed"].set_data([d_min], [absorbed])
    artists["given"].set_data([d_min], [limit])
    artists["title"].set_text(f"{WORDS[rule]} binds: give at most {limit:.3g} µg ({absorbed:.3g} µg absorbed)")
    return (
        f"With D_min = {d_min:g} mg and a NOAEL of {noael:g} mg, {WORDS[rule]} binds: give at most {limit:.3g} µg. "
        f"At F = {f:g} %, {absorbed:.3g} µg of that is absorbed."
    )


def code(*, d_min: float, noael: float, f: float) -> str:
    """Return the lines that give the numbers of the picture."""
    return f"""\
limit, rule = mk.max_microdose(mk.mg_to_ug({d_min:g}), noael_hed=mk.mg_to_ug({noael:g}))
print(rule, "binds at (µg):", limit)
print("absorbed (µg):", {f:g} / 100 * limit)
"""
