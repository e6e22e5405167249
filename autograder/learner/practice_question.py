"""Practice without a browser: a question with new numbers, an answer as it was typed, and what is said of it."""

from dataclasses import dataclass, replace
from typing import Any

from autograder.judging.diagnosis import diagnose
from autograder.judging.filling import filled, typed
from autograder.judging.parts import LETTERS, Choice, Function, Number
from autograder.judging.problem import Problem
from autograder.judging.verdict import State, Verdict

from .number_input import read_number
from .own_story import named_parts, needed_values, own_constants, own_texts
from .practice_round import Round

REPEATS = "*The answer to this one is the same each time: what it asks about is published, or does not depend on the numbers.*"


@dataclass(frozen=True)
class Progress:
    """Where a learner stands: tries at the present question, questions right in a row, and whether it is closed."""

    tries: int = 0
    streak: int = 0
    closed: bool = False


def question(asked: Round) -> str:
    """Return the text of a question: the part's own story with its numbers, then what is asked, in which unit."""
    told = asked.problem.told(asked.given)
    part = asked.problem.parts[asked.name.partition(".")[2]]
    note = [REPEATS] if asked.repeats else []
    return "\n\n".join([*story(asked.problem, part, told), *earlier_parts(asked), *asked_for(asked.part, told), *note])


def story(problem: Problem, part: Number | Choice | Function, given: Any) -> list[str]:
    """Return what stands above a question: the story, formulas and rules that it needs, and numbers that no text tells.

    Parameters
    ----------
    problem : the problem.
    part : the part that is asked, in the bank's own words.
    given : what its texts are filled from, as `Problem.told` returns it.
    """
    needed = needed_values(problem, part)
    texts = own_texts(problem, needed)
    told = " ".join([*texts, part.prompt, *(problem.parts[letter].prompt for letter in named_parts(problem, part))])
    untold = [
        _listed(problem, key, getattr(given, key))
        for key in problem.given
        if key in needed and f"{{{key}:" not in told and problem.name_of(key)
    ]
    constants = own_constants(problem, part)
    return [
        *(filled(text, given) for text in texts),
        *(["\n".join(untold)] if untold else []),
        *(["```python\n" + "\n".join(constants) + "\n```"] if constants else []),
    ]


def _listed(problem, key, value):
    quantity = problem.given[key]
    about = f": {quantity.about}" if quantity.about else ""
    return f"- `{problem.name_of(key)} = {typed(value)}` {quantity.unit}".rstrip() + about


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
    parts = asked.problem.parts
    told = asked.problem.told(asked.given)
    return [f"({x}) {filled(parts[x].prompt, told)}" for x in named_parts(asked.problem, asked.part)]


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
