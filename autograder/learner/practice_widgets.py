"""The widgets of practice. Everything works by keyboard: Tab moves on, Enter checks, Space picks."""

from types import SimpleNamespace

import ipywidgets as widgets
import numpy as np

from autograder.judging.filling import readable
from autograder.judging.problem import Choice
from autograder.judging.verdict import State

from .course_map import MASTERED_IN_A_ROW
from .next_practice import proposed_practice
from .practice_numbers import OTHERS, put_into_python
from .practice_question import Progress, after, given_up, judge, question, understood
from .practice_round import new_round
from .progress_record import progress_file, read, record
from .question_panel import on_leaving, spoken
from .question_widgets import button, number_box, option_list
from .rich_text import rich

SOLUTION_FROM_TRY = 1
MASTERED = "Three in a row: this part is yours."


def practice_panel(name: str, rng: np.random.Generator) -> widgets.VBox:
    """Return a widget that asks a part of the bank for as long as the learner likes.

    Parameters
    ----------
    name : id of a part that asks for a number or a choice.
    rng : source of the draws.
    """
    desk = SimpleNamespace(name=name, rng=rng, asked=new_round(name, rng), progress=Progress(), following=None)
    desk.question = widgets.HTMLMath()
    desk.verdict = widgets.HTMLMath()
    desk.help = widgets.HTMLMath()
    desk.streak = widgets.HTMLMath()
    choice = isinstance(desk.asked.part, Choice)
    desk.entry = option_list([], "Your answer") if choice else number_box("Answer")
    if not choice:
        on_leaving(desk.entry, lambda: _submit(desk))
    desk.check = button("Check", lambda _: _submit(desk), style="primary")
    desk.numbers = widgets.HTML()
    desk.hint = button("Hint", lambda _: _show(desk.help, f"Hint: {desk.asked.part.hint}"))
    desk.solution = button("Worked solution", lambda _: _reveal(desk))
    desk.new = button("Shuffle again" if choice else "New numbers", lambda _: _ask(desk))
    desk.take = button("Numbers to Python", lambda _: _take(desk))
    desk.onward = button("Next part", lambda _: _go_on(desk))
    desk.onward.layout.display = "none"
    buttons = [desk.check, desk.hint, desk.solution, desk.new, desk.take, desk.onward]
    row = widgets.HBox(buttons, layout={"flex_flow": "row wrap"})
    box = widgets.VBox([desk.question, desk.numbers, desk.entry, row, desk.verdict, desk.help, desk.streak])
    box.desk = desk
    desk.place = box
    _ask(desk)
    return box


def _go_on(desk):
    place = desk.place
    following = practice_panel(desk.following.part, desk.rng)
    following.desk.place = place
    place.desk = following.desk
    place.children = following.children
    place.desk.check.focus()  # the button that was pressed has gone


def _ask(desk):
    desk.asked = new_round(desk.name, desk.rng, desk.asked)
    _take(desk)
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
    _show(desk.help, readable(desk.asked.part.solution(desk.asked.given)))
    _refresh(desk)


def _take(desk):
    called = put_into_python(desk.asked, lambda: _show_quietly(desk.numbers, OTHERS))
    _show_quietly(desk.numbers, called)


def _refresh(desk):
    waits = desk.progress.tries < SOLUTION_FROM_TRY and not desk.progress.closed
    desk.solution.disabled = waits
    desk.solution.tooltip = "Offered after the first try" if waits else "Show the worked solution"
    streak = desk.progress.streak
    said = f"Right in a row: {streak}"
    if streak >= MASTERED_IN_A_ROW:
        desk.following = proposed_practice(read(progress_file()), desk.name)
        onward = (
            f" Next: {desk.following}" if desk.following else " Nothing is left in the problems that you have begun."
        )
        said = f"Right in a row: {streak}. **{MASTERED}**{onward}"
    desk.onward.layout.display = None if streak >= MASTERED_IN_A_ROW and desk.following else "none"
    desk.streak.value = spoken(rich(said))


def _show_quietly(place, text):
    place.value = rich(text) if text else ""


def _show(place, text):
    place.value = spoken(rich(text), "alert")
