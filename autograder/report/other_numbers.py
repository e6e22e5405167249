"""Whose numbers an answer fits: where every student has numbers of their own, an answer may be right for another's."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from autograder.bank import find_part
from autograder.learner.own_numbers import own_values
from autograder.nbgrader_plugin.graded_class import Result


@dataclass(frozen=True)
class Fit:
    """Answers of one student, wrong for the numbers they had, that are right for those of another."""

    student: str
    other: str
    parts: tuple[str, ...]


def fits(results: Mapping[str, Result]) -> list[Fit]:
    """Return who handed in what is right for whose numbers, the most parts first.

    One part may agree by chance; a person has to judge.

    Parameters
    ----------
    results : dict of `Result` by student, as `class_results` returns it.
    """
    found = {}
    known = {}
    for student, result in results.items():
        for name, verdict in result.verdicts.items():
            if verdict.answer is None or result.marks[name].notebook not in result.own_numbers:
                continue
            if name not in known:
                known[name] = right_for(results, name)
            for other in whose(verdict.answer, name, known[name]):
                if other != student:
                    found.setdefault((student, other), []).append(name)
    rows = [Fit(student, other, tuple(parts)) for (student, other), parts in found.items()]
    return sorted(rows, key=lambda fit: (-len(fit.parts), fit.student, fit.other))


def right_for(students: Iterable[str], name: str) -> dict[str, float]:
    """Return the right answer to a part with the numbers of each student.

    Parameters
    ----------
    students : their ids.
    name : id of the part, such as "h4.a".
    """
    problem, part = find_part(name)
    return {student: part.answer(own_values(problem.id, student)) for student in students}


def whose(answer: float, name: str, right: Mapping[str, float]) -> list[str]:
    """Return the students for whose numbers an answer is right.

    Parameters
    ----------
    answer : the number that somebody gave.
    name : id of the part.
    right : the right answers by student.
    """
    _, part = find_part(name)
    values = np.array(list(right.values()))
    near = np.abs(answer - values) <= part.tol * np.abs(values)
    return [student for student, is_near in zip(right, near, strict=True) if is_near]
