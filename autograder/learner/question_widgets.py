"""The panels of quiz and predict. Everything works by keyboard: Tab moves on, arrows pick, Enter commits."""

from collections.abc import Callable, Iterable
from html import escape
from typing import Any

import ipywidgets

from microkit.demos.page import radio_buttons
from microkit.demos.symbols import as_html

from .guess_feedback import compared, revealed
from .guesses import is_right
from .number_input import read_number
from .question_panel import Question, heading, on_enter, spoken
from .questions import Prediction, Quiz
from .reveals import Revealed
from .rich_text import rich

NOT_YET = "Commit a guess first, right or wrong: then compare."


def quiz_panel(asked: Quiz, last: str, keep: Callable[[str, bool], Any]) -> ipywidgets.VBox:
    """Show a quiz, which can be answered as often as one likes, and return it; `put_back` shows an answer that comes later.

    Parameters
    ----------
    asked : the `Quiz`.
    last : the answer given before; "" for none.
    keep : keep(text, right), called with each answer.
    """
    texts = [option.text for option in asked.options]
    question = Question(asked.ask, texts)
    entry = option_list(texts, asked.ask)
    verdict = ipywidgets.HTML()

    def submit(_=None):
        if entry.index is None:
            verdict.value = spoken("Pick an option first.", "alert")
            return
        option = asked.options[entry.index]
        word = "✔ **Right.**" if option.right else "✘ **Not this one.**"
        verdict.value = spoken(f'<div class="autograder-verdict">{rich(f"{word} {option.say}")}</div>')
        keep(option.text, option.right)
        question.keep(option.text)

    box = ipywidgets.VBox([heading(asked.ask), entry, button("Check", submit, style="primary"), verdict])

    def put_back(said):
        if entry.index is None and said in texts:
            entry.index = texts.index(said)
            verdict.value = f"<i>Your last answer: {as_html(said)}. Press Check to hear about it.</i>"
            question.keep(said)

    box.put_back = put_back
    question.show(box)
    put_back(last)
    return box


def prediction_panel(
    asked: Prediction,
    first: Revealed,
    reveal: Callable[[str | float], Revealed],
    last: str,
    keep: Callable[[str, bool], Any],
) -> ipywidgets.VBox:
    """Show a prediction, keep its answer back until a guess is committed, and return it; `put_back` as in `quiz_panel`.

    Parameters
    ----------
    asked : the `Prediction`.
    first : its `Revealed` without a guess, which has run already.
    reveal : reveal(guess) -> `Revealed`, run again with the guess.
    last : the guess committed before, as text; "" for none.
    keep : keep(text, right), called when a guess is committed.
    """
    question = Question(asked.ask, asked.options, asked.unit)
    label = "Your forecast" if asked.forecast else "Your guess"
    entry = option_list(asked.options, asked.ask) if asked.options else number_box(label, asked.unit)
    status = ipywidgets.HTML()
    box = ipywidgets.VBox([heading(asked.ask), entry])

    def commit(_=None, remember=True):
        if entry.disabled:
            return
        try:
            guess = _guess(asked, entry)
        except ValueError as error:
            status.value = spoken(escape(str(error)), "alert")
            return
        entry.disabled = True
        press.description = "Committed"  # and not disabled, which would drop the focus of who is here by keyboard
        if remember:
            press.focus()
        shown = reveal(guess)
        status.value = spoken(
            f'<div class="autograder-verdict">{compared(asked, guess, entry.value, shown.answer)}</div>'
        )
        box.children = [*box.children, *revealed(asked, guess, shown)]
        said = entry.value.strip()
        if remember:
            keep(said, _right(asked, guess, shown.answer))
            question.keep(said)

    press = button("Commit", commit, style="primary")
    box.children = [*box.children, press, status]
    if not asked.options:
        on_enter(entry, commit)

    def put_back(said):
        if not entry.value and _put_back(asked, entry, said):
            question.keep(said)
            commit(remember=False)

    box.put_back = put_back
    question.show(box)
    put_back(last)
    return box


def option_list(texts: Iterable[str], label: str) -> ipywidgets.RadioButtons:
    """Return radio buttons with none of them picked, one option to a line.

    Parameters
    ----------
    texts : the options.
    label : the question, for those who hear the page.
    """
    return radio_buttons(texts, label, index=None)


def number_box(label: str, unit: str = "") -> ipywidgets.Text:
    """Return a box for a number; whoever asks for it says what Enter does (`on_enter`), and leaving (`on_leaving`).

    Parameters
    ----------
    label : what stands before it.
    unit : in which the number is read; "" for none.
    """
    return ipywidgets.Text(
        description=f"{label} ({unit})" if unit else label,
        placeholder="then press Enter",
        layout={"max_width": "calc(100% - 4px)"},
        style={"description_width": "initial"},
    )


def button(text: str, action: Callable[[ipywidgets.Button], Any], style: str = "") -> ipywidgets.Button:
    """Return a button that does something when it is pressed.

    Parameters
    ----------
    text : what stands on it.
    action : called with the button.
    style : one of ipywidgets' styles, such as "primary".
    """
    made = ipywidgets.Button(description=text, button_style=style, layout={"width": "max-content"})
    made.on_click(action)
    return made


def _guess(asked, entry):
    if not entry.value or not entry.value.strip():
        raise ValueError(NOT_YET)
    return entry.value if asked.options else read_number(entry.value, asked.unit).value


def _right(asked, guess, answer):
    if asked.forecast:
        return True  # nothing is left to do
    return guess == answer if asked.options else is_right(guess, answer, asked.within)


def _put_back(asked, entry, last):
    """Put the last guess back into its entry and return True, or return False if it no longer fits the question."""
    if asked.options and last in asked.options:
        entry.value = last
        return True
    try:
        fits = bool(last) and not asked.options and bool(read_number(last, asked.unit))
    except ValueError:
        return False
    if fits:
        entry.value = last
    return fits
