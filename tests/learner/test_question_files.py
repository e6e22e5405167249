"""Question files: found beside the notebook, checked when read, and every fault named in plain words."""

import re
from dataclasses import replace

import pytest
import yaml

from autograder.learner.question_files import find_prediction, find_quiz
from autograder.learner.questions import prediction_of, quiz_of

GOOD = """
linear:
  ask: "Which?"
  options:
    - {text: "area", right: true, say: "Yes."}
    - {text: "peak time", say: "No."}
share:
  ask: "How much?"
  options: [little, much]
  answer: much
  reveal: {say: "Much."}
number:
  ask: "How much?"
  unit: "%"
  answer: 100 * share
  reveal: {say: "So.", code: "share = 0.5", demo: occupancy, settings: {dose: 60}, guess_on: "y"}
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "03_linear.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "30_other.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "template.yaml").write_text(GOOD, encoding="utf-8")
    return tmp_path


def test_questions_are_found_by_the_number_of_their_file_and_their_key(folder):
    quiz = find_quiz("3.linear", folder)
    assert [option.right for option in quiz.options] == [True, False]
    assert quiz.id == f"{folder.name}/03_linear.linear"
    assert find_quiz("30.linear", folder).id.endswith("30_other.linear")
    assert find_quiz("template.linear", folder) == replace(quiz, id=f"{folder.name}/template.linear")
    assert find_prediction("3.share", folder).answer == "much"
    number = find_prediction("3.number", folder)
    assert (number.unit, number.answer, number.within, number.reveal.settings) == (
        "%",
        "100 * share",
        0.1,
        {"dose": 60},
    )


@pytest.mark.parametrize(
    ("name", "error", "says"),
    [
        ("4.linear", FileNotFoundError, "03_linear.yaml, 30_other.yaml, template.yaml"),
        ("3.nothing", LookupError, 'no question "nothing"; it holds linear, share, number'),
        ("linear", LookupError, 'such as "3.linear"'),
        ("3.", LookupError, 'such as "3.linear"'),
    ],
)
def test_what_is_missing_is_named_with_what_is_there(folder, name, error, says):
    with pytest.raises(error, match=re.escape(says)):
        find_quiz(name, folder)


def test_two_files_of_one_number_are_an_error(folder):
    (folder / "3_twice.yaml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(FileNotFoundError, match="more than one"):
        find_quiz("3.linear", folder)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: [", "cannot be read as YAML"),
        ("a: {ask: x, ask: y}", "ask stands here twice"),
        ("a: {ask: x}\na: {ask: y}", "a stands here twice"),
        ("- a", "each under a key"),
        ("", "each under a key"),
        ("a: text", "03_linear.yaml, a must have fields"),
        ("a: !!python/object/apply:os.getcwd []", "cannot be read as YAML"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(folder, text, says):
    (folder / "03_linear.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape(says)) as refused:
        find_quiz("3.a", folder)
    assert "03_linear.yaml" in str(refused.value)


QUIZ_FAULTS = [
    ("{options: [{text: a, right: true, say: b}, {text: c, say: d}]}", "has no ask"),
    ("{ask: x}", "options must be a list of at least two"),
    ("{ask: x, options: [{text: a, right: true, say: b}]}", "at least two"),
    ("{ask: x, options: [{text: a, say: b}, {text: c, say: d}]}", "exactly one option must have right: true, not 0"),
    ("{ask: x, options: [{text: a, right: true, say: b}, {text: c, right: true, say: d}]}", "not 2"),
    ("{ask: x, options: [{text: a, right: true, say: b}, {text: c}]}", "option 2 has no say"),
    ("{ask: x, options: [{text: a, right: true, say: b}, {text: c, say: ' '}]}", "option 2: say is empty"),
    ("{ask: x, options: [{text: yes, right: true, say: b}, {text: c, say: d}]}", "put it in quotes"),
    ("{ask: x, options: [{text: a, right: true, say: b}, {text: a, say: d}]}", "stands there twice"),
    ("{ask: x, options: [{text: a, right: maybe, say: b}, {text: c, say: d}]}", "right must be true"),
    ("{ask: x, options: [a, b]}", "must have a text and what to say"),
    ("{ask: x, hint: y, options: [{text: a, right: true, say: b}, {text: c, say: d}]}", "field 'hint'"),
]


@pytest.mark.parametrize(("text", "says"), QUIZ_FAULTS)
def test_every_fault_of_a_quiz_is_named(text, says):
    with pytest.raises(ValueError, match=re.escape(says)) as refused:
        quiz_of(yaml.safe_load(text), "03_linear.yaml, a")
    assert str(refused.value).startswith("03_linear.yaml, a")


SAY = "reveal: {say: s}"
PREDICTION_FAULTS = [
    (f"{{ask: x, {SAY}}}", "needs either options or a unit"),
    (f"{{ask: x, unit: h, options: [a, b], answer: a, {SAY}}}", "needs either options or a unit"),
    (f"{{ask: x, options: [a, b], answer: c, {SAY}}}", "'c' is none of the options"),
    (f"{{ask: x, options: [a, b], {SAY}}}", "has no answer"),
    (f"{{ask: x, options: [yes, no], answer: no, {SAY}}}", "put it in quotes"),
    (f"{{ask: x, options: [a, b], answer: a, within: 0.2, {SAY}}}", "belong to a typed number"),
    (f"{{ask: x, options: [a, b], answer: a, forecast: true, {SAY}}}", "forecast must be true, of a typed number"),
    (f"{{ask: x, unit: h, answer: 1, within: 0.2, forecast: true, {SAY}}}", "forecast must be true, of a typed number"),
    (f"{{ask: x, unit: h, answer: 1, forecast: sure, {SAY}}}", "forecast must be true, of a typed number"),
    (f"{{ask: x, unit: h, {SAY}}}", "answer must be a number"),
    (f"{{ask: x, unit: h, answer: true, {SAY}}}", "answer must be a number"),
    (f"{{ask: x, unit: h, answer: 1, within: 0, {SAY}}}", "within must be a number above 0"),
    ("{ask: x, unit: h, answer: 1}", "reveal must have a text to say"),
    ("{ask: x, unit: h, answer: 1, reveal: {code: a}}", "reveal has no say"),
    ("{ask: x, unit: h, answer: 1, reveal: {say: a, guess_on: z}}", "guess_on must be x or y"),
    ("{ask: x, unit: h, answer: 1, reveal: {say: a, guess_on: y}}", "belong to a demo"),
    ("{ask: x, unit: h, answer: 1, reveal: {say: a, picture: b}}", "field 'picture'"),
]


@pytest.mark.parametrize(("text", "says"), PREDICTION_FAULTS)
def test_every_fault_of_a_prediction_is_named(text, says):
    with pytest.raises(ValueError, match=re.escape(says)) as refused:
        prediction_of(yaml.safe_load(text), "03_linear.yaml, a")
    assert str(refused.value).startswith("03_linear.yaml, a")
