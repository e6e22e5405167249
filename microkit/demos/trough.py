"""What does a trough cost? The dose that holds an occupancy all day grows as two to the half-lives in an interval."""

import numpy as np
from matplotlib.figure import Figure
from scipy.special import ndtri

from ..core.plot import COLOURS, INK, QUIET
from ..core.units import mg_to_ug, ug_to_mg
from ..disposition.binding import conc_for_occupancy, occupancy
from ..trials.decisions import DAY, no_go_probability, trough_dose
from .controls import Artists, Slider, Toggle

TITLE = "Left: daily dose against half-life, with a cloud for the uncertain half-life. Right: occupancy over one day at steady state."
CONTROLS = {
    "half_life": Slider("Half-life", "h", (3, 3.5, 4, 4.5, 5, 6, 7, 8, 10, 12), 4),
    "sigma": Slider("Uncertainty of the half-life", "%", (5, 10, 15, 20, 25, 30), 20),
    "schedule": Toggle("Doses", ("once a day", "twice a day", "three times a day"), "once a day"),
}
INTERVAL = dict(zip(CONTROLS["schedule"].values, (24.0, 12.0, 8.0), strict=True))
SITE = {"kd": 5.0, "fu": 0.15, "molar_mass": 400.0}
TARGET = 0.8
DRUG = {"conc": conc_for_occupancy(TARGET, **SITE), "v": 60.0, "f": 0.5}
CEILING_MG = 300.0
HALF_LIVES = np.geomspace(1, 40, 241)
SPREAD = ndtri((np.arange(40) + 0.5) / 40)  # the middles of 40 equally likely slices: a cloud without chance
HOURS = np.linspace(0, DAY, 480, endpoint=False)


def start(figure: Figure) -> Artists:
    """Draw daily dose against half-life beside the occupancy of one day."""
    left, right = figure.subplots(1, 2)
    figure.subplots_adjust(left=0.095, right=0.975, bottom=0.14, top=0.72, wspace=0.3)
    left.set(xscale="log", yscale="log", xlim=(1, 40), ylim=(1, 1e6))
    left.set(xlabel="half-life (h)", ylabel="daily dose (mg, g, kg)")
    left.set_xticks([1, 2, 4, 8, 16, 32], ["1", "2", "4", "8", "16", "32"])
    left.set_xticks([], minor=True)
    left.set_yticks([1, 10, 100, 1e3, 1e4, 1e5, 1e6], ["1 mg", "10", "100", "1 g", "10", "100", "1 kg"])
    left.axhline(CEILING_MG, color=COLOURS[1], linestyle="--", linewidth=1.6, label="ceiling, 300 mg")
    right.set(xlim=(0, DAY), ylim=(0, 108), xlabel="time of day (h)", ylabel="occupancy (%)")
    right.set_xticks(range(0, 25, 4))
    right.axhline(100 * TARGET, color=COLOURS[1], linestyle="--", linewidth=1.6, label="wanted at the trough, 80 %")
    artists = {
        "curve": left.plot([], [], color=COLOURS[2], linestyle="-")[0],
        "cloud": left.plot([], [], "o", color=QUIET, markersize=5, fillstyle="none", label="equally likely half-lives")[
            0
        ],
        "best": left.plot([], [], "s", color=INK, label="best guess")[0],
        "occupancy": right.plot([], [], color=COLOURS[0], linestyle="-", label="occupancy")[0],
        "trough": right.plot([], [], "o", color=INK, markerfacecolor="white", clip_on=False)[0],
        "title": left.text(0.01, 0.95, "", transform=figure.transFigure, size=12, weight="bold", va="center"),
    }
    left.legend(loc="lower left", bbox_to_anchor=(-0.03, 0.99), ncols=2, columnspacing=1)
    right.legend(loc="lower left", bbox_to_anchor=(-0.03, 0.99))
    return artists


def draw(artists: Artists, *, half_life: float, sigma: float, schedule: str) -> str:
    """Work out the dose that holds the trough, for the best guess and over the cloud of half-lives."""
    interval = INTERVAL[schedule]
    doses_a_day = DAY / interval
    cloud = half_life * np.exp(sigma / 100 * SPREAD)
    per_dose_ceiling = mg_to_ug(CEILING_MG) / doses_a_day
    chance = no_go_probability(per_dose_ceiling, half_life=half_life, sigma=sigma / 100, interval=interval, **DRUG)
    occupied = 100 * occupancy(DRUG["conc"] * 2 ** ((interval - HOURS % interval) / half_life), **SITE)
    best = _daily_mg(half_life, interval)
    artists["curve"].set_data(HALF_LIVES, _daily_mg(HALF_LIVES, interval))
    artists["cloud"].set_data(cloud, _daily_mg(cloud, interval))
    artists["best"].set_data([half_life], [best])
    artists["occupancy"].set_data(HOURS, occupied)
    artists["trough"].set_data([DAY], [100 * TARGET])
    artists["title"].set_text(f"{_weight(best)} a day; chance that it is more than 300 mg: {_percent(chance)}")
    return (
        f"With a half-life of {half_life:g} h (known to about {sigma:g} %) and {schedule}, {_weight(best)} a day keeps 80 % "
        f"occupied; at the peak it is {occupied[0]:.1f} %. The chance that more than 300 mg is needed is {_percent(chance)}."
    )


def code(*, half_life: float, sigma: float, schedule: str) -> str:
    """Return the lines that give the numbers of the picture."""
    interval = INTERVAL[schedule]
    return f"""\
site = dict(kd={SITE["kd"]:g}, fu={SITE["fu"]:g}, molar_mass={SITE["molar_mass"]:g})
conc = mk.conc_for_occupancy({TARGET:g}, **site)
drug = dict(half_life={half_life:g}, interval={interval:g}, conc=conc, v={DRUG["v"]:g}, f={DRUG["f"]:g})
each = mk.trough_dose(**drug)
limit = mk.mg_to_ug({CEILING_MG:g}) * {interval:g} / 24
print("daily dose (mg):", mk.ug_to_mg(each) * 24 / {interval:g})
print("occupancy at the peak (%):", 100 * mk.occupancy(conc * 2 ** ({interval:g} / {half_life:g}), **site))
print("chance that it is more than {CEILING_MG:g} mg (%):", 100 * mk.no_go_probability(limit, sigma={sigma:g} / 100, **drug))
"""


def _daily_mg(half_life, interval):
    return ug_to_mg(trough_dose(half_life=half_life, interval=interval, **DRUG)) * DAY / interval


def _weight(mg):
    return f"{mg / 1e3:.3g} g" if mg >= 1e3 else f"{mg:.3g} mg"


def _percent(chance):
    if chance > 0.99:
        return "over 99 %"
    if chance < 0.01:
        return "under 1 %"
    return f"{100 * chance:.0f} %"
