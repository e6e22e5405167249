"""The glossary: every code name is one of the packages', every row is whole, and the search finds what it should."""

import inspect
import re
from pathlib import Path

import nbformat
import pytest

import microkit

COURSE = Path(__file__).parent.parent / "course"
CELLS = nbformat.read(COURSE / "glossary.ipynb", as_version=4).cells
GROUPS = [cell for cell in CELLS if cell.id.startswith("in-")]
HEADER = "| symbol | in code | meaning | unit | met in |"
ROWS = [row for cell in GROUPS for row in cell.source.splitlines() if row.startswith("| ") and row != HEADER]


def code_names():
    """Names that a learner meets in microkit: functions, their parameters, and what `nca` returns."""
    offered = [getattr(microkit, name) for name in microkit.__all__]
    names = {name for function in offered for name in inspect.signature(function).parameters}
    result = microkit.nca([0, 1, 2, 3, 4], [0, 8, 4, 2, 1], dose=100, route="oral")
    return names | set(microkit.__all__) | set(vars(result))


def test_rows_are_whole_and_every_symbol_has_a_meaning_and_a_unit():
    assert len(ROWS) >= 75
    for row in ROWS:
        symbol, code, meaning, unit, where = (text.strip() for text in row.split("|")[1:-1])
        assert symbol or code, row
        assert meaning and unit and re.fullmatch(r"[PA]\d+(, [PA]\d+)*", where), row


def test_every_code_name_exists():
    known = code_names()
    named = [name for row in ROWS for name in re.findall(r"`(\w+)`", row)]
    assert len(named) > 80 and [name for name in named if name not in known] == []


@pytest.mark.parametrize(("word", "symbols"), [("half-life", {"$t_{1/2}$"}), ("`kd`", {"$K_d$"}), ("LINUX", set())])
def test_search_finds_rows_by_word_code_name_and_nothing_else(word, symbols, monkeypatch):
    monkeypatch.chdir(COURSE)
    space = {"word": word}
    for name in ("setup", "search-run"):
        exec(next(cell.source for cell in CELLS if cell.id == name).replace("Markdown(", "shown = Markdown("), space)
    head, rule, *found = space["shown"].data.splitlines()
    assert (head, rule.count("|")) == (HEADER, 6)
    assert symbols <= {row.split("|")[1].strip() for row in found}
    assert all(word.lower() in row.lower() for row in found) and bool(found) == bool(symbols)
