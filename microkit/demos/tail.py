"""Which samples make the last slope? Half-life, area and clearance follow the choice, and the assay's limit makes part of it."""

import numpy as np
from matplotlib.figure import Figure

from ..core.data import load
from ..core.plot import COLOURS, INK, QUIET
from ..kinetics.noncompartmental import nca
from .controls import Artists, Slider, Toggle

TITLE = (
    "Left: theophylline samples of one person, with the line through those chosen. "
    "Right: area, clearance and half-life against those from all samples."
)
CONTROLS = {
    "first": Slider("First sample of the fit", "of 11", tuple(range(4, 11)), 9),
    "last": Slider("Last sample of the fit", "of 11", tuple(range(5, 12)), 11),
    "lloq": Slider("Limit of the assay, LLOQ", "mg/L", (0.1, 0.5, 1, 1.5, 2, 3, 4, 5), 0.1),
    "person": Toggle("Person", ("subject 1", "subject 2"), "subject 2"),
}
NUMBERS = {"subject 1": 1, "subject 2": 2}
LEAST = 40.0  # %, the ends of the right axis
MOST = 250.0
ROWS = ("half-life", "clearance", "area")


def start(figure: Figure) -> Artists:
    """Draw the samples with their line, beside bars for half-life, clearance and area."""
    left, right = figure.subplots(1, 2, width_ratios=(3, 2))
    figure.subplots_adjust(left=0.085, right=0.965, bottom=0.14, top=0.74, wspace=0.38)
    left.set(yscale="log", xlim=(-0.5, 26), ylim=(0.08, 20), xlabel="time (h)", ylabel="theophylline (mg/L)")
    left.set_xticks(range(0, 25, 6))
    left.yaxis.set_major_formatter("{x:g}")
    right.set(
        xscale="log", xlim=(LEAST * 0.9, MOST * 1.1), ylim=(-0.6, 2.6), xlabel="of the value from all samples (%)"
    )
    right.set_xticks([50, 70, 100, 140, 200], ["50", "70", "100", "140", "200"])
    right.set_xticks([], minor=True)
    right.set_yticks(range(3), ROWS)
    right.axvline(100, color=QUIET, linestyle="-", linewidth=1.2)
    artists = {
        "measured": left.plot([], [], "o", color=COLOURS[0], markerfacecolor="white", label="measured")[0],
        "chosen": left.plot([], [], "s", color=INK, label="in the fit")[0],
        "line": left.plot([], [], color=COLOURS[1], linestyle="--", label="fit")[0],
        "limit": left.axhline(1, color=COLOURS[2], linestyle="-.", label="LLOQ"),
        "changed": right.plot([], [], "D", color=INK)[0],
        "title": left.text(0.01, 0.95, "", transform=figure.transFigure, size=12, weight="bold", va="center"),
    }
    left.legend(loc="lower left", bbox_to_anchor=(-0.03, 0.99), ncols=4, columnspacing=1)
    return artists


def draw(artists: Artists, *, first: float, last: float, lloq: float, person: str) -> str:
    """Fit the chosen samples, leave out what the assay cannot see, and compare with all samples."""
    samples = load("theoph").where(subject=NUMBERS[person])
    time = samples.time_h
    conc = samples.conc_mg_per_l
    dose = samples.dose_mg[0]
    measurable = conc >= lloq
    chosen = _chosen(measurable, first, last)
    slope, height = np.polyfit(time[chosen], np.log(conc[chosen]), 1)
    whole = nca(time, conc, dose=dose)
    seen = nca(time[measurable], conc[measurable], dose=dose)
    artists["measured"].set_data(time[measurable], conc[measurable])
    artists["chosen"].set_data(time[chosen], conc[chosen])
    ends = np.array([time[chosen][0], 26.0])
    artists["line"].set_data(ends, np.exp(height + slope * ends))
    artists["limit"].set_ydata([lloq, lloq])
    where = f"{person}, samples {chosen[0] + 1} to {chosen[-1] + 1} fitted, {measurable.sum()} of 11 at or above {lloq:g} mg/L"
    if slope >= 0:
        artists["changed"].set_data([MOST, LEAST, MOST], range(3))
        artists["title"].set_text("These samples do not fall: no half-life, no clearance")
        return f"{where}: they do not fall, so they give no half-life and no tail."
    half_life = np.log(2) / -slope
    area = seen.auc_last + conc[measurable][-1] / -slope
    ratios = [half_life / whole.half_life, whole.auc_inf / area, area / whole.auc_inf]
    artists["changed"].set_data(np.clip(100 * np.array(ratios), LEAST, MOST), range(3))
    beyond = 100 * (1 - seen.auc_last / area)
    artists["title"].set_text(
        f"half-life {half_life:.3g} h, CL/F {dose / area:.3g} L/h, {beyond:.0f} % of the area unseen"
    )
    return (
        f"{where}: half-life {half_life:.3g} h, area {area:.4g} mg·h/L, CL/F {dose / area:.3g} L/h. "
        f"{beyond:.0f} % of the area lies beyond the last measurable sample."
    )


def code(*, first: float, last: float, lloq: float, person: str) -> str:
    """Return the lines that give the numbers of the picture."""
    measured = load("theoph").where(subject=NUMBERS[person]).conc_mg_per_l
    chosen = _chosen(measured >= lloq, first, last).tolist()
    return f"""\
samples = mk.load("theoph").where(subject={NUMBERS[person]})
seen = samples.conc_mg_per_l >= {lloq:g}
time = samples.time_h[seen]
conc = samples.conc_mg_per_l[seen]
fit = {chosen}  # samples, counted from 0
slope, height = np.polyfit(samples.time_h[fit], np.log(samples.conc_mg_per_l[fit]), 1)
print("the line at 26 h (mg/L):", np.exp(height + 26 * slope))
if slope < 0:
    area = mk.nca(time, conc, dose=samples.dose_mg[0]).auc_last + conc[-1] / -slope
    print("half-life (h):", np.log(2) / -slope)
    print("area (mg·h/L):", area)
    print("CL/F (L/h):", samples.dose_mg[0] / area)
"""


def _chosen(measurable, first, last):
    """Numbers of the samples in the fit, from 0: those asked for that are measurable, or else the last two that are."""
    number = np.arange(1, measurable.size + 1)
    asked = np.flatnonzero(measurable & (number >= min(first, last)) & (number <= max(first, last)))
    return asked if len(asked) > 1 else np.flatnonzero(measurable)[-2:]
