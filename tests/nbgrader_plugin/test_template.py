"""The template of a source notebook: what it notes that the notebook itself no longer shows."""

import nbformat
import pytest
from corpus.foreign import assignment
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from autograder.nbgrader_plugin import course_files
from autograder.nbgrader_plugin.template import make_template

HIDDEN = "\n### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS"
HANDED_ON = {
    "a value": ("sample = [1, 2]", "n = sum(sample)", {"sample": ""}),
    "a module": ("import math", "n = math.pi", {"math": "import math"}),
    "a member": ("from math import pi as p", "n = p", {"p": "from math import pi as p"}),
    "a function": ("def g(x):\n    return x", "n = g(2)", {"g": "def g(x):\n    return x"}),
    "what nobody uses": ("sample = 1\nassert f(sample)", "n = 3", {}),
    "what is used by later tests alone": ("k = 1", "n = 3", {}),
    "what the answers give themselves": ("f = None", "n = f", {}),
    "what hidden tests give": (HIDDEN.format("secret = 4"), "n = secret", {}),
    "what hidden tests give too": ("case = 1" + HIDDEN.format("case = 2"), "n = case", {}),
}


@pytest.mark.parametrize(("test", "answer", "names"), HANDED_ON.values(), ids=HANDED_ON)
def test_what_the_visible_part_of_a_test_gives_is_handed_on_to_the_cells_that_use_it(test, answer, names):
    cells = [("answer", "def f(x):\n    return x"), ("test", test), ("answer", answer), ("check", "assert k and n")]
    known = make_template(assignment(cells)).metadata.autograder
    assert known.get("handed_on", {}) == ({"test-1": names} if names else {})


def test_the_course_may_put_cells_before_and_behind_every_notebook(tmp_path):
    header = tmp_path / "header.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell("import math", id="first")]), header)
    config = Config({"IncludeHeaderFooter": {"header": str(header)}})
    template = make_template(assignment([("answer", "n = math.pi"), ("test", "assert n > 3")]), config)
    assert [cell.id for cell in template.cells] == ["first", "answer-0", "test-1"]
    assert template.metadata.autograder["imports"] == {"math": "math"}


def test_a_template_is_read_once_for_as_long_as_its_source_does_not_change(tmp_path, monkeypatch):
    source = tmp_path / "source" / "ps" / "squares.ipynb"
    source.parent.mkdir(parents=True)
    nbformat.write(assignment([("answer", "def f(x):\n    return x"), ("test", "assert f(2) == 2")]), source)
    place = (CourseDirectory(root=str(tmp_path)), "ps", "squares", Config())
    first = course_files.template_of(*place)
    with monkeypatch.context() as unread:
        unread.setattr(course_files.nbformat, "read", None)
        assert course_files.template_of(*place) is first
    nbformat.write(assignment([("answer", "def f(x):\n    return x"), ("test", "assert f(2) == 2 != 3")]), source)
    assert "!= 3" in course_files.template_of(*place)
