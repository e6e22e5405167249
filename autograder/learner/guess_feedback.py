"""What appears once a guess is committed: the guess beside the answer, and what the reveal has to show."""

from html import escape
from typing import Any

import ipywidgets

from microkit.demos import explore

from .guesses import how_far_off, is_right
from .number_input import read_number, with_unit
from .questions import Prediction
from .reveals import Revealed

SEALED = "<b>Your forecast is sealed.</b>"
NOT_BY_ONE = "One outcome makes a forecast neither right nor wrong; how good it was, its scores tell."


def compared(asked: Prediction, guess: str | float, typed: str, answer: str | float) -> str:
    """Return in HTML the guess beside the answer: how it was read, and how far off it was. A forecast is not marked.

    Parameters
    ----------
    asked : the prediction.
    guess : the option picked, or the number read in the unit asked.
    typed : the guess as it was typed.
    answer : the right option, or the right number in the unit asked.
    """
    if asked.options:
        word = "✔ <b>Right.</b>" if guess == answer else "✘ <b>Not this one.</b>"
        return f"{word} Your guess: {escape(guess)}. Answer: <b>{escape(answer)}</b>."
    understood = read_number(typed, asked.unit).understood
    true = with_unit(float(f"{answer:.4g}"), asked.unit)
    if asked.forecast:
        return f"{SEALED} You expected {escape(understood)}. It came to <b>{escape(true)}</b>. {NOT_BY_ONE}"
    right = is_right(guess, answer, asked.within)
    off = how_far_off(guess, answer)
    word = "✔ <b>Right.</b>" if right else f"✘ <b>{off[0].upper()}{off[1:]}.</b>"
    return f"{word} Your guess was read as {escape(understood)}. Answer: <b>{escape(true)}</b>."


def revealed(asked: Prediction, guess: str | float, shown: Revealed) -> list[ipywidgets.Widget]:
    """Return the widgets of a reveal: the code and its output, the text, the demo.

    Parameters
    ----------
    asked : the prediction.
    guess : what was committed; a demo may draw it.
    shown : what the code of the reveal came to.
    """
    code = f"```python\n{asked.reveal.code.strip()}\n```"
    parts = [markdown(code)] if asked.reveal.code else []
    parts += list(shown.outputs)
    widgets = [ipywidgets.Output(outputs=(*parts, markdown(shown.say)))]
    if asked.reveal.demo:
        mark = {"guess": guess, "guess_on": asked.reveal.guess_on} if asked.reveal.guess_on else {}
        widgets.append(explore(asked.reveal.demo, **mark, **asked.reveal.settings))
    return widgets


def markdown(text: str) -> dict[str, Any]:
    """Return a text as an output of a notebook, in which JupyterLab sets TeX."""
    return {"output_type": "display_data", "data": {"text/markdown": text, "text/plain": text}, "metadata": {}}
