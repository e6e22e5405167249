"""One notebook run as often as it takes: where student code takes its process down, once more without that cell."""

import time
from typing import Any

from autograder.examiner.messages import Found, Outcome
from autograder.judging.verdict import State
from autograder.sandboxed.channel import WireError
from autograder.sandboxed.limits import Limits

from .fork_servers import KILLED, Engine
from .hearing import TOO_MUCH
from .messages import FAULT

OVERUSE = {
    "memory": Outcome(State.OUT_OF_MEMORY, "Your code and what it started use more memory than there is."),
    "processes": Outcome(State.CRASHED, "Your code starts more processes than it may."),
    "processor": Outcome(State.TIMED_OUT, "Your code takes longer than a whole notebook may."),
}
NOT_RUN = Outcome(State.MANUAL_REVIEW, "Grader fault. The grading cell did not run.")
SPENT = Outcome(State.TIMED_OUT, "The time for the whole notebook was used up before this part.")


class Clock:
    """What a notebook may take on the clock, over all tries and both runs.

    That is `patience` times its budget of the processor, and half of that when it is graded `alone`, as nothing else keeps
    the machine busy then. What the trusted side has to take because of a monstrous answer is not held against the other
    answers, up to one budget more. The examiner may be at one last cell when all that is over, and then it is cut off.
    """

    def __init__(self, limits: Limits, alone: bool):
        patience = limits.patience / 2 if alone else limits.patience
        self.end = time.monotonic() + patience * limits.notebook_seconds
        self.spare = limits.notebook_seconds
        self.last_cell = (limits.patience + 1) * limits.cell_seconds + 10

    def left(self) -> float:
        """Return the seconds that are left, one at least."""
        return max(self.end - time.monotonic(), 1)

    def is_over(self) -> bool:
        """Tell whether nothing is left."""
        return time.monotonic() > self.end

    def until(self) -> float:
        """Return the moment on the monotonic clock by which the examiner is to be through, come what may."""
        return self.end + self.spare + self.last_cell

    def give_back(self, seconds: float) -> None:
        """Put off the end by some time that the student's code did not take, as long as there is any to spare."""
        given = min(seconds, self.spare)
        self.spare -= given
        self.end += given


def examined(engine: Engine, request: dict[str, Any], clock: Clock) -> tuple[list[Found], Outcome, list[str]]:
    """Return what was found of the cells of a notebook, and what is to be said of the parts that were not reached.

    Third come the digests of what student code had given already at the first cell that was not reached.

    Where student code takes its process down, or what came of it the examiner's, that cell is settled and the notebook is
    run again without it, so that one part cannot cost another. What was found before that cell stands: whoever ends the process
    on a wrong guess has no other.

    Parameters
    ----------
    engine : runs it.
    request : a `Request` but for what changes from try to try.
    clock : of the notebook.

    Raises
    ------
    NoSandboxError : if the sandbox cannot be made.
    """
    settled = {}
    given: dict[int, list[str]] = {}
    kept: list[Found] = []
    unreached = NOT_RUN
    for _ in request["cells"]:
        began = time.monotonic()
        try:
            found, lost, why = engine.examine(request | {"settled": settled, "seconds": clock.left()}, clock.until())
        except (WireError, OSError) as error:
            engine.close()
            found = kept
            unreached = Outcome(State.MANUAL_REVIEW, f"{FAULT}{error}")
            break
        found = kept + found[len(kept) :]
        if lost is None:
            break
        if lost["cell"] >= len(kept):
            given[lost["cell"]] = lost.get("answers", [])
        kept = found[: max(len(kept), lost["cell"])]
        if why == KILLED:
            found = kept
            unreached = Outcome(State.MANUAL_REVIEW, f"{FAULT}something from outside ended the student's process")
            break
        unreached = OVERUSE.get(why, Outcome(*lost["outcome"]))
        settled[str(lost["cell"])] = unreached
        if unreached == TOO_MUCH:
            clock.give_back(time.monotonic() - began)
        if clock.is_over():
            unreached = SPENT
            break
    found = [one | {"answers": given[place]} if place in given else one for place, one in enumerate(found)]
    return found, unreached, given.get(len(found), [])
