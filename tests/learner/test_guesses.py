"""How far off a guess is, told in words, and what a reveal shows."""

from dataclasses import replace

import pytest

from autograder.learner.guess_feedback import compared
from autograder.learner.guesses import how_far_off, is_right
from autograder.learner.questions import Prediction, Reveal
from autograder.learner.reveals import filled, reveal


@pytest.mark.parametrize(
    ("guess", "answer", "says"),
    [
        (4, 100, "25 times too low"),
        (100, 4, "25 times too high"),
        (1, 1234, "1,200 times too low"),
        (200, 100, "2 times too high"),
        (140, 100, "40 % too high"),
        (60, 100, "40 % too low"),
        (-140, -100, "40 % too large"),
        (-50, -200, "4 times too small"),
        (5, -5, "of the wrong sign"),
        (0, 5, "too low"),
        (3, 0, "too high"),
        (5, 5, "exactly right"),
    ],
)
def test_how_far_off_is_told_in_words(guess, answer, says):
    assert how_far_off(guess, answer) == says


def test_a_forecast_is_shown_beside_the_outcome_and_called_neither_right_nor_wrong():
    guessed = asked(answer=10.0)
    forecast = replace(guessed, forecast=True)
    for typed in ("10", "4", "9.4"):
        words = compared(forecast, float(typed), typed, 10.0)
        assert f"You expected {typed} %" in words and "<b>10 %</b>" in words and "neither right nor wrong" in words
        assert not set("✔✘") & set(words) and "too" not in words
    assert "✘" in compared(guessed, 4.0, "4", 10.0)


def test_right_is_within_a_relative_distance():
    assert is_right(109, 100, 0.1) and is_right(-91, -100, 0.1) and is_right(0, 0, 0.1)
    assert not is_right(111, 100, 0.1) and not is_right(-5, 5, 0.1) and not is_right(0.001, 0, 0.1)


def asked(answer="100 * share", code="share = 0.25\nprint(share, guess)\nshare * 2", say="{share:.0%}"):
    return Prediction("a/1.b", "?", (), "%", answer, 0.1, Reveal(say, code))


def test_code_runs_with_the_guess_and_its_output_is_kept_back(capsys):
    names = {}
    shown = reveal(asked(), names, guess=None)
    assert capsys.readouterr().out == "", "the answer stands on the page"
    assert names["share"] == 0.25 and shown.answer == 25 and shown.say == "25%"
    assert [part["text"] for part in shown.outputs] == ["0.25 None\n0.5\n"]
    assert reveal(asked(), {}, guess=7).outputs[0]["text"] == "0.25 7\n0.5\n"


def test_only_values_are_filled_in_and_tex_and_code_keep_their_braces():
    text = r"$\frac{a}{b}$ is {half:.1f} or {2 * half:g}, `{x}`; $$D_{\min}$$ {{as is}}"
    assert filled(text, {"half": 0.5}, "a") == r"$\frac{a}{b}$ is 0.5 or 1, `{x}`; $$D_{\min}$$ {as is}"


@pytest.mark.parametrize(
    ("wrong", "error", "says"),
    [
        ({"code": "1 / 0"}, ZeroDivisionError, "division"),
        ({"answer": "nothing"}, NameError, "nothing"),
        ({"answer": "float('nan')"}, ValueError, "no finite number"),
        ({"say": "{nothing}"}, ValueError, "the text of a/1.b cannot be filled in"),
    ],
)
def test_a_fault_in_a_reveal_shows_at_once(wrong, error, says):
    with pytest.raises(error, match=says):
        reveal(asked(**wrong), {}, guess=None)
