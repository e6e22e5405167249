"""Docstrings of the public functions: their sections, and the chapters that they name."""

import inspect
import re
from pathlib import Path

import pytest

import microkit as mk

COMING = {f"applications/{number}" for number in range(11, 21)}  # applications may be named before they are written
COURSE = Path(__file__).parent.parent.parent / "course"
SECTIONS = ("Parameters\n---", "Returns\n---", "Raises\n---", "Examples\n---", "Source: ")


def chapters(name):
    """Return the chapters of which the docstring of a function says that they teach it."""
    _, _, taught = inspect.getdoc(getattr(mk, name)).partition("Taught in ")
    return re.findall(r"\b[a-z_]+/\d\d\b", taught)


@pytest.mark.parametrize("name", sorted({*mk.__all__} - {"curve", "semilog", "ams_picture"}))
def test_a_calculation_says_what_it_takes_gives_refuses_and_whence_it_comes(name):
    text = inspect.getdoc(getattr(mk, name))
    assert [section for section in SECTIONS if section not in text] == []
    described = {word for line in re.findall(r"(?m)^([\w, ]+) :", text) for word in line.split(", ")}
    assert set(inspect.signature(getattr(mk, name)).parameters) - described == set()


@pytest.mark.parametrize("name", sorted({*mk.__all__} - {"curve", "semilog", "ams_picture"}))
def test_a_calculation_is_taught_in_a_chapter_that_exists(name):
    named = chapters(name)
    assert named
    missing = {chapter for chapter in named if not list(COURSE.glob(f"{chapter}_*.ipynb"))}
    assert missing <= COMING
