"""The wrong answers that no misconception of the bank explains, the commonest first: what an author may have to name next."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from autograder.bank import find_part
from autograder.judging.comparing import close
from autograder.judging.parts import Number
from autograder.judging.verdict import State, Verdict
from autograder.learner.own_numbers import own_values
from autograder.nbgrader_plugin.graded_class import Result

NAMED_BY_STATE = {State.RIGHT, State.CARRIED, State.NOT_STARTED, State.MANUAL_REVIEW, State.OTHER_NUMBERS}
ALIKE = 0.01  # answers this near to each other, relative, are one
NUMERAL = re.compile(r"(?<!\w)[-+]?\d+(?:[.,]\d+)*(?:e[-+]?\d+)?", re.IGNORECASE)


@dataclass(frozen=True)
class Cluster:
    """Wrong answers to one part that are alike, in words, and whose they are."""

    part: str
    answer: str
    students: tuple[str, ...]


def unnamed_answers(results: Mapping[str, Result], most: int = 3) -> dict[str, list[Cluster]]:
    """Return the commonest unnamed wrong answers by part: those that at least two students gave, at most so many of each.

    Numbers are compared by their ratio to the right answer, so that students with numbers of their own are compared too.
    Of other answers what the grader said is compared, apart from the numbers in it.

    Parameters
    ----------
    results : `Result` by student, as `class_results` returns it.
    most : how many clusters of a part are returned.
    """
    ratios = {}
    messages = {}
    for student, result in results.items():
        for part, verdict in result.verdicts.items():
            if verdict.code or verdict.state in NAMED_BY_STATE:
                continue
            right = right_answer(part, student, result)
            if verdict.answer is not None and right:
                ratios.setdefault(part, []).append((verdict.answer / right, verdict.answer, student))
            else:
                messages.setdefault((part, alike(verdict)), []).append((verdict.message, student))
    found = [cluster for part, answers in ratios.items() for cluster in clusters_of(part, answers)]
    found += [Cluster(part, told[0][0], tuple(student for _, student in told)) for (part, _), told in messages.items()]
    common = sorted(
        (cluster for cluster in found if len(cluster.students) > 1),
        key=lambda cluster: (cluster.part, -len(cluster.students), cluster.answer),
    )
    parts = dict.fromkeys(cluster.part for cluster in common)
    return {part: [cluster for cluster in common if cluster.part == part][:most] for part in parts}


def right_answer(name: str, student: str, result: Result) -> float | None:
    """Return the right answer of a number part with the numbers that a student had; None of what is no number part.

    Parameters
    ----------
    name : id of the part.
    student : who answered it.
    result : the student's result, which tells whether the numbers were the student's own.
    """
    try:
        problem, part = find_part(name)
    except KeyError:
        return None
    if not isinstance(part, Number):
        return None
    mark = result.marks.get(name)
    own = mark is not None and mark.notebook in result.own_numbers
    return part.answer(own_values(problem.id, student) if own else problem.canonical())


def clusters_of(part: str, answers: list[tuple[float, float, str]]) -> list[Cluster]:
    """Return numbers in clusters, each of numbers that are alike.

    Parameters
    ----------
    part : which part they answer.
    answers : of each answer its ratio to the right one, the number itself, and the student.
    """
    groups = []
    for answer in sorted(answers):
        if groups and close(answer[0], groups[-1][0][0], ALIKE):
            groups[-1].append(answer)
        else:
            groups.append([answer])
    return [Cluster(part, in_words(group), tuple(sorted(student for *_, student in group))) for group in groups]


def in_words(group: list[tuple[float, float, str]]) -> str:
    """Return what is alike in some numbers: one of them, and how it compares with the right answer."""
    ratio, answer, _ = group[len(group) // 2]
    return f"{answer:.4g}, which is {ratio:.3g} times the right answer"


def alike(verdict: Verdict) -> tuple[State, str]:
    """Return what two verdicts share where only the numbers in their messages differ."""
    return verdict.state, NUMERAL.sub("#", verdict.message)
