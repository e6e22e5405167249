"""What the bank asks of a function part, and how any answer is tried."""

from collections.abc import Iterator
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np

from autograder.judging.comparing import same
from autograder.judging.diagnosis import diagnose
from autograder.judging.problem import Function, Problem
from autograder.judging.verdict import State, Verdict

from .model_answers import EXACT

SEEDS = 12


def judged(
    name: str, problem: Problem, part: Any, answer: Any, given: SimpleNamespace | None = None, seed: int = 0
) -> Verdict:
    """Return the verdict on an answer to a part.

    Parameters
    ----------
    name, problem, part : id of the part, its problem, and the part.
    answer : the answer.
    given : the given values; by default the printed ones.
    seed : of the calls that a function is tried on.
    """
    return diagnose(name, part, answer, given or problem.canonical(), np.random.default_rng(seed), problem)


def about_function(name: str, problem: Problem, part: Function, oracle: ModuleType | SimpleNamespace) -> Iterator[str]:
    """Yield what is missing in a function part: calls with known results, another right solution, wrong functions by name.

    Parameters
    ----------
    name : id of the part, such as "h4.a".
    problem, part : the problem and its part.
    oracle : as for `gate.missing`.
    """
    vectors = [vector for vector in oracle.VECTORS if vector[0] == name]
    if not vectors:
        yield f"{name}: the oracle has no call with a known result (VECTORS)"
    for vector in vectors:
        yield from _about_vector(name, part, vector)
    if name not in oracle.ALTERNATIVES:
        yield f"{name}: the oracle has no other right function (ALTERNATIVES)"
    yield from _about_draws_of_function(name, problem, part, oracle)
    for idle in (None, True, False, 0.0, ""):
        if judged(name, problem, part, lambda *args, _idle=idle, **kwargs: _idle).score:
            yield f"{name}: a function that always returns {idle!r} earns points"


def _about_vector(name, part, vector):
    try:
        _, args, kwargs, expected = vector
        result = part.answer(*args, **kwargs)
    except (TypeError, ValueError) as error:
        yield (
            f"{name}: the oracle's call {vector} does not fit the reference ({error}): VECTORS holds (part, (arguments,), "
            "{keywords}, result)"
        )
        return
    if not same(result, expected, EXACT):
        yield f"{name}: for {args} the reference gives {result!r}, the oracle {expected!r}"


def _about_draws_of_function(name, problem, part, oracle):
    right = {"the reference": part.answer, "the alternative": oracle.ALTERNATIVES.get(name)}
    for seed in range(SEEDS):
        for which, function in right.items():
            if function and judged(name, problem, part, function, seed=seed).state is not State.RIGHT:
                yield f"{name}: {which} is not right on draw {seed}"
        for turn in part.wrong_turns:
            verdict = judged(name, problem, part, turn.gives, seed=seed)
            if verdict.code != turn.code or verdict.credit == 1:
                yield f"{name}: the wrong function {turn.code} is taken for {verdict.code or verdict.state} on draw {seed}"
