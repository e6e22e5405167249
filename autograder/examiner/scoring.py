"""From what a grading cell did to its verdict: state, points and a message."""

import ast
import traceback
from pathlib import Path
from typing import Any

from autograder.judging.comparing import as_number
from autograder.judging.verdict import State, Verdict
from autograder.sandboxed.alarm_clock import TimedOut
from autograder.sandboxed.refusals import Refused, RefusedError

from .messages import CellSpec, Outcome
from .student_errors import MissingError, StoppedError, StudentError

PACKAGE = str(Path(__file__).parent.parent)
GRADERS = ("sandboxed", "examiner", "engine")  # rooms that pass on what student code raises
HOLDS = "All tests of this part hold."
DOES_NOT_HOLD = "A test of this part does not hold."


def verdict(
    cell: CellSpec,
    state: str,
    message: str,
    score: float | None = 0.0,
    code: str | None = None,
    answer: float | None = None,
) -> Verdict:
    """Return the verdict on what a grading cell marks; its part is the cell's grade_id, its `score` the points earned.

    The `answer` is kept where it may have to be compared with the numbers of others.

    Parameters
    ----------
    cell : the grading cell.
    state : one of `State`.
    message : what the student is told.
    score : points earned; where a person has to look there is none, whatever is said here.
    code : the misconception, if one was found.
    answer : the number that was given.
    """
    points = cell["points"]
    score = None if state == State.MANUAL_REVIEW else score
    credit = score / points if score and points else 0.0
    return Verdict(cell["grade_id"], State(state), message, credit, points, code, answer, score)


def fault(cell: CellSpec, message: str) -> Verdict:
    """Return the verdict on a grading cell that is itself at fault: no score, a person has to look.

    Parameters
    ----------
    cell : the grading cell.
    message : what went wrong; the beginning of it is kept.
    """
    return verdict(cell, State.MANUAL_REVIEW, f"Grader fault. {message}"[:500])


def of_value(cell: CellSpec, value: Any, shown: list[Verdict], said: str) -> Verdict:
    """Return the verdict on a grading cell that ran to its end.

    As in nbgrader it is worth the number on its last line, else nothing if it wrote to stderr, else full points.

    Parameters
    ----------
    cell : the grading cell.
    value : of its last line.
    shown : the verdicts that it displayed, of parts that are worth points.
    said : what it wrote to stderr.
    """
    number = as_number(value)
    points = cell["points"]
    if number is None and shown:
        return fault(cell, "The grading cell shows a verdict but its last line is not the points.")
    if number is None and said:
        return verdict(cell, State.WRONG, said.strip()[:1000])
    if number is None:
        return verdict(cell, State.RIGHT, HOLDS, points)
    if not 0 <= number <= points + 1e-9:
        return fault(cell, f"The grading cell gives {number:g} of {points:g} points.")
    if shown:
        last = shown[-1]
        return verdict(cell, last.state, last.message, number, last.code, last.answer)
    if number == points:
        return verdict(cell, State.RIGHT, "", number)
    return verdict(cell, State.PARTIAL if number else State.WRONG, "", number)


def not_carried(cell: CellSpec, words: str) -> Verdict:
    """Return the verdict where a value of the student's could not be handed to the grading cell: a person has to look.

    Parameters
    ----------
    cell : the grading cell.
    words : a sentence on the value.
    """
    return verdict(cell, State.MANUAL_REVIEW, f"{words} A person has to look at it."[:500])


def of_error(
    cell: CellSpec,
    error: BaseException,
    fetched: dict[str, Any],
    trouble: Outcome | None,
    typed: str | None = None,
) -> Verdict:
    """Return the verdict on a grading cell that stopped with an error.

    Parameters
    ----------
    cell : the grading cell.
    error : what it stopped with.
    fetched : the values that it was given, by name; None for a name that the student does not have.
    trouble : what came of the answer cell itself, if that stopped with an error.
    typed : all code of the notebook but the tests, where the student may be told no more than that; None where nothing is secret.
    """
    refused = [f"`{name}` is {value.words}." for name, value in fetched.items() if isinstance(value, Refused)]
    if isinstance(error, StudentError) and typed is not None:
        return verdict(cell, *error.as_typed(typed))
    if isinstance(error, (StoppedError, StudentError)):
        return verdict(cell, *error.outcome)
    if isinstance(error, MissingError):
        return verdict(cell, *(trouble or Outcome(State.NOT_STARTED, str(error))))
    if isinstance(error, RefusedError) or (refused and not _in_package(error)):
        return not_carried(cell, refused[0] if refused else f"Your function returns {error}.")
    if _in_package(error) or not fetched or isinstance(error, (TimedOut, MemoryError, SyntaxError)):
        return fault(cell, f"The grading cell stopped with {type(error).__name__}: {error}")
    if isinstance(error, AssertionError):
        return verdict(cell, State.WRONG, typed_in(cell["source"], str(error))[:1000] or DOES_NOT_HOLD)
    text = f": {error}" if typed is None else ""
    return verdict(cell, State.CRASHED, f"Testing your answer stops with {type(error).__name__}{text}"[:500])


def typed_in(source: str, message: str) -> str:
    """Return what of a failing test's message its author typed, with dots for the values in it; "" for other messages.

    The values may be hidden inputs and expected results: NumPy's tests print both, and so does many a formatted text.

    Parameters
    ----------
    source : of the grading cell.
    message : of the AssertionError.
    """
    try:
        tree = ast.parse(source)
    except SyntaxError:  # a cell with magics
        return ""
    for node in ast.walk(tree):
        pieces = node.values if isinstance(node, ast.JoinedStr) else [node]
        texts = [piece.value if isinstance(piece, ast.Constant) else None for piece in pieces]
        if any(isinstance(text, str) and text.strip() for text in texts) and _fits(texts, message):
            return "".join("…" if text is None else text for text in texts)
    return ""


def _fits(texts, message):
    """Tell whether a message consists of these texts, with anything where one of them is None."""
    place = 0
    for text in filter(None, texts):
        found = message.find(text, place)
        if found < 0 or (place == 0 and texts[0] is not None and found):
            return False
        place = found + len(text)
    return texts[-1] is None or message.endswith(texts[-1])


def _in_package(error: BaseException) -> bool:
    """Tell whether an exception arose inside the bank or its machinery, and not in a grading cell or in a library."""
    frames = [frame.filename for frame in traceback.extract_tb(error.__traceback__)]
    ours = [name for name in frames if name.startswith(PACKAGE)]
    return any(Path(name).parent.name not in GRADERS for name in ours)
