"""What is told of an exception in student code."""

import contextlib
import traceback
from typing import Any

GONE = "the value could not be read"
MOST_KINDS = 20

unfound: list[str] = []  # modules of microkit that an exception has told of, as they were not imported before the fork


def described(error: BaseException | None) -> dict[str, Any]:
    """Return an exception as its type's name and kinds, its text and the student's line in which it arose; nothing of None."""
    if error is None:
        return {}
    if isinstance(error, ModuleNotFoundError) and str(error.name).startswith("microkit."):
        unfound.append(error.name)
    try:
        text = str(error)[:500]
    except BaseException:
        text = GONE
    return {"error": {"name": type(error).__name__, "kinds": _kinds(error), "text": text, "line": _line(error)}}


def _kinds(error):
    """Return the full names of the types of exceptions that it is of, its own first, but for what every one is of."""
    kinds = [kind for kind in type(error).__mro__ if issubclass(kind, Exception) and kind is not Exception]
    return [f"{kind.__module__}.{kind.__name__}"[:160] for kind in kinds[:MOST_KINDS]]


def _line(error):
    with contextlib.suppress(Exception):
        frames = traceback.extract_tb(error.__traceback__)
        mine = [f for f in frames if "ipykernel" in f.filename or "<ipython" in f.filename]
        return (mine[-1].line or "").strip()[:120]
    return ""
