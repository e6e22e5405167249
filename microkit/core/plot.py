"""One look for every figure: readable in grey and to colour-blind eyes, axes labelled with their units.

Lines differ by dash and by lightness as well as by colour. Nothing here changes matplotlib's global settings.
"""

import base64
import html
import io
import re
from contextlib import AbstractContextManager

import matplotlib
import numpy as np
from cycler import cycler
from matplotlib.figure import Figure
from matplotlib.ticker import LogFormatter
from numpy.typing import ArrayLike

from .inputs import real

COLOURS = ("#1b3a6b", "#c4451c", "#1f9e7a", "#e9ac38")
DASHES = ("-", "--", "-.", ":")
INK = "#222222"
QUIET = "#767676"
SCREEN_DPI = 100
SHARPNESS = 1.5  # pixels drawn for each pixel shown, so that text stays crisp on dense screens

STYLE = {
    "figure.dpi": SCREEN_DPI * SHARPNESS,
    "savefig.dpi": "figure",
    "font.size": 11,
    "axes.titlesize": 12,
    "axes.titlelocation": "left",
    "axes.labelsize": 11,
    "legend.fontsize": 10,
    "xtick.labelsize": 10,
    "ytick.labelsize": 10,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": QUIET,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.color": "#e3e3e3",
    "axes.axisbelow": True,
    "lines.linewidth": 2.2,
    "lines.markersize": 9,
    "legend.frameon": False,
    "axes.prop_cycle": cycler(color=COLOURS) + cycler(linestyle=DASHES),
}


def style() -> AbstractContextManager[None]:
    """Return a context in which matplotlib draws in the style of the course."""
    return matplotlib.rc_context(STYLE)


class Picture(Figure):
    """A matplotlib figure that a notebook shows with a description for readers who cannot see it."""

    alt = ""

    def _repr_html_(self):
        with io.BytesIO() as file:
            self.savefig(file, format="png")
            data = base64.b64encode(file.getvalue()).decode()
        width = round(self.get_size_inches()[0] * SCREEN_DPI)
        return f'<img alt="{html.escape(self.alt)}" width="{width}" src="data:image/png;base64,{data}">'


def curve(x_values: ArrayLike, y_values: ArrayLike | dict[str, ArrayLike], *, x: str, y: str) -> Picture:
    """Draw y against x on linear axes.

    Parameters
    ----------
    x_values : numbers along the horizontal axis.
    y_values : numbers of the same length, or a dict of named curves that share `x_values`.
    x, y : axis labels that end with their unit, like "time (h)"; "(–)" for a number without unit.

    Returns
    -------
    Picture : shown by a notebook when it is the last expression of a cell; its axes are `picture.axes[0]`.

    Raises
    ------
    TypeError, ValueError : for text, NaN, lengths that differ, or a label without a unit.

    Examples
    --------
    >>> picture = curve([0, 1, 2], [0, 4, 3], x="time (h)", y="concentration (ng/mL)")
    >>> picture.alt
    'concentration (ng/mL) against time (h)'
    """
    return _draw(x_values, y_values, x, y, scale="linear")


def semilog(x_values: ArrayLike, y_values: ArrayLike | dict[str, ArrayLike], *, x: str, y: str) -> Picture:
    """Draw y on a logarithmic axis against x; values of zero or less are left out.

    Parameters
    ----------
    x_values : numbers along the horizontal axis, which stays linear.
    y_values : numbers of the same length, or a dict of named curves that share `x_values`.
    x, y : axis labels that end with their unit, like "time (h)".

    Returns
    -------
    Picture : as of `curve`.

    Raises
    ------
    TypeError, ValueError : as `curve` does, and for a curve without any positive value.

    Examples
    --------
    >>> picture = semilog([0, 1, 2], {"100 µg": [0, 2, 1]}, x="time (h)", y="concentration (ng/mL)")
    >>> picture.axes[0].get_yscale()
    'log'
    """
    return _draw(x_values, y_values, x, y, scale="log")


class _PlainMinorTicks(LogFormatter):
    """Between the powers of ten label what matplotlib would, where an axis spans less than two of them, as plain numbers."""

    def __call__(self, value, pos=None):
        return _plain(value) if super().__call__(value, pos) else ""


def _draw(x_values, y_values, x, y, scale):
    named = y_values if isinstance(y_values, dict) else {"": y_values}
    if not named:
        raise ValueError("y_values is empty: it needs at least one curve")
    across = real("x_values", x_values)
    curves = {name: _matching(name or "y_values", values, across, scale) for name, values in named.items()}
    labels = {"xlabel": _with_unit("x", x), "ylabel": _with_unit("y", y)}
    with style():
        picture = Picture(figsize=(7.0, 4.0), layout="constrained")
        axes = picture.subplots(subplot_kw=labels | {"yscale": scale})
        for name, values in curves.items():
            axes.plot(across, values, label=str(name))
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(lambda value, _: _plain(value))
        if scale == "log":
            axes.yaxis.set_minor_formatter(_PlainMinorTicks())
        if isinstance(y_values, dict):
            axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=min(3, len(named)))
    picture.alt = f"{y} against {x}" + (f": {', '.join(map(str, named))}" if isinstance(y_values, dict) else "")
    return picture


def _plain(value):
    """Return a tick in plain digits: 10,000 and 0.00001, not 1e+04 and 1e-05."""
    digits = f"{value:,.9f}".rstrip("0").rstrip(".")
    return f"{value:g}" if digits in ("0", "-0") and value else digits.replace("-", "−")


def _matching(name, values, across, scale):
    values = real(name, values)
    if across.ndim != 1 or values.shape != across.shape:
        raise ValueError(f"x_values and {name} must be rows of one length: shapes {across.shape} and {values.shape}")
    if scale == "log":
        if not (values > 0).any():
            raise ValueError(f"{name} has no positive value to show on a logarithmic axis")
        return np.where(values > 0, values, np.nan)
    return values


def _with_unit(name, label):
    if not isinstance(label, str) or not re.fullmatch(r".*\S \([^()]+\)", label):
        raise ValueError(f'{name} must be a label that ends with its unit, like "time (h)", not {label!r}')
    return label
