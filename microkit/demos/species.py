"""A line through four species, read at a human's weight: how good the line looks, and how far off the human is."""

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from ..core.plot import COLOURS, INK
from ..trials.fold_errors import fold_error
from ..trials.prediction import ADULT_WEIGHT, allometry, allometry_interval
from .controls import Artists, Slider, Toggle

TITLE = "Left: clearance of four animals and of the human against body weight. Right: fold error of 24 drugs against the r² of their line."
DRUGS = 24
KINDS = ("power law", "any that rise")
CONTROLS = {
    "drug": Slider("Drug", f"of {DRUGS}", tuple(range(1, DRUGS + 1)), 7),
    "scatter": Slider("Scatter about the line, σ", "(natural logarithm)", (0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8), 0.3),
    "kind": Toggle("Clearances", KINDS, KINDS[0]),
}
ANIMALS = np.array([0.025, 0.25, 5.0, 10.0])  # kg
BODIES = np.append(ANIMALS, ADULT_WEIGHT)
ACROSS = np.geomspace(0.015, 120, 25)


def start(figure: Figure) -> Artists:
    """Draw clearance against body weight beside fold error against r²."""
    left, right = figure.subplots(1, 2)
    figure.subplots_adjust(left=0.085, right=0.975, bottom=0.15, top=0.76, wspace=0.27)
    left.set(xscale="log", yscale="log", xlim=(0.015, 120), ylim=(0.01, 3e3))
    left.set(xlabel="body weight (kg)", ylabel="clearance (L/h)")
    right.set(xscale="linear", yscale="log", xlim=(0.42, 1.02), ylim=(0.9, 60))
    right.set(xlabel="r² of the line through four animals (–)", ylabel="fold error in the human (–)")
    for axis in (left.xaxis, left.yaxis, right.yaxis):
        axis.set_major_formatter("{x:,g}")
    right.axhline(2, color=COLOURS[1], linestyle="--", linewidth=1.6, label="two-fold")
    artists = {
        "lower": left.plot([], [], color=COLOURS[0], linestyle=":", linewidth=1.6, label="95 % limits")[0],
        "upper": left.plot([], [], color=COLOURS[0], linestyle=":", linewidth=1.6)[0],
        "line": left.plot([], [], color=COLOURS[0], linestyle="-", label="line")[0],
        "animals": left.plot([], [], "o", color=INK, label="animals")[0],
        "human": left.plot([], [], "s", color=COLOURS[1], label="human")[0],
        "others": right.plot([], [], "o", color=COLOURS[0], markersize=6, label="24 drugs")[0],
        "here": right.plot([], [], "s", color=COLOURS[1], label="this drug")[0],
        "title": left.text(0.01, 0.95, "", transform=figure.transFigure, size=12, weight="bold", va="center"),
    }
    left.legend(loc="lower left", bbox_to_anchor=(-0.03, 0.99), ncols=4, columnspacing=0.6, handletextpad=0.3)
    right.legend(loc="lower left", bbox_to_anchor=(-0.03, 0.99), ncols=3, columnspacing=0.9, handletextpad=0.5)
    return artists


def draw(artists: Artists, *, drug: float, scatter: float, kind: str) -> str:
    """Fit the line through the animals of every drug, and read it at a human's weight."""
    table = np.array([clearances(number, scatter, kind) for number in CONTROLS["drug"].values])
    quality = np.array([goodness(row[:-1]) for row in table])
    errors = np.array([error(row) for row in table])
    number = int(drug) - 1
    row = table[number]
    interval = allometry_interval(ANIMALS, row[:-1])
    middle, _ = allometry(ANIMALS, row[:-1], to_weight=ACROSS)
    limits = [allometry_interval(ANIMALS, row[:-1], to_weight=weight) for weight in ACROSS]
    artists["line"].set_data(ACROSS, middle)
    artists["lower"].set_data(ACROSS, [limit.lower for limit in limits])
    artists["upper"].set_data(ACROSS, [limit.upper for limit in limits])
    artists["animals"].set_data(ANIMALS, row[:-1])
    artists["human"].set_data([ADULT_WEIGHT], [row[-1]])
    artists["others"].set_data(quality, errors)
    artists["here"].set_data([quality[number]], [errors[number]])
    artists["title"].set_text(
        f"r² = {quality[number]:.3f}: {_told(interval.estimate)} L/h, 95 % {_told(interval.lower)} to {_told(interval.upper)}; "
        f"the human is {errors[number]:.2g}-fold off"
    )
    return (
        f"Drug {drug:g} of {DRUGS}, {kind}: r² is {quality[number]:.3f}, the human lies {errors[number]:.2g}-fold off. "
        f"Of all {DRUGS}, {np.sum(quality > 0.9)} have an r² above 0.9, and {np.sum(errors > 2)} are more than two-fold off."
    )


def code(*, drug: float, scatter: float, kind: str) -> str:
    """Return the lines that give the numbers of the picture."""
    *others, human = (f"{cl:.12g}" for cl in clearances(int(drug), scatter, kind))
    animals = ", ".join(others)
    return f"""\
weight = np.array({ANIMALS.tolist()})  # kg
cl = np.array([{animals}])  # L/h
found = mk.allometry_interval(weight, cl)
print("r² of the line:", np.corrcoef(np.log(weight), np.log(cl))[0, 1] ** 2)
print("human by the line (L/h):", found.estimate)
print("lower 95 % limit:", found.lower)
print("upper 95 % limit:", found.upper)
print("fold error:", mk.fold_error(found.estimate, {human}))
"""


def clearances(number: int, scatter: float, kind: str) -> NDArray[np.float64]:
    """Clearances (L/h) of four animals and the human: of a power law with scatter, or only rising with body weight.

    Parameters
    ----------
    number : of the drug, which seeds its exponent, its height and its scatter.
    scatter : σ about the line, of the natural logarithm; without effect where clearances only rise.
    kind : one of KINDS.
    """
    rng = np.random.default_rng(int(number))
    noise = rng.standard_normal(5)
    if kind == KINDS[0]:
        return rng.uniform(0.5, 3) * BODIES ** rng.uniform(0.6, 0.8) * np.exp(scatter * noise)
    return np.sort(10 ** rng.uniform(-1, 2, 5))


def goodness(cl: NDArray[np.float64]) -> float:
    """r² of the line through the animals on log–log axes."""
    return np.corrcoef(np.log(ANIMALS), np.log(cl))[0, 1] ** 2


def error(row: NDArray[np.float64]) -> float:
    """Fold error of the line in the human."""
    return fold_error(allometry(ANIMALS, row[:-1])[0], row[-1])


def _told(cl):
    return f"{cl:,.0f}" if cl >= 100 else f"{cl:.2g}"
