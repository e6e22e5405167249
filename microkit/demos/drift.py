"""Clearance drifts and sampling ends: the clearance that a study then reports."""

import numpy as np
from matplotlib.figure import Figure

from ..core.plot import COLOURS, INK, QUIET
from ..kinetics.changing_clearance import apparent_clearance, changing_auc, changing_bolus
from .controls import Artists, Slider, round_values

TITLE = (
    "Left: true concentration per mg and the tail that the study draws. Right: clearance reported against last sample."
)
CONTROLS = {
    "until": Slider("Last sample", "h", (3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 18, 20, 22, 24), 4),
    "cl_ss": Slider("Final clearance", "L/h", (3, 4, 6, 8, 10, 15, 20, 30, 40, 60), 6),
    "beta": Slider("Pace of the drift, β", "1/h", round_values(0.02, 0.5), 0.1),
}
V = 150.0  # L
CL0 = 30.0  # L/h
TAIL = 2.0  # h
TIME = np.linspace(0, 48, 161)
LAST = np.linspace(2.5, 48, 140)


def start(figure: Figure) -> Artists:
    """Draw the axes of a profile and of the clearance reported, with a dashed tail and a mark at the last sample."""
    left, right = figure.subplots(1, 2)
    figure.subplots_adjust(left=0.11, right=0.975, bottom=0.14, top=0.74, wspace=0.3)
    left.set(yscale="log", xlim=(0, 48), ylim=(1e-4, 10), xlabel="time (h)")
    left.set_ylabel("concentration (µg/L per mg)")
    left.yaxis.set_major_formatter("{x:g}")
    right.set(xlim=(0, 48), ylim=(0, 62), xlabel="last sample (h)", ylabel="clearance, dose/AUC (L/h)")
    for axes in (left, right):
        axes.set_xticks(range(0, 49, 12))
    right.axhline(CL0, color=QUIET, linestyle=":", linewidth=1.6, label="at first")
    artists = {
        "true": left.plot([], [], color=COLOURS[0], linestyle="-", label="true")[0],
        "drawn": left.plot([], [], color=COLOURS[1], linestyle="--", label="tail that is drawn")[0],
        "last": left.plot([], [], "o", color=INK, markerfacecolor="white", clip_on=False, label="last sample")[0],
        "whole": right.axhline(1, color=COLOURS[2], linestyle="-.", label="whole profile"),
        "reported": right.plot([], [], color=COLOURS[0], linestyle="-")[0],
        "here": right.plot([], [], "s", color=INK, clip_on=False, label="reported")[0],
        "title": left.text(0.01, 0.95, "", transform=figure.transFigure, size=12, weight="bold", va="center"),
    }
    for axes in (left, right):
        axes.legend(loc="lower left", bbox_to_anchor=(-0.02, 0.99), ncols=2)
    return artists


def draw(artists: Artists, *, until: float, cl_ss: float, beta: float) -> str:
    """Follow the changing clearance, draw the tail through the last two hours, and compare what it reports with the truth."""
    drug = {"v": V, "cl0": CL0, "cl_ss": cl_ss, "beta": beta}
    earlier, last = changing_bolus([until - TAIL, until], dose=1e3, **drug)
    slope = np.log(earlier / last) / TAIL
    whole = 1 / changing_auc(1.0, **drug)
    reported = apparent_clearance(until, tail=TAIL, **drug)
    after = TIME[until <= TIME]
    artists["true"].set_data(TIME, changing_bolus(TIME, dose=1e3, **drug))
    artists["drawn"].set_data(after, last * np.exp(-slope * (after - until)))
    artists["last"].set_data([until], [last])
    artists["whole"].set_ydata([whole, whole])
    artists["reported"].set_data(LAST, apparent_clearance(LAST, tail=TAIL, **drug))
    artists["here"].set_data([until], [reported])
    off = round(100 * (reported / whole - 1))
    artists["title"].set_text(f"Sampled to {until:g} h: reported {reported:.3g} L/h, true {whole:.3g} L/h ({off:+d} %)")
    return (
        f"Sampling to {until:g} h reports a clearance of {reported:.3g} L/h. The whole profile gives {whole:.3g} L/h, at this "
        f"dose and at every other: the report is off by {off:+d} %."
    )


def code(*, until: float, cl_ss: float, beta: float) -> str:
    """Return the lines that give the numbers of the picture."""
    return f"""\
drug = dict(v={V:g}, cl0={CL0:g}, cl_ss={cl_ss:g}, beta={beta:g})
print("clearance reported (L/h):", mk.apparent_clearance({until:g}, tail={TAIL:g}, **drug))
print("clearance of the whole profile (L/h):", 1 / mk.changing_auc(1.0, **drug))
"""
