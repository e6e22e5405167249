"""A guess in a picture: always inside the axes, labelled, and moving nothing but its own axis."""

import numpy as np
import pytest

from microkit.core.plot import curve, semilog
from microkit.demos.guess_mark import mark_guess

TIME, CONC = np.array([0.0, 1.0, 2.0, 4.0]), np.array([0.0, 8.0, 4.0, 1.0])
LABELS = {"x": "time (h)", "y": "concentration (ng/mL)"}


@pytest.mark.parametrize("draw", [curve, semilog])
@pytest.mark.parametrize(("on", "guess"), [("x", 2), ("x", 40), ("y", 3), ("y", 0.001), ("y", 5000)])
def test_a_guess_is_marked_inside_the_axes_wherever_it_lies(draw, on, guess):
    axes = draw(TIME, CONC, **LABELS).axes[0]
    before = axes.get_xlim() if on == "y" else axes.get_ylim()
    label = mark_guess(axes, guess, on=on)
    low, high = axes.get_xlim() if on == "x" else axes.get_ylim()
    assert low < guess < high and label.get_text() == f"your guess: {guess:g}"
    line = axes.lines[-1]
    assert set(line.get_xdata() if on == "x" else line.get_ydata()) == {guess}
    assert (axes.get_xlim() if on == "y" else axes.get_ylim()) == before, "the other axis has no reason to move"


def test_what_cannot_be_marked_is_left_out_or_refused():
    axes = semilog(TIME, CONC, **LABELS).axes[0]
    drawn = len(axes.lines)
    assert mark_guess(axes, None, on="y") is None and mark_guess(axes, 0, on="y") is None
    assert len(axes.lines) == drawn
    with pytest.raises(ValueError, match="on must be one of"):
        mark_guess(axes, 1, on="z")
    with pytest.raises((TypeError, ValueError), match="guess"):
        mark_guess(axes, float("nan"), on="y")
