"""A first protocol on two scales: how long five doses take, and how little a few volunteers without an event prove."""

import numpy as np
from matplotlib.figure import Figure

from ..core.plot import COLOURS, INK, QUIET
from ..kinetics.compartments import bolus
from ..kinetics.superposition import superpose
from ..trials.dose import WASHOUT_HALF_LIVES, repeat_span
from ..trials.rare_events import chance_of_event, event_upper_bound
from .controls import Artists, Slider

TITLE = "Left: drug left in the body over a calendar of repeated microdoses. Right: upper bound of the risk against volunteers."
CONTROLS = {
    "half_life": Slider("Half-life", "h", (2, 3, 4, 5, 6, 8, 11, 14, 18, 24), 11),
    "doses": Slider("Microdoses", "doses", (1, 2, 3, 4, 5), 5),
    "n": Slider("Volunteers without an event", "people", (2, 3, 4, 6, 8, 12, 16, 24, 40, 60, 100, 200, 299, 500), 6),
}
DAYS = np.linspace(0, 28, 2801)
PEOPLE = np.unique(np.geomspace(1, 1000, 121).round())
SENTINELS = 2


def start(figure: Figure) -> Artists:
    """Draw the calendar of doses beside the bound of the risk."""
    left, right = figure.subplots(1, 2)
    figure.subplots_adjust(left=0.085, right=0.975, bottom=0.14, top=0.76, wspace=0.28)
    left.set(xlim=(0, 28), ylim=(0, 115), xlabel="time (days)", ylabel="drug in the body (% of a dose)")
    left.set_xticks(range(0, 29, 7))
    left.axvline(7, color=COLOURS[1], linestyle="--", linewidth=1.6, label="one week")
    right.set(xscale="log", yscale="log", xlim=(1, 1e3), ylim=(0.1, 130))
    right.set(xlabel="volunteers, none with an event (people)", ylabel="risk that remains possible (%)")
    for axis in (right.xaxis, right.yaxis):
        axis.set_major_formatter("{x:,g}")
    right.plot(PEOPLE, 300 / PEOPLE, color=COLOURS[1], linestyle="--", linewidth=1.6, label="3/n")
    right.plot(PEOPLE, 100 * event_upper_bound(0, n=PEOPLE), color=COLOURS[2], linestyle="-", label="exact 95 % bound")
    artists = {
        "amount": left.plot([], [], color=COLOURS[0], linestyle="-")[0],
        "given": left.plot([], [], "v", color=INK, clip_on=False, label="dose")[0],
        "sentinels": right.plot([], [], "D", color=QUIET, markersize=7, label="two sentinels")[0],
        "drop": right.plot([], [], color=INK, linestyle=":", linewidth=1.6)[0],
        "cohort": right.plot([], [], "o", color=INK, label="all")[0],
        "title": left.text(0.01, 0.95, "", transform=figure.transFigure, size=12, weight="bold", va="center"),
    }
    left.legend(loc="lower left", bbox_to_anchor=(-0.03, 0.99), ncols=2)
    right.legend(loc="lower left", bbox_to_anchor=(-0.03, 0.98), ncols=2)
    return artists


def draw(artists: Artists, *, half_life: float, doses: float, n: float) -> str:
    """Lay out the doses six half-lives apart, and bound the risk that a cohort without an event leaves open."""
    given = np.arange(doses) * WASHOUT_HALF_LIVES * half_life / 24
    bound = 100 * event_upper_bound(0, n=n)
    missed = 100 * (1 - chance_of_event(bound / 100, n=SENTINELS))
    days = repeat_span(half_life, doses=doses) / 24
    artists["amount"].set_data(DAYS, superpose(lambda t: _left(t, half_life), DAYS, dose_times=given))
    artists["given"].set_data(given, np.full(len(given), 108))
    artists["sentinels"].set_data([SENTINELS], [100 * event_upper_bound(0, n=SENTINELS)])
    artists["drop"].set_data([n, n, 1], [0.1, bound, bound])
    artists["cohort"].set_data([n], [bound])
    artists["title"].set_text(f"{_doses(doses)} over {days:.3g} days; none of {n:g} with an event allows {bound:.3g} %")
    return (
        f"With a half-life of {half_life:g} h, {_doses(doses)} take at least {days:.3g} days. If none of {n:g} volunteers has an "
        f"event, a risk of {bound:.3g} % a person remains possible; two sentinels would miss such a risk {missed:.3g} times in 100."
    )


def code(*, half_life: float, doses: float, n: float) -> str:
    """Return the lines that give the numbers of the picture."""
    return f"""\
bound = mk.event_upper_bound(0, n={n:g})
print("days at least:", mk.repeat_span({half_life:g}, doses={doses:g}) / 24)
print("risk that remains possible (%):", 100 * bound)
print("two sentinels miss such a risk (times in 100):", 100 * (1 - mk.chance_of_event(bound, n=2)))
"""


def _left(days, half_life):
    """Percent of one dose still in the body."""
    return bolus(days, dose=100.0, cl=24 * np.log(2) / half_life, v=1.0)


def _doses(doses):
    return "one dose" if doses == 1 else f"{doses:g} doses"
