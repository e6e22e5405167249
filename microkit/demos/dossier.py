"""Reading a dossier: which limit binds by either route, which exploratory approach covers the plan, which animal study it asks for."""

from matplotlib.figure import Figure

from ..core.plot import COLOURS, INK
from ..core.units import mg_to_ug
from ..trials.dose import CAP_UG, CUMULATIVE_CAP_UG, SAFETY_FACTOR, max_microdose
from ..trials.protocol import exploratory_approach, tolerated_dose
from .controls import Artists, Slider, round_values

TITLE = (
    "Left: limits of a single microdose as bars on a logarithmic axis, the planned dose as a line, the binding limit of "
    "each route as a marker. Right: the whole plan on the ladder of exploratory approaches, each with its animal study."
)
CONTROLS = {
    "noael": Slider("NOAEL in rats, either route", "mg/kg", round_values(0.03, 50), 1),
    "dose": Slider("Each planned dose", "µg", round_values(10, 2000), 100),
    "doses": Slider("Doses for one volunteer", "doses", (1, 2, 3, 4, 5, 6), 2),
}
D_MIN = mg_to_ug(15.0)  # the dossier's drug should act from 15 mg on
BODY_WEIGHT = 70.0
ROUTES = {"iv": ("by vein", "o", 0.17), "oral": ("by mouth", "D", -0.17)}
RULES = {"NOAEL/100": "1/100 of the NOAEL", "D_min/100": "1/100 of the active dose", "100 ug cap": "the cap of 100 µg"}
ROWS = {"D_min/100": 1, "100 ug cap": 0}
NOAEL_ROWS = {"iv": 3, "oral": 2}
LADDER = {"1": 3, "2": 2, "3": 1, "4 or 5": 0}
PACKAGES = {
    "1": "an extended single dose in one species",
    "2": "seven days of doses in one species",
    "3": "an extended single dose in two species, safety pharmacology and Ames",
    "4 or 5": "two weeks of doses in two species (4), or in the rodent with a smaller study to confirm it in the other (5), safety pharmacology and genotoxicity",
}
RUNGS = (
    "one species,\none dose (1)",
    "one species,\n7 days (2)",
    "two species,\none dose (3)",
    "two species,\nrepeated (4, 5)",
)


def start(figure: Figure) -> Artists:
    """Draw the limits as bars and the ladder of approaches, with a marker for each route."""
    left, right = figure.subplots(1, 2)
    figure.subplots_adjust(left=0.15, right=0.975, bottom=0.14, top=0.76, wspace=0.48)
    for axes in (left, right):
        axes.set(xscale="log", ylim=(-0.6, 3.6))
        axes.xaxis.set_major_formatter("{x:,g}")
        axes.grid(visible=False, axis="y")
    left.set(xlim=(1, 5e4), xlabel="largest single dose (µg)")
    left.set_yticks([3, 2, 1, 0], ["by vein:\nNOAEL/100", "by mouth:\nNOAEL/100", "active dose\n/100", "cap"])
    right.set(xlim=(5, 2e4), xlabel="planned in all (µg)")
    right.set_yticks(list(LADDER.values()), RUNGS)
    right.barh([3, 2], [CAP_UG, CUMULATIVE_CAP_UG], height=0.62, color=COLOURS[3], label="allowed by mass")
    right.barh([1, 0], 2e4, height=0.62, color="#dddddd", label="by exposure")
    left.barh([1, 0], [D_MIN / SAFETY_FACTOR, CAP_UG], height=0.62, color=COLOURS[3])
    artists = {
        f"noael {route}": left.barh(row, 1, height=0.62, color=COLOURS[3])[0] for route, row in NOAEL_ROWS.items()
    }
    artists["planned"] = left.axvline(1, color=COLOURS[1], linestyle="--", label="planned dose")
    for route, (words, marker, _) in ROUTES.items():
        look = {"color": INK, "fillstyle": "full" if route == "iv" else "none", "markeredgewidth": 2, "clip_on": False}
        artists[f"binds {route}"] = left.plot([], [], marker, label=f"binds {words}", **look)[0]
        artists[f"needs {route}"] = right.plot([], [], marker, **look)[0]
    artists["title"] = left.text(0.01, 0.95, "", transform=figure.transFigure, size=12, weight="bold", va="center")
    left.legend(loc="lower left", bbox_to_anchor=(-0.42, 0.98), ncols=3, columnspacing=1, handlelength=1.2)
    right.legend(loc="lower left", bbox_to_anchor=(-0.05, 0.98), ncols=2, columnspacing=1, handlelength=1.2)
    return artists


def draw(artists: Artists, *, noael: float, dose: float, doses: float) -> str:
    """Work out the binding limit of either route, and the exploratory approach that the whole plan needs."""
    limits = {}
    needs = {}
    for route, (_, _, shift) in ROUTES.items():
        tolerated = tolerated_dose(mg_to_ug(noael), route=route, body_weight=BODY_WEIGHT)
        limits[route] = limit, rule = max_microdose(D_MIN, noael_hed=tolerated)
        needs[route] = exploratory_approach(dose, doses=doses, limit=limit)
        row = ROWS.get(rule, NOAEL_ROWS[route])
        artists[f"noael {route}"].set_width(tolerated / SAFETY_FACTOR)
        artists[f"binds {route}"].set_data([limit], [row + (shift if rule in ROWS else 0)])
        artists[f"needs {route}"].set_data([dose * doses], [LADDER[needs[route]] + shift])
    artists["planned"].set_xdata([dose, dose])
    plan = f"{doses:g} × {dose:g} µg"
    approach = f"{needs['iv']} by vein, {needs['oral']} by mouth" if needs["iv"] != needs["oral"] else needs["iv"]
    artists["title"].set_text(
        f"At most {limits['iv'][0]:.3g} µg by vein, {limits['oral'][0]:.3g} µg by mouth. {plan}: approach {approach}"
    )
    said = (
        f"{words} {RULES[limits[route][1]]} binds at {limits[route][0]:.3g} µg, and the plan needs approach {needs[route]}: "
        f"{PACKAGES[needs[route]]}."
        for route, (words, _, _) in ROUTES.items()
    )
    opening = f"NOAEL {noael:g} mg/kg; planned {plan}, {dose * doses:g} µg in all, at least six half-lives apart."
    return " ".join([opening, *(f"{text[0].upper()}{text[1:]}" for text in said)])


def code(*, noael: float, dose: float, doses: float) -> str:
    """Return the lines that give the numbers of the picture."""
    return f"""\
for route in ("iv", "oral"):
    tolerated = mk.tolerated_dose(mk.mg_to_ug({noael:g}), route=route, body_weight={BODY_WEIGHT:g})
    limit, rule = mk.max_microdose(mk.mg_to_ug(15), noael_hed=tolerated)
    print(route, rule, "binds at (µg):", limit)
    print(route, "needs approach:", mk.exploratory_approach({dose:g}, doses={doses:g}, limit=limit))
"""
