"""A smaller dose, a smaller occupancy, but by how many times? Concentration scales with dose, occupancy does not."""

import numpy as np
from matplotlib.figure import Figure

from ..core.plot import COLOURS, INK, QUIET
from ..core.units import mg_to_ug
from ..disposition.binding import occupancy_after_dose
from ..trials.dose import CAP_UG, max_microdose
from .controls import Artists, Slider, Toggle, round_values

TITLE = "Left: receptor occupancy against dose. Right: how many times smaller dose, concentration and occupancy are."
CONTROLS = {
    "kd": Slider("Dissociation constant, K_d", "nM", round_values(0.1, 100), 2),
    "fu": Slider("Unbound in plasma, f_u", "%", round_values(1, 100), 5),
    "dose": Slider("Therapeutic dose", "mg", round_values(1, 1000), 60),
    "scale": Toggle("Occupancy axis", ("linear", "log"), "linear"),
}
MOLAR_MASS = 420.0  # g/mol
PEAK_PER_UG = 0.003  # total peak concentration, ng/mL, that each µg of dose brings
DOSE_UG = np.geomspace(1, 1e6, 301)
Y_LIMITS = {"linear": (0, 105), "log": (1e-4, 250)}
BARS = ("dose", "concentration", "occupancy")


def start(figure: Figure) -> Artists:
    """Draw occupancy against dose, beside a bar for dose, concentration and occupancy."""
    left, right = figure.subplots(1, 2, width_ratios=(3, 2))
    figure.subplots_adjust(left=0.105, right=0.97, bottom=0.14, top=0.72, wspace=0.42)
    left.set(xscale="log", xlim=(1, 1e6), xlabel="dose (µg, mg, g)", ylabel="peak receptor occupancy (%)")
    left.set_xticks([1, 10, 100, 1e3, 1e4, 1e5, 1e6], ["1 µg", "10", "100 µg", "1 mg", "10", "100 mg", "1 g"])
    left.axvline(CAP_UG, color=COLOURS[1], linestyle="-.", linewidth=1.6, label="100 µg")
    right.set(xscale="log", xlim=(1, 1e5), xlabel="times smaller, at the peak (–)")
    right.set_xticks([1, 100, 1e4], ["1", "100", "10,000"])
    right.set_yticks(range(3), BARS)
    right.invert_yaxis()
    right.grid(visible=False, axis="y")
    artists = {
        "hundredth": left.axvline(
            1, color=COLOURS[0], linestyle="--", linewidth=1.6, label="1/100 of the therapeutic dose"
        ),
        "curve": left.plot([], [], color=COLOURS[2], linestyle="-")[0],
        "micro": left.plot([], [], "o", color=INK, markerfacecolor="white", clip_on=False, label="microdose")[0],
        "therapeutic": left.plot([], [], "s", color=INK, clip_on=False, label="therapeutic dose")[0],
        "title": left.text(0.01, 0.95, "", transform=figure.transFigure, size=12, weight="bold", va="center"),
    }
    looks = ({"color": QUIET}, {"color": COLOURS[0]}, {"color": COLOURS[3]})
    for i, (name, look) in enumerate(zip(BARS, looks, strict=True)):
        artists[f"bar of {name}"] = right.barh(i, 1, left=1, height=0.55, **look)[0]
        artists[f"folds of {name}"] = right.text(1, i, "", va="center")
    left.legend(loc="lower left", bbox_to_anchor=(-0.02, 0.99), ncols=2)
    return artists


def draw(artists: Artists, *, kd: float, fu: float, dose: float, scale: str) -> str:
    """Draw the binding curve, mark microdose and therapeutic dose, and count how many times smaller each thing is."""
    micro = max_microdose(mg_to_ug(dose))[0]
    therapeutic = mg_to_ug(dose)
    drug = {"kd": kd, "fu": fu / 100, "molar_mass": MOLAR_MASS, "reference_dose": 1.0, "reference_conc": PEAK_PER_UG}
    low, high = 100 * occupancy_after_dose([micro, therapeutic], **drug)
    axes = artists["curve"].axes
    if axes.get_yscale() != scale:
        axes.set_yscale(scale)
        axes.yaxis.set_major_formatter("{x:g}")
    axes.set_ylim(Y_LIMITS[scale])
    artists["curve"].set_data(DOSE_UG, 100 * occupancy_after_dose(DOSE_UG, **drug))
    artists["hundredth"].set_xdata([therapeutic / 100] * 2)
    artists["micro"].set_data([micro], [low])
    artists["therapeutic"].set_data([therapeutic], [high])
    folds = therapeutic / micro
    for name, times in zip(BARS, (folds, folds, high / low), strict=True):
        artists[f"bar of {name}"].set_width(times - 1)
        artists[f"folds of {name}"].set(x=1.15 * times, text=_folds(times))
    artists["title"].set_text(f"{_folds(folds)} times less drug, {_folds(high / low)} times less occupancy")
    return (
        f"{dose:g} mg occupies {high:.3g} % of the receptors, the microdose of {micro:g} µg {low:.3g} %. "
        f"The dose is {_folds(folds)} times smaller, the occupancy {_folds(high / low)} times."
    )


def code(*, kd: float, fu: float, dose: float, **_: str) -> str:
    """Return the lines that give the numbers of the picture."""
    return f"""\
micro = mk.max_microdose(mk.mg_to_ug({dose:g}))[0]
drug = dict(kd={kd:g}, fu={fu:g} / 100, molar_mass={MOLAR_MASS:g}, reference_dose=1.0, reference_conc={PEAK_PER_UG:g})
low, high = mk.occupancy_after_dose([micro, mk.mg_to_ug({dose:g})], **drug)
print("occupancy by the microdose (%):", 100 * low)
print("occupancy by the dose (%):", 100 * high)
print("times less drug:", mk.mg_to_ug({dose:g}) / micro)
print("times less occupancy:", high / low)
"""


def _folds(times):
    return f"{times:,.0f}" if times >= 100 else f"{times:.3g}"
