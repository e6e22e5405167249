"""The two ways to show a demo. Matplotlib is imported with the first picture, so that the first cell of a notebook need not wait."""

from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..core.plot import Picture
    from .explorer import Demo


def explore(
    demo: str | ModuleType, *, guess: float | None = None, guess_on: str = "y", **settings: float | str
) -> "Demo":
    """Show a demo with its sliders.

    Parameters
    ----------
    demo : name of the demo, such as "limits", or its module.
    guess, guess_on : a number to mark with a dashed line across the first axes, on its "x" or "y" axis.
    settings : where its sliders stand at first, by name; the others stand at their own start.

    Returns
    -------
    Demo : a widget, shown by a notebook when it is the last expression of a cell. It is drawn once at once, so a broken
    demo fails here and not silently behind a slider.

    Raises
    ------
    TypeError, ValueError : for an unknown demo or setting, or a value out of reach of its slider.

    Examples
    --------
    >>> widget = explore("occupancy", kd=20)
    """
    from .explorer import with_sliders

    return with_sliders(demo, guess, guess_on, settings)


def static(demo: str | ModuleType, **settings: float | str) -> "Picture":
    """Draw a demo once, at its start or at other settings: a matplotlib figure for readers without a kernel.

    Parameters
    ----------
    demo : name of the demo, such as "limits", or its module.
    settings : any of its settings by name; the others stand at their start.

    Returns
    -------
    Picture : shown by a notebook when it is the last expression of a cell, with its description as alt text.

    Raises
    ------
    TypeError, ValueError : for an unknown demo or setting, or a value out of reach of its slider.

    Examples
    --------
    >>> static("tail", person="subject 1").axes[0].get_xlabel()
    'time (h)'
    """
    from .stage import still

    return still(demo, settings)
