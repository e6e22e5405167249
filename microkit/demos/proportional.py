"""Is exposure proportional to dose? A small change of the exponent, over a wide range of doses, is a large error."""

import numpy as np
from matplotlib.figure import Figure

from ..core.plot import COLOURS, INK, QUIET
from ..kinetics.proportionality import exponent_limits
from .controls import Artists, Slider, Toggle, round_values

TITLE = "Left: AUC against dose from the microdose on. Right: the exponents that stay within the accepted fold error."
CONTROLS = {
    "beta": Slider(
        "Exponent of the true AUC, β", "(1 = linear)", tuple(np.linspace(0.7, 1.3, 25).round(3).tolist()), 0.9
    ),
    "dose": Slider("Therapeutic dose", "mg", round_values(1, 1000), 75),
    "fold": Slider("Accepted error", "fold", (1.25, 1.5, 2, 3, 4), 2),
    "view": Toggle("Left picture", ("AUC", "AUC per mg"), "AUC"),
}
MICRODOSE = 0.1  # mg
MICRO_AUC = 5.0  # ng·h/mL, as in the chapter
RATIOS = np.geomspace(1, 1e4, 161)
WIDE = np.geomspace(6, 1e4, 161)
LABELS = {"AUC": "AUC (ng·h/mL)", "AUC per mg": "AUC per mg (ng·h/mL per mg)"}
Y_LIMITS = {"AUC": (1, 2e6), "AUC per mg": (1, 2e3)}


def start(figure: Figure) -> Artists:
    """Draw the axes of AUC and of the exponents that stay within the accepted error."""
    left, right = figure.subplots(1, 2)
    figure.subplots_adjust(left=0.1, right=0.975, bottom=0.14, top=0.74, wspace=0.3)
    left.set(xscale="log", yscale="log", xlim=(0.05, 2e3), xlabel="dose (mg)")
    left.xaxis.set_major_formatter("{x:,g}")
    right.set(xscale="log", xlim=(5, 2e4), ylim=(0.3, 1.7), ylabel="exponent β (–)")
    right.set(xlabel="therapeutic dose / microdose (–)")
    right.xaxis.set_major_formatter("{x:,g}")
    right.axhline(1, color=QUIET, linestyle="-", linewidth=1.2)
    left.plot([], [], "s", color=INK, label="therapeutic dose")
    artists = {
        "linear": left.plot([], [], color=COLOURS[1], linestyle="--", label="predicted: linear")[0],
        "true": left.plot([], [], color=COLOURS[0], linestyle="-", label="true")[0],
        "micro": left.plot([], [], "o", color=INK, markerfacecolor="white", label="microdose")[0],
        "predicted": left.plot([], [], "s", color=INK, markerfacecolor="white")[0],
        "reached": left.plot([], [], "s", color=INK)[0],
        "lowest": right.plot([], [], color=COLOURS[2], linestyle="-.", label="least and greatest β accepted")[0],
        "highest": right.plot([], [], color=COLOURS[2], linestyle="-.")[0],
        "here": right.plot([], [], "s", color=INK, label="this drug")[0],
        "title": left.text(0.01, 0.95, "", transform=figure.transFigure, size=12, weight="bold", va="center"),
    }
    for axes in (left, right):
        axes.legend(loc="lower left", bbox_to_anchor=(-0.02, 0.99), ncols=2 if axes is left else 1)
    return artists


def draw(artists: Artists, *, beta: float, dose: float, fold: float, view: str) -> str:
    """Follow the true power of dose, and tell how far the linear prediction is off at the therapeutic dose."""
    ratio = dose / MICRODOSE
    axes = artists["true"].axes
    axes.set_ylabel(LABELS[view])
    axes.set_ylim(Y_LIMITS[view])
    for name, exponent, marker in (("linear", 1.0, "predicted"), ("true", beta, "reached")):
        power = exponent - (view == "AUC per mg")
        first = MICRO_AUC / (MICRODOSE if view == "AUC per mg" else 1)
        artists[name].set_data(MICRODOSE * RATIOS, first * RATIOS**power)
        artists[marker].set_data([dose], [first * ratio**power])
        artists["micro"].set_data([MICRODOSE], [first])
    lowest, highest = exponent_limits(WIDE, fold=fold)
    artists["lowest"].set_data(WIDE, lowest)
    artists["highest"].set_data(WIDE, highest)
    artists["here"].set_data([ratio], [beta])
    error = ratio ** (beta - 1)
    kept = max(error, 1 / error) <= fold
    artists["title"].set_text(f"β = {beta:g}: the truth is {error:.3g} times the prediction, {_verdict(kept, fold)}")
    least, most = exponent_limits(ratio, fold=fold)
    return (
        f"The dose is {ratio:,.0f} times the microdose. With β = {beta:g} the true AUC is {error:.3g} times the linear "
        f"prediction, {_verdict(kept, fold)}. Accepted: β from {least:.3f} to {most:.3f}."
    )


def code(*, beta: float, dose: float, fold: float, **_: str) -> str:
    """Return the lines that give the numbers of the picture."""
    return f"""\
ratio = {dose:g} / {MICRODOSE:g}  # doses
least, most = mk.exponent_limits(ratio, fold={fold:g})
print("true AUC over the linear prediction:", ratio ** ({beta:g} - 1))
print("least exponent accepted:", least)
print("greatest exponent accepted:", most)
"""


def _verdict(kept, fold):
    return f"{'within' if kept else 'outside'} {fold:g}-fold"
