"""The engine end to end on two small assignments: what honest work earns, and how one part's trouble stays with that part."""

import json

import pytest
from corpus.notebooks import answer, bank, notebook, small, solved, with_answers
from corpus.notebooks import test as grading
from engine_tools import job_of, scores, states, template_text

from autograder.engine.changed_arguments import MINDED
from autograder.engine.fork_servers import close_engines
from autograder.engine.notebook import grade_notebook
from autograder.engine.second_try import spoilt_by_others
from autograder.sandboxed.limits import Limits


@pytest.fixture(scope="module")
def squares(tmp_path_factory):
    return template_text(small(), tmp_path_factory.mktemp("small"))


def test_the_source_earns_every_point_of_a_foreign_course(squares):
    result = grade_notebook(job_of(squares, solved(small())))
    assert scores(result) == {"test_squares": 3, "test_area": 2, "test_halves": 1}


def test_the_source_earns_every_point_with_check_and_mark(tmp_path):
    result = grade_notebook(job_of(template_text(bank(), tmp_path), solved(bank())))
    assert len(result["verdicts"]) == 9
    assert all(v.score == v.points > 0 and v.state == "right" for v in result["verdicts"].values())


def test_the_untouched_release_earns_nothing(squares):
    result = grade_notebook(job_of(squares, squares.encode()))
    assert set(scores(result).values()) == {0}
    assert set(states(result).values()) == {"not started"}


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("def squares(n):\n    while True:\n        pass", "timed out"),
        ("while True:\n    pass", "timed out"),
        ("import os\nos._exit(0)", "crashed"),
        ("def squares(n):\n    import os\n    os._exit(0)", "crashed"),
        ("hoard = []\nwhile True:\n    hoard.append(bytearray(10**7))", "out of memory"),
        ("while True:\n    print('x' * 1000)", "output flood"),
        ("1 / 0", "crashed"),
        ("squares = lambda n: [i**2 for i in range(1, n + 1)]", "wrong"),
    ],
)
def test_trouble_in_one_part_costs_that_part_only(squares, text, state):
    result = grade_notebook(job_of(squares, with_answers(small(), squares=text)))
    assert states(result)["test_squares"] == state
    assert scores(result) == {"test_squares": 0, "test_area": 2, "test_halves": 1}


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("return [nn * nn for i in range(n)]", "NameError"),
        ("return n.squares", "AttributeError"),
        ("import nosuchmodule", "ModuleNotFoundError"),
        ("from math import squares", "ImportError"),
        ("n += later; later = 1", "UnboundLocalError"),
        ("b'\\xff'.decode()", "UnicodeDecodeError"),
        ("return {}[n]", "KeyError"),
        ("open('nothing')", "FileNotFoundError"),
    ],
)
def test_a_function_that_stops_under_a_hidden_test_is_wrong_and_its_error_is_named(squares, line, kind):
    text = f"def squares(n):\n    if n < 1:\n        raise ValueError\n    {line}"
    result = grade_notebook(job_of(squares, with_answers(small(), squares=text)))
    assert scores(result) == {"test_squares": 0, "test_area": 2, "test_halves": 1}
    assert f"Your code stops with {kind} at `{line}`" in result["verdicts"]["test_squares"].message


@pytest.mark.parametrize(
    "line",
    [
        "class TooFew(ValueError): pass\n        raise TooFew('n must be 1 or more')",
        "import json; json.loads('{')",
        "import numpy as np; np.linalg.inv(np.zeros((2, 2)))",
        "raise UnicodeDecodeError('ascii', b'', 0, 1, 'odd')",
    ],
)
def test_an_error_is_what_a_test_awaits_if_its_type_is_made_of_that(squares, line):
    text = f"def squares(n):\n    if n < 1:\n        {line}\n    return [i * i for i in range(1, n + 1)]"
    result = grade_notebook(job_of(squares, with_answers(small(), squares=text)))
    assert scores(result) == {"test_squares": 3, "test_area": 2, "test_halves": 1}


UNNAMED = {
    "in a cell": """
milligrams = __import__("micro" + "kit").ug_to_mg
def squares(n):
    if n < 1:
        raise ValueError
    return [round(milligrams(1000 * i * i)) for i in range(1, n + 1)]""",
    "in a call": """
def squares(n):
    if n < 1:
        raise ValueError
    return [round(__import__("micro" + "kit").ug_to_mg(1000 * i * i)) for i in range(1, n + 1)]""",
}


@pytest.mark.parametrize("text", UNNAMED.values(), ids=UNNAMED)
def test_microkit_is_there_for_who_does_not_name_it(squares, text):
    close_engines()  # whose candidates may have it already
    result = grade_notebook(job_of(squares, with_answers(small(), squares=text)))
    assert scores(result) == {"test_squares": 3, "test_area": 2, "test_halves": 1}


def test_however_many_parts_take_the_process_down_the_others_keep_their_points(tmp_path):
    parts = [(answer(f"a{i}", f"a{i} = {i}"), grading(f"t{i}", f"assert a{i} == {i}", 1)) for i in range(7)]
    assignment = notebook(*(cell for part in parts for cell in part))
    submitted = with_answers(assignment, **{f"a{i}": f"a{i} = {i}\nimport os\nos._exit(0)" for i in range(6)})
    result = grade_notebook(job_of(template_text(assignment, tmp_path), submitted))
    assert states(result) == {f"t{i}": "crashed" for i in range(6)} | {"t6": "right"}
    assert scores(result)["t6"] == 1


def test_a_value_that_cannot_be_carried_is_for_a_person(squares):
    text = "def squares(n):\n    return (i for i in range(n))"
    result = grade_notebook(job_of(squares, with_answers(small(), squares=text)))
    assert states(result)["test_squares"] == "needs a person"
    assert scores(result) == {"test_squares": None, "test_area": 2, "test_halves": 1}


@pytest.mark.parametrize(
    ("mask", "score", "words"), [([0, 0, 1], None, "an array with masked values"), ([0, 0, 0], 1, "hold")]
)
def test_no_test_fails_for_what_an_array_masks(squares, mask, score, words):
    text = f"halves = np.ma.array([0.5, 1, 2], mask={mask})"
    result = grade_notebook(job_of(squares, with_answers(small(), halves=text)))
    assert scores(result) == {"test_squares": 3, "test_area": 2, "test_halves": score}
    assert words in result["verdicts"]["test_halves"].message


def test_no_output_shows_the_text_of_a_hidden_test(squares):
    result = grade_notebook(
        job_of(squares, with_answers(small(), squares="def squares(n):\n    return [2]", area="area = 'pi'"))
    )
    cells = {c["id"]: c for c in json.loads(result["notebook"])["cells"]}
    assert states(result) == {"test_squares": "wrong", "test_area": "crashed", "test_halves": "right"}
    for name in ("test_squares", "test_area"):
        assert "isclose" not in json.dumps(cells[name]["outputs"])
        assert "assert" not in json.dumps(cells[name]["outputs"])


def test_a_fault_of_the_grading_cell_is_no_score_at_all(tmp_path):
    assignment = small()
    next(c for c in assignment.cells if c.id == "test_area").source = "undefined_function_of_the_grader = 1 / 0"
    result = grade_notebook(job_of(template_text(assignment, tmp_path), solved(assignment)))
    assert states(result)["test_area"] == "needs a person"
    assert scores(result)["test_area"] is None


def test_without_the_sandbox_the_scores_are_the_same_and_the_result_says_so(squares):
    result = grade_notebook(job_of(squares, solved(small()), sandbox=False))
    assert scores(result) == {"test_squares": 3, "test_area": 2, "test_halves": 1}
    ran = {"mode": "examined", "sandbox": False, "numbers": "canonical"}
    assert json.loads(result["notebook"])["metadata"]["autograder"] == ran


def test_shared_mode_scores_by_nbgraders_rule(squares):
    right = grade_notebook(job_of(squares, solved(small()), mode="shared"))
    assert scores(right) == {"test_squares": 3, "test_area": 2, "test_halves": 1}
    wrong = grade_notebook(job_of(squares, with_answers(small(), area="area = 3"), mode="shared"))
    assert scores(wrong) == {"test_squares": 3, "test_area": 0, "test_halves": 1}


WAITS = "import time\ntime.sleep(1.2)\ndef squares(n):\n    if n < 1: raise ValueError\n    return [i * i for i in range(1, n + 1)]"
SPINS = "def squares(n):\n    while True:\n        pass"
SLEEPS = "import time\ndef squares(n):\n    time.sleep(1000)"


def test_a_budget_is_of_the_processor_and_the_clock_only_stops_what_waits(squares):
    def graded(text, patience):
        limits = Limits(cell_seconds=0.8, notebook_seconds=20, patience=patience).asdict()
        return grade_notebook(job_of(squares, with_answers(small(), squares=text), limits=limits))

    waits = graded(WAITS, 30)
    spins = graded(SPINS, 30)
    sleeps = graded(SLEEPS, 1)
    assert scores(waits) == {"test_squares": 3, "test_area": 2, "test_halves": 1} and not spoilt_by_others(waits)
    assert states(spins)["test_squares"] == "timed out" and not spoilt_by_others(spins)
    assert states(sleeps)["test_squares"] == "timed out" and spoilt_by_others(sleeps)


SORTED = "def ordered(x):\n    return sorted(x)"
IN_PLACE = "def ordered(x):\n    x.sort()\n    return x"
GONE_WHEN_SORTED = "import os\ndef ordered(x):\n    if x == [1, 2, 3]:\n        os._exit(1)\n    x.sort()\n    return x"
MINDING = "x = [3, 1, 2]\nassert ordered(x) == [1, 2, 3]\nassert ordered(x) == [1, 2, 3]\nassert x == [3, 1, 2]"
NOT_MINDING = "assert ordered([3, 1, 2]) == [1, 2, 3]"
EMPTYING = "def ordered(x):\n    x.clear()\n    return []"
COMPARING = "x = [3, 1, 2]\nassert list(ordered(x)) == sorted(x)"


@pytest.mark.parametrize(
    ("test", "text", "score"),
    [
        (MINDING, SORTED, 1),
        (MINDING, IN_PLACE, None),
        (MINDING, GONE_WHEN_SORTED, None),
        (NOT_MINDING, SORTED, 1),
        (NOT_MINDING, IN_PLACE, 1),
        (COMPARING, IN_PLACE, 1),
        (COMPARING, EMPTYING, 0),
    ],
)
def test_arguments_changed_in_place_cost_a_point_only_where_a_test_minds(tmp_path, test, text, score):
    assignment = notebook(answer("ordered", SORTED), grading("test_ordered", test, 1))
    submitted = with_answers(assignment, ordered=text)
    result = grade_notebook(job_of(template_text(assignment, tmp_path), submitted, changing=[]))
    assert scores(result) == {"test_ordered": score}
    assert (result["verdicts"]["test_ordered"].message == MINDED) == (score is None)


def test_a_table_changed_in_place_keeps_its_points(tmp_path):
    solution = "def totals(frame):\n    return frame.assign(total=frame.a + frame.b)"
    in_place = "def totals(frame):\n    frame['total'] = frame.a + frame.b\n    return frame"
    test = "import pandas as pd\nassert list(totals(pd.DataFrame({'a': [1, 2], 'b': [3, 4]})).total) == [4, 6]"
    assignment = notebook(answer("totals", solution), grading("test_totals", test, 1))
    submitted = with_answers(assignment, totals=in_place)
    result = grade_notebook(job_of(template_text(assignment, tmp_path), submitted, changing=[]))
    assert scores(result) == {"test_totals": 1}
