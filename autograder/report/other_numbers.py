"""Whose numbers an answer fits: where every student has numbers of their own, an answer may be right for another's."""

from collections.abc import Mapping
from dataclasses import dataclass

from autograder.bank import find_part
from autograder.judging.comparing import close
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
    for student, result in results.items():
        for name, verdict in result.verdicts.items():
            if verdict.answer is None:
                continue
            for other in results.keys() - {student}:
                if is_right_for(other, name, verdict.answer):
                    found.setdefault((student, other), []).append(name)
    rows = [Fit(student, other, tuple(parts)) for (student, other), parts in found.items()]
    return sorted(rows, key=lambda fit: (-len(fit.parts), fit.student, fit.other))


def is_right_for(student: str, name: str, answer: float) -> bool:
    """Tell whether a number is the right answer to a part with the numbers of a student.

    Parameters
    ----------
    student : id of the student whose numbers are taken.
    name : id of the part, such as "h4.a".
    answer : the number that somebody gave.
    """
    problem, part = find_part(name)
    return close(answer, part.answer(own_values(problem.id, student)), part.tol)
