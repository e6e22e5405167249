"""What do a few volunteers prove, and what do they risk? An exact bound, and a ledger of expected harm and benefit."""

import numpy as np

from ..core.plot import COLOURS, INK, QUIET
from ..core.units import nci_to_bq
from ..labels.radiation import effective_dose, radiation_risk
from ..trials.benefit_risk import benefit_harm_ratio, events_avoided, events_incurred
from ..trials.rare_events import event_upper_bound
from .controls import Slider, Toggle

TITLE = (
    "Left: upper bound on the risk when nobody had an event. Right: serious events spared and caused, stacked by kind."
)
CONTROLS = {
    "n": Slider("Phase 0 volunteers", "people", (1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 30, 40, 60), 6),
    "p_unviable": Slider("Chance that the candidate fails", "%", (5, 10, 15, 20, 25, 30, 40, 50, 60, 70, 80, 90), 25),
    "procedures": Toggle("Procedures", ("left out", "counted", "only against Phase 0"), "left out"),
}
LATER = 60  # Phase I volunteers
SENSITIVITY = 0.85  # chance that the gate stops a candidate that would fail
DRUG_LATER = 11 / 11_028  # serious events a volunteer
PROCEDURE = 7 / 11_028
DRUG_NOW = 1e-5  # assumed
RADIATION = radiation_risk(effective_dose(nci_to_bq(200)))
PEOPLE = np.arange(1, 101)
PER_GATES = 1000
KINDS = {"drug": COLOURS[0], "procedures": COLOURS[3], "radiation": COLOURS[1]}


def start(figure):
    left, right = figure.subplots(1, 2)
    figure.subplots_adjust(left=0.085, right=0.965, bottom=0.14, top=0.76, wspace=0.42)
    left.set(xscale="log", xlim=(1, 100), ylim=(0, 100))
    left.set(xlabel="volunteers without an event (people)", ylabel="true risk still possible (%)")
    left.set_xticks([1, 3, 6, 10, 30, 100], ["1", "3", "6", "10", "30", "100"])
    left.plot(PEOPLE, 100 * event_upper_bound(0, n=PEOPLE), color=COLOURS[0], linestyle="-", label="exact bound")
    rule = np.where(PEOPLE >= 3, 300 / PEOPLE, np.nan)
    left.plot(PEOPLE, rule, color=QUIET, linestyle=":", label="rule of three, 3/n")
    right.set(xlim=(0, 100), ylim=(-0.6, 1.6), xlabel="serious events in 1,000 such studies (–)")
    right.set_yticks([1, 0], ["spared\nlater", "caused\nnow"])
    right.grid(visible=False, axis="y")
    artists = {
        "drop": left.plot([], [], color=INK, linestyle=":", linewidth=1.4)[0],
        "bound": left.plot([], [], "o", color=INK, clip_on=False)[0],
        "title": left.text(0.01, 0.95, "", transform=figure.transFigure, size=12, weight="bold", va="center"),
    }
    for y, side in ((1, "spared"), (0, "caused")):
        for kind, colour in KINDS.items():
            bar = right.barh(y, 0, height=0.5, color=colour, label=kind if y else "")[0]
            artists[f"{side} {kind}"] = bar
        artists[f"{side} total"] = right.text(0, y, "", va="center")
    left.legend(loc="lower left", bbox_to_anchor=(-0.02, 0.99), ncols=2)
    right.legend(loc="lower left", bbox_to_anchor=(-0.12, 0.99), ncols=3, columnspacing=1, handlelength=1)
    return artists


def draw(artists, *, n, p_unviable, procedures):
    bound = 100 * event_upper_bound(0, n=n)
    artists["bound"].set_data([n], [bound])
    artists["drop"].set_data([n, n, 1], [0, bound, bound])
    spared, caused = _ledger(n, p_unviable / 100, procedures)
    totals = {side: _stack(artists, side, parts) for side, parts in (("spared", spared), ("caused", caused))}
    ratio = benefit_harm_ratio(totals["spared"], totals["caused"])
    artists["title"].set_text(f"0 of {n:g} allows a risk of {bound:.2g} %. Spared : caused = {ratio:.3g}")
    return (
        f"No event in {n:g} volunteer{'s' if n > 1 else ''} still allows a true risk of {bound:.3g} % (95 % confidence). "
        f"In 1,000 such studies {totals['spared']:.3g} serious events are spared and {totals['caused']:.3g} caused: "
        f"{ratio:.3g} to one."
    )


def _ledger(n, p_unviable, procedures):
    """Events spared and caused in a thousand studies, by kind."""
    gate = {"p_unviable": p_unviable, "sensitivity": SENSITIVITY}
    spared = {
        "drug": events_avoided(LATER, risk=DRUG_LATER, **gate),
        "procedures": events_avoided(LATER, risk=PROCEDURE, **gate) if procedures == "counted" else 0.0,
    }
    caused = {
        "drug": events_incurred(n, risk=DRUG_NOW),
        "procedures": events_incurred(n, risk=PROCEDURE) if procedures != "left out" else 0.0,
        "radiation": events_incurred(n, risk=RADIATION),
    }
    return spared, caused


def _stack(artists, side, parts):
    """Set the bars of one side end to end; return their sum."""
    total = 0.0
    for kind in KINDS:
        width = PER_GATES * parts.get(kind, 0.0)
        artists[f"{side} {kind}"].set(x=total, width=width)
        total += width
    artists[f"{side} total"].set(x=total + 1.5, text=f"{total:.2g}")
    return total
