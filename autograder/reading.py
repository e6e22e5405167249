"""What a person types: a number, perhaps with its unit, read generously or refused with what to do."""

import re

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.IGNORECASE)
SAME = str.maketrans({"−": "-", "–": "-", "μ": "µ", "\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " "})


def read_number(text, unit):
    """Return the number in a typed answer.

    Parameters
    ----------
    text : what was typed, such as "48.4", "1e-3", "2 × 10^-4" or "48.4 µg".
    unit : the unit in which the answer is asked; it may follow the number, another unit may not.

    Returns
    -------
    The number, a float.

    Raises
    ------
    ValueError : for anything else, saying what to type instead.

    Examples
    --------
    >>> read_number("48.4 ug", "µg"), read_number("2 × 10^-4", "fraction")
    (48.4, 0.0002)
    >>> read_number("0,5", "fraction")
    Traceback (most recent call last):
        ...
    ValueError: Write the decimal sign as a point, not a comma: 0.5
    """
    plain = text.strip().translate(SAME)
    plain = re.sub(r"\s*(?:[×x*·]\s*10\s*(?:\^|\*\*)\s*)([+-]?\d+)", r"e\1", plain)
    plain = re.sub(r"(?<=\d)[ _](?=\d{3}(?!\d))", "", plain)
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+\.\d+.*", plain):
        raise ValueError(f"Leave out the comma between thousands: {plain.replace(',', '')}")
    if re.match(r"[+-]?\d*,\d", plain):
        raise ValueError(f"Write the decimal sign as a point, not a comma: {plain.replace(',', '.', 1)}")
    found = NUMBER.match(plain)
    if not found:
        raise ValueError(f"“{text.strip():.40}” is not a number. Type digits, such as 0.25 or 1e-3.")
    rest = plain[found.end() :].strip()
    if rest and not _same_unit(rest, unit):
        raise ValueError(_refusal(rest, unit))
    return float(found.group())


def _same_unit(rest, unit):
    letters = [
        text.translate(SAME).casefold().replace("μ", "u").rstrip(".") for text in (rest, unit)
    ]  # casefold makes every micro Greek
    return letters[0] == letters[1]


def _refusal(rest, unit):
    if rest == "%":
        return f"The answer is asked as a {unit}: write 0.05 for 5 %."
    if rest[0] in "+-*/^(":
        return "Work it out first (a code cell does it), then type the resulting number."
    return f"After the number stands “{rest:.20}”, but the answer is asked in this unit: {unit}. Type the number alone."
