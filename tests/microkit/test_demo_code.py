"""The code of every demo, run at the start and at every extreme: each number that it prints is one of the demo's own."""

import contextlib
import io
import re

import numpy as np
import pytest
from matplotlib.text import Text
from test_demos import DEMOS, corners

from microkit.demos.cell_code import cell_code
from microkit.demos.stage import bring, build, load

NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?(?:e[-+]?\d+)?")
SIZES = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
BEYOND = re.compile(r"\b(over|under) (\d+) %")  # as a chance near 0 or 1 is told


def printed(code):
    """Run a cell and return what it prints, value by label."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(code, {})
    pairs = [line.rpartition(": ") for line in out.getvalue().splitlines()]
    assert all(label for label, _, _ in pairs)
    return {label: value for label, _, value in pairs}


def drawn(artists):
    """Return the numbers that a picture holds: points of lines, ends and widths of bars."""
    held = [np.ravel(line.get_data()) for line in artists.values() if hasattr(line, "get_data")]
    held += [[bar.get_width(), bar.get_x()] for bar in artists.values() if hasattr(bar, "get_width")]
    return np.concatenate([np.asarray(numbers, float) for numbers in held])


def told(words, value):
    """Return whether some number in words is this value, rounded to the digits that are written."""
    beyond = [(value > float(limit)) == (side == "over") for side, limit in BEYOND.findall(words)]
    return any(beyond) or any(_is(value, found[0], words[found.end() :]) for found in NUMBER.finditer(words))


def _is(value, written, after):
    digits, _, exponent = written.replace(",", "").partition("e")
    whole, _, decimals = digits.partition(".")
    size = SIZES.get(next(iter(after.split()), ""), 1) * 10 ** int(exponent or 0)
    zeros = len(whole) - len(whole.rstrip("0")) if len(whole) > 3 and not decimals else 0
    unit = 10.0 ** (zeros - len(decimals)) * size
    return abs(value - float(digits) * size) <= unit * (0.5 + 1e-6)


@pytest.mark.parametrize("demo", DEMOS)
def test_the_code_gives_the_numbers_of_the_picture(demo):
    module = load(demo)
    _, artists = build(module)
    seen = set()
    for settings in corners(demo):
        words = bring(module, artists, settings)
        words = " | ".join([words, *(text.get_text() for text in artists.values() if isinstance(text, Text))])
        numbers = drawn(artists)
        code = cell_code(module, settings)
        assert len(code.splitlines()) <= 18 and max(map(len, code.splitlines())) <= 120, settings
        values = printed(code)
        assert values
        for label, value in values.items():
            if not NUMBER.fullmatch(value):
                assert f"{label.split()[-1].rstrip(':')} {value}" in words, (label, value, settings)
                continue
            exact = np.isclose(numbers, float(value), rtol=1e-9, atol=0).any()
            assert exact or told(words, float(value)), (label, value, settings, words)
        seen.add(tuple(values.values()))
    assert len(seen) > 2, "the code follows the settings"
