"""What a grading cell has of the student's, as digests: so that two tries at a part can be told to be the same guess."""

import hashlib
import json
from collections.abc import Callable
from typing import Any


class Answers:
    """Digests of all that the grading cell in hand had of the student's and may have judged, in order.

    That is a value, a text that was printed, an exception but for that of a missing name and a wait that the clock ended.
    They are passed on before student code hears of anything that may follow from them, to `hearer`, which a death of this
    process does not hurt.
    """

    def __init__(self):
        self.digests: list[str] = []
        self.passed_on = 0
        self.hearer: Callable[[list[str]], None] = lambda digests: None

    def __bool__(self) -> bool:
        return bool(self.digests)

    def new_cell(self) -> None:
        """Forget those of the last cell."""
        self.digests = []
        self.passed_on = 0

    def note(self, data: Any) -> None:
        """Note one, which is plain data."""
        text = json.dumps(data, sort_keys=True)
        self.digests.append(hashlib.blake2b(text.encode(), digest_size=16).hexdigest())

    def pass_on(self) -> None:
        """Pass on those that are new."""
        new = self.digests[self.passed_on :]
        if new:
            self.passed_on += len(new)
            self.hearer(new)
