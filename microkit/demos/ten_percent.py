"""How much of the exposure is one metabolite? It depends on how long one looks, and on how the samples are pooled."""

import numpy as np
from matplotlib.figure import Figure

from ..core.plot import COLOURS, INK, QUIET
from ..disposition.adme import hamilton_weights
from .controls import Artists, Slider, Toggle

TITLE = (
    "Left: all label and the metabolite M1 in plasma, with the samples. Right: M1's share of the label, by three ways of "
    "looking."
)
CONTROLS = {
    "half_life": Slider("Half-life of M1", "h", (10, 15, 20, 30, 40, 60, 80, 100, 120), 60),
    "until": Slider("Last sample", "h", (12, 24, 48, 96, 168, 240), 48),
    "scale": Toggle("Concentration axis", ("linear", "log"), "linear"),
}
SAMPLES = np.array([0.0, 1, 2, 4, 8, 12, 24, 48, 96, 168, 240])
TIME = np.concatenate([np.linspace(0, 24, 97), np.linspace(25, 240, 216)])
REST = np.log(2) / 20  # 1/h, loss of all that is not M1
UPTAKE = 1.0  # 1/h
FORMING = np.log(2) / 4  # 1/h, how fast the formation of M1 comes to its end
RISE = 2.0  # ng-eq/mL per h, what M1 gains at first
PEAK = 230.0  # ng-eq/mL
LINE = 10.0  # %
Y_LIMITS = {"linear": (0, 230), "log": (0.02, 400)}
WAYS = ("equal volumes", "weighted pool", "steady state")


def start(figure: Figure) -> Artists:
    """Draw label and metabolite in time, beside the metabolite's share by three ways."""
    left, right = figure.subplots(1, 2, width_ratios=(5, 4))
    figure.subplots_adjust(left=0.085, right=0.965, bottom=0.14, top=0.74, wspace=0.5)
    left.set(xlim=(-3, 246), xlabel="time (h)", ylabel="concentration (ng-eq/mL)", xticks=range(0, 241, 48))
    right.set(xlim=(0, 40), ylim=(-0.6, 2.6), xlabel="share of M1 (%)")
    right.set_yticks(range(3), WAYS)
    right.invert_yaxis()
    right.grid(visible=False, axis="y")
    right.axvline(LINE, color=QUIET, linestyle="--", linewidth=1.6, label="10 %")
    artists = {
        "all": left.plot([], [], color=COLOURS[0], linestyle="-", label="all label")[0],
        "m1": left.plot([], [], color=COLOURS[1], linestyle="--", label="M1")[0],
        "samples": left.plot([], [], "o", color=INK, markersize=6, label="samples")[0],
        "title": left.text(0.01, 0.95, "", transform=figure.transFigure, size=12, weight="bold", va="center"),
    }
    for i, (way, colour) in enumerate(zip(WAYS, (QUIET, COLOURS[0], COLOURS[2]), strict=True)):
        artists[way] = right.barh(i, 1, height=0.55, color=colour)[0]
        artists[f"percent, {way}"] = right.text(39, i, "", va="center", ha="right")
    left.legend(loc="lower left", bbox_to_anchor=(-0.03, 0.99), ncols=3, columnspacing=1)
    right.legend(loc="lower left", bbox_to_anchor=(-0.03, 0.99))
    return artists


def draw(artists: Artists, *, half_life: float, until: float, scale: str) -> str:
    """Pool the samples so far taken by two rules, and compare the shares with that at steady state."""
    axes = artists["all"].axes
    if axes.get_yscale() != scale:
        axes.set_yscale(scale)
        axes.yaxis.set_major_formatter("{x:g}")
    axes.set_ylim(Y_LIMITS[scale])
    shown = TIME[1:] if scale == "log" else TIME
    times = SAMPLES[until >= SAMPLES]
    artists["all"].set_data(shown, _m1(shown, half_life) + _rest(shown))
    artists["m1"].set_data(shown, _m1(shown, half_life))
    drawn = times[1:] if scale == "log" else times
    artists["samples"].set_data(drawn, _m1(drawn, half_life) + _rest(drawn))
    shares = _shares(times, half_life)
    for way, share in zip(WAYS, shares, strict=True):
        artists[way].set_width(share)
        artists[f"percent, {way}"].set_text(f"{share:.1f} %")
    side = "above" if shares[2] > LINE else "below"
    artists["title"].set_text(
        f"Pool of {until:g} h: {shares[1]:.1f} %. At steady state: {shares[2]:.1f} %, {side} the line"
    )
    return (
        f"M1 falls with a half-life of {half_life:g} h and the rest with 20 h. Samples to {until:g} h, pooled by time, show "
        f"{shares[1]:.1f} % M1, equal volumes {shares[0]:.1f} %; at steady state it is {shares[2]:.1f} %."
    )


def code(*, half_life: float, until: float, **_: str) -> str:
    """Return the lines that give the numbers of the picture."""
    times = SAMPLES[until >= SAMPLES].tolist()
    return f"""\
time = np.array({times})
loss = np.log(2) / {half_life:g}
forming = np.log(2) / 4
m1 = {RISE:g} / (forming - loss) * (np.exp(-loss * time) - np.exp(-forming * time))
rest = {PEAK:g} * (np.exp(-np.log(2) / 20 * time) - np.exp(-{UPTAKE:g} * time))
weights = mk.hamilton_weights(time)
m1_ever = {RISE:g} / (loss * forming)
rest_ever = {PEAK:g} * (20 / np.log(2) - 1 / {UPTAKE:g})
print("M1 in equal volumes (%):", 100 * m1.sum() / (m1 + rest).sum())
print("M1 in the weighted pool (%):", 100 * weights @ m1 / (weights @ (m1 + rest)))
print("M1 at steady state (%):", 100 * m1_ever / (m1_ever + rest_ever))
"""


def _m1(time, half_life):
    loss = np.log(2) / half_life
    return RISE / (FORMING - loss) * (np.exp(-loss * time) - np.exp(-FORMING * time))


def _rest(time):
    return PEAK * (np.exp(-REST * time) - np.exp(-UPTAKE * time))


def _shares(times, half_life):
    """Share of M1 in a pool of equal volumes, in a Hamilton pool, and in the exposure to infinity, %."""
    m1 = _m1(times, half_life)
    whole = m1 + _rest(times)
    weights = hamilton_weights(times)
    ever = RISE * half_life / np.log(2) / FORMING
    return (
        100 * m1.sum() / whole.sum(),
        100 * weights @ m1 / (weights @ whole),
        100 * ever / (ever + PEAK * (1 / REST - 1 / UPTAKE)),
    )
