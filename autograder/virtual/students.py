"""Who sits in the virtual class, and what each of them should get."""

import copy

import numpy as np

from autograder.bank import find_part
from autograder.diagnose import diagnose
from autograder.problem import Choice, Function
from autograder.verdict import State

from .edits import wrong_code
from .homework import Student, cell_id, homework, points_of
from .notebooks import answered, assigned
from .oddities import honest_but_odd, in_trouble


def virtual_class(sources, releases):
    """Return the students of one assignment: good, lazy, wrong in every known way, odd, and in trouble.

    Parameters
    ----------
    sources, releases : dicts of notebooks by name: the instructor's version and the students' version.
    """
    work = homework(sources, releases)
    return [
        Student("perfect", work.hand_in()),
        blank(work),
        half_done(work),
        *(wrong_turn(work, part, *turn) for part in work.notebook_of for turn in turns_of(part)),
        *honest_but_odd(work),
        *in_trouble(work),
    ]


def blank(work):
    """Return the student who hands in what was handed out."""
    lost = {part: points_of(part) for part in work.notebook_of}
    return Student("blank", copy.deepcopy(work.releases), lost, states=dict.fromkeys(lost, State.NOT_STARTED))


def half_done(work):
    """Return the student who did the first half of every notebook."""
    done = {name: dict(list(model.items())[: len(model) // 2]) for name, model in work.models.items()}
    notebooks = {name: answered(work.releases[name], done[name]) for name in done}
    lost = {part: points_of(part) for part, name in work.notebook_of.items() if cell_id(part) not in done[name]}
    return Student("half-done", notebooks, lost, states=dict.fromkeys(lost, State.NOT_STARTED))


def turns_of(part):
    """Return what can go wrong in a part: pairs of misconception and wrong answer (a letter, a number, a function)."""
    problem, part = find_part(part)
    if isinstance(part, Choice):
        return [(option.code, "ABCDEFGH"[i]) for i, option in enumerate(part.options) if option.code]
    if isinstance(part, Function):
        return [(turn.code, turn.gives) for turn in part.wrong_turns]
    return [(turn.code, float(turn.gives(problem.canonical()))) for turn in part.wrong_turns]


def wrong_turn(work, part, code, answer):
    """Return the student who gets everything right but takes one wrong turn."""
    problem, definition = find_part(part)
    name = f"{cell_id(part)}-{code.lower()}"
    if isinstance(definition, Function):
        text = wrong_code(work.model(part), part, code)
    else:
        text = assigned(work.model(part), repr(answer))
    if isinstance(definition, Choice):
        name += f"-{answer.lower()}"
    credit = diagnose(part, definition, answer, problem.canonical(), np.random.default_rng(0)).credit
    return Student(name, work.hand_in({part: text}), {part: definition.points * (1 - credit)}, {part: code})
