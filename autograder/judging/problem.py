"""The nouns of the problem bank: a problem, what it gives, its parts, and the wrong turns people take.

The notebook of a problem is written from this definition too (`autograder notebook`). Texts are Markdown with TeX; they
may be indented as the code around them, and `{dose_mg:g}` in them is filled from the given values (see `filling`): in all
that is read before an answer, and in what is said of it (`because`, `hint`, nudges) and in mark schemes too.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

import numpy as np

from .filling import filled
from .parts import LETTERS, Call, Choice, Function, Number, Option, Quantity, Written, distinguishable, pick
from .wrong_turns import WrongTurn, unchanged_draft

__all__ = [
    "LETTERS",
    "RULES",
    "Call",
    "Choice",
    "Function",
    "Number",
    "Option",
    "Quantity",
    "Written",
    "WrongTurn",
    "distinguishable",
    "pick",
    "unchanged_draft",
    "Problem",
]

RULES = """
Hidden tests exist: your functions are tried on numbers that you have not seen.
Grading restarts the kernel and runs every cell from the top.
Numbers are right within a tolerance, so do not round on the way.
A known slip in one question costs its points once: what follows from it is marked by it.
"""

TRIES = 10_000  # draws before a problem is said to have none


class Told:
    """Given values, and what follows from them, worked out when a text asks for it."""

    def __init__(self, given, derived):
        self.__dict__.update(vars(given))
        self._given = given
        self._derived = derived

    def __getattr__(self, name):
        if name.startswith("_") or name not in self._derived:
            raise AttributeError(name)
        work_out = self._derived[name]
        return work_out(self._given)


@dataclass(frozen=True)
class Problem:
    """A story with given values and parts, and all that its notebook needs besides.

    `notebook` is the assignment and the notebook's name, "ps2_linearity/saturable_elimination".
    `title` is a question; the line below it counts the points and names the `minutes`, unless there is an `intro`.
    `setup` holds the imports, without our own `check` and `mark`.
    After the story come the texts of `context` (formulas, rules; the key ends the cell's id), then the given values and
    `constants`, code that needs no drawing. `derived` makes what texts say besides, from the given values.
    `personal` promises that all texts and choices hold for every draw, so that students may get numbers of their own.
    `premises` are what texts and choices take for granted ("the NOAEL sets the limit"), each with how to tell it from given
    values: only numbers for which all of them are true are drawn.
    `public` puts the problem, with its answers, into the kit that a course hands to its students, for practice.
    `steps` are results on the way to the answers, by their names in words ("the total trough in ng/mL").
    `written` are the parts that a person reads; `closing` is a last word.
    `chapter` is the notebook that teaches the problem, from the folder of the course; `sections` says which heading in it
    teaches which parts: {"2 How wrong is the area?": "bcd"}. A heading of another notebook is written as in a link:
    {"course/principles/07_counting_atoms.ipynb#1 From activity to atoms": "e"}.
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
    public: bool = False
    derived: dict[str, Callable[[SimpleNamespace], Any]] = field(default_factory=dict)
    premises: dict[str, Callable[[SimpleNamespace], bool]] = field(default_factory=dict)
    steps: dict[str, Callable[[SimpleNamespace], float]] = field(default_factory=dict)
    context: dict[str, str] = field(default_factory=dict)
    constants: str = ""
    written: dict[str, Written] = field(default_factory=dict)
    closing: str = ""
    chapter: str = ""
    sections: dict[str, str] = field(default_factory=dict)
    _answers: dict[str, dict[str, float]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def section_of(self, letter: str) -> tuple[str, str]:
        """Return the notebook that teaches a part, and the heading in it; "" where it is the notebook as a whole."""
        place = next((place for place, letters in self.sections.items() if letter in letters), "")
        notebook, _, heading = place.rpartition("#")
        return notebook or self.chapter, heading

    def name_of(self, key: str) -> str:
        """Return what the notebook calls a given value; "" where it stands in texts only."""
        name = self.given[key].name
        return key.upper() if name is None else name

    def canonical(self) -> SimpleNamespace:
        """Return the given values as the assignment prints them."""
        return SimpleNamespace(**{name: q.value for name, q in self.given.items()})

    def answers(self, given: SimpleNamespace) -> dict[str, float]:
        """Return the answer to each number part by its letter, worked out once while the given values stay the same."""
        values = repr([getattr(given, key) for key in self.given])
        if values not in self._answers:
            numbers = {letter: part for letter, part in self.parts.items() if isinstance(part, Number)}
            worked_out = {letter: part.answer(given) for letter, part in numbers.items()}
            self._answers.clear()  # a student has one set of numbers, and a class or a practice goes from set to set
            self._answers[values] = worked_out
        return self._answers[values]

    def told(self, given: SimpleNamespace) -> Told:
        """Return given values together with what follows from them, for the texts."""
        return Told(given, self.derived)

    def worded(self, part: Any, given: SimpleNamespace) -> Any:
        """Return a part with its question and all that is said of an answer filled from the given values.

        Parameters
        ----------
        part : one of the problem's parts.
        given : given values; their numbers stand in the texts.
        """
        told = self.told(given)
        texts = {name: filled(getattr(part, name), told) for name in ("prompt", "because", "hint")}
        lists = {}
        if isinstance(part, Choice):
            lists["options"] = tuple(
                replace(option, text=filled(option.text, told), nudge=filled(option.nudge, told))
                for option in part.options
            )
        else:
            lists["wrong_turns"] = tuple(replace(turn, nudge=filled(turn.nudge, told)) for turn in part.wrong_turns)
        return replace(part, **texts, **lists)

    def draw_for_all(self, rng: np.random.Generator) -> SimpleNamespace:
        """Other given values, such that in no part a wrong turn can be taken for the right answer or for another."""
        return self._drawn(rng, self.parts.values(), "every part")

    def draw(self, rng: np.random.Generator, part: Any) -> SimpleNamespace:
        """Other given values, such that no wrong turn of `part` can be taken for the right answer or for another.

        Parameters
        ----------
        rng : source of the draws.
        part : one of the problem's parts.
        """
        return self._drawn(rng, [part], f"'{part.prompt}'")

    def _drawn(self, rng, parts, whose):
        numbers = [part for part in parts if isinstance(part, Number)]
        for _ in range(TRIES):
            given = SimpleNamespace(**{name: q.draw(rng) for name, q in self.given.items()})
            if all(holds(given) for holds in self.premises.values()) and all(
                distinguishable(part, given) for part in numbers
            ):
                return given
        raise RuntimeError(
            f"{self.id}: no draw of {TRIES} tells the wrong turns of {whose} apart"
            + (f" where {' and '.join(self.premises)}" if self.premises else "")
        )
