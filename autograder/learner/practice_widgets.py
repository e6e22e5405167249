"""The widgets of practice. Everything works by keyboard: Tab moves on, Enter checks, Space picks."""

from types import SimpleNamespace

import ipywidgets as widgets
import numpy as np

from autograder.judging.problem import Choice
from autograder.judging.verdict import State

from .practice_question import Progress, after, given_up, judge, new_round, question, understood
from .progress_record import record
from .question_panel import on_leaving, spoken
from .question_widgets import button, number_box, option_list
from .rich_text import rich

HINT_FROM_TRY = 1


def practice_panel(name: str, rng: np.random.Generator) -> widgets.VBox:
    """Return a widget that asks a part of the bank for as long as the learner likes.

    Parameters
    ----------
    name : id of a part that asks for a number or a choice.
    rng : source of the draws.
    """
    desk = SimpleNamespace(name=name, rng=rng, asked=new_round(name, rng), progress=Progress())
    desk.question = widgets.HTMLMath()
    desk.verdict = widgets.HTMLMath()
    desk.help = widgets.HTMLMath()
    desk.streak = widgets.HTMLMath()
    choice = isinstance(desk.asked.part, Choice)
    desk.entry = option_list([], "Your answer") if choice else number_box("Answer")
    if not choice:
        on_leaving(desk.entry, lambda: _submit(desk))
    desk.check = button("Check", lambda _: _submit(desk), style="primary")
    desk.hint = button("Hint", lambda _: _show(desk.help, f"Hint: {desk.asked.part.hint}"))
    desk.solution = button("Worked solution", lambda _: _reveal(desk))
    desk.new = button("Shuffle again" if choice else "New numbers", lambda _: _ask(desk))
    _ask(desk)
    buttons = widgets.HBox([desk.check, desk.hint, desk.solution, desk.new], layout={"flex_flow": "row wrap"})
    box = widgets.VBox([desk.question, desk.entry, buttons, desk.verdict, desk.help, desk.streak])
    box.desk = desk
    return box


def _ask(desk):
    desk.asked = new_round(desk.name, desk.rng)
    desk.progress = Progress(streak=desk.progress.streak)
    desk.judged = None
    desk.question.value = rich(question(desk.asked))
    if desk.asked.options:
        desk.entry.options = desk.asked.options
        desk.entry.index = None
    else:
        desk.entry.value = ""
    desk.verdict.value = desk.help.value = ""
    _refresh(desk)


def _submit(desk):
    answer = desk.entry.index if desk.asked.options else desk.entry.value
    # pressing Check also leaves the box, which has had its text checked then
    if answer not in (None, "") and answer == desk.judged:
        return
    desk.judged = answer
    verdict = judge(desk.asked, answer)
    before = desk.progress
    desk.progress = after(before, verdict)
    if desk.progress is not before:
        record(verdict, "practice", desk.progress.streak)
    card = verdict._repr_mimebundle_()["text/html"]
    read = "" if desk.asked.options else understood(desk.asked, answer)
    desk.verdict.value = spoken((rich(f"Your answer was read as {read}.") if read else "") + card, "alert")
    if verdict.state is State.RIGHT:
        desk.help.value = ""
    _refresh(desk)


def _reveal(desk):
    desk.progress = given_up(desk.progress)
    _show(desk.help, desk.asked.part.solution(desk.asked.given))
    _refresh(desk)


def _refresh(desk):
    desk.hint.disabled = desk.progress.tries < HINT_FROM_TRY
    desk.hint.tooltip = "Offered after the first try" if desk.hint.disabled else "Show a hint"
    streak = desk.progress.streak
    desk.streak.value = rich(f"Right in a row: {streak}")


def _show(place, text):
    place.value = spoken(rich(text), "alert")
