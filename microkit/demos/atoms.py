"""Whose atoms are counted? A sample holds millions of the drug's ¹⁴C atoms, and often far more that were always there."""

import numpy as np
from matplotlib.figure import Figure

from ..core.plot import COLOURS, INK
from ..core.units import nci_to_bq
from ..labels.ams import background_atoms, drug_atoms
from ..labels.counting import counting_cv
from .controls import Artists, Slider, Toggle, round_values

TITLE = (
    "Left: ¹⁴C atoms of the drug and of other carbon, contained and counted. Right: a thousand of the atoms as dots."
)
CONTROLS = {
    "conc": Slider("Drug in 1 mL of plasma", "pg/mL", round_values(0.05, 500), 0.5),
    "label": Slider("Label of a 100 µg dose", "nCi", round_values(10, 2000), 200),
    "sample": Toggle(
        "Sample", ("whole plasma", "isolated, living carrier", "isolated, fossil carrier"), "whole plasma"
    ),
}
RECOVERY = 0.8  # of the isolation
EFFICIENCY = 0.01  # of ionisation, flight and detection together (recalled order)
CARBON = {  # mg of other carbon in the graphite, and its F14C
    "whole plasma": (40.0, 1.0),
    "isolated, living carrier": (1.0, 1.0),
    "isolated, fossil carrier": (1.0, 0.002),
}
DOTS = 1000
ACROSS = 40
DOT_SIZE = 4
PALE = "#d9d9d9"
ROWS = {"contained": 1, "counted": 0}


def start(figure: Figure) -> Artists:
    """Draw two rows of atoms, contained and counted, and a thousand dots, in which the drug's stand mixed among the others."""
    left, right = figure.subplots(1, 2, width_ratios=(6, 5))
    figure.subplots_adjust(left=0.14, right=0.975, bottom=0.14, top=0.76, wspace=0.1)
    left.set(xscale="log", xlim=(10, 1e12), ylim=(-0.6, 1.6), xlabel="¹⁴C atoms (–)")
    left.set_xticks([10.0**k for k in range(2, 13, 2)])
    left.set_yticks(list(ROWS.values()), list(ROWS))
    left.grid(visible=False, axis="y")
    artists = {"title": left.text(0.01, 0.95, "", transform=figure.transFigure, size=12, weight="bold", va="center")}
    for name, y in ROWS.items():
        look = {"color": INK, "linestyle": "-", "linewidth": 1.2}
        artists[f"span {name}"] = left.plot([], [], **look)[0]
        artists[f"drug {name}"] = left.plot([], [], "o", color=COLOURS[1], markersize=12)[0]
        artists[f"other {name}"] = left.plot([], [], "s", color=INK, markerfacecolor=PALE, markersize=12)[0]
        artists[f"drug text {name}"] = left.text(1, y + 0.24, "", ha="center", size=10)
        artists[f"other text {name}"] = left.text(1, y - 0.24, "", ha="center", va="top", size=10)
    artists["drug counted"].set_label("the drug's")
    artists["other counted"].set_label("the plasma's or the carrier's")
    left.legend(loc="lower left", bbox_to_anchor=(-0.02, 0.99), ncols=2)
    right.set(xlim=(-1, ACROSS), ylim=(-1, DOTS // ACROSS), xticks=[], yticks=[])
    right.set_xlabel("1,000 of the ¹⁴C atoms in the graphite (–)")
    right.spines[:].set_visible(False)
    place = np.random.default_rng(7).permutation(DOTS)  # the drug's atoms are mixed among the others
    across = place % ACROSS
    up = place // ACROSS
    right.plot(across, up, "o", color=PALE, markersize=DOT_SIZE)
    artists["dots"] = right.plot(across, up, "o", color=COLOURS[1], markersize=DOT_SIZE)[0]
    return artists


def draw(artists: Artists, *, conc: float, label: float, sample: str) -> str:
    """Count the atoms of label and background, colour the drug's share of the dots, and weigh its counting noise."""
    carbon, modern = CARBON[sample]
    atoms = drug_atoms(conc, volume=1.0, dose=100.0, activity=nci_to_bq(label))
    drug = atoms * _kept(sample)
    other = background_atoms(carbon, fraction_modern=modern)
    for name, part in zip(ROWS, (1, EFFICIENCY), strict=True):
        y = ROWS[name]
        artists[f"span {name}"].set_data([part * drug, part * other], [y, y])
        artists[f"drug {name}"].set_data([part * drug], [y])
        artists[f"other {name}"].set_data([part * other], [y])
        artists[f"drug text {name}"].set(x=part * drug, text=_in_words(part * drug))
        artists[f"other text {name}"].set(x=part * other, text=_in_words(part * other))
    share = drug / (drug + other)
    artists["dots"].set_markevery(slice(0, round(DOTS * share)))
    noise = counting_cv(EFFICIENCY * (drug + other), blank=EFFICIENCY * other)
    artists["title"].set_text(f"{_percent(share)} of the ¹⁴C atoms are the drug's")
    return (
        f"The drug has {_in_words(drug)} atoms beside {_in_words(other)} others, {_percent(share)} of all. "
        f"Counting noise of the net result: {_percent(noise)}. If the background is off by 1 %, the result is off by "
        f"{_percent(0.01 * other / drug)}."
    )


def code(*, conc: float, label: float, sample: str) -> str:
    """Return the lines that give the numbers of the picture."""
    carbon, modern = CARBON[sample]
    kept = _kept(sample)
    return f"""\
atoms = mk.drug_atoms({conc:g}, volume=1.0, dose=100.0, activity=mk.nci_to_bq({label:g}))
drug = {kept:g} * atoms  # what the isolation keeps
other = mk.background_atoms({carbon:g}, fraction_modern={modern:g})
counted = {EFFICIENCY:g} * (drug + other)
print("the drug's atoms:", drug)
print("other atoms:", other)
print("counting noise (%):", 100 * mk.counting_cv(counted, blank={EFFICIENCY:g} * other))
"""


def _kept(sample):
    """Share of the drug that reaches the graphite."""
    return 1 if sample == "whole plasma" else RECOVERY


def _in_words(atoms):
    for size, word in ((1e9, "billion"), (1e6, "million"), (1e3, "thousand")):
        if atoms >= size:
            return f"{_short(atoms / size)} {word}"
    return _short(atoms)


def _short(number):
    return f"{number:,.0f}" if number >= 100 else f"{number:.2g}"


def _percent(share):
    if share < 1e-5:
        return "less than 0.001 %"
    if 0.99 <= share < 1:
        return f"{min(100 * share, 99.9):.1f} %"  # nearly all is not all
    return f"{100 * share:,.0f} %" if share >= 0.1 else f"{100 * share:.2g} %"
