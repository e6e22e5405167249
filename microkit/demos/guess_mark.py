"""A guess marked on the axes of a figure."""

from matplotlib.axes import Axes
from matplotlib.text import Annotation

from ..core.inputs import one_of, real
from ..core.plot import INK


def mark_guess(axes: Axes, guess: float | None, *, on: str) -> Annotation | None:
    """Mark a guess with a labelled dashed line across axes, which grow so that the line can be seen.

    Parameters
    ----------
    axes : axes of a picture, such as `picture.axes[0]`.
    guess : a number in the unit of the axis; None, for no guess yet, draws nothing.
    on : "x" or "y", the axis on which it is measured.

    Returns
    -------
    The label, or None when nothing is drawn: without a guess, or for one of zero or less on a logarithmic axis.

    Raises
    ------
    TypeError, ValueError : for a guess that is no finite number, or another axis.

    Examples
    --------
    >>> from microkit import curve
    >>> picture = curve([0, 1, 2], [0, 4, 3], x="time (h)", y="concentration (ng/mL)")
    >>> mark_guess(picture.axes[0], 8, on="y").get_text()
    'your guess: 8'
    >>> f"{picture.axes[0].get_ylim()[1]:.2g}"
    '8.7'
    """
    if guess is None:
        return None
    on = one_of("on", on, ("x", "y"))
    value = real("guess", guess).item()
    axis = axes.xaxis if on == "x" else axes.yaxis
    if axis.get_scale() == "log" and value <= 0:
        return None
    _make_room(axes, axis, value)
    line = axes.axvline if on == "x" else axes.axhline
    line(value, color=INK, linestyle="--", linewidth=1.4, zorder=1.5)
    place, align = ((value, 0.98), {"va": "top"}) if on == "x" else ((0.98, value), {"ha": "right"})
    offset = (4, 0) if on == "x" else (0, 4)
    across = axes.get_xaxis_transform() if on == "x" else axes.get_yaxis_transform()
    return axes.annotate(
        f"your guess: {value:g}",
        place,
        xycoords=across,
        xytext=offset,
        textcoords="offset points",
        color=INK,
        bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 1.5},
        **align,
    )


def _make_room(axes, axis, value):
    """Stretch an axis so that a value lies inside it."""
    low, high = sorted(axis.get_view_interval())
    if low < value < high:
        return
    if axis.get_scale() == "log":
        low = min(low, value / 1.5)
        high = max(high, value * 1.5)
    else:
        room = 0.08 * (max(high, value) - min(low, value))
        low = value - room if value <= low else low
        high = value + room if value >= high else high
    set_limits = axes.set_xlim if axis is axes.xaxis else axes.set_ylim
    set_limits(low, high)
