"""The states of an answer, and the forms of right answers that must not cost a point."""

import json
import unicodedata
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import nbformat
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.bank import find_part
from autograder.judging.choice_answers import letter_of
from autograder.judging.comparing import as_number, same, shape_of
from autograder.judging.comparing import shown as as_read
from autograder.judging.diagnosis import diagnose
from autograder.judging.function_answers import attempt, diagnose_function
from autograder.judging.parts import Call, Function
from autograder.judging.verdict import MIME, State, Verdict, verdict_of
from autograder.judging.wrong_turns import WrongTurn


def judged(name, answer):
    problem, part = find_part(name)
    return diagnose(name, part, answer, problem.canonical(), np.random.default_rng(0))


RIGHT_FORMS = [
    60,
    60.0,
    np.float64(60),
    np.float32(60),
    np.int64(60),
    np.array(60.0),
    np.array([60.0]),
    Fraction(60),
    Decimal(60),
]


ODD_SCALARS = [
    np.timedelta64(60),
    np.timedelta64(60, "s"),
    np.timedelta64("NaT"),
    np.datetime64(60, "s"),
    np.complex64(60),
    np.complex128(60 + 1j),
    np.str_("60"),
    np.bytes_(b"60"),
    60 + 1j,
    "60",
]


@pytest.mark.parametrize("odd", ODD_SCALARS, ids=repr)
def test_what_only_looks_like_a_real_number_is_none_alone_in_an_array_and_from_a_function(odd):
    for answer in (odd, np.array(odd), np.array([odd]), np.array([odd], dtype=object), [odd]):
        assert as_number(answer) is None
        assert not same(answer, 60.0, 0.01)
        assert not same(answer, np.array([60.0]), 0.01)
        assert shape_of(answer) != "a number"
        assert as_read(answer)
        assert judged("h1.b", answer).score == 0
        assert judged("h2.a", lambda *arguments, answer=answer: answer).score == 0


def test_an_imaginary_part_is_not_dropped_from_an_array_that_is_right_without_it():
    reference = find_part("h2.a")[1].answer
    assert judged("h2.a", lambda *arguments: reference(*arguments) + 1j).score == 0


@pytest.mark.parametrize("values", [[Fraction(1, 2), 1.0], [Decimal("0.5"), 1], np.array([0.5, 1], dtype=object)])
def test_real_numbers_of_any_type_may_stand_in_an_array(values):
    assert same(values, np.array([0.5, 1.0]), 1e-9)


@given(hnp.arrays(st.one_of(hnp.scalar_dtypes(), st.just(np.dtype(object))), st.sampled_from([(), (1,), (2,)])))
def test_only_real_numbers_compare_with_real_numbers(array):
    number = as_number(array)
    assert number is None or array.dtype.kind in "iufO"
    for expected in (0.0, np.zeros(1), np.zeros(2)):
        assert not same(array, expected, 0.01) or array.dtype.kind in "biufO"
    assert shape_of(array)
    assert as_read(array)


@pytest.mark.parametrize("answer", [*RIGHT_FORMS, 60.0 * 1.0049, 60.0 * 0.9951])
def test_every_form_of_a_right_number_is_right(answer):
    assert (judged("h1.b", answer).state, judged("h1.b", answer).score) == (State.RIGHT, 2)


@pytest.mark.parametrize(
    "answer, state, score",
    [
        (..., State.NOT_STARTED, 0),
        (None, State.NOT_STARTED, 0),
        ("60", State.WRONG_TYPE, 0),
        (True, State.WRONG_TYPE, 0),
        (60 + 0j, State.WRONG_TYPE, 0),
        ((60.0, "D_min/100"), State.WRONG_TYPE, 0),
        (np.array([60.0, 60.0]), State.WRONG_TYPE, 0),
        (float("nan"), State.WRONG_TYPE, 0),
        (float("inf"), State.WRONG_TYPE, 0),
        (10**400, State.WRONG_TYPE, 0),
        (60e3, State.UNIT_SLIP, 1),
        (60e-6, State.UNIT_SLIP, 1),
        (6.0, State.WRONG, 0),
        (6000.0, State.WRONG, 0),
        (61.0, State.CLOSE, 1),
        (-60.0, State.WRONG_SIGN, 0),
        (77.0, State.WRONG, 0),
        (0, State.WRONG, 0),
        (lambda: 60.0, State.WRONG_TYPE, 0),
    ],
)
def test_states_of_a_number(answer, state, score):
    verdict = judged("h1.b", answer)
    assert (verdict.state, verdict.score) == (state, score), verdict


def test_low_dose_approximation_is_worth_part_of_the_points():
    verdict = judged("h2.c", 0.01754385964912281 / (1 - 0.01754385964912281))
    assert (verdict.state, verdict.score) == (State.CLOSE, 1)


def test_a_percentage_for_a_share_is_a_unit_slip_and_a_factor_of_ten_is_not():
    assert judged("h2.c", 1.754385964912281).state is State.UNIT_SLIP
    lost = judged("h2.c", 0.1754385964912281)
    assert (lost.state, lost.score) == (State.WRONG, 0) and "10^1" in lost.message


def test_close_earns_nothing_where_a_known_wrong_turn_leads_just_as_close():
    problem, part = find_part("h1.b")
    turn = replace(part.wrong_turns[0], gives=lambda given: 60.9)
    near = replace(part, wrong_turns=(turn,))

    def verdict(answer):
        return diagnose("h1.b", near, answer, problem.canonical(), np.random.default_rng(0))

    assert (verdict(60.9).state, verdict(60.9).code) == (State.WRONG_TURN, turn.code)
    assert (verdict(61.4).state, verdict(61.4).score) == (State.CLOSE, 0)


class EqualsEverything:
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    __hash__ = None


@pytest.mark.parametrize("name", ["h1.a", "h1.b", "h1.g", "h1.h", "h2.a"])
def test_an_object_that_equals_everything_earns_nothing(name):
    assert judged(name, EqualsEverything()).score == 0
    assert judged(name, lambda *a, **k: EqualsEverything()).score == 0


LETTERS = "ABCDEFGH"
SEEN_ALIKE = {"A": "АΑ", "B": "ВΒ", "C": "С", "D": "Ԁ", "E": "ЕΕ", "G": "Ԍ", "H": "НΗ"}  # Cyrillic, then Greek


def unseen(letter):
    """Return spellings of a letter that a reader cannot tell from it, or hardly."""
    wide = chr(ord(letter) + 0xFEE0)
    around = ["\u00a0", "\u200b", "\u200d", "\u2060", "\ufeff", "\u202f", "\u200e", "\u3000", "\u00ad"]
    return [wide, wide.lower(), f"（{wide}）", f"{letter}\ufe0f", chr(ord("\u24b6") + ord(letter) - ord("A"))] + [
        form for mark in around for form in (letter + mark, mark + letter)
    ]


@pytest.mark.parametrize(
    "typed, letter",
    [
        ("B", "B"),
        ("b", "B"),
        (" b. ", "B"),
        ("(B)", "B"),
        ("B:", "B"),
        ("AB", None),
        ("", None),
        (2, None),
        ("B" + " " * 10**6, None),
    ]
    + [(form, letter) for letter in LETTERS for form in unseen(letter)],
)
def test_letters_however_typed(typed, letter):
    assert letter_of(typed) == letter


@pytest.mark.parametrize("option, others", SEEN_ALIKE.items())
def test_a_letter_of_another_alphabet_is_named(option, others):
    for other in others:
        for typed in (other, other.lower(), f" {other}.", f"({other})"):
            found = judged("h1.g", typed)
            assert found.state is State.WRONG_TYPE and found.score == 0
            assert (
                f"looks like {option} here" in found.message and unicodedata.name(other).capitalize() in found.message
            )


@pytest.mark.parametrize("answer", ["E", "BC", 1, 2.0, ["B"], EqualsEverything])
def test_what_is_no_letter_is_a_wrong_type(answer):
    assert judged("h1.g", answer).state is State.WRONG_TYPE


def crashing(*args, **kwargs):
    raise ZeroDivisionError("float division by zero")


@pytest.mark.parametrize(
    "function, state, words",
    [
        (crashing, State.CRASHED, "ZeroDivisionError: float division by zero"),
        (lambda: 3, State.CRASHED, "TypeError"),
        (lambda *a, **k: 48.0, State.WRONG_TYPE, "a tuple of 2: (a number, text)"),
        (lambda *a, **k: (48.0, "D_min/100"), State.WRONG, "should be 40, but it is 48"),
        (lambda *a, **k: exit(), State.CRASHED, "SystemExit"),
    ],
)
def test_states_of_a_function(function, state, words):
    verdict = judged("h1.a", function)
    assert (verdict.state, verdict.score) == (state, 0)
    assert words in verdict.message


def test_a_function_right_in_some_cases_earns_their_share():
    reference = find_part("h1.a")[1].answer

    def proteins_crash(D_min_mg, noael_hed_mg=None, protein=False, MW_Da=None):
        if protein:
            raise NotImplementedError("later")
        return reference(D_min_mg, noael_hed_mg)

    verdict = judged("h1.a", proteins_crash)
    assert (verdict.state, verdict.score) == (State.PARTIAL, 3)


def test_a_function_that_breaks_an_invariant_does_not_earn_everything():
    reference = find_part("h1.h")[1].answer
    verdict = judged("h1.h", lambda dose, d_min, F=1.0: reference(dose, d_min, F) and dose > 1)
    assert (verdict.state, verdict.score) == (State.PARTIAL, 1.5)


class Ends(Call):
    """A call of which only the first and the last number count, in whatever order."""

    def read(self, value):
        return sorted((value[0], value[-1]))


@pytest.mark.parametrize(
    ("function", "state"),
    [
        (lambda a, b: [a, 5.0, 6.0, b], State.RIGHT),
        (lambda a, b: (b, a), State.RIGHT),
        (lambda a, b: [a, a], State.WRONG),
        (lambda a, b: [a, 2 * b], State.WRONG_TURN),
        (lambda a, b: [2 * b, 0.0, a], State.WRONG_TURN),
    ],
)
def test_what_a_call_reads_of_a_result_is_what_counts_for_answer_and_wrong_turn(function, state):
    part = Function(
        prompt="",
        name="ends",
        points=1,
        answer=lambda a, b: [a, b],
        cases={"two": lambda rng, i: Ends(tuple(rng.uniform(1, 2, 2)))},
        example=Ends((1.0, 2.0)),
        because="",
        hint="",
        solution=lambda g: "",
        wrong_turns=(WrongTurn("M-TWO", lambda a, b: [a, 2 * b], "The end is doubled."),),
    )
    assert diagnose_function(part, function, np.random.default_rng(0)).state is state


def test_of_a_plain_call_all_of_the_result_counts():
    result = [object()]
    assert Call((1,)).read(result) is result


def test_calling_a_function_is_quiet_and_leaves_the_arguments_alone(capfd):
    def noisy(values):
        print("noise")
        np.log(np.zeros(1))
        values[0] = 99
        return values.sum()

    call = Call((np.ones(3),))
    assert attempt(noisy, call).value == 101
    assert call.args[0].tolist() == [1, 1, 1]
    assert capfd.readouterr() == ("", "")


plain = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(plain)
def test_everything_plain_is_the_same_as_itself_and_has_a_description(value):
    expected = value.strip() if isinstance(value, str) else value
    if not _has_padded_text(value):
        assert same(value, expected, 1e-9)
    assert isinstance(shape_of(value), str)


def _has_padded_text(value):
    if isinstance(value, str):
        return value != value.strip()
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return any(map(_has_padded_text, inner))


@given(st.floats(-1e300, 1e300), st.floats(1e-12, 0.4))
def test_a_number_is_the_same_within_the_tolerance_and_not_beyond(value, tol):
    assert same(value * (1 + 0.9 * tol), value, tol)
    if abs(value) > 1e-290:
        assert not same(value * (1 + 2.1 * tol), value, tol)


@pytest.mark.parametrize(
    "got, expected, outcome",
    [
        ([1.0, 2.0], np.array([1.0, 2.0]), True),
        (np.array([1.0, 2.0, 3.0]), np.array([1.0, 2.0]), False),
        (["a", "b"], np.array([1.0, 2.0]), False),
        ([1.0, float("nan")], np.array([1.0, 2.0]), False),
        (1, True, False),
        (np.bool_(True), True, True),
        ({"auc": 1.0, "extra": 2}, {"auc": 1.0}, True),
        ({"auc": 1.1}, {"auc": 1.0}, False),
        ((1.0, "x"), [1.0, "x"], True),
        (np.array([1.0, 2.0]), (1.0, 2.0), True),
        (np.array([1.0, 3.0]), (1.0, 2.0), False),
        (np.array([1.0]), (1.0, 2.0), False),
        (np.array([[1.0, 2.0]]), (1.0, 2.0), False),
        (np.array([1.0, 2.0]), (1.0, "x"), False),
    ],
)
def test_same_on_collections(got, expected, outcome):
    assert same(got, expected, 1e-6) is outcome


def test_numbers_in_unusual_dress_are_read_and_others_are_not():
    assert as_number(np.array([[3.0]])) == 3.0
    assert as_number("3") is None and as_number([3.0]) is None and as_number(np.bool_(True)) is None


def test_a_verdict_shows_itself_as_text_as_a_card_and_as_data():
    verdict = Verdict("h1.b", State.WRONG_TURN, "a < b & c", 0.5, 2, "M-OR")
    bundle = verdict._repr_mimebundle_()
    assert bundle["text/plain"] == "✘ h1.b · 1 of 2 points · known wrong turn: a < b & c"
    assert "a &lt; b &amp; c" in bundle["text/html"]
    assert bundle[MIME] == {
        "part": "h1.b", "state": "known wrong turn", "message": "a < b & c",
        "credit": 0.5, "points": 2, "code": "M-OR", "score": 1.0,
    }  # fmt: skip


@pytest.mark.parametrize(
    "verdict",
    [
        Verdict("h1.b", State.WRONG_TURN, "a < b & c", 0.5, 2, "M-OR"),
        Verdict("h1.b", State.OTHER_NUMBERS, "theirs", 0.0, 2, None, 61.5),
        Verdict("h2.a", State.NOT_STARTED, "…"),
        Verdict("ps/test_area", State.PARTIAL, "", 0.41152263, 3.0, score=1.23456789),
        Verdict("h2.b", State.MANUAL_REVIEW, "", 0.0, 2),
    ],
)
def test_a_verdict_comes_back_from_its_data_whole(verdict):
    back = Verdict.from_json(json.loads(json.dumps(verdict.to_json())))
    assert back == verdict and isinstance(back.state, State)


def test_data_of_an_unknown_state_or_without_one_is_no_verdict():
    data = Verdict("h1.b", State.RIGHT, "", 1.0, 2).to_json()
    with pytest.raises(ValueError, match="perfect"):
        Verdict.from_json(data | {"state": "perfect"})
    with pytest.raises(TypeError, match="points of a verdict cannot be 'all'"):
        Verdict.from_json(data | {"points": "all"})
    del data["state"]
    with pytest.raises(KeyError, match="state"):
        Verdict.from_json(data)


def test_where_a_person_has_to_look_there_is_no_score():
    assert Verdict("h1.b", State.MANUAL_REVIEW, "", 1.0, 2).score is None
    assert Verdict("h1.b", State.MANUAL_REVIEW, "", score=2.0).score is None
    assert Verdict("h1.b", State.PARTIAL, "", 1 / 3, 2).score == 0.667


def shown(*outputs):
    return nbformat.from_dict({"outputs": outputs})


def test_the_verdict_of_a_marking_cell_is_what_it_shows_or_the_error_it_stopped_with():
    right = Verdict("h1.b", State.RIGHT, "good", 1.0, 2)
    display = {"output_type": "display_data", "data": right._repr_mimebundle_()}
    assert verdict_of(shown({"output_type": "stream", "text": "hm"}, display), "h1.b") == right
    error = {"output_type": "error", "ename": "CellTimeoutError", "evalue": "30 s"}
    assert verdict_of(shown(error), "x", 2) == Verdict("x", State.TIMED_OUT, "CellTimeoutError: 30 s", 0.0, 2)
    assert verdict_of(shown(), "x").state is State.MANUAL_REVIEW


@pytest.mark.parametrize(
    "change", [{"state": "perfect"}, {"score": "all"}, {"message": 3}, {"code": ["M-OR"]}, {"points": None}]
)
def test_a_forged_verdict_needs_a_person(change):
    data = Verdict("h1.b", State.RIGHT, "", 1.0, 2).to_json() | change
    found = verdict_of(shown({"output_type": "display_data", "data": {MIME: data}}), "h1.b")
    assert (found.state, found.score) == (State.MANUAL_REVIEW, None)


def test_no_empty_brackets_stand_behind_a_number_without_a_unit():
    slack = find_part("a4.j")[1].answer(find_part("a4.j")[0].canonical())
    said = [judged("a4.j", answer).message for answer in ("text", np.inf, slack * 1000)]
    assert [message for message in said if "()" in message] == []
