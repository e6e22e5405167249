"""What to practise next: first what asks for the care that the learner's own slips call for."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from types import SimpleNamespace

from autograder.bank import catalogue, problems
from autograder.judging.parts import Choice, Function, Number

from .attempts import code_of
from .course_map import mastered_parts

AT_WORK = ("practice", "self-check")


@dataclass(frozen=True)
class Next:
    """A part to practise, its heading, and the learner's slip that it asks about, in words; "" where it is merely the next one."""

    part: str
    heading: str
    slip: str

    def __str__(self):
        why = (
            f", which tests a slip that you have met: *{self.slip}*"
            if self.slip
            else f", {self.heading}" * bool(self.heading)
        )
        return f'`practice("{self.part}")`{why}.'


def proposed_practice(entries: Iterable[SimpleNamespace], after: str = "") -> Next | None:
    """Return what to practise next, or None where nothing is left in the problems begun.

    Of the parts not mastered yet, it is the one whose wrong turns the learner has taken most often, wherever that was; without a
    slip it is the one that follows.

    Parameters
    ----------
    entries : of the progress file, oldest first.
    after : the part that has just been mastered; "" for none.
    """
    entries = list(entries)
    begun = {entry.part.partition(".")[0] for entry in entries if entry.how in AT_WORK} | {after.partition(".")[0]}
    slips = Counter(code_of(entry) for entry in entries if entry.how in AT_WORK)
    slips.pop(None, None)
    open_parts = _open_parts(begun, mastered_parts(entries) | {after})
    if not open_parts:
        return None
    weights = {name: sum(slips[code] for code in codes_of(part)) for name, part in open_parts.items()}
    best = max(weights, key=weights.get)
    if not weights[best]:
        best = next((name for name in open_parts if _follows(name, after)), best)
    worst = max(codes_of(open_parts[best]), key=lambda code: slips[code], default="")
    slip = catalogue().get(worst, "") if slips[worst] else ""
    return Next(best, open_parts[best].heading, slip)


def codes_of(part: Number | Choice | Function) -> list[str]:
    """Return the misconceptions that a part knows, each once and in their order."""
    turns = [*getattr(part, "wrong_turns", ()), *getattr(part, "options", ())]
    return list(dict.fromkeys(turn.code for turn in turns if turn.code))


def _open_parts(begun, done):
    return {
        f"{problem.id}.{letter}": part
        for problem in problems().values()
        if problem.id in begun
        for letter, part in problem.parts.items()
        if not isinstance(part, Function) and f"{problem.id}.{letter}" not in done
    }


def _follows(name, after):
    return name.partition(".")[0] == after.partition(".")[0] and name > after
