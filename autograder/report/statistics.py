"""Numbers about a class: how hard each part was, how well it tells students apart, and which misconceptions it met."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from autograder.bank import catalogue
from autograder.judging.verdict import State
from autograder.nbgrader_plugin.graded_class import Result


@dataclass(frozen=True)
class Item:
    """One part over the class.

    `difficulty` is the mean share of the points earned (1 is easy) by the students whose answers are `marked`. `discrimination` is the correlation of the part
    with the rest of their score. Both are NaN where nobody's is, and the correlation also where nothing varies.
    """

    part: str
    points: float
    difficulty: float
    discrimination: float
    not_started: int
    marked: int


@dataclass(frozen=True)
class Met:
    """A misconception that was met in the class's work: the students in whose answers it was, by part."""

    code: str
    meaning: str
    parts: dict[str, list[str]] = field(default_factory=dict)

    @property
    def students(self) -> set[str]:
        """All students who met it, wherever."""
        return {student for students in self.parts.values() for student in students}


def items(results: Mapping[str, Result]) -> list[Item]:
    """Return an Item for every part worth points.

    Parameters
    ----------
    results : dict of `Result` by student, as `class_results` returns it.
    """
    earned, points = score_matrix(results)
    found = []
    for column, (part, worth) in enumerate(points.items()):
        marked = ~np.isnan(earned[:, column])
        mine = earned[marked, column]
        rest = np.nansum(np.delete(earned[marked], column, axis=1), axis=1)
        share = mine.mean() / worth if len(mine) else np.nan
        blanks = sum(part in r.verdicts and r.verdicts[part].state == State.NOT_STARTED for r in results.values())
        found.append(Item(part, worth, float(share), correlation(mine, rest), blanks, len(mine)))
    return found


def score_matrix(results: Mapping[str, Result]) -> tuple[np.ndarray, dict[str, float]]:
    """Return points earned (students × parts, NaN where a person has to look) and the points of each part by name."""
    points = {part: mark.points for r in results.values() for part, mark in r.marks.items() if mark.points}
    rows = [[_score(r, part) for part in points] for r in results.values()]
    return np.array(rows, dtype=float).reshape(len(results), len(points)), points


def _score(result, part):
    mark = result.marks.get(part)
    return np.nan if mark is None or (mark.waits and mark.by_hand is None) else mark.score


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
    """Return which misconceptions were met, those of the most students first.

    Parameters
    ----------
    results : dict of `Result` by student, as `class_results` returns it.
    """
    meanings = catalogue()
    met = {}
    for student, result in results.items():
        for part, verdict in result.verdicts.items():
            if verdict.code:
                row = met.setdefault(verdict.code, Met(verdict.code, meanings.get(verdict.code, verdict.code)))
                row.parts.setdefault(part, []).append(student)
    return sorted(met.values(), key=lambda row: (-len(row.students), row.code))
