"""Which point is your drug? An oral curve fixes CL/F, a whole line of drugs; an iv tracer picks one of them."""

import numpy as np
from matplotlib.figure import Figure

from ..core.plot import COLOURS, INK, QUIET
from ..disposition.liver import LIVER_BLOOD_FLOW
from ..kinetics.compartments import bolus, oral
from .controls import Artists, Slider, Toggle

TITLE = "Left: the plane of bioavailability F and clearance CL. Right: the curves after 1 mg by mouth and 1 mg iv."
CONTROLS = {
    "clf": Slider("CL/F from the oral curve", "L/h", (10, 15, 20, 30, 40, 50, 60, 80, 100, 120), 60),
    "f": Slider("Your guess of F", "%", (5, 8, 10, 15, 20, 25, 30, 40, 50, 60, 70, 80, 90, 100), 40),
    "tracer": Toggle("iv tracer", ("not given", "given"), "not given"),
}
KA = 1.0  # 1/h
V_OVER_F = 300.0  # L: the oral curve shows V/F, never V
HOURS = np.linspace(0, 24, 241)
TWINS = {"slow, poorly absorbed": (10, "s"), "fast, well absorbed": (80, "D")}  # F in % and marker


def start(figure: Figure) -> Artists:
    """Draw the plane of F and CL beside the two curves, with what a liver lets pass at most."""
    left, right = figure.subplots(1, 2, width_ratios=(6, 5))
    figure.subplots_adjust(left=0.085, right=0.975, bottom=0.14, top=0.67, wspace=0.26)
    left.set(xlim=(0, 102), ylim=(0, 125), xlabel="bioavailability, F (%)", ylabel="clearance, CL (L/h)")
    right.set(xlim=(0, 24), yscale="log", ylim=(0.01, 100))
    right.set(xlabel="time (h)", ylabel="after 1 mg (ng/mL)", xticks=range(0, 25, 6))
    right.yaxis.set_major_formatter("{x:g}")
    left.plot([0, 100], [LIVER_BLOOD_FLOW, 0], color=QUIET, linestyle=":", label="most that a liver lets pass")
    artists = {
        "line": left.plot([], [], color=COLOURS[0], linestyle="-", linewidth=5, alpha=0.45, label="one CL/F")[0],
        "cl": left.axhline(1, color=COLOURS[1], linestyle="--", label="CL by the iv tracer"),
        "oral": right.plot([], [], color=COLOURS[0], linestyle="-", label="by mouth")[0],
        "iv": right.plot([], [], color=COLOURS[1], linestyle="--", label="iv tracer, scaled to 1 mg")[0],
        "title": left.text(0.01, 0.95, "", transform=figure.transFigure, size=12, weight="bold", va="center"),
    }
    for name, (_, marker) in TWINS.items():
        artists[name] = left.plot([], [], marker, color=COLOURS[2], clip_on=False, label=name)[0]
    artists["guess"] = left.plot([], [], "o", color=INK, markersize=11, clip_on=False, label="your guess")[0]
    left.legend(loc="lower left", bbox_to_anchor=(-0.02, 0.99), ncols=2)
    right.legend(loc="lower left", bbox_to_anchor=(-0.02, 0.99))
    return artists


def draw(artists: Artists, *, clf: float, f: float, tracer: str) -> str:
    """Turn the line of one CL/F, move the guess along it, and draw the curves that this drug would have."""
    given = tracer == "given"
    cl = f / 100 * clf
    artists["line"].set_data([0, 100], [0, clf])
    for name, (percent, _) in TWINS.items():
        artists[name].set_data([percent], [percent / 100 * clf])
    artists["guess"].set_data([f], [cl])
    artists["cl"].set(ydata=[cl, cl], visible=given)
    artists["oral"].set_data(HOURS, oral(HOURS, dose=1e3, ka=KA, cl=clf, v=V_OVER_F))
    iv = bolus(HOURS, dose=1e3, cl=cl, v=f / 100 * V_OVER_F)
    artists["iv"].set_data(HOURS, iv if given else np.full_like(iv, np.nan))
    return _told(artists["title"], clf, f, cl, given)


def code(*, clf: float, f: float, tracer: str) -> str:
    """Return the lines that give the numbers of the picture."""
    return f"""\
f = {f:g} / 100
cl = f * {clf:g}
print("clearance of your guess (L/h):", cl)
print("6 h after 1 mg by mouth (ng/mL):", mk.oral(6.0, dose=1e3, ka={KA:g}, cl={clf:g}, v={V_OVER_F:g}))
"""


def _told(title, clf, f, cl, given):
    if given:
        title.set_text(f"The tracer shows CL = {cl:.3g} L/h, so F = {f:g} %")
        return (
            f"With CL/F = {clf:g} L/h by mouth and CL = {cl:.3g} L/h by the tracer, F is {f:g} %. "
            "Move the guess: now the iv curve moves with it."
        )
    title.set_text(f"CL/F = {clf:g} L/h: every drug on the line has the same oral curve")
    return (
        f"F = {f:g} % with CL = {cl:.3g} L/h fits the oral curve; F = 10 % with {0.1 * clf:.3g} L/h and F = 80 % with "
        f"{0.8 * clf:.3g} L/h fit it as well."
    )
