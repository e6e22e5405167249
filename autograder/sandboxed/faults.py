"""What is told of an exception in student code."""

import contextlib
import traceback
from typing import Any

GONE = "the value could not be read"

unfound: list[str] = []  # modules of microkit that an exception has told of, as they were not imported before the fork


def described(error: BaseException | None) -> dict[str, Any]:
    """Return an exception as its type's name, its text and the student's line in which it arose; nothing of None."""
    if error is None:
        return {}
    if isinstance(error, ModuleNotFoundError) and str(error.name).startswith("microkit."):
        unfound.append(error.name)
    try:
        text = str(error)[:500]
    except BaseException:
        text = GONE
    return {"error": {"name": type(error).__name__, "text": text, "line": _line(error)}}


def _line(error):
    with contextlib.suppress(Exception):
        frames = traceback.extract_tb(error.__traceback__)
        mine = [f for f in frames if "ipykernel" in f.filename or "<ipython" in f.filename]
        return (mine[-1].line or "").strip()[:120]
    return ""
