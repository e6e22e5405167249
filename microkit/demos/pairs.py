"""Three real drugs at a microdose and at a therapeutic dose: the ratio of exposures, its interval and two pairs of limits."""

import numpy as np
from matplotlib.figure import Figure

from ..core.data import load
from ..core.intervals import Interval, ratio_from_errors, t_quantile
from ..core.plot import COLOURS, INK, QUIET
from .controls import Artists, Slider

TITLE = "AUC per mg at the microdose over that at the therapeutic dose, for three drugs, with 90 % intervals where the reports allow."
CONTROLS = {
    "correlation": Slider("Likeness of one person's two areas, r", "(0 = none)", (0, 0.2, 0.4, 0.6, 0.8, 0.9), 0),
    "more": Slider("People, as a multiple of the study", "times", (1, 2, 3, 4, 6, 8), 1),
}
ROWS = ("telmisartan", "fexofenadine", "midazolam")
STUDIES = {"fexofenadine": "AUClast dose-normalised to 60 mg", "midazolam": "AUC dose-normalised"}


def start(figure: Figure) -> Artists:
    """Draw a row for each drug, with the two pairs of limits."""
    axes = figure.subplots()
    figure.subplots_adjust(left=0.145, right=0.975, bottom=0.15, top=0.76)
    axes.set(xscale="log", xlim=(0.3, 3.2), ylim=(-0.6, 2.6), xlabel="AUC per mg, microdose over therapeutic dose (–)")
    axes.set_xticks([0.33, 0.5, 0.8, 1, 1.25, 2, 3], ["0.33", "0.5", "0.8", "1", "1.25", "2", "3"])
    axes.set_xticks([], minor=True)
    axes.set_yticks(range(3), ROWS)
    axes.axvline(1, color=QUIET, linestyle="-", linewidth=1.2)
    for fold, colour, dash in ((1.25, COLOURS[2], "-."), (2, COLOURS[1], "--")):
        axes.axvline(fold, color=colour, linestyle=dash, linewidth=1.6, label=f"within {fold:g}-fold")
        axes.axvline(1 / fold, color=colour, linestyle=dash, linewidth=1.6)
    genotypes = load("microdose_vs_therapeutic").where(drug="telmisartan").ratio_micro_over_ther
    artists = {
        "telmisartan": axes.plot(genotypes, [0, 0, 0], "o", color=INK, markerfacecolor="white")[0],
        "fexofenadine": axes.plot([], [], color=COLOURS[0], linestyle="-", linewidth=3)[0],
        "midazolam": axes.plot([], [], color=COLOURS[0], linestyle="-", linewidth=3)[0],
        "ratios": axes.plot([], [], "s", color=INK, label="ratio")[0],
        "title": axes.text(0.01, 0.95, "", transform=figure.transFigure, size=12, weight="bold", va="center"),
    }
    axes.plot([], [], color=COLOURS[0], linestyle="-", linewidth=3, label="90 % interval")
    axes.plot([], [], "o", color=INK, markerfacecolor="white", label="three genotypes")
    axes.legend(loc="lower left", bbox_to_anchor=(-0.03, 0.99), ncols=5, columnspacing=0.9, handletextpad=0.5)
    return artists


def draw(artists: Artists, *, correlation: float, more: float) -> str:
    """Work out the interval of each ratio, had the study this likeness within people and this many of them."""
    found = {"fexofenadine": fexofenadine(correlation, more), "midazolam": midazolam(correlation, more)}
    for row, (name, interval) in enumerate(found.items(), 1):
        artists[name].set_data([interval.lower, interval.upper], [row, row])
    artists["ratios"].set_data([interval.estimate for interval in found.values()], [1, 2])
    artists["title"].set_text("; ".join(f"{name} {_told(interval)}" for name, interval in found.items()))
    return " ".join(f"{name.capitalize()}: {_told(interval)}." for name, interval in found.items()) + (
        " Telmisartan: 0.45 to 0.47 in three genotypes, without an interval."
    )


def code(*, correlation: float, more: float) -> str:
    """Return the lines that give the numbers of the picture."""
    return f"""\
table = mk.load("microdose_vs_therapeutic")
(study,) = table.where(drug="midazolam", parameter="{STUDIES["midazolam"]}").rows
n = int(study["n"])
t = stats.t.ppf(0.975, n - 1)
micro = np.log(study["microdose_high"] / study["microdose_low"]) / 2 / t
full = np.log(study["therapeutic_high"] / study["therapeutic_low"]) / 2 / t
errors = np.array([micro, full]) / np.sqrt({more:g})
ratio = study["microdose_value"] / study["therapeutic_value"]
found = mk.ratio_from_errors(ratio, errors=errors, df={more:g} * n - 1, correlation={correlation:g})
print("midazolam, ratio:", found.estimate)
print("lower 90 % limit:", found.lower)
print("upper 90 % limit:", found.upper)
"""


def fexofenadine(correlation: float = 0.0, more: int = 1) -> Interval:
    """90 % interval of the ratio, from means and standard deviations of a crossover in 8 people.

    Parameters
    ----------
    correlation : r of one person's two log areas, which the report does not give.
    more : people, as a multiple of those in the study.
    """
    study = _study("fexofenadine")
    n = study["n"] * more
    micro = np.log1p((study["microdose_sd"] / study["microdose_value"]) ** 2)
    full = np.log1p((study["therapeutic_sd"] / study["therapeutic_value"]) ** 2)
    ratio = study["microdose_value"] / study["therapeutic_value"] * np.exp((full - micro) / 2)
    return _interval(ratio, np.sqrt(np.array([micro, full]) / n), n, correlation)


def midazolam(correlation: float = 0.0, more: int = 1) -> Interval:
    """90 % interval of the ratio, from the 95 % interval of either dose in 16 people.

    Parameters
    ----------
    correlation : r of one person's two log areas, which the report does not give.
    more : people, as a multiple of those in the study.
    """
    study = _study("midazolam")
    widths = [np.log(study[f"{dose}_high"] / study[f"{dose}_low"]) / 2 for dose in ("microdose", "therapeutic")]
    errors = np.array(widths) / t_quantile(0.95, study["n"] - 1) / np.sqrt(more)
    ratio = study["microdose_value"] / study["therapeutic_value"]
    return _interval(ratio, errors, study["n"] * more, correlation)


def _study(drug):
    """Return the row of a drug in the table of published pairs."""
    (row,) = load("microdose_vs_therapeutic").where(drug=drug, parameter=STUDIES[drug]).rows
    return row | {"n": int(row["n"])}


def _interval(ratio, errors, n, correlation) -> Interval:
    return ratio_from_errors(ratio, errors=errors, df=n - 1, correlation=correlation)


def _told(interval):
    return f"{interval.estimate:.2f} ({interval.lower:.2f} to {interval.upper:.2f})"
