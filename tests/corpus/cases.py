"""How a case of the corpus is written down: what is handed in, and which scores and states must come of it."""

import json
import re
from dataclasses import dataclass, field

from .notebooks import ASSIGNMENTS, solved, with_answers

WRONG = {"squares": "def squares(n):\n    return [0]", "area": "area = 0", "halves": "halves = 0"}
PERSON = "needs a person"
BREACH = "def breach(*what):\n    print('BRE' + 'ACH', *what)\n"


@dataclass(frozen=True)
class Case:
    """A submission. Parts (by grade_id of the grading cell) that `scores` does not name must get full marks.

    A score of None needs a person, a score of ... is the student's own to lose. `@COURSE@` in the file stands for the folder of a course with a gradebook, the
    source and another student's work. Code that gets where it should not prints BREACH.
    """

    name: str
    data: bytes
    scores: dict = field(default_factory=dict)
    states: dict = field(default_factory=dict)
    assignment: str = "small"
    mode: str = "examined"

    def __str__(self):
        return self.name


def mark_of(answer, assignment):
    """Return the grade_id of the cell that grades an answer."""
    return f"{answer}-mark" if assignment == "bank" else f"test_{answer}"


def attack(
    name, text, answer="squares", state="wrong", *, score=0, assignment="small", too=(), perhaps=(), mode="examined"
):
    """Return a hostile case: one answer cell holds the attack, and the wrong answer that is to be sold as right.

    `too` names the other answers that the attack costs their points as well, `perhaps` those that it may cost.
    What a person has to look at has no score.
    """
    score = None if state == PERSON else score
    text = (BREACH if "breach(" in text else "") + text
    if assignment == "small" and not re.search(rf"^(async )?(def |class |){answer}\b", text, re.MULTILINE):
        text = f"{text}\n{WRONG[answer]}"
    submitted = with_answers(ASSIGNMENTS[assignment](), **{answer: text})
    scores = {mark_of(name, assignment): score for name in (answer, *too)}
    scores |= {mark_of(name, assignment): ... for name in perhaps}
    states = {mark_of(answer, assignment): state} if state else {}
    return Case(name, as_file(submitted), scores, states, assignment, mode)


def doctored(name, change, scores=(), states=(), assignment="small"):
    """Return a case whose notebook, solved, is changed by `change(notebook)`."""
    submitted = solved(ASSIGNMENTS[assignment]())
    change(submitted)
    return Case(name, as_file(submitted), dict(scores), dict(states), assignment)


def honest(name, assignment="small", **texts):
    """Return an honest case: some answers have another text, and all are right."""
    return Case(name, as_file(with_answers(ASSIGNMENTS[assignment](), **texts)), assignment=assignment)


def as_file(submitted):
    """Return the bytes of a notebook; bytes are a file already."""
    return submitted if isinstance(submitted, bytes) else json.dumps(submitted).encode()


def cell(notebook, name):
    """Return the cell of a notebook with this id."""
    return next(c for c in notebook.cells if c.get("id") == name)
