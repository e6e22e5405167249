"""quiz and predict as the learner meets them: answers kept back, guesses remembered, text where there is no panel."""

import json

import pytest

from autograder import predict, quiz
from autograder.learner import predictions, question_panel, question_widgets
from autograder.learner.answers_kept import remembered
from autograder.learner.progress_overview import table
from autograder.learner.progress_record import progress_file, read
from autograder.learner.question_files import find_prediction, find_quiz
from autograder.learner.question_widgets import prediction_panel, quiz_panel

QUESTIONS = """
linear:
  ask: "Which < what?"
  options:
    - {text: "area", right: true, say: "That is **linear**."}
    - {text: "peak time", say: "It stays."}
share:
  ask: "How much?"
  options: [little, much]
  answer: much
  reveal: {say: "It was $x$.", demo: limits}
number:
  ask: "Which occupancy?"
  unit: "%"
  answer: 100 * share
  reveal: {say: "So {share}.", code: "share = 0.0385\\nprint('shown', guess)", demo: occupancy, guess_on: "y"}
"""


@pytest.fixture
def page(tmp_path, monkeypatch):
    """What the cells put out, newest last, in a folder with a question file."""
    (tmp_path / "01_x.yaml").write_text(QUESTIONS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    shown = []
    monkeypatch.setattr(question_panel, "display", lambda bundle, **_: shown.append(bundle))
    return shown


def nothing(*_):
    """Keep no answer."""


def panel_of_prediction(name, last=""):
    from autograder.learner.reveals import reveal

    asked = find_prediction(name)
    return prediction_panel(asked, reveal(asked, {}, None), lambda guess: reveal(asked, {}, guess), last, nothing)


def test_an_answer_that_comes_back_late_is_put_back_unless_one_is_given_already(page):
    asked = find_quiz("1.linear")
    late = quiz_panel(asked, "", nothing)
    late.put_back("peak time")
    assert late.children[1].value == "peak time" and "Your last answer: peak time" in page[-1]["text/plain"]
    answered = quiz_panel(asked, "area", nothing)
    answered.put_back("peak time")
    assert answered.children[1].value == "area" and "Your last answer: area" in page[-1]["text/plain"]
    guess = panel_of_prediction("1.number")
    guess.put_back("4")
    guess.put_back("5")
    assert guess.children[1].value == "4" and guess.children[1].disabled


def test_a_quiz_answers_each_option_with_its_own_feedback(page):
    asked = find_quiz("1.linear")
    _, entry, check, verdict = quiz_panel(asked, "", nothing).children
    check.click()
    assert 'role="alert"' in verdict.value and "Pick an option first" in verdict.value
    for option in asked.options:
        entry.value = option.text
        check.click()
        assert option.say.split()[0] in verdict.value and 'role="status"' in verdict.value
        assert ("✔" in verdict.value) == option.right


def test_the_answer_of_a_prediction_is_nowhere_until_a_guess_is_committed(page):
    box = panel_of_prediction("1.number")
    assert "3.85" not in str(page) and "shown" not in str(page) and len(box.children) == 4
    _, entry, press, status = box.children
    press.click()
    assert 'role="alert"' in status.value and "Commit a guess first" in status.value and len(box.children) == 4
    entry.value = "a lot"
    press.click()
    assert "not a number" in status.value and len(box.children) == 4
    entry.value = "0,154 %"
    press.click()
    assert "25 times too low" in status.value and "read as 0.154 %" in status.value and "<b>3.85 %</b>" in status.value
    assert entry.disabled and press.description == "Committed"
    press.click()
    assert len(box.children) == 6, "committed once"
    output = box.children[4]
    assert [part.get("text") or part["data"]["text/plain"] for part in output.outputs] == [
        "```python\nshare = 0.0385\nprint('shown', guess)\n```",
        "shown 0.154\n",
        "So 0.0385.",
    ]
    assert len(box.children) == 6 and "Your last answer: 0,154 %" in page[-1]["text/plain"]


def test_a_guess_among_options_is_compared(page):
    box = panel_of_prediction("1.share")
    box.children[1].value = "little"
    box.children[2].click()
    assert "Your guess: little. Answer: <b>much</b>." in box.children[3].value and "✘" in box.children[3].value


def test_a_guess_outlives_the_kernel(page):
    predict("1.number")
    first = find_prediction("1.number")
    assert remembered(first.id) == ""
    from autograder.learner.answers_kept import remember

    remember(first.id, "predict", "5", False)
    box = panel_of_prediction("1.number", remembered(first.id))
    assert box.children[1].value == "5" and box.children[1].disabled and "30 % too high" in box.children[3].value
    entry = read(progress_file())[-1]
    assert (entry.how, entry.answer, entry.state) == ("predict", "5", "wrong")
    assert table(read(progress_file())) == [], "practice is counted apart"


def test_a_remembered_answer_that_no_longer_fits_is_forgotten(page):
    for name, last in (("1.share", "everything"), ("1.number", "a lot"), ("1.number", "")):
        assert not panel_of_prediction(name, last).children[1].disabled


def test_without_a_panel_the_question_stands_as_text(page):
    quiz("1.linear")
    text, view = page
    assert text["text/plain"].splitlines() == [
        "Which < what?",
        "  ( ) area",
        "  ( ) peak time",
        "Run this cell to answer.",
    ]
    assert "Which &lt; what?" in text["text/html"] and "<li>area</li>" in text["text/html"]
    assert "linear" not in json.dumps(text) and view["text/plain"] == ""
    assert "application/vnd.jupyter.widget-view+json" in view


def test_a_number_is_asked_with_its_unit(page):
    predict("1.number")
    assert page[0]["text/plain"].endswith("Run this cell to answer (a number, in %).")


def test_a_guess_committed_after_later_cells_ran_is_answered_as_if_it_came_in_time(page, tmp_path, monkeypatch):
    (tmp_path / "02_y.yaml").write_text(
        "twice: {ask: How much, unit: mg, answer: double, reveal: {code: 'double = 2 * dose', say: '{double}'}}"
    )
    names, panels = {"dose": 1}, []
    monkeypatch.setattr(predictions, "notebook_names", lambda: names)
    monkeypatch.setattr(question_widgets, "prediction_panel", lambda *arguments: panels.append(arguments))
    predict("2.twice")
    assert names["double"] == 2, "later cells need the name"
    names |= {"dose": 50, "double": "mine"}
    _, first, answer, *_ = panels[0]
    assert answer(7.0).answer == first.answer == 2
    assert names["double"] == "mine", "a late commit must not change what later cells made"
