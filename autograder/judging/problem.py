"""The nouns of the problem bank: a problem, what it gives, its parts, and the wrong turns people take.

The notebook of a problem is written from this definition too (`autograder notebook`). Texts are Markdown with TeX; they
may be indented as the code around them, and `{dose_mg:g}` in them is filled from the given values (see `filling`).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Quantity:
    """A given value: its unit, the canonical number, and how to draw another one from a random generator.

    `name` is what the notebook calls it: by default its key in capitals; with "" it stands in texts only.
    `about` says in a few words what it is, beside the number.
    """

    value: float
    unit: str
    draw: Callable[[np.random.Generator], float]
    name: str | None = None
    about: str = ""


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

    In the notebook it has a `heading`, the answer is called `variable`, and `model` is the expression that answers it,
    as a student would type it from the names of the given cell. `figure` is code whose picture is looked at first.
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
    heading: str = ""
    variable: str = ""
    model: str = ""
    figure: str = ""


@dataclass(frozen=True)
class Option:
    """One option of a choice; a wrong one carries the misconception it stands for and a nudge."""

    text: str
    code: str | None = None
    nudge: str = ""


@dataclass(frozen=True)
class Choice:
    """A part answered by a letter, called `variable`. The options stand in the order in which the assignment prints them."""

    prompt: str
    points: float
    options: tuple[Option, ...]
    because: str
    hint: str
    solution: Callable[[SimpleNamespace], str]
    heading: str = ""
    variable: str = ""
    figure: str = ""

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

    `model` is the model answer, a whole function: the student gets its first line and its docstring.
    `draft` is code with bugs to find, which the student can run; `figure` is code whose picture is looked at first.
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
    heading: str = ""
    model: str = ""
    draft: str = ""
    figure: str = ""

    @property
    def variable(self):
        """Name of the answer in the notebook: the function's own."""
        return self.name


@dataclass(frozen=True)
class Written:
    """A part answered in words and read by a person, who gives a point for each line of the `scheme`.

    `model` is a model answer; `note` heads the scheme.
    """

    prompt: str
    points: int
    model: str
    scheme: tuple[str, ...]
    heading: str = ""
    note: str = "1 point each:"


RULES = """
Hidden tests exist: your functions are tried on numbers that you have not seen.
Grading restarts the kernel and runs every cell from the top.
Numbers are right within a tolerance, so do not round on the way.
A known slip in one question costs its points once: what follows from it is marked by it.
"""


class Told:
    """Given values, and what follows from them, worked out when a text asks for it."""

    def __init__(self, given, derived):
        self.__dict__.update(vars(given))
        self._given = given
        self._derived = derived

    def __getattr__(self, name):
        if name.startswith("_") or name not in self._derived:
            raise AttributeError(name)
        return self._derived[name](self._given)


@dataclass(frozen=True)
class Problem:
    """A story with given values and parts, and all that its notebook needs besides.

    `notebook` is the assignment and the notebook's name, "ps2_linearity/saturable_elimination".
    `title` is a question; the line below it counts the points and names the `minutes`, unless there is an `intro`.
    `setup` holds the imports, without our own `check` and `mark`.
    After the story come the texts of `context` (formulas, rules; the key ends the cell's id), then the given values and
    `constants`, code that needs no drawing. `derived` makes what texts say besides, from the given values.
    `personal` promises that all texts and choices hold for every draw, so that students may get numbers of their own. `written` are the parts that a person reads; `closing` is a last word.
    """

    id: str
    title: str
    story: str
    given: dict[str, Quantity]
    parts: dict[str, Any]
    notebook: str = ""
    minutes: int = 0
    intro: str = ""
    rules: str = RULES
    setup: str = ""
    personal: bool = False
    derived: dict[str, Callable[[SimpleNamespace], Any]] = field(default_factory=dict)
    context: dict[str, str] = field(default_factory=dict)
    constants: str = ""
    written: dict[str, Written] = field(default_factory=dict)
    closing: str = ""

    def name_of(self, key):
        """Return what the notebook calls a given value; "" where it stands in texts only."""
        name = self.given[key].name
        return key.upper() if name is None else name

    def canonical(self):
        """The given values as the assignment prints them."""
        return SimpleNamespace(**{name: q.value for name, q in self.given.items()})

    def told(self, given):
        """Return given values together with what follows from them, for the texts."""
        return Told(given, self.derived)

    def draw_for_all(self, rng):
        """Other given values, such that in no part a wrong turn can be taken for the right answer or for another."""
        numbers = [part for part in self.parts.values() if isinstance(part, Number)]
        for _ in range(1000):
            given = SimpleNamespace(**{name: q.draw(rng) for name, q in self.given.items()})
            if all(distinguishable(part, given) for part in numbers):
                return given
        raise RuntimeError(f"{self.id}: no draw of 1000 tells the wrong turns of every part apart")

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


def pick(*values):
    """Return a maker of draws that takes one of the given values."""
    return lambda rng: float(rng.choice(values))
