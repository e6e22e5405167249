"""Predict, then reveal: a guess first, the answer and its picture after."""

from html import escape

import ipywidgets

from ..core.inputs import one_of, real
from .explorer import explore


def predict(question, *, answer, options=(), unit="", because="", demo=None, **settings):
    """Ask for a guess and keep the answer back until it is given.

    Parameters
    ----------
    question : plain text.
    answer : one of the options, or a number when there are none.
    options : texts to choose from; without them the guess is a number.
    unit : unit of the number.
    because : plain text shown with the answer.
    demo, settings : a demo to show with the answer and its settings, as for `explore`.

    Returns
    -------
    The widget, shown by a notebook when it is the last expression of a cell.

    Raises
    ------
    TypeError, ValueError : for an answer that is not among the options or no number, and as `explore`.

    Examples
    --------
    >>> widget = predict("A tenth of the dose: what part of the conc.?", options=("1/10", "1/100"), answer="1/10")
    """
    true = one_of("answer", answer, options) if options else f"{real('answer', answer).item():g} {unit}".strip()
    guess = _choice(options) if options else _number(unit)
    commit = ipywidgets.Button(description="Commit", tooltip="Keep this guess and show the answer")
    verdict = ipywidgets.HTML()
    box = ipywidgets.VBox([ipywidgets.HTML(f"<b>{escape(question)}</b>"), guess, commit, verdict])
    picture = [explore(demo, **settings)] if demo else []

    def reveal(_button):
        said = guess.value if options else _read(guess.value, unit)
        if said is None:
            verdict.value = '<div role="alert">Commit a guess first, right or wrong: then compare.</div>'
            return
        guess.disabled = commit.disabled = True
        verdict.value = (
            f'<div role="status">Your guess: {escape(said)}. Answer: <b>{escape(true)}</b>. {escape(because)}</div>'
        )
        box.children = [*box.children, *picture]

    commit.on_click(reveal)
    return box


def _choice(options):
    return ipywidgets.RadioButtons(options=options, value=None, layout={"width": "max-content"})


def _number(unit):
    return ipywidgets.Text(description=f"Your guess ({unit or 'a number'})", style={"description_width": "initial"})


def _read(text, unit):
    """Return a typed number with its unit, or None if it is no number."""
    try:
        return f"{float(text.replace(',', '.')):g} {unit}".strip()
    except ValueError:
        return None
