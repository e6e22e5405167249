"""The model answers of a problem, run as its notebook holds them, and the wrong functions made from them."""

import builtins
from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

import numpy as np

from autograder.judging.comparing import close
from autograder.judging.diagnosis import diagnose
from autograder.judging.filling import filled
from autograder.judging.problem import Function, Number, Problem

from .given_cell import given_code

EXACT = 1e-6


def about_notebook(problem: Problem) -> list[str]:
    """Run the given cell and the model answers as the notebook holds them, and compare the numbers with the references."""
    if not problem.notebook:
        return [f"{problem.id}: notebook= is missing, the assignment and the name of its notebook"]
    space = {"__builtins__": builtins}
    stopped = _stopped([_setup(problem), (f"{problem.id} given", given_code(problem)), *_models(problem)], space)
    if stopped:
        return [stopped]
    found = list(_about_values(problem, space, problem.canonical()))
    for letter, part in problem.parts.items():
        if isinstance(part, Function):
            found += _about_edits(f"{problem.id}.{letter}", problem, part, space)
    return found


def about_own_numbers(problem: Problem, draws: Iterable[SimpleNamespace]) -> list[str]:
    """Run the model answers with other given values, as they stand for students who have numbers of their own.

    Parameters
    ----------
    problem : a problem of the bank.
    draws : the other given values, a set each.
    """
    for given in draws:
        space = {"__builtins__": builtins}
        values = {
            problem.name_of(key): np.array(value) if isinstance(value, tuple) else value
            for key, value in vars(given).items()
        }
        constants = f"{problem.id} constants", filled(problem.constants, SimpleNamespace())
        stopped = _stopped([_setup(problem)], space)
        space |= values
        stopped = stopped or _stopped([constants, *_models(problem)], space)
        found = [stopped] if stopped else list(_about_values(problem, space, given))
        if found:
            return [f"{complaint}, with {vars(given)}" for complaint in found]
    return []


def _setup(problem):
    return f"{problem.id} setup", filled(problem.setup, SimpleNamespace())


def _models(problem):
    """Yield the model answer of each part as code, with what it is."""
    for letter, part in problem.parts.items():
        model = filled(getattr(part, "model", ""), SimpleNamespace())
        if isinstance(part, Number):
            yield f"{problem.id}.{letter}", f"{part.variable} = (\n{model}\n)"
        elif isinstance(part, Function):
            yield f"{problem.id}.{letter}", model


def _stopped(cells, space):
    """Run code in a space, and return which of it stops with an error; "" if none does."""
    for what, code in cells:
        try:
            exec(code, space)
        except Exception as error:
            return f"{what}: the notebook's code stops with {type(error).__name__}: {error}"
    return ""


def _about_values(problem, space, given):
    """Yield the numbers that the model answers left in a space and that are not those of the references."""
    for letter, part in problem.parts.items():
        if isinstance(part, Number):
            value = float(space[part.variable])
            if not close(value, part.answer(given), EXACT):
                yield f"{problem.id}.{letter}: the model answer gives {value:.7g}, not the reference"


def _about_edits(name, problem, part, space):
    """Try each wrong function as a student would type it: the model answer with a few words changed."""
    for turn in part.wrong_turns:
        model = filled(part.model, SimpleNamespace())
        lost = [old for old, _ in turn.edit if old not in model]
        if lost or not turn.edit:
            what = f"changes {lost[0]!r}, which is not in the model answer" if lost else "is missing"
            yield f"{name}: the edit for {turn.code} {what}"
            continue
        wrong = dict(space)
        try:
            exec(edited_model(model, turn), wrong)
        except Exception as error:
            yield f"{name}: the model answer edited for {turn.code} stops with {type(error).__name__}: {error}"
            continue
        code = diagnose(name, part, wrong[part.name], problem.canonical(), np.random.default_rng(0)).code
        if code != turn.code:
            yield f"{name}: the model answer edited for {turn.code} is taken for {code or 'none'}"


def edited_model(model: str, turn: Any) -> str:
    """Return a model answer with a wrong turn's changes made.

    Parameters
    ----------
    model : the source of the model answer.
    turn : a wrong turn of a function, with its `edit`.
    """
    for old, new in turn.edit:
        model = model.replace(old, new)
    return model
