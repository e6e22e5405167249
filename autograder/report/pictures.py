"""Pictures of a class, as SVG that stands inside the page."""

import io
from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from .course_trend import Step

INK = "#222222"
DARK = "#00588f"
LIGHT = "#bcd4e6"
STYLE = {
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "svg.fonttype": "none",
    "svg.hashsalt": "report",
}


def score_histogram(scores: Sequence[float], max_score: float) -> str:
    """Draw how many students reached which final mark.

    Parameters
    ----------
    scores : final mark of each student.
    max_score : points that could be reached, more than 0.
    """
    with plt.rc_context(STYLE):
        figure = Figure(figsize=(5.2, 2.8), layout="constrained")
        axes = figure.subplots()
        top = max(max_score, *scores)
        axes.hist(scores, bins=np.linspace(0, top, 11), color=LIGHT, edgecolor=DARK)
        axes.axvline(np.median(scores), color=INK, linestyle="--", linewidth=1.2)
        axes.annotate("median", (np.median(scores), 1), xycoords=("data", "axes fraction"), ha="center", va="bottom")
        axes.set(xlabel=f"final mark (points of {max_score:g})", ylabel="students", xlim=(0, top))
        axes.yaxis.get_major_locator().set_params(integer=True)
        return svg(figure)


def trend_plot(steps: Sequence[Step]) -> str:
    """Draw median and quartiles of the final marks over the assignments.

    Parameters
    ----------
    steps : the assignments, at least one.
    """
    with plt.rc_context(STYLE):
        figure = Figure(figsize=(5.2, 2.8), layout="constrained")
        axes = figure.subplots()
        places = np.arange(len(steps))
        median = np.array([step.median for step in steps])
        spread = [median - [step.lower for step in steps], [step.upper for step in steps] - median]
        axes.errorbar(places, median, yerr=spread, fmt="o-", color=DARK, capsize=4)
        axes.set(ylabel="final mark (%)", ylim=(0, 105), xlim=(-0.5, len(steps) - 0.5))
        axes.set_xticks(places, [step.assignment for step in steps], rotation=20, ha="right")
        return svg(figure)


def svg(figure: Figure) -> str:
    """Return a figure as the text of an SVG element."""
    stream = io.StringIO()
    figure.savefig(stream, format="svg", metadata={"Date": None})
    text = stream.getvalue()
    return text[text.index("<svg") :]
