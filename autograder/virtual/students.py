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


def virtual_class(
    sources: Mapping[str, NotebookNode], releases: Mapping[str, NotebookNode], everybody: bool = True
) -> list[Student]:
    """Return the students of one assignment: good, lazy, wrong in every known way, and if wanted odd and in trouble, too.

    Parameters
    ----------
    sources, releases : dicts of notebooks by name: the instructor's version and the students' version.
    everybody : whether those sit in it who are right in odd ways, and those whose code fails.
    """
    work = homework(sources, releases)
    students = [Student("perfect", work.hand_in()), blank(work), half_done(work), *several_turns_a_notebook(work)]
    return [*students, *honest_but_odd(work), *in_trouble(work)] if everybody else students


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


def several_turns_a_notebook(work: Homework) -> list[Student]:
    """Return students who take every wrong turn once between them, each as many as do not touch one another.

    Of parts that build on one another a student is wrong in one: what follows from it is right by it. Who has no wrong turn
    left to take in a notebook does not hand that one in.
    """
    rounds = [rounds_of([part for part in work.notebook_of if work.notebook_of[part] == name]) for name in work.models]
    students = []
    for number, together in enumerate(zip_longest(*rounds, fillvalue=[]), 1):
        student = mistaken(work, [turn for turns in together for turn in turns], f"slips-{number:02}")
        for name, turns in zip(work.models, together, strict=True):
            if not turns:
                leave_out(work, student, name)
        students.append(student)
    return students


def leave_out(work: Homework, student: Student, notebook: str) -> None:
    """Let a student not hand in a notebook, which costs its points.

    Parameters
    ----------
    work : the assignment.
    student : is changed in place.
    notebook : name of the notebook.
    """
    del student.notebooks[notebook]
    student.lost |= {part: points_of(part) for part, name in work.notebook_of.items() if name == notebook}
    student.states[notebook] = State.NOT_STARTED


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


def mistaken(work: Homework, turns: Iterable[tuple[str, str, Answer]], name: str) -> Student:
    """Return the student who takes the given wrong turns and is right elsewhere.

    Parameters
    ----------
    work : the assignment.
    turns : part, misconception and wrong answer of each turn.
    name : of the student.
    """
    student = Student(name, {})
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
