"""A guess compared with the answer, in words."""


def is_right(guess: float, answer: float, within: float) -> bool:
    """Say whether a guess lies within a relative distance of the answer; an answer of 0 must be met exactly.

    Parameters
    ----------
    guess, answer : in the same unit.
    within : the relative distance, such as 0.1.
    """
    return abs(guess - answer) <= within * abs(answer)


def how_far_off(guess: float, answer: float) -> str:
    """Return how far a guess is from the answer: "25 times too low", "40 % too high", "of the wrong sign".

    A negative guess is "too large" or "too small" in size.
    A factor below 2 is told in per cent of the answer, because "1.4 times too high" is easily misread.

    Parameters
    ----------
    guess, answer : in the same unit.

    Examples
    --------
    >>> how_far_off(4, 100)
    '25 times too low'
    """
    if guess == answer:
        return "exactly right"
    if guess * answer < 0:
        return "of the wrong sign"
    larger, smaller = ("too high", "too low") if answer >= 0 else ("too large", "too small")
    side = larger if abs(guess) > abs(answer) else smaller
    if guess * answer == 0:
        return side
    factor = max(guess / answer, answer / guess)
    if factor >= 2:
        return f"{float(f'{factor:.2g}'):,.10g} times {side}"
    return f"{float(f'{100 * abs(guess / answer - 1):.2g}'):g} % {side}"
