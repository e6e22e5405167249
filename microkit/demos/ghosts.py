"""A pinned picture: pale copies of the curves as they stood, to compare the next setting with."""

from matplotlib.lines import Line2D

from .controls import Artists

PALE = 0.35
BELOW = 1.4
FEW = 2  # points: a straight mark, no curve


def curves(artists: Artists) -> list[Line2D]:
    """Return the artists that are curves: lines through more than two points."""
    lines = [artist for artist in artists.values() if isinstance(artist, Line2D)]
    return [line for line in lines if line.get_linestyle() != "None" and len(line.get_xdata()) > FEW]


def pin(artists: Artists) -> list[Line2D]:
    """Add a pale copy of each curve below what moves, and return the copies."""
    return [_copy(line) for line in curves(artists)]


def unpin(ghosts: list[Line2D]) -> None:
    """Take the copies away."""
    for ghost in ghosts:
        ghost.remove()


def hide_strangers(ghosts: list[Line2D]) -> None:
    """Hide the copies whose axes meanwhile show another quantity, and show the others."""
    for ghost in ghosts:
        ghost.set_visible(ghost.axes.get_ylabel() == ghost.get_gid())


def _copy(line):
    look = {"color": line.get_color(), "linestyle": line.get_linestyle(), "linewidth": line.get_linewidth()}
    ghost = Line2D(line.get_xdata(), line.get_ydata(), alpha=PALE, zorder=BELOW, gid=line.axes.get_ylabel(), **look)
    ghost.set_visible(line.get_visible())
    return line.axes.add_line(ghost)
