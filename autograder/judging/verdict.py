"""What is said of an answer: its state, the points it earns and a message for the student."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

CODE = re.compile(r"`([^`\n]+)`")
MIME = "application/vnd.autograder.verdict+json"


class State(StrEnum):
    """The states an answer can be in, in the words the student reads."""

    RIGHT = "right"
    CARRIED = "right, carried forward"
    PLAUSIBLE = "plausible"
    CLOSE = "close"
    PARTIAL = "partly right"
    UNIT_SLIP = "unit slip"
    WRONG_TURN = "known wrong turn"
    OTHER_NUMBERS = "right for other numbers"
    WRONG = "wrong"
    WRONG_SIGN = "wrong sign"
    WRONG_TYPE = "wrong type"
    NOT_STARTED = "not started"
    CRASHED = "crashed"
    TIMED_OUT = "timed out"
    OUT_OF_MEMORY = "out of memory"
    OUTPUT_FLOOD = "output flood"
    MANUAL_REVIEW = "needs a person"


def is_state(text: str) -> bool:
    """Tell whether a text names one of the states."""
    return text in State._value2member_map_


_MARKS = {
    State.RIGHT: "✔",
    State.CARRIED: "✔",
    State.PLAUSIBLE: "○",
    State.CLOSE: "≈",
    State.PARTIAL: "◐",
    State.NOT_STARTED: "…",
}


_EDGES = {
    "✔": "var(--jp-success-color1, #2e7d32)",
    "○": "var(--jp-info-color1, #0277bd)",
    "≈": "var(--jp-warn-color1, #a15c00)",
    "◐": "var(--jp-warn-color1, #a15c00)",
    "…": "var(--jp-content-font-color2, #666666)",
}


@dataclass(frozen=True)
class Finding:
    """What a diagnosis finds in an answer, before it is known which part that is and what it is worth.

    `credit` is the share of the points it earns; `code` names the misconception, if one was found.
    `quiet` keeps the visible check from saying it.
    """

    state: State
    message: str
    credit: float = 0.0
    code: str | None = None
    quiet: bool = False


@dataclass(frozen=True)
class Verdict:
    """What came of one part, from its diagnosis to the report.

    `credit` is the share of the points earned; `code` names the misconception, if one was found. `answer` is kept where
    someone may have to compare it with the numbers of others. `score` are the points earned: what credit and points make,
    rounded to a thousandth so that shares such as 1/3 print cleanly, unless a grading cell says it otherwise. It is None
    exactly where a person has to look.
    """

    part: str
    state: State
    message: str
    credit: float = 0.0
    points: float = 0.0
    code: str | None = None
    answer: float | None = None
    score: float | None = None

    def __post_init__(self):
        if self.state == State.MANUAL_REVIEW:
            object.__setattr__(self, "score", None)
        elif self.score is None:
            object.__setattr__(self, "score", round(self.points * self.credit, 3))

    @classmethod
    def of(cls, part: str, points: float, found: Finding) -> Self:
        """Return the verdict on a part worth so many `points` that follows from what was found in its answer.

        Parameters
        ----------
        part : id of the part.
        points : what it is worth.
        found : what a diagnosis made of the answer.
        """
        return cls(part, found.state, found.message, found.credit, points, found.code)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return the verdict that `to_json` put down; a field that is not there has its default, others are passed over.

        Raises
        ------
        KeyError : without a state.
        ValueError : for a state that is none of `State`.
        TypeError : without a part or a message, or where a field is of another type than it has here.
        """
        kept = {name: data[name] for name in FIELD_TYPES if name in data}
        for name, value in kept.items():
            if not isinstance(value, FIELD_TYPES[name]):
                raise TypeError(f"{name} of a verdict cannot be {value!r}")
        return cls(**kept | {"state": State(data["state"])})

    @property
    def earned(self) -> str:
        """What the verdict was worth, in words; nothing where no points are given or a person has to look."""
        scored = self.points and self.score is not None
        return f" · {self.score:g} of {self.points:g} points" if scored else ""

    def __str__(self):
        return f"{_MARKS.get(self.state, '✘')} {self.part}{self.earned} · {self.state}: {self.message}"

    def to_json(self) -> dict[str, Any]:
        """Return the verdict as plain data; the answer only where it is kept."""
        data = vars(self) | {"state": str(self.state)}
        return {key: value for key, value in data.items() if key != "answer" or value is not None}

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/plain": str(self), "text/html": _card(self), MIME: self.to_json()}


NUMBER = (int, float)
FIELD_TYPES = {
    "part": str,
    "state": str,
    "message": str,
    "credit": NUMBER,
    "points": NUMBER,
    "code": (str, type(None)),
    "answer": (*NUMBER, type(None)),
    "score": (*NUMBER, type(None)),
}


def _card(verdict):
    """Return the verdict in HTML: text in the theme's own colour, so that it reads in light and dark, and a coloured edge."""
    mark = _MARKS.get(verdict.state, "✘")
    edge = _EDGES.get(mark, "var(--jp-error-color1, #c62828)")
    message = CODE.sub(r"<code>\1</code>", html.escape(verdict.message))
    return (
        f'<div class="autograder-card" style="border-left:4px solid {edge};padding:.3em .8em;margin:.2em 0;max-width:48em;line-height:1.45;'
        f'color:var(--jp-content-font-color1, #212121)">'
        f"<b>{mark} {html.escape(verdict.part)}{verdict.earned} · {html.escape(verdict.state)}</b><br>"
        f"{message}</div>"
    )


ERROR_STATES = {
    "CellTimeoutError": State.TIMED_OUT,
    "KeyboardInterrupt": State.TIMED_OUT,
    "DeadKernelError": State.MANUAL_REVIEW,
}


def verdict_of(cell: Any, part: str, points: float = 0.0) -> Verdict:
    """Return the verdict shown by a marking cell, or one made from the error that ended it.

    Parameters
    ----------
    cell : a code cell that has run, as nbformat reads it. Where student code ran beside it, its outputs may be forged.
    part : what it marks.
    points : what that is worth, if the verdict does not say it.
    """
    for output in cell.outputs:
        if MIME in output.get("data", {}):
            try:
                return Verdict.from_json({"points": points} | output.data[MIME] | {"part": part})
            except (KeyError, ValueError, TypeError):
                return Verdict(part, State.MANUAL_REVIEW, "The marking cell shows what is no verdict.", 0.0, points)
    for output in cell.outputs:
        if output.output_type == "error":
            named = is_state(output.ename)
            state = State(output.ename) if named else ERROR_STATES.get(output.ename, State.CRASHED)
            return Verdict(part, state, f"{output.ename}: {output.evalue}", 0.0, points)
    return Verdict(part, State.MANUAL_REVIEW, "The marking cell gave no verdict.", 0.0, points)
