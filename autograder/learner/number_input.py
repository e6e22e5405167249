"""What a person types: a number in any usual spelling, perhaps with a unit, and what was understood of it."""

import re
import unicodedata
from dataclasses import dataclass

from autograder.judging.typed_text import plain_text

from .units import plain_unit, unit_of

SUPERSCRIPT = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+")
MINUS = str.maketrans(dict.fromkeys("−‐‑‒–—", "-"))
POWER = r"(?:e[+-]?\d+|[×x*·⋅∙]10(?:(?:\^|\*\*)\(?[+-]?\d+\)?|[+-]\d+))"
MANTISSA = r"(?:\d[\d.,'’_]*|[.,]\d+)"
POWER_OF_TEN = r"10(?:\^|\*\*)\(?(?P<ten>[+-]?\d+)\)?"
NUMBER = re.compile(rf"(?P<sign>[+-]?)(?:{POWER_OF_TEN}|(?P<mantissa>{MANTISSA})(?P<power>{POWER})?)", re.IGNORECASE)


@dataclass(frozen=True)
class Reading:
    """A typed number: its value in the unit asked for, and in words what was understood, such as "0.04 mg = 40 µg"."""

    value: float
    understood: str


def read_number(text: str, unit: str) -> Reading:
    """Return the number in a typed answer, converted to the unit in which it is asked.

    Parameters
    ----------
    text : what was typed: "48.4", "1e-3", "2 × 10⁻⁴", "1,000", "0,5", "40 %", "0.04 mg". One comma or point before
        exactly three digits is a separator of thousands if it is a comma, and the decimal point if it is a point.
    unit : the unit in which the answer is asked; without a unit in the text, the number is taken to be in it.

    Raises
    ------
    ValueError : for anything else, saying what to type instead.

    Examples
    --------
    >>> read_number("0,04 mg", "µg")
    Reading(value=40.0, understood='0.04 mg = 40 µg')
    """
    plain = _plain(text)
    found = NUMBER.match(plain)
    if not found:
        raise ValueError(f"“{text.strip():.40}” is not a number. Type digits, such as 0.25 or 1e-3.")
    number = _value(found, text)
    rest = plain[found.end() :].strip()
    if rest and rest[0] in "+*^(" or re.match(r"[-/]\s*[\d.(]", rest):
        raise ValueError("Work it out first (a code cell does it), then type the resulting number.")
    if rest and (rest[0].isdigit() or rest[0] in ".,"):
        raise ValueError(
            f"“{text.strip():.40}” can be read in more than one way. Type it without separators, such as 1000.5."
        )
    if not rest or plain_unit(rest).casefold() == plain_unit(unit).casefold():
        return Reading(number, with_unit(number, unit))
    return _converted(number, rest, unit)


def with_unit(value: float, unit: str) -> str:
    """Return a number and its unit in plain digits: `40 µg`, `0.5`.

    Parameters
    ----------
    value : it is rounded to ten digits.
    unit : its name; a plain number has "", "–" or "fraction", of which nothing is written.
    """
    digits = f"{value:.10g}"
    return digits if unit in ("", "–", "fraction", "probability", "ratio") else f"{digits} {unit}"


def _plain(text):
    """Return a text without blanks inside its number, in the letters of ASCII where Unicode has several."""
    text = SUPERSCRIPT.sub(lambda found: "^" + unicodedata.normalize("NFKC", found.group()), text)
    text = plain_text(text).translate(MINUS).strip()
    text = re.sub(r"(?<=\d)\s(?=\d{3}(?!\d))", "", text)  # thousands set apart by blanks
    text = re.sub(r"(?<=[\d.,])\s*([×x*·⋅∙])\s*10\s*", r"\g<1>10", text)
    text = re.sub(r"(?<=10)\s*(\^|\*\*)\s*(\(?)\s*([+-]?)\s*(?=\d)", r"\1\2\3", text)
    text = re.sub(r"(?<=\d)\s*([eE])\s*([+-]?)\s*(?=\d)", r"\1\2", text)
    return re.sub(r"^([+-])\s+", r"\1", text)


def _value(found, text):
    sign = -1.0 if found["sign"] == "-" else 1.0
    if found["ten"] is not None:
        return sign * float(f"1e{found['ten']}")
    power = re.search(r"[+-]?\d+\)?$", found["power"] or "0").group().rstrip(")")
    value = sign * float(f"{_digits(found['mantissa'], text)}e{power}")
    if abs(value) == float("inf"):
        raise ValueError(f"“{text.strip():.40}” is too large a number.")
    return value


def _digits(mantissa, text):
    """Return a mantissa with a decimal point and no other separator."""
    mantissa = mantissa.rstrip(",'’_")
    last = max(mantissa.rfind(","), mantissa.rfind("."))
    whole = mantissa
    decimals = ""
    if last >= 0 and _is_decimal(mantissa, mantissa[last]):
        whole = mantissa[:last]
        decimals = mantissa[last + 1 :]
    groups = re.split(r"[.,'’_]", whole)
    grouped = len(groups) == 1 or (1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:]))
    marks = set(re.findall(r"[.,'’_]", whole))
    if not grouped or len(marks) > 1 or not (decimals + "0").isdigit():
        raise ValueError(
            f"“{text.strip():.40}” can be read in more than one way. Type it without separators, such as 1000.5."
        )
    return f"{''.join(groups) or '0'}.{decimals or '0'}"


def _is_decimal(mantissa, mark):
    """Say whether the last comma or point is the decimal sign: the only one of its kind, and not 1,000 by a comma."""
    if mantissa.count(mark) > 1:
        return False
    thousands = re.fullmatch(r"[1-9]\d{0,2},\d{3}", mantissa)
    return not thousands


def _converted(number, typed, unit):
    mine = unit_of(typed)
    asked = unit_of(unit)
    if mine is None:
        raise ValueError(
            f"After the number stands “{typed:.20}”, which is no unit known here. The answer is asked in {unit or 'no unit'}: type the number alone."
        )
    if asked is None or mine.powers != asked.powers:
        raise ValueError(
            f"“{typed:.20}” cannot be turned into the unit that is asked, {unit or 'a plain number'}. Type the number in that unit."
        )
    value = float(f"{number * (mine.size / asked.size):.15g}")
    return Reading(value, f"{with_unit(number, typed)} = {with_unit(value, unit)}")
