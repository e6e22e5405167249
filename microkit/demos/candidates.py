"""Two candidates in a small study: how often the worse one looks better, and what a wrong choice costs."""

import numpy as np
from matplotlib.figure import Figure

from ..core.plot import COLOURS, INK, QUIET
from ..trials.selection import selection_probability
from .controls import Artists, Slider, Toggle

TITLE = (
    "Left: how two candidates' doses compare in many studies like this one; left of 1 the worse one looks better. "
    "Right: what choosing by such a study costs on average, against the true ratio."
)
CONTROLS = {
    "ratio": Slider("True ratio of their doses", "fold", (1.05, 1.1, 1.2, 1.3, 1.4, 1.5, 1.75, 2, 2.5, 3), 1.1),
    "n": Slider("Volunteers for each", "people", (2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 30, 50), 6),
    "cv": Slider("People differ by a CV of", "%", (10, 20, 30, 40, 50, 60, 80), 40),
    "design": Toggle("Volunteers", ("two groups", "same people"), "two groups"),
}
CORRELATION = 0.65  # of one person's two log clearances
RATIOS = np.geomspace(1, 3.2, 200)
SEEN = np.geomspace(0.2, 8, 401)


def start(figure: Figure) -> Artists:
    """Draw the ratios that studies see beside the cost of choosing by such a study."""
    left, right = figure.subplots(1, 2, width_ratios=(1, 1))
    figure.subplots_adjust(left=0.04, right=0.975, bottom=0.14, top=0.76, wspace=0.2)
    left.set(xscale="log", xlim=(0.2, 8), ylim=(0, 1.12), xlabel="ratio seen in a study (–)")
    left.set_yticks([])
    left.set_xticks([0.25, 0.5, 1, 2, 4])
    left.minorticks_off()
    left.xaxis.set_major_formatter("{x:g}")
    left.axvline(1, color=QUIET, linestyle=":", linewidth=1.6)
    right.set_yticks([0, 5, 10, 15, 20])
    right.set(xlim=(1, 3.2), ylim=(0, 20), xlabel="true ratio (–)", ylabel="extra dose, on average (%)")
    artists = {
        "right": left.fill([], [], color=COLOURS[0], alpha=0.35, linewidth=0, linestyle="-", label="right choice")[0],
        "wrong": left.fill([], [], color=COLOURS[1], linewidth=0, linestyle="-", label="wrong choice")[0],
        "studies": left.plot([], [], color=COLOURS[0], linestyle="-")[0],
        "truth": left.axvline(1, color=INK, linestyle="--", linewidth=1.6, label="truth"),
        "cost": right.plot([], [], color=COLOURS[0], linestyle="-", label="this design")[0],
        "other": right.plot([], [], color=COLOURS[2], linestyle="-.", label="the other design")[0],
        "here": right.plot([], [], "s", color=INK, clip_on=False, label="here")[0],
        "title": left.text(0.01, 0.95, "", transform=figure.transFigure, size=12, weight="bold", va="center"),
    }
    left.legend(loc="lower left", bbox_to_anchor=(-0.03, 0.99), ncols=3, columnspacing=1)
    right.legend(loc="lower left", bbox_to_anchor=(-0.12, 0.99), ncols=3, columnspacing=1, fontsize=9)
    return artists


def draw(artists: Artists, *, ratio: float, n: float, cv: float, design: str) -> str:
    """Spread the ratios seen about the true one, and weigh the wrong choices by what they cost."""
    correlation = CORRELATION if design == "same people" else 0.0
    sd = np.sqrt(2 * (1 - correlation) * np.log1p((cv / 100) ** 2) / n)
    height = np.exp(-0.5 * (np.log(SEEN / ratio) / sd) ** 2)
    artists["studies"].set_data(SEEN, height)
    for name, where in (("right", SEEN >= 1), ("wrong", SEEN <= 1)):
        x = SEEN[where]
        artists[name].set_xy(np.column_stack([[x[0], *x, x[-1]], [0, *height[where], 0]]))
    artists["truth"].set_xdata([ratio, ratio])
    artists["cost"].set_data(RATIOS, _cost(RATIOS, n, cv, correlation))
    artists["other"].set_data(RATIOS, _cost(RATIOS, n, cv, CORRELATION - correlation))
    cost = _cost(ratio, n, cv, correlation)
    artists["here"].set_data([ratio], [cost])
    wrong = 100 * (1 - selection_probability(ratio, cv=cv / 100, n=n, correlation=correlation))
    artists["title"].set_text(
        f"{wrong:.2g} % of studies choose the worse one; on average that costs {cost:.2g} % more drug"
    )
    return (
        f"The doses of two candidates truly differ {ratio:g}-fold. With {n:g} people for each, {design}, {wrong:.2g} % of studies "
        f"choose the worse one. Averaged over all studies that is {cost:.2g} % more drug than with the better one."
    )


def code(*, ratio: float, n: float, cv: float, design: str) -> str:
    """Return the lines that give the numbers of the picture."""
    correlation = CORRELATION if design == "same people" else 0.0
    return f"""\
correlation = {correlation:g}  # of one person's two log clearances
wrong = 1 - mk.selection_probability({ratio:g}, cv={cv:g} / 100, n={n:g}, correlation=correlation)
print("studies that choose the worse one (%):", 100 * wrong)
print("extra drug on average (%):", 100 * wrong * ({ratio:g} - 1))
"""


def _cost(ratio, n, cv, correlation):
    """Extra dose, %, averaged over right and wrong choices."""
    wrong = 1 - selection_probability(ratio, cv=cv / 100, n=n, correlation=correlation)
    return 100 * wrong * (ratio - 1)
