"""The parts of a problem, and what it gives."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

import numpy as np

from .remembering import remembered
from .wrong_turns import WrongTurn

LETTERS = "ABCDEFGH"


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
class Number:
    """A part answered by one number in `unit`, right within the relative tolerance `tol`.

    In the notebook it has a `heading`, the answer is called `variable`, and `model` is the expression that answers it,
    as a student would type it from the names of the given cell. `figure` is code whose picture is looked at first.
    Where it builds on an earlier part (`follows`), `carried` makes the value that the earlier answer leads to,
    from the given values and that answer, so that one slip costs its points once.
    `slow` says that `answer` takes its time, so that it is not worked out anew for each given value that may be left out.
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
    slow: bool = False

    def __post_init__(self):
        turns = tuple(replace(turn, gives=remembered(turn.gives)) for turn in self.wrong_turns)
        object.__setattr__(self, "answer", remembered(self.answer))
        object.__setattr__(self, "wrong_turns", turns)


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
    def answer(self) -> str:
        """Letter of the right option."""
        return LETTERS[next(i for i, option in enumerate(self.options) if option.code is None)]


def _shortened(value):
    if isinstance(value, np.ndarray):
        return f"np.array({_shortened(value.tolist())})"
    if isinstance(value, list | tuple):
        inner = ", ".join(map(_shortened, value))
        return f"[{inner}]" if isinstance(value, list) else f"({inner}{',' if len(value) == 1 else ''})"
    return repr(float(f"{value:.4g}")) if isinstance(value, float) else repr(value)


@dataclass(frozen=True)
class Call:
    """Arguments of one call of the student's function."""

    args: tuple = ()
    kwargs: dict = field(default_factory=dict)

    def __call__(self, function):
        """Call a function with these arguments."""
        return function(*self.args, **self.kwargs)

    def read(self, value: Any) -> Any:
        """Return what of a result, which may be anything, is compared with what the reference gives: here all of it."""
        return value

    def remark(self, value: Any) -> str:
        """Return what there is to say of a wrong result, of the right form, that no known wrong turn leads to; "" for nothing."""
        return ""

    def __str__(self):
        return self._typed(repr)

    def about(self) -> str:
        """Return the arguments with four digits each, enough to try them by hand."""
        return self._typed(_shortened)

    def _typed(self, spell):
        return ", ".join([*map(spell, self.args), *(f"{k}={spell(v)}" for k, v in self.kwargs.items())])


@dataclass(frozen=True)
class Function:
    """A part answered by a function.

    `cases` names what is tried, each with a maker of the i-th random call: every case right earns an equal share.
    `invariants` name what must hold whatever the numbers: each takes the function and a generator and returns a bool.
    `switched_off` names the functions of microkit that do what the part asks for, or undo it: its answer never has them.
    The notebook says so beneath the prompt.

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
    def variable(self) -> str:
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


def distinguishable(part: Number, given: SimpleNamespace) -> bool:
    """Tell whether the answer and the wrong turns of a number part all lie more than two tolerances apart.

    Parameters
    ----------
    part : the part.
    given : given values for it.
    """
    values = [part.answer(given), *(turn.gives(given) for turn in part.wrong_turns)]
    return all(abs(a - b) > 2 * part.tol * max(abs(a), abs(b)) for i, a in enumerate(values) for b in values[:i])


def pick(*values: float) -> Callable[[np.random.Generator], float]:
    """Return a maker of draws that takes one of the given values."""
    return lambda rng: float(values[rng.integers(len(values))])
