"""`check` where the bank is private: a card tells the form, unit, sign and printed example of each answer, no more."""

import ast
import json
from pathlib import Path

from autograder.bank import CARDS
from autograder.judging.choice_answers import letter_of
from autograder.judging.comparing import as_number, first_difference, same, same_shape, shape_of, shown
from autograder.judging.diagnosis import started
from autograder.judging.filling import in_brackets
from autograder.judging.function_answers import attempt
from autograder.judging.problem import LETTERS, Call
from autograder.judging.verdict import State, Verdict

LATER = "It is marked when the notebook is graded."


def card_of(name: str) -> dict | None:
    """Return the card of a part, from the nearest kit above the working folder, or None."""
    return cards_at_hand().get(name)


def cards_at_hand() -> dict[str, dict]:
    """Return the cards of the nearest kit above the working folder by the ids of their parts; none without a kit."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / CARDS).is_file():
            return json.loads((folder / CARDS).read_text(encoding="utf-8"))
    return {}


def look_by_card(name: str, card: dict, answer: object) -> Verdict:
    """Return what can be said of an answer by its card alone.

    Parameters
    ----------
    name : id of the part, such as "h1.b".
    card : its card, as `card_of` returns it.
    answer : what the student made.
    """
    if not started(answer):
        return Verdict(name, State.NOT_STARTED, "Put your answer in place of the dots.")
    looks = {"number": _look_at_number, "choice": _look_at_choice, "function": _look_at_function}
    look = looks[card["kind"]]
    state, message = look(card, answer)
    return Verdict(name, state, message)


def _look_at_number(card, answer):
    value = as_number(answer)
    if value is None or value != value or abs(value) == float("inf"):
        return State.WRONG_TYPE, f"Expected one number{in_brackets(card['unit'])}, but this is {shape_of(answer)}."
    if value * card["sign"] < 0:
        return State.WRONG_SIGN, "The sign is off: think about what it would mean here."
    return State.PLAUSIBLE, f"A number{in_brackets(card['unit'])}. {LATER}"


def _look_at_choice(card, answer):
    letters = LETTERS[: card["options"]]
    if letter_of(answer) not in tuple(letters):
        return State.WRONG_TYPE, f"Write one letter in quotes, from {letters[0]} to {letters[-1]}."
    return State.PLAUSIBLE, f"A valid choice. {LATER}"


def _look_at_function(card, function):
    if not callable(function):
        return State.WRONG_TYPE, f"Expected the function {card['name']}, but this is {shape_of(function)}."
    expected = ast.literal_eval(card["expected"])
    example = Call(ast.literal_eval(card["args"]), ast.literal_eval(card["kwargs"]))
    call = f"{card['name']}({example})"
    trial = attempt(function, example)
    if trial.error:
        return State.CRASHED, f"{call} stops with {trial.error}"
    if trial.value is None:
        return State.NOT_STARTED, f"{call} returns None. Does the function end with `return`?"
    if same(trial.value, expected, card["tol"]):
        return State.PLAUSIBLE, f"{call} gives {shown(trial.value)}, as it should. {LATER}"
    if not same_shape(trial.value, expected):
        return State.WRONG_TYPE, f"{call} should return {shape_of(expected)}, but it returns {shape_of(trial.value)}."
    place, mine, right = first_difference(trial.value, expected, card["tol"])
    return State.WRONG, f"{call}{place} should be {shown(right)}, but it is {shown(mine)}."
