"""Arguments of a call that a student's function has changed in place, in another process: they are changed here too."""

from enum import Enum
from typing import Any

import numpy as np

from autograder.sandboxed.records import fields_of


def take_over(mine: Any, theirs: Any) -> Any:
    """Give a value the contents that its copy was given elsewhere; what is shared with others stays shared.

    Parameters
    ----------
    mine : the value, which is changed in place if it can be.
    theirs : what has become of its copy.

    Returns
    -------
    What stands in the place of `mine` from now on: itself if it could be changed.
    """
    if isinstance(mine, list) and isinstance(theirs, list):
        mine[:] = [*_each(mine, theirs), *theirs[len(mine) :]]
    elif isinstance(mine, dict) and isinstance(theirs, dict):
        items = {key: take_over(mine[key], value) if key in mine else value for key, value in theirs.items()}
        mine.clear()
        mine.update(items)
    elif isinstance(mine, set) and isinstance(theirs, set):
        mine.clear()
        mine.update(theirs)
    elif isinstance(mine, tuple) and isinstance(theirs, tuple) and len(mine) == len(theirs):
        _each(mine, theirs)
    elif isinstance(mine, np.ndarray) and isinstance(theirs, np.ndarray):
        if mine.shape == theirs.shape and mine.dtype == theirs.dtype and mine.flags.writeable:
            mine[...] = theirs
    elif type(mine) is type(theirs) and fields_of(mine) and not isinstance(mine, Enum):
        before = fields_of(mine)[1]
        for name, content in fields_of(theirs)[1].items():
            object.__setattr__(mine, name, take_over(before.get(name), content))
    else:
        return theirs
    return mine


def _each(mine, theirs):
    return [take_over(old, new) for old, new in zip(mine, theirs, strict=False)]
