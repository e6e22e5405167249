"""The numbers of the practice question at hand, put into the notebook: `given.d_min`."""

from collections.abc import Callable
from typing import Any

import numpy as np
from IPython import get_ipython

from .given_values import given
from .own_story import shown_values
from .practice_round import Round

OTHERS = "`given` holds the numbers of another question now. *Numbers to Python* brings these back."
_holders: list[Callable[[], Any]] = []


def put_into_python(asked: Round, lost: Callable[[], Any]) -> str:
    """Put a question's numbers into `given`, and return in Markdown what they are called there.

    A notebook that calls something of its own `given` keeps it.

    Parameters
    ----------
    asked : the question.
    lost : called when another question takes `given` over.
    """
    for tell in _holders:
        tell()
    _holders[:] = [lost]
    names = shown_values(asked.problem, asked.problem.parts[asked.name.partition(".")[2]])
    vars(given).clear()
    vars(given).update({name: _as_array(getattr(asked.given, name)) for name in names})
    if not names:
        return ""
    shell = get_ipython()
    taken = shell is not None and shell.user_ns.setdefault("given", given) is not given
    called = ", ".join(f"`given.{name}`" for name in names)
    own = " after `from autograder import given`: the name `given` is yours in this notebook so far" if taken else ""
    return f"In Python these numbers are {called}{own}."


def _as_array(value):
    return np.array(value) if isinstance(value, tuple) else value
