"""From a demo to pixels: the figure is built once, then only the artists that move are drawn over a saved background."""

import io
from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from numpy.typing import NDArray
from PIL import Image

from ..core.plot import Picture, style
from .controls import Artists, complete
from .ghosts import curves, hide_strangers, pin, unpin
from .guess_mark import mark_guess
from .symbols import set_symbols

SIZE = (8.4, 3.9)
ABOVE = 100
MACHINERY = ("cell_code", "controls", "explorer", "ghosts", "guess_mark", "page", "showing", "stage", "symbols")


def names() -> list[str]:
    """Return the names of the demos.

    >>> "limits" in names()
    True
    """
    package = import_module(__package__)
    return sorted(module.name for module in iter_modules(package.__path__) if module.name not in MACHINERY)


def load(demo: str | ModuleType) -> ModuleType:
    """Return the module of a demo, which may be given by name.

    Raises
    ------
    ValueError : for a name that no demo has; the message lists those that there are.
    """
    if isinstance(demo, ModuleType):
        return demo
    if demo not in names():
        raise ValueError(f"there is no demo {demo!r}; there are {', '.join(names())}")
    return import_module(f"{__package__}.{demo}")


def build(demo: ModuleType) -> tuple[Picture, Artists]:
    """Return the figure of a demo and the artists that move, which lie above everything that stays."""
    with style():
        figure = Picture(figsize=SIZE)
        artists = demo.start(figure)
    set_symbols(figure.findobj(Text))
    for artist in artists.values():
        artist.set(animated=True, zorder=ABOVE + artist.get_zorder())
    return figure, artists


def bring(demo: ModuleType, artists: Artists, settings: dict[str, float | str]) -> str:
    """Bring the artists of a demo to some settings and return what is seen.

    Parameters
    ----------
    demo : its module.
    artists : what moves, as `build` returned it.
    settings : every setting of the demo, checked.
    """
    seen = demo.draw(artists, **settings)
    set_symbols(artist for artist in artists.values() if isinstance(artist, Text))
    return seen


def still(demo: str | ModuleType, settings: dict[str, float | str]) -> Picture:
    """Return a demo drawn once; see `static`, which calls this.

    Parameters
    ----------
    demo : as there.
    settings : any of its settings by name.
    """
    demo = load(demo)
    settings = complete(demo.CONTROLS, settings)
    figure, artists = build(demo)
    seen = bring(demo, artists, settings)
    figure.alt = f"{demo.TITLE} {seen}"
    return figure


class Painter:
    """Draws one demo over and over: all of it when an axis changes, otherwise the moving artists only.

    A guess is marked on the first axes of the figure.
    """

    def __init__(self, demo, guess=None, guess_on="y"):
        self._demo = demo
        self._figure, self._artists = build(demo)
        self._canvas = FigureCanvasAgg(self._figure)
        self._moving = sorted(self._artists.values(), key=lambda artist: artist.get_zorder())
        self._ghosts = []
        self._background = self._view = None
        label = mark_guess(self._figure.axes[0], guess, on=guess_on)
        if label:
            label.set_animated(True)
            self._moving.append(label)  # over the curves that would cross it

    def __call__(self, **settings):
        """Return the pixels at some settings and what is seen."""
        seen = bring(self._demo, self._artists, settings)
        hide_strangers(self._ghosts)
        if _view(self._figure) != self._view:
            self._canvas.draw()
            self._background = self._canvas.copy_from_bbox(self._figure.bbox)
            self._view = _view(self._figure)
        else:
            self._canvas.restore_region(self._background)
        for artist in self._moving:
            self._figure.draw_artist(artist)
        return np.asarray(self._canvas.buffer_rgba()), seen

    @property
    def has_curves(self) -> bool:
        """Whether there is a curve to pin."""
        return bool(curves(self._artists))

    def pin(self, keep: bool) -> None:
        """Keep the curves as they stand as pale ghosts in every later picture, or let go of those that were kept."""
        unpin(self._ghosts)
        self._ghosts = pin(self._artists) if keep else []
        self._view = None


def encoder() -> Callable[[NDArray[np.uint8]], bytes]:
    """Return encode(pixels) -> PNG bytes in at most 256 colours, chosen once from the first picture.

    Medians over the demos at 1260 × 585 pixels: full-colour PNG 22 ms and 74 kB, JPEG 2.5 ms and 88 kB, this 4 ms and 40 kB.
    """
    nearest = shown = None

    def encode(pixels):
        nonlocal nearest, shown
        picture = Image.fromarray(pixels).convert("RGB")
        if nearest is None:
            nearest = picture.quantize(256, method=Image.Quantize.MAXCOVERAGE)
            shown = _commonest(picture, nearest)
        indexed = picture.quantize(palette=nearest, dither=Image.Dither.NONE)
        indexed.putpalette(shown)
        with io.BytesIO() as file:
            indexed.save(file, "PNG", compress_level=1)
            return file.getvalue()

    return encode


def _commonest(picture, nearest):
    """Return, for each colour of a palette, the commonest colour of the picture it stands for: so paper stays white."""
    colours = [colour for _, colour in sorted(picture.getcolors(picture.width * picture.height))]
    row = Image.new("RGB", (len(colours), 1))
    row.putdata(colours)
    indices = row.quantize(palette=nearest, dither=Image.Dither.NONE).tobytes()
    palette = dict.fromkeys(range(256), (255, 255, 255)) | dict(zip(indices, colours, strict=True))
    return [channel for index in range(256) for channel in palette[index]]


def _view(figure):
    return [
        (axes.get_xlim(), axes.get_ylim(), axes.get_xscale(), axes.get_yscale(), axes.get_ylabel())
        for axes in figure.axes
    ]
