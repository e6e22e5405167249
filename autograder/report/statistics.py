"""Numbers about a class: how hard each part was, how well it tells students apart, and which misconceptions it met."""

from dataclasses import dataclass

import numpy as np

from autograder.bank import catalogue
from autograder.judging.verdict import State

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


def items(results):
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


def score_matrix(results):
    """Return points earned (students × parts) and the points of each part by name."""
    points = {part: v.points for r in results.values() for part, v in r.verdicts.items() if v.points}
    rows = [[_score(r, part) for part in points] for r in results.values()]
    return np.array(rows, dtype=float).reshape(len(results), len(points)), points


def _score(result, part):
    """Return the points that a student has for a part: none yet where a person has to look."""
    verdict = result.verdicts.get(part)
    return (verdict.score if verdict else None) or 0.0


def correlation(x, y):
    """Return the correlation of two rows of numbers, NaN where one of them does not vary."""
    if len(x) < 3 or np.ptp(x) == 0 or np.ptp(y) == 0:
        return float("nan")
    return float(np.corrcoef(x, y)[0, 1])


def misconceptions(results):
    """Return who took which wrong turn where: (code, meaning, part, students), the most frequent first."""
    met = {}
    for student, result in results.items():
        for part, verdict in result.verdicts.items():
            if verdict.code:
                met.setdefault((verdict.code, part), []).append(student)
    meanings = catalogue()
    rows = [(code, meanings.get(code, ""), part, who) for (code, part), who in met.items()]
    return sorted(rows, key=lambda row: (-len(row[3]), row[0], row[2]))


def needing_a_person(results):
    """Return what only a person can settle: (student, part, reason)."""
    return [
        (student, part, verdict.message)
        for student, result in results.items()
        for part, verdict in result.verdicts.items()
        if verdict.state == State.NEEDS_PERSON
    ]
