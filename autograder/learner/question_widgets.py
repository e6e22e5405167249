"""The panels of quiz and predict. Everything works by keyboard: Tab moves on, arrows pick, Enter commits."""

from html import escape

import ipywidgets

from microkit.demos import explore
from microkit.demos.page import radio_buttons

from .guesses import how_far_off, is_right
from .number_input import read_number, with_unit
from .question_panel import Question, heading, on_enter, spoken
from .rich_text import rich

NOT_YET = "Commit a guess first, right or wrong: then compare."


def quiz_panel(asked, last, keep):
    """Show a quiz; `last` is the answer given before, `keep(text, right)` is called with each answer."""
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

    box = ipywidgets.VBox([heading(asked.ask), entry, button("Check", submit), verdict])
    if last in texts:
        entry.index = texts.index(last)
        verdict.value = f"<i>Your last answer: {escape(last)}. Press Check to hear about it.</i>"
    question.show(box, last if last in texts else "")
    return box


def prediction_panel(asked, first, reveal, last, keep):
    """Show a prediction and keep its answer back until a guess is committed.

    Parameters
    ----------
    asked : the `Prediction`.
    first : its `Revealed` without a guess, which has run already.
    reveal : reveal(guess) -> `Revealed`, run again with the guess.
    last : the guess committed before, as text; "" for none.
    keep : keep(text, right), called when a guess is committed.
    """
    question = Question(asked.ask, asked.options, asked.unit)
    entry = option_list(asked.options, asked.ask) if asked.options else number_box(asked)
    status = ipywidgets.HTML()
    box = ipywidgets.VBox([heading(asked.ask), entry])

    def commit(_=None, remember=True):
        try:
            guess = _guess(asked, entry)
        except ValueError as error:
            status.value = spoken(escape(str(error)), "alert")
            return
        entry.disabled = press.disabled = True
        shown = reveal(guess)
        status.value = spoken(
            f'<div class="autograder-verdict">{compared(asked, guess, entry.value, shown.answer)}</div>'
        )
        box.children = [*box.children, *revealed(asked, guess, shown)]
        said = entry.value.strip()
        if remember:
            keep(said, _right(asked, guess, shown.answer))
            question.keep(said)

    press = button("Commit", commit)
    box.children = [*box.children, press, status]
    if not asked.options:
        on_enter(entry, commit)
    known = _put_back(asked, entry, last)
    question.show(box, last if known else "")
    if known:
        commit(remember=False)
    return box


def compared(asked, guess, typed, answer):
    """Return the guess beside the answer: how it was read, and how far off it was."""
    if asked.options:
        word = "✔ <b>Right.</b>" if guess == answer else "✘ <b>Not this one.</b>"
        return f"{word} Your guess: {escape(guess)}. Answer: <b>{escape(answer)}</b>."
    understood = read_number(typed, asked.unit).understood
    right = is_right(guess, answer, asked.within)
    off = how_far_off(guess, answer)
    word = "✔ <b>Right.</b>" if right else f"✘ <b>{off[0].upper()}{off[1:]}.</b>"
    true = with_unit(float(f"{answer:.4g}"), asked.unit)
    return f"{word} Your guess was read as {escape(understood)}. Answer: <b>{escape(true)}</b>."


def revealed(asked, guess, shown):
    """Return the widgets of a reveal: the code and its output, the text, the demo."""
    code = f"```python\n{asked.reveal.code.strip()}\n```"
    parts = [markdown(code)] if asked.reveal.code else []
    parts += list(shown.outputs)
    widgets = [ipywidgets.Output(outputs=(*parts, markdown(shown.say)))]
    if asked.reveal.demo:
        mark = {"guess": guess, "guess_on": asked.reveal.guess_on} if asked.reveal.guess_on else {}
        widgets.append(explore(asked.reveal.demo, **mark, **asked.reveal.settings))
    return widgets


def markdown(text):
    """Return a text as an output of a notebook, in which JupyterLab sets TeX."""
    return {"output_type": "display_data", "data": {"text/markdown": text, "text/plain": text}, "metadata": {}}


def option_list(texts, label):
    """Return radio buttons with none of them picked, one option to a line."""
    return radio_buttons(texts, label, index=None)


def number_box(asked):
    """Return a box for a number."""
    unit = f" ({asked.unit})" if asked.unit else ""
    return ipywidgets.Text(
        description=f"Your guess{unit}", placeholder="then press Enter", style={"description_width": "initial"}
    )


def button(text, action):
    """Return a button that does something when it is pressed."""
    made = ipywidgets.Button(description=text, button_style="primary", layout={"width": "max-content"})
    made.on_click(action)
    return made


def _guess(asked, entry):
    if not entry.value or not entry.value.strip():
        raise ValueError(NOT_YET)
    return entry.value if asked.options else read_number(entry.value, asked.unit).value


def _right(asked, guess, answer):
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
