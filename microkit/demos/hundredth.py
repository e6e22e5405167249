"""How protective is 1/100? It depends on the occupancy at which the smallest active dose was defined."""

import numpy as np
from matplotlib.figure import Figure

from ..core.plot import COLOURS, INK
from ..disposition.binding import conc_for_occupancy, occupancy
from .controls import Artists, Slider, Toggle

TITLE = "Left: occupancy against dose, with D_min and a fraction of it. Right: what remains against occupancy at D_min."
CONTROLS = {
    "rho": Slider("Occupancy at D_min", "%", (5, 10, 20, 30, 40, 50, 60, 70, 80, 85, 90, 95, 98, 99), 50),
    "factor": Slider("Safety factor", "times", (10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000), 100),
    "scale": Toggle("Remaining occupancy", ("linear", "log"), "log"),
}
SITE = {
    "kd": 1.0,
    "molar_mass": 1000.0,
}  # then a concentration, and with it the dose, counts in units of the dose at 50 %
DOSE = np.geomspace(1e-5, 1e3, 321)
RHO = np.linspace(1, 99.5, 198)
Y_LIMITS = {"linear": (0, 100), "log": (1e-3, 100)}


def start(figure: Figure) -> Artists:
    """Draw occupancy against dose beside what remains of it, with the step from D_min to its fraction."""
    left, right = figure.subplots(1, 2)
    figure.subplots_adjust(left=0.085, right=0.975, bottom=0.14, top=0.8, wspace=0.28)
    left.set(xscale="log", xlim=(1e-5, 1e3), ylim=(0, 105))
    left.set(xlabel="dose (multiples of the dose at 50 %)", ylabel="occupancy (%)")
    left.set_xticks([1e-4, 1e-2, 1, 100], ["0.0001", "0.01", "1", "100"])
    left.plot(DOSE, 100 * occupancy(DOSE, **SITE), color=COLOURS[2], linestyle="-")
    right.set(xlim=(0, 100), xlabel="occupancy at D_min (%)", ylabel="remaining occupancy (%)")
    artists = {
        "step": left.plot([], [], color=INK, linestyle=":", linewidth=1.6)[0],
        "d_min": left.plot([], [], "s", color=INK, clip_on=False, label="D_min")[0],
        "small": left.plot([], [], "o", color=INK, markerfacecolor="white", clip_on=False, label="D_min / factor")[0],
        "hoped": right.plot([], [], color=COLOURS[1], linestyle="--", label="if it fell like the dose")[0],
        "true": right.plot([], [], color=COLOURS[0], linestyle="-", label="true")[0],
        "remaining": right.plot([], [], "o", color=INK, markerfacecolor="white", clip_on=False)[0],
        "title": left.text(0.01, 0.95, "", transform=figure.transFigure, size=12, weight="bold", va="center"),
    }
    for axes in (left, right):
        axes.legend(loc="lower left", bbox_to_anchor=(-0.02, 0.99), ncols=2)
    return artists


def draw(artists: Artists, *, rho: float, factor: float, scale: str) -> str:
    """Move D_min to its occupancy, step down by the safety factor, and compare what remains with what was hoped for."""
    remaining = _remaining(rho, factor)
    d_min = conc_for_occupancy(rho / 100, **SITE)
    axes = artists["true"].axes
    if axes.get_yscale() != scale:
        axes.set_yscale(scale)
        axes.yaxis.set_major_formatter("{x:g}")
    axes.set_ylim(Y_LIMITS[scale])
    artists["step"].set_data([d_min, d_min / factor, d_min / factor], [rho, rho, remaining])
    artists["d_min"].set_data([d_min], [rho])
    artists["small"].set_data([d_min / factor], [remaining])
    artists["hoped"].set_data(RHO, RHO / factor)
    artists["true"].set_data(RHO, _remaining(RHO, factor))
    artists["remaining"].set_data([rho], [remaining])
    artists["title"].set_text(f"1/{factor:g} of D_min still occupies {remaining:.3g} %, not {rho / factor:.3g} %")
    return (
        f"D_min occupies {rho:g} % of the receptors. 1/{factor:g} of it occupies {remaining:.3g} %, "
        f"{rho / remaining:.3g} times less and not {factor:g} times."
    )


def code(*, rho: float, factor: float, **_: str) -> str:
    """Return the lines that give the numbers of the picture."""
    return f"""\
site = dict(kd=1.0, molar_mass=1000.0)  # a concentration of 1 fills half of the receptors
d_min = mk.conc_for_occupancy({rho:g} / 100, **site)
remaining = mk.occupancy(d_min / {factor:g}, **site)
print("remaining occupancy (%):", 100 * remaining)
print("times less than at D_min:", {rho:g} / 100 / remaining)
"""


def _remaining(rho, factor):
    """Occupancy in % at a fraction of the dose that occupies rho %."""
    return 100 * occupancy(conc_for_occupancy(rho / 100, **SITE) / factor, **SITE)
