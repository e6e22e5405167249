"""The numbers of a problem that are this student's."""

from collections.abc import Callable

import numpy as np


def handed(given: dict[str, list]) -> Callable:
    """Return what stands for `given` in the student's notebook: it knows the numbers that the examiner handed over."""

    def given_by_the_examiner(name):
        return tuple(np.array(number) if isinstance(number, list) else number for number in given[name])

    return given_by_the_examiner
