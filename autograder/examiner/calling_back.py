"""Functions of a grading cell that a student's function was handed: the candidate asks for their values."""

import time
from collections.abc import Callable
from typing import Any

from autograder.sandboxed.channel import WireError


class Lent:
    """The functions that the grading cell in hand has lent, by negative numbers that no other cell gives again.

    `failed` is what ended a call, if the grading cell may not go on.
    """

    def __init__(self, pack: Callable[[Any], Any], unpack: Callable[[Any], Any], seconds: float):
        self.pack = pack
        self.unpack = unpack
        self.seconds = seconds
        self.functions: dict[int, Callable] = {}
        self.count = 0
        self.end = time.process_time() + seconds
        self.failed: BaseException | None = None

    def new_cell(self) -> None:
        """Take back what was lent."""
        self.functions = {}
        self.end = time.process_time() + self.seconds
        self.failed = None

    def number(self, function: Callable) -> int:
        """Lend a function; return its number, which is the same each time."""
        for number, other in self.functions.items():
            if other is function:
                return number
        self.count += 1
        self.functions[-self.count] = function
        return -self.count

    def reply(self, said: dict[str, Any]) -> dict[str, Any]:
        """Return the reply to a call, as the candidate understands it.

        Parameters
        ----------
        said : by the candidate, of which nothing is certain.
        """
        try:
            value = self.pack(self._value(said))
        except Exception as error:
            told = {"name": type(error).__name__, "text": str(error)[:500]}
        except BaseException as error:  # a budget: what waits in the candidate is to end too
            self.failed = error
            told = {"name": "TimedOut", "text": ""}
        else:
            return {"asked": said.get("asked"), "value": value}
        return {"asked": said.get("asked"), "error": told}

    def _value(self, said):
        if time.process_time() > self.end:
            raise TimeoutError("the functions of a test were called for longer than they may be")
        function = self.functions.get(said["back"]) if isinstance(said["back"], int) else None
        if function is None:
            raise LookupError("a function of an earlier test can no longer be called")
        args = self.unpack(said.get("args"))
        kwargs = self.unpack(said.get("kwargs"))
        if not isinstance(args, tuple) or not isinstance(kwargs, dict):
            raise WireError("not a call")
        return function(*args, **kwargs)
