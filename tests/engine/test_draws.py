"""What grading cells draw: the same whenever one file is graded, and no student can say what it will be."""

import json
from functools import cache

import pytest
from corpus.notebooks import answer, given, notebook, solved, with_answers
from corpus.notebooks import test as grading
from engine_tools import job_of, scores, template_text

from autograder.engine.notebook import grade_notebook
from autograder.nbgrader_plugin.secret import FILE, secret_of

SEEN = "print('drawn', *np.random.rand(2), random.random())\nassert twice(3) == 6"
TRIED = "x = np.random.rand()\nassert np.isclose(twice(x), 2 * x)"


@cache
def drawing():
    """A foreign assignment whose hidden tests draw numbers; its cells keep their ids."""
    return notebook(
        given("import random\nimport numpy as np"),
        answer("twice", "def twice(x):\n    return 2 * x"),
        grading("seen", SEEN, 1),
        grading("tried", TRIED, 1),
    )


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    return template_text(drawing(), tmp_path_factory.mktemp("draws"))


def drawn(template, text="def twice(x):\n    return x + x", **details):
    """Return what the first hidden test drew."""
    result = grade_notebook(job_of(template, with_answers(drawing(), twice=text), **details))
    cells = json.loads(result["notebook"])["cells"]
    (line,) = [o["text"] for c in cells for o in c.get("outputs", ()) if "drawn" in o.get("text", "")]
    return line


def test_draws_hang_on_the_secret_the_student_and_every_byte_of_the_file(template):
    first = drawn(template, secret="one")
    assert drawn(template, secret="one") == first
    others = [drawn(template, secret="two"), drawn(template, secret="one", seed="bob/ps")]
    others.append(drawn(template, "def twice(x):\n    return x + x # ", secret="one"))
    others.append(drawn(template, secret="one", files={"helper.py": ""}))
    assert len({first, *others}) == 5


def test_the_students_random_state_says_nothing_of_what_the_grader_draws(template):
    text = """
state = np.random.get_state()
lazy = random.getstate()
twice_of = {x: 2 * x for x in np.random.rand(20)}
def twice(x):
    return twice_of.get(x, 6 if x == 3 else 0)"""
    right = grade_notebook(job_of(template, solved(drawing())))
    foreseen = grade_notebook(job_of(template, with_answers(drawing(), twice=text)))
    assert scores(right) == {"seen": 1, "tried": 1} and scores(foreseen) == {"seen": 1, "tried": 0}


def test_a_course_has_one_secret_that_only_its_owner_reads(tmp_path):
    secret = secret_of(str(tmp_path))
    assert len(secret) == 64 and secret_of(str(tmp_path)) == secret
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600 and [f.name for f in tmp_path.iterdir()] == [FILE]
    other = tmp_path / "other"
    other.mkdir()
    assert secret_of(str(other)) != secret and secret_of(str(tmp_path / "missing")) == ""
