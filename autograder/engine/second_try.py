"""What comes of two tries at a notebook, of which the machine may have spoilt the first, so that it was graded again alone.

Nobody has two guesses, also not who waits, or has the process ended, once a guess turned out wrong. So what the first try
settled stands. Of a part that it did not settle the second try counts if student code gave the same values there, as far as
the first came; where it gave others, a person looks.
"""

import hashlib
from typing import Any, TypedDict

from autograder.examiner.messages import CellSpec
from autograder.examiner.scoring import verdict
from autograder.examiner.student_errors import ENDINGS
from autograder.judging.verdict import State, Verdict

from .hearing import TOO_MUCH
from .messages import FAULT, GradedNotebook
from .microkit_missed import OTHER_ANSWER, worth
from .reading import UNREAD
from .tries import SPENT

BY_CLOCK = {outcome.message for outcome in (ENDINGS["WaitedTooLong"], SPENT, TOO_MUCH)} | {UNREAD}


class Tried(TypedDict):
    """What is kept of a part from the first try: its verdict, and how many values student code gave, with their digest.

    In shared mode there are no values that could be told from each other, and their number is None.
    """

    verdict: dict[str, Any]
    count: int | None
    digest: str


def spoilt_by_others(result: GradedNotebook) -> bool:
    """Tell whether the machine and not the student may be what a part suffered from.

    It was stopped by the clock and not for its use of the processor, as may happen on a busy machine, or a process of ours
    was ended from outside.
    """
    return any(map(_unsettled, result["verdicts"].values()))


def _unsettled(found: Verdict) -> bool:
    return found.message in BY_CLOCK or found.message.startswith(FAULT)


def tried(found: Verdict, answers: list[str] | None) -> Tried:
    """Return what is to be kept of a part, should its notebook be graded again.

    Parameters
    ----------
    found : the verdict on it.
    answers : digests of the values that student code gave there, in order; None in shared mode.
    """
    return {"verdict": found.to_json(), "count": None if answers is None else len(answers), "digest": _digest(answers)}


def held_to(first: Tried, second: Verdict, answers: list[str] | None, cell: CellSpec) -> Verdict:
    """Return the verdict that holds of a part which was tried twice.

    Parameters
    ----------
    first : what was kept of the first try.
    second : the verdict of the second.
    answers : digests of the values that student code gave in the second.
    cell : the grading cell.
    """
    before = Verdict.from_json(first["verdict"])
    count = first["count"]
    if _unsettled(before) or (count == 0 and not before.credit):
        same = count is None or _digest((answers or [])[:count]) == first["digest"]
        fallback = second
    else:
        same = False
        fallback = before
    if same or worth(second.score) <= worth(before.score):
        return second if same else fallback
    return verdict(cell, State.MANUAL_REVIEW, OTHER_ANSWER, None)


def _digest(answers: list[str] | None) -> str:
    return hashlib.sha256(" ".join(answers or []).encode()).hexdigest()
