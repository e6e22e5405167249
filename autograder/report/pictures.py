"""Pictures of a class, as SVG that stands inside the page."""

import io
from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from .statistics import Item, Met

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
    """Draw how many students reached which score.

    Parameters
    ----------
    scores : points of each student.
    max_score : points that could be reached, more than 0.
    """
    with plt.rc_context(STYLE):
        figure = Figure(figsize=(5.2, 2.8), layout="constrained")
        axes = figure.subplots()
        axes.hist(scores, bins=np.linspace(0, max_score, 11), color=LIGHT, edgecolor=DARK)
        axes.axvline(np.median(scores), color=INK, linestyle="--", linewidth=1.2)
        axes.annotate("median", (np.median(scores), 1), xycoords=("data", "axes fraction"), ha="center", va="bottom")
        axes.set(xlabel=f"score (points of {max_score:g})", ylabel="students", xlim=(0, max_score))
        axes.yaxis.get_major_locator().set_params(integer=True)
        return svg(figure)


def item_plot(items: Sequence[Item]) -> str:
    """Draw every part: how hard it was, and how well it tells strong students from weak ones."""
    with plt.rc_context(STYLE):
        figure = Figure(figsize=(5.2, 2.8 + 0.16 * len(items)), layout="constrained")
        left, right = figure.subplots(1, 2, sharey=True)
        rows = np.arange(len(items))[::-1]
        left.barh(rows, [100 * item.difficulty for item in items], color=LIGHT, edgecolor=DARK)
        left.set(xlabel="points earned (%)", xlim=(0, 100), yticks=rows, yticklabels=[item.part for item in items])
        right.axvspan(-1, 0.2, color="#eeeeee")
        right.plot([item.discrimination for item in items], rows, "o", color=DARK)
        right.set(xlabel="discrimination (correlation)", xlim=(-0.5, 1))
        right.axvline(0, color=INK, linewidth=0.8)
        return svg(figure)


def misconception_map(rows: Sequence[Met]) -> str:
    """Draw how many students took which wrong turn in which part."""
    codes = sorted({row.code for row in rows})
    parts = sorted({row.part for row in rows})
    counts = np.zeros((len(codes), len(parts)))
    for row in rows:
        counts[codes.index(row.code), parts.index(row.part)] = len(row.students)
    with plt.rc_context(STYLE):
        figure = Figure(figsize=(1.8 + 0.42 * len(parts), 1.1 + 0.28 * len(codes)), layout="constrained")
        axes = figure.subplots()
        axes.imshow(counts, cmap="Blues", vmin=0, vmax=1.6 * counts.max(), aspect="auto")
        for (row, column), count in np.ndenumerate(counts):
            if count:
                axes.text(column, row, f"{count:g}", ha="center", va="center")
        axes.set_xticks(range(len(parts)), parts, rotation=90)
        axes.set_yticks(range(len(codes)), codes)
        axes.tick_params(length=0)
        return svg(figure)


def svg(figure: Figure) -> str:
    """Return a figure as the text of an SVG element."""
    stream = io.StringIO()
    figure.savefig(stream, format="svg", metadata={"Date": None})
    text = stream.getvalue()
    return text[text.index("<svg") :]
