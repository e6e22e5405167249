"""A picture of how an accelerator mass spectrometer tells one isotope from another."""

from matplotlib.patches import Rectangle

from ..core.plot import COLOURS, INK, QUIET, Picture, style

STATIONS = {1: (1.0, "ion source"), 2: (3.2, "magnet"), 3: (5.7, "accelerator"), 4: (8.2, "magnet")}
ENDS = {"¹²C: cup": (3.35, INK, "--", "electric current"), "¹⁴C: detector": (0.75, COLOURS[1], "-", "counts")}
MIDDLE = 2.05
LARGE = 15
PALE = "#ececec"


def ams_picture() -> Picture:
    """Draw the way of a sample through an accelerator mass spectrometer, from the ion source to ¹⁴C counts and ¹²C current.

    Returns
    -------
    Picture : not to scale; letters stay legible at a width of 400 pixels, and line styles tell the beams apart in grey.

    Examples
    --------
    >>> ams_picture().alt[:27]
    'The way through the machine'

    Source: Lappin and Garner, Nat Rev Drug Discov 2003; 2: 233. Taught in principles/07.
    """
    with style():
        picture = Picture(figsize=(7.0, 3.3), layout="constrained")
        axes = picture.subplots()
        axes.set(xlim=(0, 12.4), ylim=(0, 4.1), xticks=[], yticks=[])
        axes.grid(visible=False)
        axes.spines[:].set_visible(False)
        _beams(axes)
        for number, (x, name) in STATIONS.items():
            _station(axes, number, x, name)
        axes.text(5.7, 0.35, "stripper breaks molecules", ha="center", size=LARGE - 2, color=INK)
    picture.alt = (
        "The way through the machine, from left to right: 1 ion source, 2 magnet, 3 accelerator with a stripper that "
        "breaks molecules, 4 magnet; from there ¹²C bends into a cup that measures an electric current, and ¹⁴C into a "
        "detector that counts single atoms."
    )
    return picture


def _beams(axes):
    start = STATIONS[1][0]
    parting = STATIONS[4][0]
    for label, (height, colour, dash, measured) in ENDS.items():
        shift = 0.07 if height > MIDDLE else -0.07
        across = [start, parting, 9.6]
        up = [MIDDLE + shift, MIDDLE + shift, height]
        axes.plot(across, up, color=colour, linestyle=dash, linewidth=2.6)
        axes.text(9.75, height + 0.03, label, va="bottom", size=LARGE, color=INK, weight="bold")
        axes.text(9.75, height - 0.08, measured, va="top", size=LARGE - 2, color=INK)


def _station(axes, number, x, name):
    width = 2.5 if name == "accelerator" else 1.3
    axes.add_patch(
        Rectangle((x - width / 2, 1.4), width, 1.3, facecolor=PALE, edgecolor=QUIET, linewidth=1.4, zorder=3)
    )
    axes.plot([x], [MIDDLE], "o", color=INK, markerfacecolor="white", markersize=26, markeredgewidth=1.6, zorder=4)
    axes.text(x, MIDDLE - 0.02, str(number), ha="center", va="center", size=LARGE, weight="bold", zorder=5)
    axes.text(x, 0.98 if number % 2 else 2.95, name, ha="center", va="center", size=LARGE, color=INK)
