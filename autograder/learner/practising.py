"""Practice: any part of the bank with new numbers, as often as one likes, judged as it will be graded."""

from collections.abc import Callable
from dataclasses import replace
from inspect import cleandoc

import numpy as np
from IPython.display import Markdown, display

from autograder.bank import find_part
from autograder.judging.diagnosis import diagnose
from autograder.judging.filling import readable
from autograder.judging.problem import Function, Problem
from autograder.judging.verdict import State

from .attempts import HONEST
from .practice_question import asked_for, story
from .progress_record import record


def practice(name: str, answer: Callable | None = None) -> None:
    """Practise a part: a number or a choice in a widget, a function by passing it.

    Parameters
    ----------
    name : id of the part, such as "h1.b".
    answer : your function, for a part that asks for one; it is tried on fresh draws, as in grading.

    Raises
    ------
    KeyError : for a part that is not in the bank.
    TypeError : for an answer to a part that draws its own numbers and takes the answer in its widget.
    """
    problem, part = find_part(name)
    if isinstance(part, Function):
        part = problem.worded(part, problem.canonical())
        _practise_function(name, problem, part, answer)
    elif answer is not None:
        raise TypeError(f'practice("{name}") draws its own numbers: call it without an answer and type into its box')
    else:
        from microkit.demos.page import display_widget

        from .practice_widgets import practice_panel
        from .question_panel import framed

        panel = framed(practice_panel(name, np.random.default_rng()))
        words = f"Practice of {name}: run this cell for a question with numbers of its own."
        display_widget(panel._repr_mimebundle_(), words)


def _practise_function(name, problem, part, function):
    tried = False
    if function is None or function is Ellipsis:
        display(Markdown(assignment(name, problem, part)))
    else:
        verdict = diagnose(name, part, function, problem.canonical(), np.random.default_rng())
        record(verdict, "practice", int(verdict.state is State.RIGHT))
        display(replace(verdict, points=0.0))
        tried = verdict.state in HONEST
    display(Markdown(f"<details><summary>Hint</summary>\n\n{part.hint}\n\n</details>"))
    if tried:
        solution = readable(part.solution(problem.canonical()))
        display(Markdown(f"<details><summary>Worked solution</summary>\n\n{solution}\n\n</details>"))


def assignment(name: str, problem: Problem, part: Function) -> str:
    """Return what to do for a part that asks for a function: the story, the question, and a draft if there is one.

    Parameters
    ----------
    name : id of the part, such as "h1.a".
    problem : its problem.
    part : the part.
    """
    given = problem.told(problem.canonical())
    draft = [f"```python\n{cleandoc(part.draft)}\n```"] if part.draft else []
    return "\n\n".join(
        [
            *story(problem, part, given),
            *asked_for(part, given),
            *draft,
            f"For instance, `{part.name}({part.example})` gives `{part.example(part.answer)!r}`.",
            f'Write the function in a cell first, then pass it by its name, without brackets: `practice("{name}", {part.name})`.',
        ]
    )
