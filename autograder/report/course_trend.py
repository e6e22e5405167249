"""How the class has fared from one assignment to the next."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from autograder.nbgrader_plugin.gradebook_marks import Standing


@dataclass(frozen=True)
class Step:
    """One assignment: how many handed in, and the quartiles of their final marks in percent."""

    assignment: str
    students: int
    lower: float
    median: float
    upper: float


def trend(standings: Mapping[str, Mapping[str, Standing]]) -> list[Step]:
    """Return a step for every assignment for which somebody has handed in and points can be had.

    Parameters
    ----------
    standings : by assignment, in the order of the course, and student.
    """
    found = []
    for assignment, students in standings.items():
        shares = [100 * s.final / s.max_score for s in students.values() if s.max_score]
        if shares:
            found.append(Step(assignment, len(shares), *np.percentile(shares, [25, 50, 75])))
    return found
