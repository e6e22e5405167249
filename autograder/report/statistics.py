"""Numbers about a class: how hard each part was, how well it tells students apart, and which misconceptions it met."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from autograder.bank import catalogue
from autograder.judging.verdict import State
from autograder.nbgrader_plugin.graded_class import Result, Unsettled

GOOD = {State.RIGHT, State.CARRIED}


@dataclass(frozen=True)
class Item:
    """One part over the class.

    `difficulty` is the mean share of the points earned (1 is easy). `discrimination` is the correlation of the part
    with the rest of the score, NaN where nothing varies.
    """

    part: str
    points: float
    difficulty: float
    discrimination: float
    not_started: int


@dataclass(frozen=True)
class Met:
    """A misconception that was met in a part of the class's work, and the students in whose answers it was."""

    code: str
    meaning: str
    part: str
    students: tuple[str, ...]


def items(results: Mapping[str, Result]) -> list[Item]:
    """Return an Item for every part worth points.

    Parameters
    ----------
    results : dict of `Result` by student, as `class_results` returns it.
    """
    earned, points = score_matrix(results)
    totals = earned.sum(axis=1)
    found = []
    for column, (part, worth) in enumerate(points.items()):
        rest = totals - earned[:, column]
        blanks = sum(part in r.verdicts and r.verdicts[part].state == State.NOT_STARTED for r in results.values())
        found.append(Item(part, worth, earned[:, column].mean() / worth, correlation(earned[:, column], rest), blanks))
    return found


def score_matrix(results: Mapping[str, Result]) -> tuple[np.ndarray, dict[str, float]]:
    """Return points earned (students × parts) and the points of each part by name."""
    points = {part: v.points for r in results.values() for part, v in r.verdicts.items() if v.points}
    rows = [[_score(r, part) for part in points] for r in results.values()]
    return np.array(rows, dtype=float).reshape(len(results), len(points)), points


def _score(result, part):
    """Return the points that a student has for a part: none yet where a person has to look."""
    verdict = result.verdicts.get(part)
    return (verdict.score if verdict else None) or 0.0


def correlation(x: np.ndarray, y: np.ndarray) -> float:
    """Return the correlation of two rows of numbers, NaN where one of them does not vary or there are fewer than three.

    Parameters
    ----------
    x, y : as many numbers in one as in the other.
    """
    if len(x) < 3 or np.ptp(x) == 0 or np.ptp(y) == 0:
        return float("nan")
    return float(np.corrcoef(x, y)[0, 1])


def misconceptions(results: Mapping[str, Result]) -> list[Met]:
    """Return who took which wrong turn where, the most frequent first."""
    met = {}
    for student, result in results.items():
        for part, verdict in result.verdicts.items():
            if verdict.code:
                met.setdefault((verdict.code, part), []).append(student)
    meanings = catalogue()
    rows = [Met(code, meanings.get(code, ""), part, tuple(who)) for (code, part), who in met.items()]
    return sorted(rows, key=lambda row: (-len(row.students), row.code, row.part))


def unsettled_parts(results: Mapping[str, Result]) -> list[Unsettled]:
    """Return the parts that only a person can settle."""
    return [
        Unsettled(student, part, verdict.message)
        for student, result in results.items()
        for part, verdict in result.verdicts.items()
        if verdict.state == State.MANUAL_REVIEW
    ]
