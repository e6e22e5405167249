"""What the bank asks of a problem before it is taught: references, alternatives, wrong turns, draws, choices, notebook."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from types import ModuleType, SimpleNamespace

import numpy as np

from autograder.bank import catalogue, in_words, problems, written_in
from autograder.judging.comparing import close
from autograder.judging.problem import Choice, Function, Number, Problem
from autograder.judging.verdict import State

from .function_gate import about_function, judged
from .kept_numbers import printed_numbers
from .model_answers import EXACT, about_notebook, about_own_numbers
from .starting import oracle_file

DRAWS = 200
OTHERS = 20  # students whose texts and model answers are read
STOPS = "trying it stops with"
LONGEST = 1.35  # how many times the longest option of a choice may be the shortest
SLIPS = {
    "ten times": lambda value: 10 * value,
    "a tenth": lambda value: value / 10,
    "a thousand times": lambda value: 1000 * value,
    "a thousandth": lambda value: value / 1000,
    "the other sign": lambda value: -value,
    "the reciprocal": lambda value: 1 / value if value else value,
}


def missing(problem: Problem, oracle: ModuleType | SimpleNamespace, draws: int = DRAWS) -> list[str]:
    """Return what is missing in a problem, a sentence each; nothing if it may be taught.

    Parameters
    ----------
    problem : a problem of the bank.
    oracle : module or namespace with ANSWERS (part to value), VECTORS (part, arguments, keywords, result) and
        ALTERNATIVES (part to function): worked out apart from the problem's own references.
    draws : how many other draws are tried for each number.
    """
    files = []
    if problem.id in problems():
        files = [written_in(problem.id), oracle_file(written_in(problem.id))]
    found = []
    for name, complaints in _questions(problem, oracle, draws):
        try:
            found.extend(complaints())
        except Exception as error:  # whatever an author's functions may raise
            found.append(f"{name}: {STOPS} {in_words(error, files)}")
    return found


def _questions(problem, oracle, draws) -> Iterator[tuple[str, Callable[[], Iterable[str]]]]:
    """Yield what is asked of a problem: of which part, and the complaints about it."""
    yield problem.id, partial(_about_codes, problem)
    for letter, part in problem.parts.items():
        name = f"{problem.id}.{letter}"
        match part:
            case Number():
                yield name, partial(_about_number, name, problem, part, oracle, draws)
            case Function():
                yield name, partial(about_function, name, problem, part, oracle)
            case Choice():
                yield name, partial(_about_choice, name, problem, part)
        yield name, partial(_about_fields, name, problem, part)
    if draws:
        yield problem.id, partial(_about_draws_for_all, problem, draws)
    yield problem.id, partial(about_notebook, problem)


def _about_fields(name, problem, part):
    for field in ("heading", "variable"):
        if part.points and not getattr(part, field):
            yield f"{name}: a {field} is missing"
    letters = list(problem.parts)
    earlier = letters[: letters.index(name.rpartition(".")[2])]
    follows = getattr(part, "follows", None)
    if follows is not None and follows not in earlier:
        yield f"{name}: follows={follows!r} names no earlier part"


def _about_codes(problem):
    known = catalogue()
    for letter, part in problem.parts.items():
        turns = [turn for turn in [*getattr(part, "wrong_turns", ()), *getattr(part, "options", ())] if turn.code]
        if not turns:
            yield f"{problem.id}.{letter}: no wrong turn is listed"
        for turn in turns:
            if turn.code not in known:
                yield f"{problem.id}.{letter}: {turn.code} is not among the misconceptions: add it to misconceptions.py"
        if len({turn.nudge for turn in turns}) < len(turns):
            yield f"{problem.id}.{letter}: two wrong turns have the same nudge: each needs words of its own"


def _about_number(name, problem, part, oracle, draws):
    canonical = problem.canonical()
    rng = np.random.default_rng(1)
    right = part.answer(canonical)
    if name not in oracle.ANSWERS:
        yield f"{name}: the oracle has no independent answer"
    elif not close(right, oracle.ANSWERS[name], EXACT):
        yield f"{name}: the reference gives {right:.7g}, the oracle {oracle.ANSWERS[name]:.7g}"
    for slip, make in SLIPS.items():
        if judged(name, problem, part, make(right)).state is State.RIGHT and not close(make(right), right, EXACT):
            yield f"{name}: {slip} the answer is taken for right"
    try:
        others = [problem.draw(rng, part) for _ in range(draws)]
    except RuntimeError as error:
        yield str(error)
        return
    for given in [canonical, *others]:
        complaint = _one_draw(name, problem, part, given)
        if complaint:
            yield complaint
            return


def _one_draw(name, problem, part, given):
    """Return what is wrong with a number for some given values, or nothing."""
    if judged(name, problem, part, part.answer(given), given).state is not State.RIGHT:
        return f"{name}: the reference is not right for {vars(given)}"
    for turn in part.wrong_turns:
        code = judged(name, problem, part, turn.gives(given), given).code
        if code != turn.code:
            return f"{name}: the wrong turn {turn.code} is taken for {code or 'none'} with {vars(given)}"
    return None


def _about_choice(name, problem, part):
    if sum(option.code is None for option in part.options) != 1:
        yield f"{name}: exactly one option is right, the others carry a code"
    yield from _about_lengths(name, problem, part, problem.canonical())


def _about_lengths(name, problem, part, given):
    lengths = [len(option.text) for option in problem.worded(part, given).options]
    if max(lengths) > LONGEST * min(lengths):
        yield (
            f"{name}: the options differ too much in length ({min(lengths)} to {max(lengths)} characters): the longest may "
            f"have {LONGEST} times as many as the shortest"
        )


def _about_draws_for_all(problem, draws):
    for premise, holds in problem.premises.items():
        if not holds(problem.canonical()):
            yield f"{problem.id}: for the printed values it is not so that {premise}"
    rng = np.random.default_rng(2)
    try:
        others = [problem.draw_for_all(rng) for _ in range(min(draws, OTHERS))]
    except RuntimeError as error:
        yield str(error)
        return
    if problem.personal:
        yield from printed_numbers(problem, others)
        yield from about_own_numbers(problem, others)
        for letter, part in problem.parts.items():
            if isinstance(part, Choice):
                uneven = (list(_about_lengths(f"{problem.id}.{letter}", problem, part, given)) for given in others)
                yield from next(filter(None, uneven), [])
