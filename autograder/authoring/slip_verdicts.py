"""What the grader says of slips that were listed mechanically: whether one is right, misnamed, named, or unnamed.

A slip is *plausible* if people make slips of its kind and its number can be taken for an answer. The kinds are: a factor
dropped or turned upside down, a summand dropped, a given value, a step or another answer of the same unit handed in, a
neighbour by unit. The number can be taken for an answer if it has the answer's sign, lies within a factor of 1000, does not
exceed 1 (100 %) where the answer is a share, and is whole where only whole numbers are right.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType

import numpy as np

from autograder.judging.comparing import close
from autograder.judging.diagnosis import diagnose_number
from autograder.judging.problem import Number, Problem
from autograder.judging.slips import WHOLE, common_slips
from autograder.judging.varying import number_from
from autograder.judging.verdict import State, Verdict

from .slips import IDENTICAL, slips_of

REACH = 1000.0 * (1 + IDENTICAL)
EXACT_ONLY = 1e-6
OUTCOMES = ("right", "misnamed", "named", "unnamed")
LEGEND = (
    "(wrong numbers: right and misnamed should be 0; 'no name' counts the plausible ones that the grader cannot name)"
)


@dataclass(frozen=True)
class JudgedSlip:
    """What became of a slip; `draw` is 0 for the printed values, `outcome` "right", "misnamed", "named" or "unnamed"."""

    part: str
    words: str
    draw: int
    number: float
    plausible: bool
    outcome: str
    verdict: Verdict


def judged_slips(problem: Problem, letter: str, module: ModuleType, draws: int = 3) -> Iterator[JudgedSlip]:
    """Yield what becomes of every slip of a number part, on the printed values and on drawn ones.

    Parameters
    ----------
    problem, letter : the part.
    module : its bank file; the functions in it that need the given values alone are the steps.
    draws : how many drawn sets of values are tried besides the printed ones.
    """
    part = problem.parts[letter]
    name = f"{problem.id}.{letter}"
    rng = np.random.default_rng(1)
    all_given = [problem.canonical(), *(problem.draw(rng, part) for _ in range(draws))]
    rights = [part.answer(given) for given in all_given]
    turns = [(turn, [number_from(turn.gives, given) for given in all_given]) for turn in part.wrong_turns]
    listed = [slips_of(problem, letter, module, given) for given in all_given]
    common = [list(common_slips(problem, letter, given)) for given in all_given]
    for words in dict.fromkeys(words for slips in listed for words in slips):
        numbers = [slips[words].number if words in slips else None for slips in listed]
        if agree(numbers, rights):
            continue
        for draw, (given, right) in enumerate(zip(all_given, rights, strict=True)):
            if words in listed[draw]:
                slip = listed[draw][words]
                verdict = Verdict.of(name, part.points, diagnose_number(part, slip.number, given, common[draw]))
                outcome = outcome_of(verdict, numbers, draw, right, turns)
                plausible = slip.made and believable(part, slip.number, right)
                yield JudgedSlip(name, words, draw, slip.number, plausible, outcome, verdict)


def agree(some: list[float | None], others: list[float | None]) -> bool:
    """Tell whether two rows of numbers are the same wherever both have one.

    Parameters
    ----------
    some : numbers, None where there is none.
    others : as many of them.
    """
    pairs = [(a, b) for a, b in zip(some, others, strict=True) if a is not None and b is not None]
    return bool(pairs) and all(close(a, b, IDENTICAL) for a, b in pairs)


def outcome_of(verdict: Verdict, numbers: list, draw: int, right: float, turns: list) -> str:
    """Return what a verdict makes of a slip: "right", "misnamed", "named" or "unnamed".

    A wrong turn names a slip that leads to the same number on every draw. Where its own number is the same on every draw
    (a cap, "once"), its message speaks of that number, and where it is a thousandfold, M-UNIT says no more than that.

    Parameters
    ----------
    verdict : what the grader says of the slip.
    numbers, draw : the slip's numbers on all draws, and which of them was judged.
    right : the right answer there.
    turns : the wrong turns of the part, each with its numbers.
    """
    if verdict.state is State.RIGHT:
        return "right"
    for turn, its in turns:
        if turn.nudge == verdict.message:
            number = numbers[draw]
            fixed = len(set(its)) == 1 and close(number, its[0], IDENTICAL)
            thousand = turn.code == "M-UNIT" and any(
                close(number, right * f, IDENTICAL) for f in (1e3, 1e-3, 1e6, 1e-6)
            )
            return "named" if agree(numbers, its) or fixed or thousand else "misnamed"
    return "named" if verdict.code or verdict.state is State.UNIT_SLIP else "unnamed"


def believable(part: Number, number: float, right: float) -> bool:
    """Tell whether a wrong number can be taken for an answer of its part.

    Parameters
    ----------
    part : the part, which knows its unit and tolerance.
    number : the wrong number.
    right : the right one.
    """
    if number * right <= 0 or not 1 / REACH <= number / right <= REACH:
        return False
    whole_only = part.tol < EXACT_ONLY
    return number <= WHOLE.get(part.unit, math.inf) and (number.is_integer() or not whole_only)


def table_of(problem: Problem, module: ModuleType) -> str:
    """Return how many slips of each number part the grader takes for what, on the printed values, and the doubtful ones.

    Parameters
    ----------
    problem : a problem of the bank.
    module : its bank file.
    """
    heads = "".join(f"{head:>10}" for head in ("slips", *OUTCOMES, "plausible", "no name"))
    rows = [f"{'part':10}{heads}"]
    doubtful = []
    for letter, part in problem.parts.items():
        if isinstance(part, Number):
            found = [slip for slip in judged_slips(problem, letter, module) if slip.draw == 0]
            plausible = [slip for slip in found if slip.plausible]
            unnamed = [slip for slip in plausible if slip.outcome == "unnamed"]
            by_outcome = [sum(slip.outcome == outcome for slip in found) for outcome in OUTCOMES]
            counts = (len(found), *by_outcome, len(plausible), len(unnamed))
            rows.append(f"{problem.id + '.' + letter:10}" + "".join(f"{count:10}" for count in counts))
            doubtful += [slip for slip in found if slip.outcome in ("right", "misnamed")] + unnamed
    told = [f"{slip.part}: {slip.words} gives {slip.number:.6g}, {slip.outcome}: {slip.verdict}" for slip in doubtful]
    return "\n".join([*rows, LEGEND, *told])
