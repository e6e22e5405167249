"""Practice without a browser: a question with new numbers, an answer as it was typed, and what is said of it."""

import re
from dataclasses import dataclass, replace
from inspect import cleandoc
from types import SimpleNamespace
from typing import Any

import numpy as np

from autograder.bank import find_part
from autograder.judging.diagnosis import diagnose
from autograder.judging.filling import filled, typed
from autograder.judging.parts import LETTERS, Choice, Function, Number
from autograder.judging.problem import Problem
from autograder.judging.verdict import State, Verdict

from .number_input import read_number


@dataclass(frozen=True)
class Round:
    """One question in words with its numbers. `order` says which option of a choice stands in which place."""

    name: str
    problem: Problem
    part: Number | Choice
    given: SimpleNamespace
    order: tuple[int, ...] = ()

    @property
    def options(self) -> list[str]:
        """Texts of the options in the order shown; empty for a number."""
        return [self.part.options[i].text for i in self.order]


@dataclass(frozen=True)
class Progress:
    """Where a learner stands: tries at the present question, questions right in a row, and whether it is closed."""

    tries: int = 0
    streak: int = 0
    closed: bool = False


def new_round(name: str, rng: np.random.Generator) -> Round:
    """Return a fresh question with drawn numbers; a choice has its options shuffled.

    A choice keeps the numbers of the assignment where its problem does not promise options that hold for every draw.

    Parameters
    ----------
    name : id of the part, such as "h1.b".
    rng : source of the draws.

    Raises
    ------
    KeyError : for a part that is not in the bank.
    TypeError : for a part that asks for a function.
    """
    problem, part = find_part(name)
    if isinstance(part, Function):
        raise TypeError(f"{name} asks for a function: there is nothing to type, pass the function itself")
    if isinstance(part, Choice):
        given = problem.draw_for_all(rng) if problem.personal else problem.canonical()
        order = tuple(int(i) for i in rng.permutation(len(part.options)))
        return Round(name, problem, problem.worded(part, given), given, order)
    given = problem.draw(rng, part)
    return Round(name, problem, problem.worded(part, given), given)


def question(asked: Round) -> str:
    """Return the text of a question: the story with its numbers, then what is asked, in which unit."""
    told = asked.problem.told(asked.given)
    return "\n\n".join([*story(asked.problem, told), *earlier_parts(asked), *asked_for(asked.part, told)])


def story(problem: Problem, given: Any) -> list[str]:
    """Return what stands above a problem's questions: the story, formulas and rules, and numbers that no text tells.

    Parameters
    ----------
    problem : the problem.
    given : what its texts are filled from, as `Problem.told` returns it.
    """
    texts = [problem.story, *problem.context.values()]
    told = " ".join([*texts, *(part.prompt for part in problem.parts.values())])
    untold = [
        f"`{problem.name_of(key)} = {typed(getattr(given, key))}` {problem.given[key].unit}".rstrip()
        for key in problem.given
        if f"{{{key}:" not in told and problem.name_of(key)
    ]
    if untold and problem.constants:
        untold += [f"`{line}`" for line in cleandoc(problem.constants).split("\n")]
    return [
        *(filled(text, given) for text in texts if text),
        *(["\n".join(f"- {line}" for line in untold)] if untold else []),
    ]


def asked_for(part: Number | Choice | Function, given: Any) -> list[str]:
    """Return what a part asks, below its heading, and the unit of the answer where the text does not name it.

    Parameters
    ----------
    part : the part.
    given : what its prompt is filled from, as `Problem.told` returns it.
    """
    prompt = filled(part.prompt, given)
    unit = getattr(part, "unit", "–")
    named = unit in ("–", "", "times", "fraction", "ratio", "fold", "probability") or unit in prompt
    return [*([f"**{part.heading}**"] if part.heading else []), prompt, *([] if named else [f"Unit: {unit}."])]


def earlier_parts(asked: Round) -> list[str]:
    """Return what other parts ask, where the prompt leans on them: "the limit of (c)" is met here without (c)."""
    letters = re.findall(r"(?<!\w)\(([a-z])\)", asked.part.prompt)
    parts = asked.problem.parts
    told = asked.problem.told(asked.given)
    return [f"({x}) {filled(parts[x].prompt, told)}" for x in letters if x in parts]


def judge(asked: Round, answer: str | int | None) -> Verdict:
    """Return the verdict on an answer.

    An answer that cannot be read is of the wrong type, and its message says what to type instead.

    Parameters
    ----------
    asked : the question.
    answer : the text typed for a number; for a choice the place of the option from 0, or None if none is picked.
    """
    if isinstance(asked.part, Choice):
        answer = None if answer is None else LETTERS[asked.order[answer]]
    elif not answer.strip():
        answer = None
    else:
        try:
            answer = read_number(answer, asked.part.unit).value
        except ValueError as error:
            return Verdict(asked.name, State.WRONG_TYPE, str(error))
    if answer is None:
        return Verdict(asked.name, State.NOT_STARTED, "Give an answer first, then check it.")
    verdict = diagnose(asked.name, asked.part, answer, asked.given, None, asked.problem)
    return replace(verdict, points=0.0)  # practice earns no points, so none are shown


def understood(asked: Round, answer: str | int | None) -> str:
    """Return what was read of a typed answer, "0.04 mg = 40 µg"; "" for a choice and for what cannot be read.

    Parameters
    ----------
    asked : the question.
    answer : as for `judge`.
    """
    if isinstance(asked.part, Choice):
        return ""
    try:
        return read_number(answer, asked.part.unit).understood
    except ValueError:
        return ""


def after(progress: Progress, verdict: Verdict) -> Progress:
    """Return the progress after a verdict. A closed question and an answer that could not be read count for nothing.

    Parameters
    ----------
    progress : where the learner stood.
    verdict : on the answer given then.
    """
    if progress.closed or verdict.state in (State.NOT_STARTED, State.WRONG_TYPE):
        return progress
    right = verdict.state is State.RIGHT
    return Progress(progress.tries + 1, progress.streak + 1 if right else 0, closed=right)


def given_up(progress: Progress) -> Progress:
    """Return the progress after the solution was shown: an open question is lost, a closed one keeps its streak."""
    return progress if progress.closed else Progress(progress.tries, 0, closed=True)
