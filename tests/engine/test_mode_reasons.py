"""Why a notebook is graded in shared mode: one line, in words for the teacher and not for the student."""

import pytest

from autograder.engine.mode_reasons import gift, reason
from autograder.examiner.messages import Outcome
from autograder.examiner.scoring import of_error, of_value
from autograder.examiner.student_errors import MissingError, StoppedError, StudentError
from autograder.sandboxed.refusals import Refused, RefusedError, advice

CELL = {"kind": "test", "source": "", "grade_id": "t1", "points": 2.0, "answers": [], "hands_on": {}, "changes": False}
PATTERN = Refused("a Pattern: hand back plain values instead (numbers, text, lists, dicts or arrays)")
CRASH = {"name": "EOFError", "text": "EOF when reading a line", "line": "input('n? ')"}
WHY = [
    (TypeError("no"), {"pattern": PATTERN}, "the test t1 works on `pattern` itself (a Pattern), which cannot leave"),
    (TypeError("no"), {"Stack": Refused(advice(dict))}, "the test t1 works on the class dict, which the student defines and which"),
    (RefusedError(advice(iter([]))), {"f": 1}, "the test t1 works on what a function returns (a list_iterator), which"),
    (StoppedError("TableChangedError", "a DataFrame"), {}, "the student's code changes a DataFrame of the test t1 in place"),
    (StoppedError("OtherError", "comb"), {}, "the test t1 uses `comb`, which the solution imports and then replaces"),
    (StoppedError("NotCarriedError"), {"f": 1}, "the test t1 hands the student's code an object that cannot be taken"),
    (FileNotFoundError(2, "No such file", "out.txt"), {}, "t1 needs what the notebook leaves in its memory or its folder (elsewhere: File"),
    (AssertionError(), {}, "the test t1 looks at what only the notebook itself has, such as a given"),
    (KeyError("zzz"), {"d": {}}, "the test t1 works only inside the student's notebook (elsewhere: KeyError: 'zzz')"),
    (StudentError(CRASH), {"ask": 1}, "the code that t1 tests works only in the same notebook as the test (elsewhere: EOFError: EOF"),
    (MissingError("There is no `setUpModule`."), {}, "the test t1 looks for `setUpModule` inside the student's notebook"),
    (AssertionError(), {"a": 1}, "a condition of t1 is met only inside the student's notebook, as where a test sets a seed"),
]  # fmt: skip


@pytest.mark.parametrize(("error", "fetched", "words"), WHY, ids=[words[:40] for _, _, words in WHY])
def test_the_reason_says_what_the_test_needs(error, fetched, words):
    said = reason("t1", of_error(CELL, error, fetched, None))
    assert words in said
    assert "\n" not in said and len(said) <= 300 and "hand back" not in said and "A person" not in said


def test_a_part_of_the_points_is_told_too():
    assert "fewer points" in reason("t1", of_value(CELL, 1.0, [], ""))
    late = of_error(CELL, MissingError("no"), {}, Outcome("timed out", "This takes\nlonger than it may."))
    assert "t1 loses points outside the student's notebook (This takes longer" in reason("t1", late)
    assert gift("t1").endswith("would earn points in t1")
