"""Of a problem's texts and given values those that one of its parts needs, told by what its answer reads."""

import ast
import re
from inspect import cleandoc
from types import SimpleNamespace
from typing import Any

from autograder.judging.filling import FIELD, WORD
from autograder.judging.parts import Choice, Function, Number
from autograder.judging.problem import Problem

LETTER = re.compile(r"(?<!\w)\(([a-z])\)")


class Noting(SimpleNamespace):
    """Given values that note which of them are read."""

    def __getattribute__(self, name: str) -> Any:
        value = super().__getattribute__(name)
        if not name.startswith("_"):
            super().__getattribute__("__dict__").setdefault("_read", set()).add(name)
        return value


def named_parts(problem: Problem, part: Number | Choice | Function) -> list[str]:
    """Return the letters of the parts that a question leans on: "the limit of (c)".

    Parameters
    ----------
    problem : the problem.
    part : one of its parts.
    """
    return [letter for letter in LETTER.findall(part.prompt) if letter in problem.parts]


def needed_values(problem: Problem, part: Number | Choice | Function) -> set[str]:
    """Return the names of the given values that a part's answer, worked solution, question or options read.

    Parameters
    ----------
    problem : the problem.
    part : one of its parts, in the bank's own words.
    """
    noting = Noting(**vars(problem.canonical()))
    if isinstance(part, Number):
        part.answer(noting)
    part.solution(noting)
    texts = [part.prompt, *(option.text for option in getattr(part, "options", ()))]
    texts += [problem.parts[letter].prompt for letter in named_parts(problem, part)]
    return _read(noting).union(*(values_in(problem, text) for text in texts))


def values_in(problem: Problem, text: str) -> set[str]:
    """Return the names of the given values that stand in a text, or that what stands in it follows from.

    Parameters
    ----------
    problem : the problem.
    text : one of its texts with fields.
    """
    noting = Noting(**vars(problem.canonical()))
    for name, _ in FIELD.findall(text):
        if name in problem.derived:
            problem.derived[name](noting)
        else:
            getattr(noting, name)
    return _read(noting)


def own_texts(problem: Problem, needed: set[str]) -> list[str]:
    """Return the story and the other texts above the questions without those that tell only of other parts.

    A part that reads no given value does not tell which story is its own, and has them all.

    Parameters
    ----------
    problem : the problem.
    needed : what `needed_values` tells of one of its parts.
    """
    texts = [text for text in (problem.story, *problem.context.values()) if text]
    if not needed:
        return texts
    return [text for text in texts if _has_none_or_one_of(values_in(problem, text), needed)]


def shown_values(problem: Problem, part: Number | Choice | Function) -> list[str]:
    """Return the names of the given values that a learner who practises a part reads above its question, in order.

    Parameters
    ----------
    problem : the problem.
    part : one of its parts, in the bank's own words.
    """
    needed = needed_values(problem, part)
    shown = needed.union(*(values_in(problem, text) for text in own_texts(problem, needed)))
    return [key for key in problem.given if key in shown or not needed]


def own_constants(problem: Problem, part: Number | Choice | Function) -> list[str]:
    """Return the lines of a problem's constants that one of its parts uses, told by the names in its texts and its model.

    Parameters
    ----------
    problem : the problem.
    part : one of its parts, in the bank's own words.
    """
    code = cleandoc(problem.constants)
    texts = [part.prompt, *(problem.parts[letter].prompt for letter in named_parts(problem, part))]
    texts += [getattr(part, "model", ""), getattr(part, "draft", ""), part.solution(problem.canonical())]
    names = set(WORD.findall(" ".join(texts)))
    kept: list[str] = []
    for statement in reversed(ast.parse(code).body):
        if names & _bound(statement):
            names |= {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
            kept = [*code.split("\n")[statement.lineno - 1 : statement.end_lineno], *kept]
    return kept


def _bound(statement):
    stored = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return {statement.name} if isinstance(statement, ast.FunctionDef) else stored


def _has_none_or_one_of(values, needed):
    return not values or bool(values & needed)


def _read(noting):
    return vars(noting).pop("_read", set())
