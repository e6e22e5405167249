"""What a notebook's words tell of what it uses."""

import json

import pytest

from autograder.engine.costly_imports import used_by, used_in


@pytest.mark.parametrize(
    ("source", "uses"),
    [
        ("import numpy as np\nx = np.ones(3)", set()),
        ("from autograder import check", {"autograder"}),
        ("from scipy.integrate import quad", {"numerics"}),
        ("import microkit as mk", {"numerics", "microkit"}),
        ("from scipy import stats", {"numerics", "statistics"}),
        ("import scipy.stats as st", {"numerics", "statistics"}),
        ("%matplotlib inline", {"figures"}),
        ("table.plot(x='a')", {"figures"}),
        ("stats_of_mine = 1\nplotted = 2", set()),
    ],
)
def test_words_tell_what_is_used(source, uses):
    assert used_by(["x = 1", source]) == uses


def test_of_a_notebook_only_code_counts_and_of_what_is_none_nothing(tmp_path):
    cells = [("markdown", ["Use *scipy*."]), ("code", ["import math\n", "from autograder import mark"])]
    notebook = {"cells": [{"cell_type": kind, "source": source} for kind, source in cells]}
    (tmp_path / "a.ipynb").write_text(json.dumps(notebook))
    for name, text in (("b", "import scipy"), ("c", '{"cells": ["scipy"]}'), ("d", "[]")):
        (tmp_path / f"{name}.ipynb").write_text(text)
    assert used_in(sorted(tmp_path.iterdir())) == {"autograder"}
    assert used_in([tmp_path / "missing.ipynb"]) == set()
