"""What a notebook's words tell of what it uses."""

import json
import os

import pytest

from autograder.engine.costly_imports import MOST_MB, Uses, imported_in, used_by, used_in


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


def test_of_students_notebooks_imports_count_in_whatever_form(tmp_path):
    lines = ["Use *microkit*.", "    import matplotlib.pyplot as plt", "x = 'scipy'"]
    for name, source in (("lines", [f"{line}\n" for line in lines]), ("text", "\n".join(lines))):
        (tmp_path / name).write_text(json.dumps({"cells": [{"source": source}]}))
        assert imported_in([tmp_path / name]) == {"figures"}


def test_what_a_student_laid_there_in_place_of_a_notebook_does_no_harm(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("/dev/zero")
    (tmp_path / "folder").mkdir()
    (tmp_path / "large").write_bytes(b'"import scipy' + bytes(MOST_MB << 20))
    (tmp_path / "bytes").write_bytes(bytes(range(256)) + b'"import scipy"')
    assert imported_in([path for path in sorted(tmp_path.iterdir()) if path.name != "bytes"]) == set()
    assert imported_in(sorted(tmp_path.iterdir())) == {"numerics"}


def test_what_is_imported_for_whom():
    uses = Uses(frozenset(["numerics", "microkit"]), frozenset(["figures"]))
    assert uses.by("candidate") == {"numerics", "microkit", "figures"} and uses.by("examiner") == {"numerics"}
