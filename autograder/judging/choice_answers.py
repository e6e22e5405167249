"""What is found in an answer that is one letter."""

from typing import Any

from .comparing import shape_of
from .parts import LETTERS, Choice
from .typed_text import LOOK_ALIKES, looks_like, plain_text
from .verdict import Finding, State

LONGEST_LETTER = 100


def diagnose_choice(part: Choice, answer: Any) -> Finding:
    """Return what is found in a letter: right, the misconception that its option stands for, or no letter of these.

    Parameters
    ----------
    part : the part with its options.
    answer : what the student gave, of any kind.
    """
    letters = LETTERS[: len(part.options)]
    letter = letter_of(answer)
    if letter is None or letter not in letters:
        if letter in LOOK_ALIKES:
            return Finding(State.WRONG_TYPE, looks_like(letter))
        given = f"{answer!r:.30}" if isinstance(answer, str) else shape_of(answer)
        message = f'Expected one letter of {", ".join(letters)}, such as "A", but this is {given}.'
        return Finding(State.WRONG_TYPE, message)
    option = part.options[letters.index(letter)]
    if option.code is None:
        return Finding(State.RIGHT, part.because, 1.0)
    return Finding(State.WRONG_TURN, option.nudge, 0.0, option.code)


def letter_of(answer: Any) -> str | None:
    """Return the letter of a choice however it was typed ("b", " B.", "(b)", "Ｂ"), or None for anything else."""
    if not isinstance(answer, str) or len(answer) > LONGEST_LETTER:
        return None
    letter = plain_text(answer).strip(" .():\n\t").upper()
    return letter if len(letter) == 1 else None
