"""What is a Phase 0 study worth before it is done? A gate whose errors come from the study's own size and route."""

import numpy as np
from matplotlib.figure import Figure

from ..core.plot import COLOURS, INK, QUIET
from ..trials.decision_tree import value_with_gate, value_without_gate
from ..trials.gate import gate_accuracy
from ..trials.precision import translation_sd
from ..trials.value_of_information import evpi, evsi
from .controls import Artists, Slider, Toggle

TITLE = (
    "Left: the most that the study may cost, against the chance that the candidate is viable, beside a perfect test. "
    "Right: what the study changes, its price taken off."
)
CONTROLS = {
    "p_viable": Slider("Chance of being viable", "%", (10, 20, 30, 40, 50, 60, 70, 75, 80, 90), 50),
    "value": Slider("Value if viable", "M$", (12, 15, 18, 22, 26, 30, 40, 60, 80, 100), 30),
    "n": Slider("Volunteers", "people", (2, 4, 6, 8, 12, 20, 50, 100), 6),
    "route": Toggle("Microdose", ("by vein", "by mouth"), "by vein"),
}
COST = 10.0  # M$, animal studies and Phase I
PRICE = 0.6  # M$, Phase 0
CV = 0.4
PRIOR = np.log(2)
SAMPLED = 2 * np.log1p(CV**2) / 6  # variance in the published ratios: six people in each arm
WITHIN_TWO_FOLD = {"by vein": (15, 16), "by mouth": (28, 41)}  # of the published ratios
SPREAD = {
    route: translation_sd(good / published, sampling_variance=SAMPLED)
    for route, (good, published) in WITHIN_TWO_FOLD.items()
}
CHANCES = np.linspace(0.01, 0.99, 197)
ROWS = ("stop at every fail", "best reaction", "perfect test")


def start(figure: Figure) -> Artists:
    """Draw the worth of a study against what is known before, beside the gain by each rule."""
    left, right = figure.subplots(1, 2, width_ratios=(5, 4))
    figure.subplots_adjust(left=0.075, right=0.975, bottom=0.14, top=0.76, wspace=0.5)
    left.set(xlim=(0, 100), ylim=(0, 10), xlabel="chance of being viable (%)", ylabel="worth of the study (M$)")
    right.set(xlim=(-18, 18), ylim=(-0.6, 2.6), xlabel="gain over no study (M$)")
    right.set_yticks(range(3), ROWS)
    right.invert_yaxis()
    right.grid(visible=False, axis="y")
    left.axhline(PRICE, color=QUIET, linestyle=":", linewidth=1.6, label="its price")
    right.axvline(0, color=QUIET, linestyle=":", linewidth=1.6)
    artists = {
        "perfect": left.plot([], [], color=COLOURS[1], linestyle="--", label="perfect test")[0],
        "worth": left.plot([], [], color=COLOURS[0], linestyle="-", label="this study")[0],
        "here": left.plot([], [], "s", color=INK, clip_on=False)[0],
        "title": left.text(0.01, 0.95, "", transform=figure.transFigure, size=12, weight="bold", va="center"),
    }
    for row, (name, colour) in enumerate(zip(ROWS, (COLOURS[3], COLOURS[0], COLOURS[1]), strict=True)):
        artists[name] = right.barh(row, 1, height=0.55, color=colour)[0]
        artists[f"number, {name}"] = right.text(17.5, row, "", va="center", ha="right")
    left.legend(loc="lower left", bbox_to_anchor=(-0.03, 0.99), ncols=3, columnspacing=1)
    return artists


def draw(artists: Artists, *, p_viable: float, value: float, n: float, route: str) -> str:
    """Work out the gate's errors from the study, and its worth and gains from those."""
    error = np.hypot(np.sqrt(np.log1p(CV**2) / n), SPREAD[route])
    artists["perfect"].set_data(100 * CHANCES, evpi(value, cost=COST, p_viable=CHANCES))
    artists["worth"].set_data(100 * CHANCES, _worth(CHANCES, value, error))
    chance = p_viable / 100
    worth = _worth(chance, value, error)
    artists["here"].set_data([p_viable], [worth])
    sensitivity, specificity = gate_accuracy(chance, prior_sd=PRIOR, error_sd=error)
    gains = _gains(chance, value, sensitivity, specificity)
    for name, gain in gains.items():
        artists[name].set_width(gain)
        artists[f"number, {name}"].set_text(f"{gain:+.2f}")
    artists["title"].set_text(
        f"Worth {worth:.2f} million, price {PRICE:g} million; sensitivity {sensitivity:.2f}, specificity {specificity:.2f}"
    )
    return (
        f"A candidate has a chance of {p_viable:g} % to be viable and is then worth {value:g} M$. {n:g} volunteers {route} make a gate with "
        f"a sensitivity of {sensitivity:.2f} and a specificity of {specificity:.2f}. It is worth {worth:.2f} M$, a perfect test "
        f"{evpi(value, cost=COST, p_viable=chance):.2f} M$. Its price taken off, the best reaction gains {gains['best reaction']:.2f} M$ "
        f"over no study, and stopping at every fail {gains['stop at every fail']:.2f} M$."
    )


def code(*, p_viable: float, value: float, n: float, route: str) -> str:
    """Return the lines that give the numbers of the picture."""
    good, published = WITHIN_TWO_FOLD[route]
    return f"""\
spread = mk.translation_sd({good} / {published}, sampling_variance=2 * np.log1p({CV:g}**2) / 6)
error = np.hypot(np.sqrt(np.log1p({CV:g}**2) / {n:g}), spread)
chance = {p_viable:g} / 100
sensitivity, specificity = mk.gate_accuracy(chance, prior_sd=np.log(2), error_sd=error)
gate = dict(sensitivity=sensitivity, specificity=specificity)
print("sensitivity:", sensitivity)
print("specificity:", specificity)
print("worth of the study (M$):", mk.evsi({value:g}, cost={COST:g}, p_viable=chance, **gate))
print("worth of a perfect test (M$):", mk.evpi({value:g}, cost={COST:g}, p_viable=chance))
"""


def _worth(p, value, error):
    """Most that a gate with this error may cost, M$."""
    sensitivity, specificity = gate_accuracy(p, prior_sd=PRIOR, error_sd=error)
    return evsi(value, cost=COST, p_viable=p, sensitivity=sensitivity, specificity=specificity)


def _gains(p, value, sensitivity, specificity):
    """Gain over no study by each rule, M$, the price of the study taken off."""
    given = {"cost": COST, "p_viable": p}
    gate = given | {"gate_cost": PRICE, "sensitivity": sensitivity, "specificity": specificity}
    none = value_without_gate(value, **given)
    rules = [value_with_gate(value, rule=rule, **gate) - none for rule in ("rigid", "bayes")]
    return dict(zip(ROWS, (*rules, evpi(value, **given) - PRICE), strict=True))
