"""How far can one drug push another? The share of the inhibited way decides, and two gates, gut and liver."""

import numpy as np
from matplotlib.figure import Figure

from ..core.plot import COLOURS, INK, QUIET
from ..disposition.interactions import intravenous_auc_ratio, max_auc_ratio, victim_auc_ratio
from .controls import Artists, Slider, round_values

TITLE = (
    "Left: how many times larger the victim's AUC becomes, by mouth and by vein, against the strength of the inhibitor. "
    "Right: the factors at this strength, and the bound."
)
CONTROLS = {
    "strength": Slider("Inhibitor over K_i, liver", "times", round_values(0.1, 300), 3),
    "fm": Slider("Clearance by this enzyme, f_m", "%", (30, 50, 60, 70, 80, 85, 90, 92, 95, 97, 99), 92),
    "f_gut": Slider("Passes the gut wall, F_g", "%", (20, 30, 40, 45, 50, 60, 80, 100), 45),
}
GUT_OVER_LIVER = 5.0  # how many times stronger the inhibitor is in the gut wall
EXTRACTION = 0.44  # of the victim by the liver, without inhibitor
STRENGTHS = np.geomspace(0.05, 1000, 181)
BARS = ("gut", "by vein", "by mouth", "bound")


def start(figure: Figure) -> Artists:
    """Draw the AUC ratio against the strength of the inhibitor, beside its factors at one strength."""
    left, right = figure.subplots(1, 2, width_ratios=(5, 4))
    figure.subplots_adjust(left=0.085, right=0.975, bottom=0.14, top=0.74, wspace=0.36)
    left.set(xscale="log", yscale="log", xlim=(0.05, 1000), ylim=(0.9, 800))
    left.set(xlabel="inhibitor over K_i (times)", ylabel="AUC with / without (–)")
    right.set(xscale="log", xlim=(1, 4000), ylim=(-0.6, 3.6), xlabel="AUC with / without (–)")
    for axis in (left.xaxis, left.yaxis, right.xaxis):
        axis.set_major_formatter("{x:g}")
    right.set_yticks(range(4), BARS)
    right.set_xticks([1, 10, 100, 1000])
    right.invert_yaxis()
    right.grid(visible=False, axis="y")
    artists = {
        "bound line": left.axhline(1, color=QUIET, linestyle=":", label="bound"),
        "mouth": left.plot([], [], color=COLOURS[0], linestyle="-", label="by mouth")[0],
        "vein": left.plot([], [], color=COLOURS[1], linestyle="--", label="by vein")[0],
        "here": left.plot([], [], "s", color=INK)[0],
        "title": left.text(0.01, 0.95, "", transform=figure.transFigure, size=12, weight="bold", va="center"),
    }
    colours = (COLOURS[2], COLOURS[1], COLOURS[0], QUIET)
    for i, (bar, colour) in enumerate(zip(BARS, colours, strict=True)):
        artists[bar] = right.barh(i, 1, left=1, height=0.55, color=colour)[0]
        artists[f"number, {bar}"] = right.text(1, i, "", va="center")
    left.legend(loc="lower left", bbox_to_anchor=(-0.03, 0.99), ncols=3, columnspacing=1)
    return artists


def draw(artists: Artists, *, strength: float, fm: float, f_gut: float) -> str:
    """Work out how much the inhibitor raises the AUC in the gut, by vein and by mouth, and the bound."""
    fraction = fm / 100
    passes = f_gut / 100
    bound = max_auc_ratio(fraction, f_gut=passes)
    gut, vein, mouth = _ratios(strength, fraction, passes)
    _, by_vein, by_mouth = _ratios(STRENGTHS, fraction, passes)
    artists["bound line"].set_ydata([bound, bound])
    artists["mouth"].set_data(STRENGTHS, by_mouth)
    artists["vein"].set_data(STRENGTHS, by_vein)
    artists["here"].set_data([strength], [mouth])
    for bar, ratio in zip(BARS, (gut, vein, mouth, bound), strict=True):
        artists[bar].set_width(ratio - 1)
        artists[f"number, {bar}"].set_text(f"{ratio:.3g}")
        artists[f"number, {bar}"].set_x(1.15 * ratio)
    tenfold = _ratios(10 * strength, fraction, passes)[2]
    artists["title"].set_text(
        f"By mouth {mouth:.3g}-fold; ten times the inhibitor gives {tenfold:.3g}, the bound is {bound:.3g}"
    )
    return (
        f"The victim's AUC rises {mouth:.3g}-fold by mouth and {vein:.3g}-fold by vein; the gut alone makes {gut:.3g}. "
        f"An inhibitor ten times as strong would make {tenfold:.3g} by mouth, and no inhibitor more than {bound:.3g}."
    )


def code(*, strength: float, fm: float, f_gut: float) -> str:
    """Return the lines that give the numbers of the picture."""
    return f"""\
fm = {fm:g} / 100
f_gut = {f_gut:g} / 100
mouth = mk.victim_auc_ratio({strength:g}, fm=fm, f_gut=f_gut, gut_strength={GUT_OVER_LIVER:g} * {strength:g})
print("AUC ratio by mouth:", mouth)
print("by vein:", mk.intravenous_auc_ratio({strength:g}, fm=fm, extraction={EXTRACTION:g}))
print("by the gut alone:", mouth / mk.victim_auc_ratio({strength:g}, fm=fm))
print("bound:", mk.max_auc_ratio(fm, f_gut=f_gut))
"""


def _ratios(strength, fm, f_gut):
    """AUC ratios: by the gut wall alone, of an injected and of a swallowed victim."""
    mouth = victim_auc_ratio(strength, fm=fm, f_gut=f_gut, gut_strength=GUT_OVER_LIVER * np.asarray(strength))
    return (
        mouth / victim_auc_ratio(strength, fm=fm),
        intravenous_auc_ratio(strength, fm=fm, extraction=EXTRACTION),
        mouth,
    )
