"""Buttons that open the practice of a part in place, so that nobody has to type its call."""

import ipywidgets
import numpy as np

from autograder.bank import find_part
from autograder.judging.problem import Function

from .practice_widgets import practice_panel
from .practising import assignment
from .question_panel import PANEL
from .question_widgets import button
from .rich_text import rich


def shelf_of(names: dict[str, str]) -> ipywidgets.VBox:
    """Return a button for each part, and room below them for the practice of the one that is pressed.

    Parameters
    ----------
    names : the ids of the parts, by what stands on their buttons.
    """
    room = ipywidgets.VBox()
    told = ipywidgets.HTML("Practise here:")

    def opening(name):
        def open_it(_button):
            room.children = [opened(name)]

        return open_it

    buttons = [button(title, opening(name)) for title, name in names.items()]
    return ipywidgets.VBox([told, ipywidgets.HBox(buttons, layout={"flex_flow": "row wrap"}), room])


def opened(name: str) -> ipywidgets.Widget:
    """Return the practice of a part; of a function, which is written in a cell, what to do there.

    Parameters
    ----------
    name : id of the part, such as "h1.b".
    """
    problem, part = find_part(name)
    if isinstance(part, Function):
        return ipywidgets.HTMLMath(rich(assignment(name, problem, problem.worded(part, problem.canonical()))))
    return practice_panel(name, np.random.default_rng()).add_class(
        PANEL
    )  # Enter finds the Check button of the nearest panel
