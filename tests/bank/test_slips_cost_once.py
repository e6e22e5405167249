"""One slip costs its points once: a student who is right but for one known slip, and goes on from it, loses that part only.

Which parts build on which is read from the model answers: a number whose model answer names an earlier answer.
"""

import ast
from inspect import cleandoc

import numpy as np
import pytest

from autograder.authoring.model_answers import edited_model
from autograder.bank import problems
from autograder.judging.carrying import carried_from
from autograder.judging.diagnosis import diagnose
from autograder.judging.problem import Function, Number

SEED = 11
PROBLEMS = problems()


def model_of(part):
    """The model answer of a function or a number, as a cell holds it."""
    return cleandoc(part.model) if isinstance(part, Function) else f"{part.variable} = (\n{cleandoc(part.model)}\n)"


def named_by(problem, letter):
    """The earlier answers that the model answer of a number names."""
    part = problem.parts[letter]
    if not isinstance(part, Number):
        return set()
    variables = {other.variable: key for key, other in problem.parts.items() if key != letter}
    names = {node.id for node in ast.walk(ast.parse(model_of(part))) if isinstance(node, ast.Name)}
    return {variables[name] for name in names & variables.keys()}


def built_on(problem, letter):
    """The parts that build on a part, at once or by way of others, in order."""
    found = [letter]
    for other in problem.parts:
        if named_by(problem, other) & set(found):
            found.append(other)
    return found[1:]


def values_in(problem, given):
    """What the cells before the questions define."""
    space = {}
    exec(cleandoc(problem.setup), space)
    space |= {
        problem.name_of(key): np.array(value) if isinstance(value, tuple) else value
        for key, value in vars(given).items()
    }
    exec(cleandoc(problem.constants), space)
    return space


def slips_in(part, given):
    """Each known slip of a part as code in the answer cell."""
    for turn in part.wrong_turns:
        is_function = isinstance(part, Function)
        yield (
            turn,
            edited_model(cleandoc(part.model), turn) if is_function else f"{part.variable} = {turn.gives(given)!r}",
        )


def loses_points(problem, letter, value, earlier, given):
    part = problem.parts[letter]
    rng = np.random.default_rng(0)
    if diagnose(f"{problem.id}.{letter}", part, value, given, rng, problem).credit == 1:
        return False
    return carried_from(problem, part, value, lambda: earlier, given, rng) is None


@pytest.mark.parametrize("name", PROBLEMS)
def test_a_number_that_names_an_earlier_answer_is_marked_by_it(name):
    problem = PROBLEMS[name]
    named = {letter: named_by(problem, letter) for letter in problem.parts}
    marked_by = {letter: {getattr(part, "follows", None)} for letter, part in problem.parts.items()}
    assert {letter: found for letter, found in named.items() if not found <= marked_by[letter]} == {}


@pytest.mark.parametrize("name", PROBLEMS)
def test_a_notebook_with_one_slip_loses_that_part_only(name):
    problem, tried = PROBLEMS[name], 0
    rng = np.random.default_rng(SEED)
    quick = not any(getattr(part, "slow", False) for part in problem.parts.values())
    drawn = [problem.draw_for_all(rng)] if problem.personal and quick else []
    for given in [problem.canonical(), *drawn]:
        before = values_in(problem, given)
        for letter, part in problem.parts.items():
            later = built_on(problem, letter)
            for turn, slip in slips_in(part, given) if later else ():
                space = before | {}
                for other, beside in problem.parts.items():
                    if isinstance(beside, Function | Number) and other not in later:
                        exec(slip if other == letter else model_of(beside), space)
                for other in later:
                    beside = problem.parts[other]
                    exec(model_of(beside), space)
                    earlier = space[problem.parts[beside.follows].variable] if beside.follows else None
                    lost = loses_points(problem, other, space[beside.variable], earlier, given)
                    assert not lost, f"{turn.code} in ({letter}) costs the points of ({other}) too"
                    tried += 1
    print(f"{name}: seed {SEED}, {1 + len(drawn)} sets of given values, {tried} answers that follow from a slip")
    assert tried or not any(built_on(problem, letter) for letter in problem.parts)


@pytest.mark.parametrize("name", PROBLEMS)
def test_what_follows_from_a_slip_by_way_of_other_answers_is_right_by_it(name):
    problem, tried = PROBLEMS[name], 0
    given = problem.canonical()
    for letter, part in problem.parts.items():
        for turn in getattr(part, "wrong_turns", ()):
            answers = {letter: turn.gives if isinstance(part, Function) else turn.gives(given)}
            for other, later in problem.parts.items():
                if getattr(later, "follows", None) in answers:
                    earlier = answers[later.follows]
                    answers[other] = later.carried(given, earlier)
                    lost = loses_points(problem, other, answers[other], earlier, given)
                    assert not lost, f"{turn.code} in ({letter}) costs the points of ({other}) too"
                    tried += 1
    print(f"{name}: {tried} answers that follow from a slip")
