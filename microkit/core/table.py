"""Columns as text, for the eye."""

from collections.abc import Sequence

MOST_ROWS = 12
WIDEST = 20


def text_table(columns: dict[str, Sequence]) -> str:
    """Columns side by side: the first rows, each cell shortened to what fits.

    >>> print(text_table({"drug": ["midazolam", "warfarin"], "cl": [21.2, 0.17]}))
    drug         cl
    midazolam  21.2
    warfarin   0.17
    """
    shown = {name: [_cell(value) for value in list(values)[:MOST_ROWS]] for name, values in columns.items()}
    widths = {name: max(len(name), *map(len, cells)) for name, cells in shown.items()}
    numeric = {name for name, values in columns.items() if not isinstance(values[0], str)}

    def line(cells):
        pairs = zip(columns, cells, strict=True)
        padded = (cell.rjust(widths[n]) if n in numeric else cell.ljust(widths[n]) for n, cell in pairs)
        return "  ".join(padded).rstrip()

    lines = [line(columns), *map(line, zip(*shown.values(), strict=True))]
    more = len(next(iter(columns.values()))) - MOST_ROWS
    return "\n".join(lines + ([f"... and {more} more rows"] if more > 0 else []))


def _cell(value):
    if isinstance(value, str):
        return value if len(value) <= WIDEST else value[: WIDEST - 1] + "…"
    return "" if value != value else f"{value:.6g}"
