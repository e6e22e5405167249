"""Who sits in the virtual class, and what each of them should get."""

import copy
from collections.abc import Callable, Iterable, Mapping
from itertools import zip_longest

import numpy as np
from nbformat import NotebookNode

from autograder.bank import find_part
from autograder.judging.diagnosis import diagnose
from autograder.judging.part_ids import grade_id_of
from autograder.judging.parts import LETTERS, Choice, Function
from autograder.judging.verdict import State
from autograder.judging.wrong_turns import WrongTurn

from .assignments import Homework, Student, homework, points_of
from .notebooks import answered, assigned
from .oddities import honest_but_odd, in_trouble

Answer = str | float | Callable  # a letter, a number, a function


def virtual_class(sources: Mapping[str, NotebookNode], releases: Mapping[str, NotebookNode]) -> list[Student]:
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
        *one_turn_a_notebook(work),
        *honest_but_odd(work),
        *in_trouble(work),
    ]


def small_class(sources: Mapping[str, NotebookNode], releases: Mapping[str, NotebookNode]) -> list[Student]:
    """Return a few students of one assignment who between them take every wrong turn once: a class graded in less time.

    Parameters
    ----------
    sources, releases : as in `virtual_class`.
    """
    work = homework(sources, releases)
    return [Student("perfect", work.hand_in()), blank(work), half_done(work), *several_turns_a_notebook(work)]


def varied_class(sources: Mapping[str, NotebookNode], releases: Mapping[str, NotebookNode]) -> list[Student]:
    """Return the small class and those who are right in odd ways or in trouble: every kind of hand-in, and every wrong turn once.

    Parameters
    ----------
    sources, releases : as in `virtual_class`.
    """
    work = homework(sources, releases)
    return [*small_class(sources, releases), *honest_but_odd(work), *in_trouble(work)]


def blank(work: Homework) -> Student:
    """Return the student who hands in what was handed out."""
    lost = {part: points_of(part) for part in work.notebook_of}
    return Student("blank", copy.deepcopy(work.releases), lost, states=dict.fromkeys(lost, State.NOT_STARTED))


def half_done(work: Homework) -> Student:
    """Return the student who did the first half of every notebook."""
    done = {name: dict(list(model.items())[: len(model) // 2]) for name, model in work.models.items()}
    notebooks = {name: answered(work.releases[name], done[name]) for name in done}
    lost = {part: points_of(part) for part, name in work.notebook_of.items() if grade_id_of(part) not in done[name]}
    return Student("half-done", notebooks, lost, states=dict.fromkeys(lost, State.NOT_STARTED))


def turns_of(part: str) -> list[tuple[str, Answer]]:
    """Return what can go wrong in a part: pairs of misconception and wrong answer."""
    problem, part = find_part(part)
    if isinstance(part, Choice):
        return [(option.code, LETTERS[i]) for i, option in enumerate(part.options) if option.code]
    if isinstance(part, Function):
        return [(turn.code, turn.gives) for turn in part.wrong_turns]
    return [(turn.code, float(turn.gives(problem.canonical()))) for turn in part.wrong_turns]


def one_turn_a_notebook(work: Homework) -> list[Student]:
    """Return students who are right but for one wrong turn in each notebook, so many that every turn is taken once."""
    turns = {name: [] for name in work.models}
    for part, name in work.notebook_of.items():
        turns[name] += [(part, *turn) for turn in turns_of(part)]
    return [mistaken(work, [turn for turn in taken if turn]) for taken in zip_longest(*turns.values())]


def several_turns_a_notebook(work: Homework) -> list[Student]:
    """Return students who take every wrong turn once between them, each as many as do not touch one another.

    Of parts that build on one another a student is wrong in one: what follows from it is right by it.
    """
    rounds = [rounds_of([part for part in work.notebook_of if work.notebook_of[part] == name]) for name in work.models]
    taken = [[turn for turns in together for turn in turns] for together in zip_longest(*rounds, fillvalue=[])]
    return [mistaken(work, turns, f"slips-{number:02}") for number, turns in enumerate(taken, 1)]


def rounds_of(parts: Iterable[str]) -> list[list[tuple[str, str, Answer]]]:
    """Return the wrong turns of some parts in rounds; no two turns of a round are in parts that build on one another."""
    left = {part: turns_of(part) for part in parts}
    rounds = []
    while any(left.values()):
        busy = []
        for part in left:
            if left[part] and not any(other in built_on(part) or part in built_on(other) for other in busy):
                busy.append(part)
        rounds.append([(part, *left[part].pop(0)) for part in busy])
    return rounds


def built_on(part: str) -> list[str]:
    """Return the parts that a part builds on, the nearest first."""
    problem, definition = find_part(part)
    earlier = getattr(definition, "follows", None)
    if earlier is None:
        return []
    return [f"{problem.id}.{earlier}", *built_on(f"{problem.id}.{earlier}")]


def mistaken(work: Homework, turns: Iterable[tuple[str, str, Answer]], name: str = "") -> Student:
    """Return the student who takes the given wrong turns and is right elsewhere.

    Parameters
    ----------
    work : the assignment.
    turns : part, misconception and wrong answer of each turn.
    name : of the student; by default it tells the turns.
    """
    student = Student(name or "_".join(name_of(*turn) for turn in turns), {})
    changes = {}
    for part, code, answer in turns:
        problem, definition = find_part(part)
        if isinstance(definition, Function):
            turn = next(turn for turn in definition.wrong_turns if turn.code == code)
            changes[part] = wrong_code(part, work.model(part), turn)
        else:
            changes[part] = assigned(work.model(part), repr(answer))
        credit = diagnose(part, definition, answer, problem.canonical(), np.random.default_rng(0)).credit
        student.lost[part] = definition.points * (1 - credit)
        student.codes[part] = code
    student.notebooks = work.hand_in(changes)
    return student


def wrong_code(part: str, model: str, turn: WrongTurn) -> str:
    """Return the model answer of a part, edited into the wrong function of a wrong turn.

    Parameters
    ----------
    part : name of the part, for the message.
    model : text of its model answer.
    turn : what is to be typed otherwise.

    Raises
    ------
    ValueError : if the model answer lacks what the turn replaces.
    """
    text = model
    for old, new in turn.edit:
        if old not in text:
            raise ValueError(f"the model answer of {part} no longer contains {old!r}: mend the edit for {turn.code}")
        text = text.replace(old, new)
    return text


def name_of(part: str, code: str, answer: Answer) -> str:
    """Return the name of a wrong turn, such as "h1-b-m-or"; turns of a part that share a misconception are told apart.

    Parameters
    ----------
    part : the part that it is taken in.
    code : its misconception.
    answer : the wrong answer, as `turns_of` returns it.
    """
    name = f"{grade_id_of(part)}-{code.lower()}"
    if isinstance(answer, str):
        return f"{name}-{answer.lower()}"
    number = [other for other_code, other in turns_of(part) if other_code == code].index(answer) + 1
    return name if number == 1 else f"{name}-{number}"
