"""What given and grading cells bind is theirs: a student who keeps them from it does not take it over. No process is started."""

import math
import operator
from types import SimpleNamespace

import numpy as np
import pytest
from nbformat.v4 import new_code_cell

from autograder.engine.answer_code import all_given_names
from autograder.examiner import examination
from autograder.examiner.answers import Answers
from autograder.examiner.candidate_client import CandidateClient
from autograder.examiner.examination import Examination
from autograder.examiner.namespace import Namespace
from autograder.nbgrader_plugin.template import imported
from autograder.sandboxed.libraries import library_member
from autograder.sandboxed.limits import Limits
from autograder.sandboxed.wire import pack

LIMITS = Limits()
CONSTANTS = "TRUE_AREA = 12.5\ndef near(a, b):\n    return abs(a - b) < 1e-6"
NEAR = "def near(a, b):\n    return abs(a - b) < 1e-6"
TEST = "assert near(area, 12.5)"
LOST = ("crashed", "It ends.")
ENDED = ("needs a person", "The examiner ends.")
TAKEN_OVER = {"area": 1.0, "TRUE_AREA": 1.0, "near": "mine", "f": 1}


@pytest.fixture(autouse=True)
def unlimited(monkeypatch):
    """Keep the process of the tests without the limit that the examiner's own process is given for every cell."""
    monkeypatch.setattr(examination, "limit_processor", lambda seconds: None)


class Client(CandidateClient):
    """Answers for a student who has some names, all of them plain values."""

    def __init__(self, students):
        self.limits = LIMITS
        self.students = students
        self.silent = False
        self.runs = 0
        self.asked = []
        self.lent = SimpleNamespace(new_cell=lambda: None)
        self.answers = Answers()
        self.notebook_end = 1e12
        self.new_cell()

    def ask(self, do, **arguments):
        if self.silent:
            self.stop("NotGivenError")
        self.runs += do != "get"
        if do == "get":
            self.asked.append(arguments["name"])
            known = arguments["name"] in self.students
            library = arguments.get("library")
            if known and library and self.students[arguments["name"]] is library_member(library):
                return {"same": True}
            return {"value": pack(self.students[arguments["name"]])} if known else {"near": []}
        shown = [{"output_type": "stream", "name": "stdout", "text": "seen"}] if "print" in arguments["source"] else []
        return {"outputs": shown, "names": {}}


class Shell:
    """Runs a cell without IPython."""

    def __init__(self, names):
        self.user_ns = names

    def run(self, source, _):
        try:
            exec(source, self.user_ns)
        except BaseException as error:
            frames = {"ename": "E", "evalue": "", "traceback": ["/srv/autograder/examiner/candidate_client.py"]}
            return [{"output_type": "error"} | frames], None, error
        return [], None, None


def cell(kind, source, answers=()):
    binds = sorted(all_given_names(source)) if kind in ("given", "test") else []
    told = {
        "kind": kind,
        "source": source,
        "grade_id": kind,
        "points": 5.0,
        "answers": list(answers),
        "hands_on": {},
        "hidden": False,
    }
    return told | {"binds": binds, "changes": False}


def graded(cells, students, settled=()):
    """Return the state of the last cell, and which names the student was asked for."""
    client = Client(students)
    names = Namespace()
    answers = {name for one in cells for name in one["answers"]}
    names.begin(client, {}, answers, set(), {name for one in cells for name in one["binds"]} - answers)
    request = {"cells": cells, "settled": dict(settled), "mode": "examined"}
    found = list(Examination(request, client, Shell(names)).run())
    assert "/srv/" not in str([one["outputs"] for one in found])
    return found[-1]["verdict"]["state"], set(client.asked)


AREA = cell("answer", "", ["area"])
F = cell("answer", "", ["f"])


@pytest.mark.parametrize(
    ("cells", "settled", "state"),
    [
        ([cell("given", CONSTANTS), AREA, cell("test", TEST)], {"0": LOST}, "wrong"),
        ([cell("given", CONSTANTS), AREA, cell("test", TEST)], {"0": ENDED}, "needs a person"),
        ([F, cell("given", f"curve = f(1)\n{CONSTANTS}"), AREA, cell("test", TEST)], {}, "needs a person"),
        ([F, cell("given", f"curve = f\n{CONSTANTS}"), AREA, cell("test", TEST)], {"1": LOST}, "needs a person"),
        ([F, cell("test", f"assert f == 2\n{NEAR}"), AREA, cell("test", TEST)], {}, "needs a person"),
        ([F, cell("test", "if f == 2:\n    def near(a, b): pass\nassert f == 2"), AREA, cell("test", TEST)], {}, "needs a person"),
        ([F, cell("test", NEAR), AREA, cell("test", TEST)], {"1": LOST}, "needs a person"),
        ([AREA, cell("test", TEST), cell("given", CONSTANTS), cell("test", TEST)], {}, "wrong"),
    ],
)  # fmt: skip
def test_what_our_cells_bind_is_never_asked_of_the_student(cells, settled, state):
    told, asked = graded(cells, TAKEN_OVER, settled)
    assert told == state
    assert asked <= {"area", "f"}


@pytest.mark.parametrize(
    ("cells", "students", "state"),
    [
        ([cell("given", CONSTANTS), AREA, cell("test", TEST)], {"area": 12.5}, "right"),
        ([F, cell("given", f"curve = f(1)\n{CONSTANTS}"), AREA, cell("test", TEST)], {"f": 1, "area": 12.5}, "needs a person"),
        ([F, cell("test", f"assert f == 2\n{NEAR}"), AREA, cell("test", TEST)], {"f": 1, "area": 12.5}, "needs a person"),
        ([F, cell("test", f"assert f == 2\n{NEAR}"), AREA, cell("test", TEST)], {"f": 1}, "not started"),
        ([cell("given", f"{CONSTANTS}\nprint()"), AREA, cell("test", TEST)], {"area": 12.5}, "right"),
        ([cell("given", "1 / 0"), AREA, cell("test", "assert area == 12.5")], {"area": 12.5}, "right"),
        ([F, cell("given", "week = [f]"), cell("test", "assert week == [1]")], {}, "not started"),
        ([F, cell("given", "week = [f]"), cell("test", "assert week == [1]")], {"f": 1}, "right"),
        ([AREA, cell("test", "try:\n    kept\nexcept NameError:\n    kept = 0\nassert area == 12.5")], {"area": 12.5}, "right"),
        ([AREA, cell("test", "total = sum([area])\nsum = 3\nassert total == 12.5")], {"area": 12.5}, "right"),
        ([AREA, cell("test", "area = 2 * area\nassert area == 25")], {"area": 12.5}, "right"),
        ([AREA, cell("test", "assert radius == 2 and area == 12.5")], {"area": 12.5, "radius": 2}, "right"),
    ],
)  # fmt: skip
def test_an_honest_student_loses_nothing_that_stock_would_give(cells, students, state):
    assert graded(cells, students)[0] == state


def compared(imports, test, students, answers=("area",)):
    """Return the state of a test that uses what an answer is to import."""
    brought = imported([new_code_cell(imports)])
    names = Namespace()
    names.begin(Client(students), brought, set(answers), set(brought), set())
    request = {"cells": [cell("test", test)], "settled": {}, "mode": "examined"}
    (found,) = Examination(request, names.client, Shell(names)).run()
    return found["verdict"]["state"]


ISCLOSE = "from math import isclose"
NESTED = "try:\n    from math import isclose\nexcept ImportError:\n    from cmath import isclose"
CLOSE = "assert isclose(area, 12.5)"
YES = operator.truth  # calls every number but 0 right
SOUND = {"area": 12.5, "isclose": math.isclose}


@pytest.mark.parametrize(
    ("imports", "test", "students", "state"),
    [
        (ISCLOSE, CLOSE, SOUND, "right"),
        (ISCLOSE, CLOSE, SOUND | {"area": 1.0}, "wrong"),
        (ISCLOSE, CLOSE, {"area": 12.5}, "not started"),
        (ISCLOSE, CLOSE, {"area": 12.5, "isclose": YES}, "needs a person"),
        (ISCLOSE, f"try:\n    {CLOSE}\nexcept BaseException:\n    pass", SOUND | {"isclose": 1}, "needs a person"),
        (ISCLOSE + " as near", "assert near(area, 12.5)", {"area": 1.0, "near": math.isclose}, "wrong"),
        (NESTED, CLOSE, {"area": 1.0, "isclose": YES}, "needs a person"),
        ("from math import *", CLOSE, SOUND, "right"),
        ("from math import *", CLOSE, SOUND | {"isclose": YES}, "needs a person"),
        ("from math import *", "assert pow(area, 1) == 12.5", {"area": 12.5}, "right"),
        ("from math import *", "assert abs(area - 12.5) < 1", {"area": 1.0, "abs": YES}, "wrong"),
        ("from numpy import *", "assert all(area == 12.5)", {"area": np.array([12.5]), "all": np.all}, "right"),
        ("from numpy import *", "assert all(area == 12.5)", {"area": np.array([1.0]), "all": YES}, "needs a person"),
        ("import math as m", "assert m.isclose(area, 12.5)", {"area": 1.0, "m": math}, "wrong"),
        ("import math as m", "assert m.isclose(area, 12.5)", {"area": 1.0, "m": (YES,)}, "needs a person"),
        ("import numpy.linalg", "assert numpy.all(area == 12.5)", {"area": 12.5, "numpy": np}, "right"),
        ("from scipy.constants import c", "assert area == c / 1e8", {"area": 2.99792458, "c": 299792458.0}, "right"),
        ("from scipy.constants import c", "assert area == c", {"area": 1.0, "c": 1.0}, "needs a person"),
        ("from nowhere_of_ours import k", "assert area == k", {"area": 1.0, "k": 1.0}, "right"),
    ],
)
def test_what_an_answer_is_to_import_is_ours_if_the_student_has_it(imports, test, students, state):
    assert compared(imports, test, students) == state


def test_a_name_that_an_answer_defines_is_the_students_though_another_imports_it():
    assert compared("from math import comb", "assert comb == 6", {"comb": 6}, {"comb"}) == "right"


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("if x:\n    def near(): pass\nelse:\n    near = None", {"near"}),
        ("try:\n    from math import isclose\nexcept ImportError:\n    import cmath", {"isclose", "cmath"}),
        ("def f():\n    global TOL\n    TOL = 1\n    own = 2", {"f", "TOL"}),
        ("total = [i for i in range(3)]\nfor n in total: pass\nwith open('f') as g: pass", {"total", "n", "g"}),
        ("%matplotlib inline\nout = !ls\nprint(out)", {"out"}),
        ("class A:\n    b = 1\n(c := 3)", {"A", "c"}),
        ("this is no Python", set()),
    ],
)
def test_all_that_a_cell_may_bind_is_known(source, names):
    assert all_given_names(source) == names
