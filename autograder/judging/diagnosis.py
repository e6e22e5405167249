"""From an answer to a verdict: is it right, and if not, which misconception does it come from?"""

import numpy as np

from .comparing import as_number, close, shape_of
from .function_answers import diagnose_function
from .problem import Choice, Function, Number
from .verdict import State, Verdict

CLOSE_TOLERANCES = 5
HALF = 0.5
THOUSANDS = (-12, -9, -6, -3, 3, 6, 9, 12)
HUNDREDS = (-2, 2)
OTHER_POWERS = (-4, -2, -1, 1, 2, 4)
SHARES = ("%", "fraction", "probability")


def diagnose(name, part, answer, given, rng):
    """Return the full verdict on an answer: its state, the points and the misconception.

    `name` is the part's id, `given` the values that the reference works from and `rng` the source of the fresh draws
    on which a function is tried.
    """
    if not started(answer):
        return Verdict(name, State.NOT_STARTED, "Put your answer in place of the dots.", 0.0, part.points)
    match part:
        case Number():
            found = diagnose_number(part, answer, given)
        case Choice():
            found = diagnose_choice(part, answer)
        case Function():
            found = diagnose_function(part, answer, rng)
    state, message, credit, code = found
    return Verdict(name, state, message, credit, part.points, code)


def carried_forward(problem, part, answer, using, given, rng):
    """Tell whether a number is what a known wrong turn in an earlier part leads to.

    `using` returns the student's answer to that part. Only a wrong turn of the bank is followed, worked out anew from
    the bank's own record of it, so that an invented earlier answer cannot buy the points of a later one.
    """
    value = as_number(answer)
    if part.carried is None or value is None:
        return False
    earlier = problem.parts[part.follows]
    try:
        code = diagnose(part.follows, earlier, using(), given, rng).code
    except NameError:
        return False
    turns = [turn for turn in earlier.wrong_turns if turn.code == code]
    return any(
        close(value, part.carried(given, turn.gives if isinstance(earlier, Function) else turn.gives(given)), part.tol)
        for turn in turns
    )


def started(answer):
    """Tell whether there is an answer at all: None and the dots of the stub are none."""
    return answer is not None and answer is not Ellipsis


def diagnose_number(part, answer, given):
    """Return state, message, credit and misconception of a number."""
    value = as_number(answer)
    if value is None:
        return State.WRONG_TYPE, f"Expected one number ({part.unit}), but this is {shape_of(answer)}.", 0.0, None
    if not np.isfinite(value):
        return State.WRONG_TYPE, f"Expected a finite number ({part.unit}), but this is {value}.", 0.0, None
    right = part.answer(given)
    if close(value, right, part.tol):
        return State.RIGHT, part.because, 1.0, None
    for turn in part.wrong_turns:
        if close(value, turn.gives(given), part.tol):
            return State.WRONG_TURN, turn.nudge, turn.credit or 0.0, turn.code
    return unnamed_number(part, value, right, given)


def unnamed_number(part, value, right, given):
    """Return state, message, credit and no misconception of a number that no known wrong turn leads to.

    Half of the points remain for a unit that was mixed up, which takes a thousand (a hundred between a share and a
    percentage), and for a value close to the right one, unless a known wrong turn leads just as close.
    """
    units = THOUSANDS + HUNDREDS if part.unit in SHARES else THOUSANDS
    if (power := power_between(value, right, part.tol, units)) is not None:
        message = f"The digits are right, but the size is off by 10^{power}: check the unit ({part.unit})."
        return State.UNIT_SLIP, message, HALF, None
    if close(value, right, CLOSE_TOLERANCES * part.tol):
        return close_number(part, right, given)
    if value * right < 0:
        return State.WRONG_SIGN, f"The sign is off: think about what a {sign(value)} value would mean here.", 0.0, None
    if (power := power_between(value, right, part.tol, OTHER_POWERS)) is not None:
        message = f"The digits are right, but the size is off by 10^{power}: is a factor missing, or one too many?"
        return State.WRONG, message, 0.0, None
    return State.WRONG, "Not right, and no known wrong turn leads here: write down each intermediate value.", 0.0, None


def power_between(value, right, tol, powers):
    """Return the power of ten, one of `powers`, by which a value is off, or None if there is none."""
    return next((power for power in powers if close(value, right * 10.0**power, tol)), None)


def close_number(part, right, given):
    """Return state, message, credit and no misconception of a number that misses the tolerance by little."""
    if any(close(turn.gives(given), right, CLOSE_TOLERANCES * part.tol) for turn in part.wrong_turns):
        message = "Close, but a known wrong turn leads just as close: write down each intermediate value."
        return State.CLOSE, message, 0.0, None
    return (
        State.CLOSE,
        "Close, but not within the tolerance: was a value rounded or approximated on the way?",
        HALF,
        None,
    )


def diagnose_choice(part, answer):
    """Return state, message, credit and misconception of a letter."""
    letters = "ABCDEFGH"[: len(part.options)]
    letter = letter_of(answer)
    if letter is None or letter not in letters:
        given = f"{answer!r:.30}" if isinstance(answer, str) else shape_of(answer)
        return (
            State.WRONG_TYPE,
            f'Expected one letter of {", ".join(letters)}, such as "A", but this is {given}.',
            0.0,
            None,
        )
    option = part.options[letters.index(letter)]
    if option.code is None:
        return State.RIGHT, part.because, 1.0, None
    return State.WRONG_TURN, option.nudge, 0.0, option.code


def letter_of(answer):
    """Return the letter of a choice however it was typed ("b", " B.", "(b)"), or None for anything else."""
    letter = answer.strip(" .():\n\t").upper() if isinstance(answer, str) else ""
    return letter if len(letter) == 1 else None


def sign(value):
    """Name the sign of a number."""
    return "negative" if value < 0 else "positive"
