"""What is said of an answer: its state, the points it earns and a message for the student."""

import html
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any, Self

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
    NEEDS_PERSON = "needs a person"


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
    """

    state: State
    message: str
    credit: float = 0.0
    code: str | None = None


@dataclass(frozen=True)
class Verdict:
    """One part's outcome. `credit` is the share of the points earned; `code` names the misconception, if one was found.

    `answer` is kept where someone may have to compare it with the numbers of others.
    """

    part: str
    state: State
    message: str
    credit: float = 0.0
    points: float = 0.0
    code: str | None = None
    answer: float | None = None

    @classmethod
    def of(cls, part: str, points: float, found: Finding) -> Self:
        """Return the verdict on a part worth so many `points` that follows from what was found in its answer."""
        return cls(part, found.state, found.message, found.credit, points, found.code)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return the verdict that `to_json` put down; a field that is not there has its default, others are passed over.

        Raises
        ------
        KeyError : without a state.
        ValueError : for a state that is none of `State`.
        TypeError : without a part or a message.
        """
        known = {field.name for field in fields(cls)}
        kept = {name: value for name, value in data.items() if name in known}
        return cls(**kept | {"state": State(data["state"])})

    @property
    def score(self) -> float:
        """Points earned, rounded to a thousandth so that shares such as 1/3 print cleanly."""
        return round(self.points * self.credit, 3)

    def __str__(self):
        earned = f" · {self.score:g} of {self.points:g} points" if self.points else ""
        return f"{_MARKS.get(self.state, '✘')} {self.part}{earned} · {self.state}: {self.message}"

    def to_json(self) -> dict[str, Any]:
        """Return the verdict as plain data, with its score; the answer only where it is kept."""
        data = asdict(self) | {"score": self.score}
        return {key: value for key, value in data.items() if key != "answer" or value is not None}

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/plain": str(self), "text/html": _card(self), MIME: self.to_json()}


def _card(verdict):
    """The verdict in HTML: text in the theme's own colour, so that it reads in light and dark, and a coloured edge."""
    mark = _MARKS.get(verdict.state, "✘")
    edge = _EDGES.get(mark, "var(--jp-error-color1, #c62828)")
    earned = f" · {verdict.score:g} of {verdict.points:g} points" if verdict.points else ""
    return (
        f'<div style="border-left:4px solid {edge};padding:.3em .8em;margin:.2em 0;max-width:48em;line-height:1.45;'
        f'color:var(--jp-content-font-color1, #212121)">'
        f"<b>{mark} {html.escape(verdict.part)}{earned} · {html.escape(verdict.state)}</b><br>"
        f"{html.escape(verdict.message)}</div>"
    )


ERROR_STATES = {
    "CellTimeoutError": State.TIMED_OUT,
    "KeyboardInterrupt": State.TIMED_OUT,
    "DeadKernelError": State.NEEDS_PERSON,
}


def verdict_of(cell: Any) -> dict[str, Any]:
    """Return the verdict shown by a marking cell, or one made from the error that ended it."""
    for output in cell.outputs:
        if MIME in output.get("data", {}):
            return output.data[MIME]
    for output in cell.outputs:
        if output.output_type == "error":
            named = output.ename in State._value2member_map_
            state = State(output.ename) if named else ERROR_STATES.get(output.ename, State.CRASHED)
            return {"state": state, "code": None, "message": f"{output.ename}: {output.evalue}"}
    return {"state": State.NEEDS_PERSON, "code": None, "message": "The marking cell gave no verdict."}
