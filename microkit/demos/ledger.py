"""Benefit for each harm of a Phase 0 gate, with its exact interval. A tornado shows which assumption moves it how far."""

from matplotlib.figure import Figure

from ..core.intervals import exact_interval
from ..core.plot import COLOURS, INK, QUIET
from ..core.units import nci_to_bq
from ..labels.radiation import effective_dose, radiation_risk
from ..trials.benefit_risk import benefit_harm_interval, benefit_harm_ratio, events_avoided, events_incurred
from .controls import Artists, Slider

TITLE = (
    "Left: serious events spared for each one caused, as points with exact 95 % intervals on a logarithmic axis. "
    "Right: a tornado plot, a bar for each assumption from its ratio at one end to that at the other."
)
CONTROLS = {
    "n": Slider("Phase 0 volunteers", "people", (3, 4, 6, 8, 10, 12, 16, 20, 24, 32), 6),
    "p_unviable": Slider("Chance that it is unviable", "%", (5, 10, 15, 20, 25, 30, 40, 50, 60, 70, 80, 90), 25),
    "replaced": Slider("Stopped, but a back-up follows", "%", (0, 10, 20, 30, 40, 50, 60, 70, 80, 90), 0),
}
LATER = 60  # Phase I volunteers
SENSITIVITY = 0.85  # chance that the gate stops an unviable candidate
DRUG = 11  # serious events of healthy volunteers, by cause
PROCEDURES = 7
PARTICIPATIONS = 11_028
DRUG_NOW = 1e-5  # assumed
RADIATION = radiation_risk(effective_dose(nci_to_bq(200)))
SCAN = radiation_risk(3_700.0)
ACCOUNTS = {"told": ("procedures\nleft out", 2), "both": ("procedures\ncounted", 1), "net": ("back-ups\ntoo", 0)}
BARS = {
    "replaced": "back-up: 0 to 90 %",
    "p_unviable": "unviable: half to double",
    "procedures": "procedures: 2 to ½",
    "events": "events: exact limits",
    "sensitivity": "stops: 60 to 95 %",
    "radiation": "radiation: PET to none",
    "drug_now": "microdose: 10⁻⁴ to 10⁻⁶",
}


def start(figure: Figure) -> Artists:
    """Draw the three accounts with their limits, beside a bar for each assumption."""
    left, right = figure.subplots(1, 2, width_ratios=(1, 1.1))
    figure.subplots_adjust(left=0.115, right=0.98, bottom=0.14, top=0.8, wspace=0.7)
    for axes in (left, right):
        axes.set(xscale="log")
        axes.xaxis.set_major_formatter("{x:,g}")
        axes.grid(visible=False, axis="y")
        axes.axvline(
            1, color=QUIET, linestyle=":", linewidth=1.6, label="as much harm as benefit" if axes is left else ""
        )
    left.set(xlim=(0.008, 1e4), ylim=(-0.6, 2.6), xlabel="spared for each one caused (–)")
    left.set_yticks([row for _, row in ACCOUNTS.values()], [words for words, _ in ACCOUNTS.values()])
    right.set(xlim=(0.008, 200), ylim=(len(BARS) - 0.4, -0.6), xlabel="spared for each one caused (–)")
    right.set_yticks(range(len(BARS)), list(BARS.values()))
    artists = {name: right.barh(row, 1, left=1, height=0.6, color=COLOURS[0])[0] for row, name in enumerate(BARS)}
    artists["base"] = right.axvline(1, color=COLOURS[1], linestyle="--")
    for name in ACCOUNTS:
        artists[f"{name} limits"] = left.plot([], [], "|-", color=COLOURS[0], markersize=14, markeredgewidth=2)[0]
        artists[name] = left.plot([], [], "o", color=INK)[0]
    artists["title"] = left.text(0.01, 0.95, "", transform=figure.transFigure, size=12, weight="bold", va="center")
    left.legend(loc="lower left", bbox_to_anchor=(-0.3, 0.99))
    return artists


def draw(artists: Artists, *, n: float, p_unviable: float, replaced: float) -> str:
    """Work out benefit over harm by each account, and how far each assumption moves it."""
    set_to = {"n": n, "p_unviable": p_unviable / 100, "replaced": replaced / 100}
    for name, interval in _accounts(**set_to).items():
        row = ACCOUNTS[name][1]
        artists[name].set_data([interval[0]], [row])
        artists[f"{name} limits"].set_data(interval[1:], [row, row])
    base, lower, upper = _accounts(**set_to)["net"]
    artists["base"].set_xdata([base, base])
    bars = _bars(set_to) | {"events": (lower, upper)}
    for name, (low, high) in bars.items():
        artists[name].set(x=low, width=high - low)
    widest = max(bars, key=lambda name: bars[name][1] / bars[name][0])
    artists["title"].set_text(f"{base:.3g} events spared for each one caused (95 % limits {lower:.2g} to {upper:.2g})")
    told = _accounts(**set_to)["told"][0]
    return (
        f"{n:g} volunteers, a candidate that is unviable with a chance of {p_unviable:g} %, back-ups after {replaced:g} % of the stops: {told:.3g} "
        f"to one with procedures and back-ups left out, {base:.3g} (95 % limits {lower:.3g} to {upper:.3g}) with both counted. "
        f"The longest bar: {BARS[widest]}, from {bars[widest][0]:.3g} to {bars[widest][1]:.3g}."
    )


def code(*, n: float, p_unviable: float, replaced: float) -> str:
    """Return the lines that give the numbers of the picture."""
    return f"""\
radiation = mk.radiation_risk(mk.effective_dose(mk.nci_to_bq(200)))
spared = {p_unviable:g} / 100 * {SENSITIVITY:g} * {LATER}
given = dict(participations={PARTICIPATIONS}, n_now={n:g}, other_risk={DRUG_NOW:g} + radiation)
found = mk.benefit_harm_interval({DRUG}, {PROCEDURES}, spared_later=spared, **given)
kept = 1 - {replaced:g} / 100  # no back-up follows
print("spared for each one caused:", kept * found.estimate)
print("lower 95 % limit:", kept * found.lower)
print("upper 95 % limit:", kept * found.upper)
"""


def _accounts(n, p_unviable, replaced):
    """Ratio and its exact limits by three accounts."""
    spared_later = p_unviable * SENSITIVITY * LATER
    counted = {"participations": PARTICIPATIONS, "n_now": n, "other_risk": DRUG_NOW + RADIATION}
    both = benefit_harm_interval(DRUG, PROCEDURES, spared_later=spared_later, **counted)
    risks = (DRUG / PARTICIPATIONS, *exact_interval(DRUG, PARTICIPATIONS))
    caused = events_incurred(n, risk=DRUG_NOW + RADIATION)
    return {
        "told": [benefit_harm_ratio(spared_later * risk, caused) for risk in risks],
        "both": [both.estimate, both.lower, both.upper],
        "net": [(1 - replaced) * ratio for ratio in (both.estimate, both.lower, both.upper)],
    }


def _bars(set_to):
    """Lowest and highest ratio as each assumption goes from one end to the other and all others stay."""
    fails = set_to["p_unviable"]
    ends = {
        "replaced": ({"replaced": 0.9}, {"replaced": 0.0}),
        "p_unviable": ({"p_unviable": fails / 2}, {"p_unviable": min(1.0, 2 * fails)}),
        "procedures": ({"burden": 2.0}, {"burden": 0.5}),
        "sensitivity": ({"sensitivity": 0.6}, {"sensitivity": 0.95}),
        "radiation": ({"radiation": SCAN}, {"radiation": 0.0}),
        "drug_now": ({"drug_now": 1e-4}, {"drug_now": 1e-6}),
    }
    return {name: tuple(_ratio(**(set_to | end)) for end in pair) for name, pair in ends.items()}


def _ratio(n, p_unviable, replaced, sensitivity=SENSITIVITY, burden=1.0, radiation=RADIATION, drug_now=DRUG_NOW):
    """Benefit over harm; `burden` is the risk of Phase 0's procedures relative to those of Phase I."""
    procedure = PROCEDURES / PARTICIPATIONS
    gate = {"p_unviable": p_unviable, "sensitivity": sensitivity}
    avoided = (1 - replaced) * events_avoided(LATER, risk=DRUG / PARTICIPATIONS + procedure, **gate)
    return benefit_harm_ratio(avoided, events_incurred(n, risk=drug_now + radiation + burden * procedure))
