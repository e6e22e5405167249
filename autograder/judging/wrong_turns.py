"""Wrong turns: the errors that people make in one part, as an author of problems writes them down."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class WrongTurn:
    """A misconception met in one part.

    `gives` makes the wrong value from the given values; in a function part it is the wrong function itself.
    `credit` is the share of the points it keeps: by default none of a number's, and in a function the cases it gets right.
    `edit` turns the model answer of a function part into the wrong function: pairs of old and new text.
    `quiet` keeps the visible check from naming it, because the nudge would then hand over the answer.
    """

    code: str
    gives: Callable
    nudge: str
    credit: float | None = None
    quiet: bool = False
    edit: tuple[tuple[str, str], ...] = ()


def unchanged_draft(draft: Callable, nudge: str, edit: tuple[tuple[str, str], ...]) -> WrongTurn:
    """Return the wrong turn of a bug hunt in which the draft was handed back as it was; it keeps no points.

    Parameters
    ----------
    draft : the function with its bugs.
    nudge : what goes on from "The draft still stands as it was.": what to try, not which bugs there are.
    edit : turns the model answer back into the draft: pairs of old and new text.
    """
    return WrongTurn("M-BUG", draft, f"The draft still stands as it was. {nudge}", credit=0.0, edit=edit)
