"""The frame of a question in a notebook: a panel while a kernel runs, and the same question as text without one.

A cell puts out two things: the question as HTML and the panel. JupyterLab keeps both in the notebook, but the panel
lives in the kernel only; reopened, its place says "Error displaying widget". So the style sheet that comes with the
text shows the text exactly where no panel is alive, and hides the dead panel.
"""

import asyncio
import uuid
from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets
from IPython.display import display

from microkit.demos.page import STAND_IN, STAND_IN_STYLE, page_support
from microkit.demos.symbols import as_html

from .browser_storage import IN_BROWSER
from .questions_style import STYLE

PANEL = "autograder-panel"
TEXT = "autograder-question"
MOMENT = 5 if IN_BROWSER else 0.3  # s; in a browser the text follows the key only when Python has dealt with the key


class Question:
    """One question on the page: its text, which is kept in the notebook, and its panel."""

    def __init__(self, ask, options=(), unit=""):
        self.ask = ask
        self.options = options
        self.unit = unit
        self.place = f"question-{uuid.uuid4().hex}"

    def show(self, panel: ipywidgets.Widget) -> None:
        """Display the text, and below it the panel, which holds the widgets of the question."""
        display(self._bundle(""), raw=True, display_id=self.place)
        view = framed(panel)._repr_mimebundle_()
        view["text/plain"] = ""
        display(view, raw=True)

    def keep(self, answer: str) -> None:
        """Put the learner's last answer into the text, so that it is saved with the notebook."""
        display(self._bundle(answer), raw=True, display_id=self.place, update=True)

    def _bundle(self, answer):
        return {"text/plain": self.as_text(answer), "text/html": self.as_html(answer)}

    def as_text(self, answer: str) -> str:
        """Return the question in plain text."""
        lines = [self.ask, *(f"  ( ) {option}" for option in self.options), self.how_to_answer()]
        return "\n".join(lines + [f"Your last answer: {answer}"] * bool(answer))

    def as_html(self, answer: str) -> str:
        """Return the question in HTML, with the style sheet that hides it while its panel is alive."""
        options = "".join(f"<li>{as_html(option)}</li>" for option in self.options)
        last = f"<p>Your last answer: <b>{as_html(answer)}</b></p>" if answer else ""
        return (
            f'<div class="{TEXT} {STAND_IN}" id="{self.place}">{STYLE}{STAND_IN_STYLE}<p><b>{as_html(self.ask)}</b></p>{f"<ul>{options}</ul>" if options else ""}'
            f"{last}<p><i>{escape(self.how_to_answer())}</i></p></div>"
        )

    def how_to_answer(self) -> str:
        """Return what to do to answer without a panel."""
        if self.options:
            return "Run this cell to answer."
        what = f"a number, in {self.unit}" if self.unit else "a number"
        return f"Run this cell to answer ({what})."


def framed(panel: ipywidgets.Widget) -> ipywidgets.VBox:
    """Return a panel with what the page needs for it."""
    return ipywidgets.VBox([panel, page_support()]).add_class(PANEL)


def heading(text: str) -> ipywidgets.HTML:
    """Return the question at the head of its panel."""
    return ipywidgets.HTML(f'<div class="autograder-ask">{as_html(text)}</div>')


def spoken(markup: str, role: str = "status") -> str:
    """Return markup that a screen reader speaks as soon as it appears.

    Parameters
    ----------
    markup : what is shown.
    role : "status" waits until the reader has a pause, "alert" does not.
    """
    return f'<div role="{role}">{markup}</div>'


def on_enter(box: ipywidgets.Text, action: Callable[[], Any]) -> None:
    """Do something when Enter is pressed in a text box, and not when it is merely left.

    The browser tells of the key before it sends the text, and sends no text that it has sent before. So the action
    waits for the text, and goes ahead without when none has come after a moment.

    Parameters
    ----------
    box : the text box.
    action : what to do; it reads the text from the box.
    """
    pressed = []

    def act():
        if pressed:
            pressed.clear()
            action()

    def press(_box, content, _buffers):
        if content.get("event") == "submit":
            pressed.append(True)
            asyncio.get_running_loop().call_later(MOMENT, act)

    box.continuous_update = False
    box.on_msg(press)
    box.observe(lambda _change: act(), "value")


def on_leaving(box: ipywidgets.Text, action: Callable[[], Any]) -> None:
    """Do something when a text box is left with a new text, by Enter or by any other way, and not when it is emptied.

    Parameters
    ----------
    box : the text box.
    action : what to do; it reads the text from the box.
    """

    def act(change):
        if change["new"]:
            action()

    box.continuous_update = False
    box.observe(act, "value")
