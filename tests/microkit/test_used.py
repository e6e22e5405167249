"""Every public calculation is used where a learner meets it: in a notebook, a question, a problem or a demo."""

import re
from functools import cache
from pathlib import Path

import pytest

import microkit as mk

ROOT = Path(__file__).parent.parent.parent
PLACES = ("course", "autograder/bank", "microkit/demos")
STEPS = {"mm_oral_with_tracer"}  # the curves behind `tracer_bioavailability`, which a problem asks students to write


@cache
def code():
    """All that learners meet and demos compute, as text, without names that prose only mentions between backticks."""
    files = [
        path for place in PLACES for path in (ROOT / place).rglob("*") if path.suffix in (".py", ".ipynb", ".yaml")
    ]
    kept = [path for path in files if ".ipynb_checkpoints" not in path.parts]
    return re.sub(r"`[^`\n]*`", "", "\n".join(path.read_text(encoding="utf-8") for path in kept))


@pytest.mark.parametrize("name", sorted(set(mk.__all__) - STEPS))
def test_a_calculation_is_called_somewhere(name):
    assert re.search(rf"\b{name}\(", code()), f"{name} is offered and nobody uses it: use it, or let it go"
