"""Is a dose by weight the same dose for a child? Size and maturation of a clearance from birth to eighteen years."""

import numpy as np
from matplotlib.figure import Figure

from ..core.plot import COLOURS, INK
from ..trials.prediction import ADULT_WEIGHT, maturation, scale_to_weight
from .controls import Artists, Slider

TITLE = (
    "Left: clearance against age, with maturation, by size alone, and by weight. "
    "Right: clearance for each kilogram of body weight over that of an adult."
)
AGES = (0.02, 0.1, 0.25, 0.5, 1, 2, 3, 5, 8, 12, 18)
CONTROLS = {
    "age": Slider("Age", "years", AGES, 0.02),
    "tm50": Slider("Half mature at, TM50", "weeks", (35, 40, 44, 47.7, 55, 65), 47.7),
    "hill": Slider("Steepness h", "(exponent)", (1, 1.5, 2, 3, 3.4, 5), 3.4),
}
WEEKS = 52.18
TERM = 40.0
# Typical weights, from common growth charts (recalled)
CHART_YEARS = np.array([0.02, 0.1, 0.25, 0.5, 1, 2, 3, 5, 8, 12, 18])
CHART_KG = np.array([3.5, 4.5, 6.0, 7.7, 9.8, 12.5, 14.3, 18.5, 26, 41, 70])
ACROSS = np.geomspace(0.02, 18, 121)


def start(figure: Figure) -> Artists:
    """Draw clearance against age, beside clearance for each kilogram."""
    left, right = figure.subplots(1, 2)
    figure.subplots_adjust(left=0.095, right=0.975, bottom=0.15, top=0.76, wspace=0.27)
    for axes, bottom, top in ((left, 0.3, 150), (right, 0, 3)):
        axes.set(xscale="log", xlim=(0.018, 20), ylim=(bottom, top), xlabel="age (years)")
        axes.set_xticks([0.02, 0.1, 0.5, 2, 5, 18], ["0.02", "0.1", "0.5", "2", "5", "18"])
        axes.minorticks_off()
    left.set(yscale="log", ylabel="clearance (% of an adult's)")
    left.set_yticks([1, 10, 100], ["1", "10", "100"])
    left.minorticks_off()
    right.set(ylabel="clearance per kg (adult = 1)")
    right.axhline(1, color=COLOURS[2], linestyle="-.", linewidth=1.6)
    weight = _weight_at(ACROSS)
    left.plot(ACROSS, 100 * weight / ADULT_WEIGHT, color=COLOURS[2], linestyle="-.", label="by weight")
    size = scale_to_weight(1.0, to_weight=weight)
    left.plot(ACROSS, 100 * size, color=COLOURS[1], linestyle="--", label="by size")
    right.plot(ACROSS, size * ADULT_WEIGHT / weight, color=COLOURS[1], linestyle="--")
    artists = {
        "clearance": left.plot([], [], color=COLOURS[0], linestyle="-", label="with maturation")[0],
        "per kg": right.plot([], [], color=COLOURS[0], linestyle="-")[0],
        "here": left.plot([], [], "s", color=INK)[0],
        "here per kg": right.plot([], [], "s", color=INK)[0],
        "title": left.text(0.01, 0.95, "", transform=figure.transFigure, size=12, weight="bold", va="center"),
    }
    left.legend(loc="lower left", bbox_to_anchor=(-0.03, 0.99), ncols=3, columnspacing=1, handletextpad=0.5)
    return artists


def draw(artists: Artists, *, age: float, tm50: float, hill: float) -> str:
    """Work out the clearance at every age, and what a dose by weight would give at one."""
    across = _shares(ACROSS, tm50, hill)
    share = float(_shares(age, tm50, hill))
    weight = float(_weight_at(age))
    per_kg = share * ADULT_WEIGHT / weight
    artists["clearance"].set_data(ACROSS, 100 * across)
    artists["per kg"].set_data(ACROSS, across * ADULT_WEIGHT / _weight_at(ACROSS))
    artists["here"].set_data([age], [100 * share])
    artists["here per kg"].set_data([age], [per_kg])
    artists["title"].set_text(
        f"{weight:.2g} kg: each kilogram clears {per_kg:.2f} times an adult's; AUC × {1 / per_kg:.2f}"
    )
    return (
        f"At {age:g} years and {weight:.2g} kg the clearance is {100 * share:.2g} % of an adult's. "
        f"The adult's dose for each kilogram would give {1 / per_kg:.2f} times the adult's AUC."
    )


def code(*, age: float, tm50: float, hill: float) -> str:
    """Return the lines that give the numbers of the picture."""
    weight = float(_weight_at(age))
    return f"""\
weight = {weight:.6g}  # kg, typical at {age:g} years
size = mk.scale_to_weight(1.0, to_weight=weight)
mature = mk.maturation({TERM:g} + {WEEKS:g} * {age:g}, tm50={tm50:g}, hill={hill:g})
share = size * mature
print("clearance (% of an adult's):", 100 * share)
print("clearance per kg (adult = 1):", share * {ADULT_WEIGHT:g} / weight)
print("AUC of the adult's dose per kg (adult = 1):", weight / {ADULT_WEIGHT:g} / share)
"""


def _weight_at(age):
    """Typical body weight at an age in years, kg."""
    return np.exp(np.interp(np.log(age), np.log(CHART_YEARS), np.log(CHART_KG)))


def _shares(age, tm50, hill):
    """Clearance at an age over that of an adult."""
    mature = maturation(TERM + WEEKS * np.asarray(age), tm50=tm50, hill=hill)
    return scale_to_weight(1.0, to_weight=_weight_at(age)) * mature
