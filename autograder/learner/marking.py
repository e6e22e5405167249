"""The two calls an assignment makes: `check`, which the student sees, and `mark`, which earns the points."""

import hashlib
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
from IPython.display import display

from autograder.bank import find_part, is_problem
from autograder.judging.carrying import carried_from, right_by_own_function
from autograder.judging.choice_answers import diagnose_choice
from autograder.judging.comparing import first_difference, same, same_shape, shape_of, shown
from autograder.judging.diagnosis import diagnose, diagnose_number, slips_of, started
from autograder.judging.filling import in_brackets
from autograder.judging.function_answers import attempt, disabling
from autograder.judging.problem import Choice, Function, Number, Problem
from autograder.judging.verdict import State, Verdict

from .attempts import Attempt, marked_earlier, note_attempt, note_marked
from .cards import card_of, look_by_card
from .own_numbers import finite, given_values, has_own_numbers, is_for_other_numbers, part_at_work

OTHERS = "Right for other numbers than yours: the given cell tells which are yours."


def mark(name: str, answer: Any, *, using: Callable[[], Any] | None = None) -> float:
    """Grade an answer: show the verdict and return the points earned, which nbgrader reads as partial credit.

    Parameters
    ----------
    name : id of the part, such as "h1.b".
    answer : what the student made: a number, a letter or a function.
    using : a function of no arguments that returns the student's answer to the part this one follows; if that answer
        comes from a known wrong turn and this one is right by it, the points are earned.

    Returns
    -------
    Points earned, a float.

    Raises
    ------
    KeyError : for a part that is not in the bank.
    """
    verdict = judged(name, Attempt(answer, using))
    note_attempt(name, answer, using)
    note_marked(name, answer, verdict)
    display(verdict)
    return verdict.score


def judged(name: str, attempt: Attempt) -> Verdict:
    """Return the verdict on an answer as it is graded.

    Parameters
    ----------
    name : id of the part, such as "h1.b".
    attempt : the answer, and the way to the one that it follows.
    """
    problem, part, given = at_work(name)
    answer = attempt.answer
    verdict = diagnose(name, part, answer, given, generator(name), problem)
    using = attempt.using
    if using and verdict.credit < 1:
        following = (problem, part, answer, using, given, generator(name), marked_earlier(problem, part))
        if right_by_own_function(*following):
            return Verdict(name, State.RIGHT, part.because, 1.0, part.points)
        slip = carried_from(*following)
        if slip:
            message = f"Right by your answer to ({slip}), which is what needs mending."
            verdict = Verdict(name, State.CARRIED, message, 1.0, part.points)
    if isinstance(part, Number) and not verdict.credit:
        verdict = replace(verdict, answer=finite(answer))
        if has_own_numbers(problem) and is_for_other_numbers(verdict, problem, part):
            verdict = replace(verdict, state=State.OTHER_NUMBERS, message=OTHERS, code=None)
    return verdict


def check(name: str, answer: Any, *, using: Callable[[], Any] | None = None) -> None:
    """Tell a student what is amiss with an answer, as far as that can be said without giving the answer away.

    The verdict is a card. A problem also puts one line on the error stream, so that nbgrader's Validate button reports
    it and "Run All" goes on.

    Parameters
    ----------
    name : id of the part, such as "h1.b".
    answer : what the student made: a number, a letter or a function.
    using : as in `mark`; an answer that follows from a known wrong turn in the earlier part is not blamed again.

    Raises
    ------
    KeyError : for a part that is not in the bank.
    """
    note_attempt(name, answer, using)
    card = card_of(name) if is_private(name) else None
    if card:
        return _shown(look_by_card(name, card, answer))
    problem, part, given = at_work(name)
    verdict = first_look(name, part, answer, given, problem)
    if using and verdict.state is State.WRONG_TURN:
        following = (problem, part, answer, using, given, generator(name), marked_earlier(problem, part))
        if right_by_own_function(*following):
            return _shown(Verdict(name, State.PLAUSIBLE, "This is what your function gives."))
        slip = carried_from(*following)
        if slip:
            verdict = Verdict(name, State.PLAUSIBLE, f"This follows from your answer to ({slip}): look there first.")
    return _shown(verdict)


def _shown(verdict):
    display(verdict)
    if verdict.state is not State.PLAUSIBLE:
        print(f"{verdict.part} is not ready: {verdict.state}", file=sys.stderr)


def is_private(name: str) -> bool:
    """Tell whether the banks at hand have no such problem, so that at most a card of it is known."""
    return not is_problem(name.partition(".")[0])


def at_work(name: str) -> tuple[Problem, Number | Choice | Function, SimpleNamespace]:
    """Return the problem, the part in its words and the given values that hold for the student; see `own_numbers`."""
    problem, _ = find_part(name)
    given = given_values(problem)
    return problem, problem.worded(part_at_work(problem, name.partition(".")[2]), given), given


def first_look(
    name: str, part: Number | Choice | Function, answer: Any, given: SimpleNamespace, problem: Problem | None = None
) -> Verdict:
    """Return the verdict of the visible check: form, sign, the prompt's example and wrong turns that are safe to name.

    Parameters
    ----------
    name : id of the part, such as "h1.b".
    part : the part, worded for this student.
    answer : what the student made; it may be anything.
    given : the given values that hold for this student.
    problem : its problem, from whose given values slips follow that are not listed; without it only listed ones are known.
    """
    if not started(answer):
        return Verdict(name, State.NOT_STARTED, "Put your answer in place of the dots.")
    match part:
        case Number():
            return _look_at_number(name, part, answer, given, problem)
        case Choice():
            found = diagnose_choice(part, answer)
            if found.state is State.WRONG_TYPE:
                return Verdict(name, found.state, found.message)
            return Verdict(name, State.PLAUSIBLE, "A valid choice. It is marked when the notebook is graded.")
        case Function():
            return _look_at_function(name, part, answer)


def generator(name: str) -> np.random.Generator:
    """Return the random generator for a part: the same each time one file is graded, fresh for every other file.

    The seed is AUTOGRADER_DRAWS if the grader sets it, which no student can work out; otherwise the student's folder.
    """
    seed = os.environ.get("AUTOGRADER_DRAWS") or "/".join(Path.cwd().parts[-2:])
    return np.random.default_rng(list(hashlib.sha256(f"{seed}:{name}".encode()).digest()))


def _look_at_number(name, part, answer, given, problem):
    found = diagnose_number(part, answer, given, slips_of(problem, name, given))
    may_be_named = found.state is State.WRONG_TURN and not found.quiet
    if may_be_named or found.state in (State.WRONG_TYPE, State.WRONG_SIGN):
        return Verdict(name, found.state, found.message, code=found.code)
    return Verdict(
        name, State.PLAUSIBLE, f"A number{in_brackets(part.unit)}. It is marked when the notebook is graded."
    )


def _look_at_function(name, part, function):
    if not callable(function):
        return Verdict(name, State.WRONG_TYPE, f"Expected the function {part.name}, but this is {shape_of(function)}.")
    call = f"{part.name}({part.example})"
    expected = part.example(part.answer)
    trial = attempt(disabling(function, part.switched_off), part.example)
    if trial.error:
        return Verdict(name, State.CRASHED, f"{call} stops with {trial.error}")
    if trial.value is None:
        return Verdict(name, State.NOT_STARTED, f"{call} returns None. Does the function end with `return`?")
    if same(trial.value, expected, part.tol):
        message = f"{call} gives {shown(trial.value)}, as it should. Other inputs are tried in grading."
        return Verdict(name, State.PLAUSIBLE, message)
    if not same_shape(trial.value, expected):
        message = f"{call} should return {shape_of(expected)}, but it returns {shape_of(trial.value)}."
        return Verdict(name, State.WRONG_TYPE, message)
    for turn in part.wrong_turns:
        if not turn.quiet and same(trial.value, part.example(turn.gives), part.tol):
            return Verdict(name, State.WRONG_TURN, turn.nudge, code=turn.code)
    place, mine, right = first_difference(trial.value, expected, part.tol)
    return Verdict(name, State.WRONG, f"{call}{place} should be {shown(right)}, but it is {shown(mine)}.")
