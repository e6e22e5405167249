"""How far does a tiny reservoir reach? Release, spreading and loss in balance, and plasma beside them."""

import numpy as np
from matplotlib.figure import Figure

from ..core.plot import COLOURS, INK, QUIET
from ..disposition.reservoir import penetration_length, reservoir_profile, reservoir_reach, reservoir_surface_conc
from .controls import Artists, Slider, round_values

TITLE = (
    "Left: concentration against the distance from a reservoir in tissue, and the concentration that acts. "
    "Right: the surface, a place 300 µm further out, and the most that plasma could hold."
)
CONTROLS = {
    "mass": Slider("Released in 24 h", "µg", round_values(0.01, 100), 1),
    "stay": Slider("A molecule stays in the tissue", "min", (1, 2, 3, 5, 8, 15, 30), 8),
    "radius": Slider("Radius of the reservoir", "µm", (50, 100, 150, 200, 300, 400), 200),
}
DIFFUSIVITY = 2e-6  # cm²/s
MOLAR_MASS = 400.0  # g/mol
BODY = 40.0  # L
ACTS = 2.0  # µM
FURTHER = 300.0  # µm
ACROSS = np.linspace(0, 3200, 321)
BARS = ("surface", "at 300 µm", "plasma at most")
FLOOR = 1e-7


def start(figure: Figure) -> Artists:
    """Draw a profile of concentration in tissue, beside three concentrations: surface, further out, plasma."""
    left, right = figure.subplots(1, 2, width_ratios=(5, 4))
    figure.subplots_adjust(left=0.095, right=0.975, bottom=0.15, top=0.76, wspace=0.5)
    left.set(yscale="log", xlim=(0, 3200), ylim=(1e-3, 1e5))
    left.set(xlabel="distance from the surface (µm)", ylabel="concentration (µM)")
    right.set(xscale="log", xlim=(FLOOR, 1e8), ylim=(-0.6, 2.6), xlabel="concentration (µM)")
    right.set_yticks(range(3), BARS)
    right.set_xticks([1e-6, 1e-3, 1, 1e3, 1e6], ["10⁻⁶", "0.001", "1", "1000", "10⁶"])
    left.set_yticks([1e-3, 1e-1, 10, 1e3, 1e5], ["0.001", "0.1", "10", "1000", "10⁵"])
    right.invert_yaxis()
    right.grid(visible=False, axis="y")
    left.axhline(ACTS, color=COLOURS[1], linestyle="--", linewidth=1.6, label="acts: 2 µM")
    right.axvline(ACTS, color=COLOURS[1], linestyle="--", linewidth=1.6)
    artists = {
        "profile": left.plot([], [], color=COLOURS[0], linestyle="-", label="drug")[0],
        "reach": left.plot([], [], "s", color=INK, label="acts up to here")[0],
        "title": left.text(0.01, 0.95, "", transform=figure.transFigure, size=12, weight="bold", va="center"),
    }
    for i, (bar, colour) in enumerate(zip(BARS, (COLOURS[0], COLOURS[2], QUIET), strict=True)):
        artists[bar] = right.barh(i, 1, left=FLOOR, height=0.5, color=colour)[0]
        artists[f"number, {bar}"] = right.text(1, i, "", va="center")
    left.legend(loc="lower left", bbox_to_anchor=(-0.03, 0.99), ncols=3, columnspacing=1, handletextpad=0.5)
    return artists


def draw(artists: Artists, *, mass: float, stay: float, radius: float) -> str:
    """Work out the profile around the reservoir, how far it acts, and the most that plasma could hold."""
    loss = 1 / (60 * stay)
    length = penetration_length(DIFFUSIVITY, loss_rate=loss)
    at_surface = (
        reservoir_surface_conc(mass / 24, diffusivity=DIFFUSIVITY, reservoir=radius, length=length) / MOLAR_MASS
    )
    profile = at_surface * reservoir_profile(radius + ACROSS, reservoir=radius, length=length)
    further = at_surface * reservoir_profile(radius + FURTHER, reservoir=radius, length=length)
    plasma = mass / MOLAR_MASS / BODY
    artists["profile"].set_data(ACROSS, profile)
    for bar, conc in zip(BARS, (at_surface, further, plasma), strict=True):
        artists[bar].set_width(max(conc - FLOOR, 0.0))
        artists[f"number, {bar}"].set_text(_told(conc))
        artists[f"number, {bar}"].set_x(1.6 * max(conc, FLOOR))
    reach = _reach(at_surface, radius, length)
    artists["reach"].set_data([reach], [ACTS])
    acts = f"acts up to {reach:.0f} µm from the surface" if reach else "acts nowhere"
    artists["title"].set_text(
        f"{mass:g} µg in 24 h {acts.removesuffix(' from the surface')}; {_times(at_surface / plasma)} times plasma at the surface"
    )
    return (
        f"The surface holds {_told(at_surface)} µM, plasma at most {_told(plasma)} µM; the drug {acts}. "
        f"At one time {100 * 60 * stay / 86_400:.2g} % of all the drug stand in the tissue."
    )


def code(*, mass: float, stay: float, radius: float) -> str:
    """Return the lines that give the numbers of the picture."""
    return f"""\
length = mk.penetration_length({DIFFUSIVITY:g}, loss_rate=1 / (60 * {stay:g}))
tissue = dict(reservoir={radius:g}, length=length)
surface = mk.reservoir_surface_conc({mass:g} / 24, diffusivity={DIFFUSIVITY:g}, **tissue) / {MOLAR_MASS:g}
reach = mk.reservoir_reach({ACTS:g} / surface, **tissue) - {radius:g} if surface > {ACTS:g} else 0.0
print("at the surface (µM):", surface)
print("at {FURTHER:g} µm (µM):", surface * mk.reservoir_profile({radius:g} + {FURTHER:g}, **tissue))
print("plasma at most (µM):", {mass:g} / {MOLAR_MASS:g} / {BODY:g})
print("acts up to (µm):", reach)
"""


def _reach(at_surface, radius, length):
    """Distance from the surface up to which the drug acts, µm; 0 where it acts nowhere."""
    if at_surface <= ACTS:
        return 0.0
    return reservoir_reach(ACTS / at_surface, reservoir=radius, length=length) - radius


def _told(conc):
    """Two digits, in full: 0.000063 and 22,000."""
    return f"{float(f'{conc:.2g}'):,.9f}".rstrip("0").rstrip(".")


def _times(ratio):
    return f"{float(f'{ratio:.1g}'):,.0f}"
