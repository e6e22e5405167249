"""What student code noted of a hidden test's calls is not shown to the student. But for the last test no process is started."""

import json

import pytest
from corpus.notebooks import answer, given, notebook, with_answers
from corpus.notebooks import test as grading
from engine_tools import job_of, states, template_text

from autograder.engine.hidden_calls import NOT_SHOWN, secrets_told, with_outputs_of
from autograder.engine.notebook import grade_notebook
from autograder.examiner.messages import Outcome
from autograder.examiner.scoring import of_error
from autograder.examiner.student_errors import MissingError, StudentError
from autograder.judging.verdict import MIME, State

CALLED = {"outputs": [], "verdict": {}, "called": True}
HIDDEN = {"kind": "test", "hidden": True}
VISIBLE = {"kind": "test", "hidden": False}
ANSWER = {"kind": "answer", "hidden": False}
CARD = {"output_type": "display_data", "data": {MIME: {}}}
TYPED = "def f(n):\n    if n < 0:\n        raise ValueError('n must be positive')\n    return 1 / n"


def printed(text):
    return {"output_type": "stream", "name": "stdout", "text": text}


def found(*outputs, **more):
    return {"outputs": list(outputs), "verdict": None, **more}


@pytest.mark.parametrize(
    ("cells", "leaves_files", "place"),
    [
        ([(CALLED, HIDDEN), (found(printed("x")), ANSWER)], False, 0),
        ([(CALLED, VISIBLE), (found(printed("x")), ANSWER)], False, None),
        ([(CALLED | {"called": False}, HIDDEN), (found(printed("x")), ANSWER)], False, None),
        ([(found(printed("x")), ANSWER), (CALLED, HIDDEN), (found(), ANSWER)], False, None),
        ([(CALLED, HIDDEN), (CALLED | found(printed("x")), HIDDEN)], False, 0),
        ([(CALLED, HIDDEN), (CALLED | found(CARD, {"output_type": "error"}), HIDDEN)], False, None),
        ([(found(), ANSWER), (CALLED, HIDDEN)], True, 1),
    ],
)
def test_it_is_known_where_hidden_tests_may_have_told_something(cells, leaves_files, place):
    assert secrets_told(*zip(*cells, strict=True), leaves_files) == place


def test_what_is_shown_behind_a_hidden_test_is_what_the_released_notebook_puts_out():
    error = {"output_type": "error", "ename": "wrong"}
    first = [
        found(printed("before")),
        CALLED,
        found(printed("seen 37")),
        found(CARD, printed("seen 37"), error, verdict={"state": "wrong"}),
        found(printed("seen 37")),
        found(left={"a.txt": "seen 37"}),
    ]
    released = [found(printed("other")), found(), found(printed("x")), found(printed("y"), error)]
    told = with_outputs_of(released, first, 1)
    outputs = [one["outputs"] for one in told]
    assert outputs == [[printed("before")], [], [printed("x")], [printed("y"), CARD, error], [NOT_SHOWN], []]
    assert [one["verdict"] for one in told] == [one["verdict"] for one in first]
    assert told[-1]["left"] == {}
    released += [found(), found(left={"a.txt": "x"})]
    assert with_outputs_of(released, first, 1)[-1]["left"] == {"a.txt": "x"}


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (("ValueError", "n must be positive", "raise ValueError('n must be positive')"), "ValueError: n must be positive at `raise"),
        (("ValueError", "[37]", "return 1 / n"), "ValueError at `return 1 / n`"),
        (("Seen37", "", "37"), "an error"),
    ],
)  # fmt: skip
def test_of_an_error_no_more_is_told_than_is_typed(error, message):
    raised = StudentError(dict(zip(("name", "text", "line"), error, strict=True)))
    told = of_error({"grade_id": "t", "points": 1.0, "source": ""}, raised, {"f": 1}, None, TYPED)
    assert told.message.startswith(f"Your code stops with {message}") and "37" not in told.message
    assert "37" in raised.outcome.message or "must" in raised.outcome.message


def test_other_errors_tell_no_values_either():
    cell = {"grade_id": "t", "points": 1.0, "source": ""}
    assert of_error(cell, KeyError("37"), {"f": 1}, None, TYPED).message == "Testing your answer stops with KeyError"
    assert "37" in of_error(cell, KeyError("37"), {"f": 1}, None).message
    trouble = Outcome(State.CRASHED, "It ends.")
    assert of_error(cell, MissingError("no"), {}, trouble, TYPED).message == "It ends."


NOTING = "seen = []\ndef f(n):\n    seen.append(n)\n    return n + 1"
TELLING = "print('seen', seen)\nprint('hello')\ndef g(n):\n    if n > 9: raise ValueError(seen)\n    return n"


def test_hidden_inputs_do_not_reach_the_student(tmp_path):
    source = notebook(
        answer("f", NOTING),
        grading("t1", "assert f(3700) == 3701", 1),
        answer("g", "def g(n):\n    return n"),
        grading("t2", "assert g(4800) == 4800", 1),
        given("print('given', g(2))"),
        answer("h", "h = 1"),
        grading("t3", "assert h == 1", 1),
    )
    submitted = with_answers(source, g=TELLING, h="raise KeyError(str(seen))")
    result = grade_notebook(job_of(template_text(source, tmp_path), submitted))
    shown = json.dumps([cell.get("outputs") for cell in json.loads(result["notebook"])["cells"]])
    told = shown + str([verdict.message for verdict in result["verdicts"].values()])
    assert states(result) == {"t1": "right", "t2": "crashed", "t3": "crashed"}
    assert "hello" in told and "given 2" in told and "seen []" in told
    assert "3700" not in told and "4800" not in told
