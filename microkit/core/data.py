"""Real data that come with the course, each table with its provenance and, row by row, how far it was checked."""

import csv
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .table import text_table

FOLDER = files("microkit") / "datasets"


@dataclass(frozen=True, repr=False, eq=False)
class Table:
    """A data set: columns as NumPy arrays (`table.time_h` or `table["time_h"]`), its rows, and its source.

    A column of numbers is a float array with NaN where the source gives none; `n`, `year` and `subject` may be whole.
    The column `status` says of each row whether it is verified, computed or recalled.
    """

    name: str
    source: str
    columns: dict[str, NDArray]

    def __getitem__(self, column):
        if column not in self.columns:
            raise KeyError(f"{self.name} has no column {column!r}; it has {', '.join(self.columns)}")
        return self.columns[column]

    def __getattr__(self, column):
        columns = vars(self).get("columns", {})
        if column not in columns:
            raise AttributeError(f"no column {column!r}; there are {', '.join(columns)}")
        return columns[column]

    def __len__(self):
        return len(next(iter(self.columns.values())))

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """The rows, each a dictionary from column to value."""
        plain = {name: column.tolist() for name, column in self.columns.items()}
        return [dict(zip(plain, values, strict=True)) for values in zip(*plain.values(), strict=True)]

    def where(self, **wanted: Any) -> "Table":
        """Return the rows in which each named column has the wanted value, as a table: `theoph.where(subject=1)`.

        Raises
        ------
        KeyError : for a column that the table does not have.
        ValueError : where no row is left.
        """
        chosen = np.ones(len(self), bool)
        for column, value in wanted.items():
            chosen &= self[column] == value
        if not chosen.any():
            raise ValueError(f"no row of {self.name} has {', '.join(f'{k} = {v!r}' for k, v in wanted.items())}")
        return Table(self.name, self.source, {name: column[chosen] for name, column in self.columns.items()})

    def __repr__(self):
        kinds = ", ".join(f"{count} {kind}" for kind, count in Counter(self.columns["status"]).items())
        first = {"status": self.columns["status"]} | self.columns
        return f"{self.name}: {len(self)} rows ({kinds})\n{text_table(first)}\n{self.source}"


def names() -> tuple[str, ...]:
    """Names of the bundled data sets.

    Examples
    --------
    >>> "theoph" in names()
    True
    """
    return tuple(sorted(entry.name.removesuffix(".csv") for entry in FOLDER.iterdir() if entry.name.endswith(".csv")))


def load(name: str) -> Table:
    """Return a bundled data set, with its provenance.

    Parameters
    ----------
    name : one of `names()`: theoph, indometh, microdose_vs_therapeutic, microtracer, success_rates, c14_constants,
        regulatory_limits, dossiers, dossiers_opened.

    Returns
    -------
    `Table`: columns as NumPy arrays, `rows`, `source`, `where(...)`; it prints as a table.

    Raises
    ------
    ValueError : for an unknown name; the message lists the names.

    Examples
    --------
    >>> theoph = load("theoph")
    >>> len(theoph), theoph.where(subject=9).dose_mg[0]
    (132, np.float64(267.84))

    Source: see `microkit/datasets/README.md` and each table's `source`. Taught in principles/03.
    """
    if name not in names():
        raise ValueError(f"there is no data set {name!r}; there are {', '.join(names())}")
    lines = (FOLDER / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    notes = [line.removeprefix("# ") for line in lines if line.startswith("#")]
    header, *rows = csv.reader(line for line in lines if not line.startswith("#"))
    columns = {title: _column(values) for title, values in zip(header, zip(*rows, strict=True), strict=True)}
    return Table(name, "\n".join(notes), columns)


def success_rates(*, level: float = 0.95) -> Table:
    """How often a microdose predicted within two-fold, with the exact interval of the reviews that print counts.

    Parameters
    ----------
    level : confidence level.

    Returns
    -------
    `Table` with the columns review, year, route, within, total, rate, lower, upper, status.

    Raises
    ------
    ValueError : for a level outside (0, 1).

    Examples
    --------
    >>> rates = success_rates().where(year=2019)
    >>> rates.rate.round(2), rates.lower.round(2)
    (array([0.68, 0.94]), array([0.52, 0.7 ]))

    Source: `load("success_rates")`; Clopper & Pearson, Biometrika 1934;26:404. Taught in applications/16.
    """
    from .intervals import exact_interval

    table = load("success_rates")
    counted = np.isfinite(table.n_within_2fold)
    within = table.n_within_2fold[counted]
    total = table.n_total[counted]
    lower, upper = exact_interval(within, total, level=level)
    columns = {name: table[name][counted] for name in ("review", "year", "route")}
    columns |= {"within": within, "total": total, "rate": within / total, "lower": lower, "upper": upper}
    return Table("success_rates", table.source, columns | {"status": table.status[counted]})


def _column(values):
    """Whole numbers if all are, floats with NaN for blanks if all others are numbers, text otherwise."""
    for kind in (int, float):
        try:
            return np.array([kind(value or "nan") for value in values])
        except ValueError:
            continue
    return np.array(values, dtype=object)
