"""The nouns of the problem bank: a problem, what it gives, its parts, and the wrong turns people take."""

from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Quantity:
    """A given value: its unit, the canonical number, and how to draw another one from a random generator."""

    value: float
    unit: str
    draw: Callable[[np.random.Generator], float]


@dataclass(frozen=True)
class WrongTurn:
    """A misconception met in one part.

    `gives` makes the wrong value from the given values; in a function part it is the wrong function itself.
    `credit` is the share of the points it keeps: by default none of a number's, and in a function the cases it gets right.
    `quiet` keeps the visible check from naming it, because the nudge would then hand over the answer.
    """

    code: str
    gives: Callable
    nudge: str
    credit: float | None = None
    quiet: bool = False


@dataclass(frozen=True)
class Number:
    """A part answered by one number in `unit`, right within the relative tolerance `tol`.

    Where it builds on an earlier part (`follows`), `carried` makes the value that the earlier answer leads to,
    from the given values and that answer, so that one slip costs its points once.
    """

    prompt: str
    unit: str
    points: float
    answer: Callable[[SimpleNamespace], float]
    because: str
    hint: str
    solution: Callable[[SimpleNamespace], str]
    tol: float = 0.01
    wrong_turns: tuple[WrongTurn, ...] = ()
    follows: str | None = None
    carried: Callable[[SimpleNamespace, Any], float] | None = None


@dataclass(frozen=True)
class Option:
    """One option of a choice; a wrong one carries the misconception it stands for and a nudge."""

    text: str
    code: str | None = None
    nudge: str = ""


@dataclass(frozen=True)
class Choice:
    """A part answered by a letter. The options stand in the order in which the assignment prints them."""

    prompt: str
    points: float
    options: tuple[Option, ...]
    because: str
    hint: str
    solution: Callable[[SimpleNamespace], str]

    @property
    def answer(self):
        """Letter of the right option."""
        return "ABCDEFGH"[next(i for i, option in enumerate(self.options) if option.code is None)]


@dataclass(frozen=True)
class Call:
    """Arguments of one call of the student's function."""

    args: tuple = ()
    kwargs: dict = field(default_factory=dict)

    def __call__(self, function):
        return function(*self.args, **self.kwargs)

    def __str__(self):
        return ", ".join([*map(repr, self.args), *(f"{k}={v!r}" for k, v in self.kwargs.items())])


@dataclass(frozen=True)
class Function:
    """A part answered by a function.

    `cases` names what is tried, each with a maker of the i-th random call: every case right earns an equal share.
    `invariants` name what must hold whatever the numbers: each takes the function and a generator and returns a bool.
    `switched_off` names the functions of microkit that do what the part asks for: they raise an error in the answer.
    """

    prompt: str
    name: str
    points: float
    answer: Callable
    cases: dict[str, Callable[[np.random.Generator, int], Call]]
    example: Call
    because: str
    hint: str
    solution: Callable[[SimpleNamespace], str]
    tol: float = 1e-6
    invariants: dict[str, Callable[[Callable, np.random.Generator], bool]] = field(default_factory=dict)
    wrong_turns: tuple[WrongTurn, ...] = ()
    switched_off: tuple[str, ...] = ()


@dataclass(frozen=True)
class Problem:
    """A story with given values and parts. The braces in texts are filled from the given values: `{d_min:g}`."""

    id: str
    title: str
    story: str
    given: dict[str, Quantity]
    parts: dict[str, Any]

    def canonical(self):
        """The given values as the assignment prints them."""
        return SimpleNamespace(**{name: q.value for name, q in self.given.items()})

    def draw(self, rng, part):
        """Other given values, such that no wrong turn of `part` can be taken for the right answer or for another."""
        for _ in range(1000):
            given = SimpleNamespace(**{name: q.draw(rng) for name, q in self.given.items()})
            if not isinstance(part, Number) or distinguishable(part, given):
                return given
        raise RuntimeError(f"{self.id}: no draw of 1000 tells the wrong turns of '{part.prompt}' apart")


def distinguishable(part, given):
    """Tell whether the answer and the wrong turns of a number part all lie more than two tolerances apart."""
    values = [part.answer(given), *(turn.gives(given) for turn in part.wrong_turns)]
    apart = [abs(a - b) > 2 * part.tol * max(abs(a), abs(b)) for i, a in enumerate(values) for b in values[:i]]
    return all(apart)


def filled(text, given):
    """Fill the braces of a text from the given values."""
    return text.format_map(vars(given))


def pick(*values):
    """Return a maker of draws that takes one of the given values."""
    return lambda rng: float(rng.choice(values))
