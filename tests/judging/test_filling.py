"""Numbers in texts: as people write them, and never as Python does."""

import re
from types import SimpleNamespace

import numpy as np
import pytest

from autograder.authoring.kept_numbers import all_texts
from autograder.bank import problems
from autograder.judging.filling import filled, readable

SEED = 7
DRAWS = 10
PYTHONS = re.compile(r"\de[+-]?\d")


@pytest.mark.parametrize(
    "value, spec, text",
    [
        (318.4, ".2g", "320"),
        (99.96, ".3g", "100"),
        (-12345.0, ".3g", "-12300"),
        (3.7e-5, ".2g", "3.7 × 10⁻⁵"),
        (1.93e15, ".3g", "1.93 × 10¹⁵"),
        (5.8e-10, "power", "5.8 × 10⁻¹⁰"),
        (0.25, ".2g", "0.25"),
    ],
)
def test_a_number_is_written_as_people_write_it(value, spec, text):
    assert filled(f"about {{x:{spec}}} L/h", SimpleNamespace(x=value)) == f"about {text} L/h"


def test_code_stays_as_it_is_typed():
    assert readable("3.2e+02 with `rtol=1e-08`, 1e-04") == "320 with `rtol=1e-08`, 1 × 10⁻⁴"


@pytest.mark.parametrize("name", problems())
def test_no_text_of_the_bank_writes_a_number_as_python_does(name):
    problem = problems()[name]
    rng = np.random.default_rng(SEED)
    slow = any(getattr(part, "slow", False) for part in problem.parts.values())
    drawn = [problem.draw_for_all(rng) for _ in range(2 if slow else DRAWS)] if problem.personal else []
    read = 0
    for given in [problem.canonical(), *drawn]:
        for place, text in all_texts(problem, given):
            assert not PYTHONS.search(re.sub(r"`[^`]*`", "", text)), (place, text)
            read += 1
    print(f"{name}: seed {SEED}, {len(drawn)} draws, {read} texts")
