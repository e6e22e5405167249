"""Typed numbers: one number in many spellings is one number, and what cannot be read is refused with advice."""

import random
import re

import pytest

from autograder.learner.number_input import read_number
from autograder.learner.units import unit_of

SEED = 20
NUMBERS = 400
SUPERSCRIPT = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
# unit asked -> factor by which a number in it is multiplied to be told in other units
OTHER_UNITS = {
    "µg": {"µg": 1, "ug": 1, "mcg": 1, "μg": 1, "mg": 1e-3, "g": 1e-6, "ng": 1e3, "pg": 1e6, "kg": 1e-9},
    "ng/mL": {"ng/mL": 1, "ng / ml": 1, "ng per mL": 1, "ng mL⁻¹": 1, "µg/L": 1, "mg/L": 1e-3, "pg/mL": 1e3},
    "h": {"h": 1, "hours": 1, "min": 60, "d": 1 / 24, "days": 1 / 24, "week": 1 / 168, "s": 3600},
    "nM": {"nM": 1, "µM": 1e-3, "pM": 1e3, "M": 1e-9, "nmol/L": 1, "pmol/mL": 1},
    "L/h": {"L/h": 1, "l/h": 1, "mL/min": 1000 / 60, "L/day": 24},
    "ng·h/mL": {"ng·h/mL": 1, "ng*h/mL": 1, "ng h/mL": 1, "h·ng/mL": 1, "mg·h/L": 1e-3},
    "fraction": {"": 1, "%": 100, "percent": 100},
    "%": {"%": 1, "": 1},
    "µSv": {"µSv": 1, "mSv": 1e-3, "Sv": 1e-6},
    "dpm/mL": {"dpm/mL": 1, "Bq/mL": 1 / 60, "nCi/mL": 1 / 60 / 37},
}


def spellings(number):
    """Return usual ways to write a number of three significant digits."""
    digits, power = f"{number:.2e}".split("e")
    power = int(power)
    comma = digits.replace(".", ",")
    written = [
        f"{digits}e{power}",
        f"{digits}E{power:+03d}",
        f"{comma}e{power}",
        f"{digits} × 10^{power}",
        f"{digits}x10^{power}",
        f"{digits}·10{str(power).translate(SUPERSCRIPT)}",
        f"{digits} * 10**{power}",
        f"{digits} × 10 ^ ({power})",
        f" {digits}e{power} ",
    ]
    if abs(number) < 1e9:
        plain = f"{number:.12f}".rstrip("0").rstrip(".")
        written += [plain, plain.replace(".", ",") if not re.fullmatch(r"-?[1-9]\d{0,2}\.\d{3}", plain) else plain]
        grouped = f"{number:,.3f}"
        if float(f"{number:.3f}") == number and abs(number) >= 1000:
            swapped = grouped.translate(str.maketrans(",.", ".,"))
            for mark in (" ", "\N{NARROW NO-BREAK SPACE}", "\N{THIN SPACE}", "'", "’", "_"):
                written.append(grouped.replace(",", mark))
            written += [grouped, swapped, f"{number:,.0f}" if number == round(number) else grouped]
    negative = [text.replace("-", "−", 1) for text in written if text.startswith("-")]
    positive = [f"+{text.strip()}" for text in written if number > 0]
    return written + negative + positive


def test_one_number_in_many_spellings_and_units_is_one_number():
    rng = random.Random(SEED)
    read = 0
    for _ in range(NUMBERS):
        asked = rng.choice(list(OTHER_UNITS))
        number = float(f"{rng.choice((1, 1, -1)) * 10 ** rng.uniform(-8, 7):.2e}")
        for unit, factor in OTHER_UNITS[asked].items():
            for text in spellings(number):
                typed = text + rng.choice(("", " ", "\N{NO-BREAK SPACE}")) + unit
                found = read_number(typed, asked)
                assert found.value == pytest.approx(number / factor, rel=1e-12), typed
                read += 1
    print(f"seed {SEED}: {NUMBERS} numbers in {read} spellings")
    assert read > 20 * NUMBERS


@pytest.mark.parametrize(
    ("text", "unit", "value", "understood"),
    [
        ("0.04 mg", "µg", 40, "0.04 mg = 40 µg"),
        ("1,000", "µg", 1000, "1000 µg"),
        ("1.000", "µg", 1, "1 µg"),
        ("0,125", "", 0.125, "0.125"),
        ("12,5", "h", 12.5, "12.5 h"),
        ("1,234.5", "h", 1234.5, "1234.5 h"),
        ("1.234,5", "h", 1234.5, "1234.5 h"),
        ("10⁻³", "M", 1e-3, "0.001 M"),
        ("40 %", "fraction", 0.4, "40 % = 0.4"),
        ("40", "fraction", 40, "40"),
        ("５０ µｇ", "µg", 50, "50 µg"),
        ("48.4 UG.", "µg", 48.4, "48.4 µg"),
        ("3 times", "times", 3, "3 times"),
        ("6 subjects", "subjects", 6, "6 subjects"),
        (".5", "", 0.5, "0.5"),
        ("5.", "", 5, "5"),
        ("- 5", "", -5, "-5"),
        ("\uff0d2", "µg", -2, "-2 µg"),
        ("\ufe632", "µg", -2, "-2 µg"),
        ("\u20102", "µg", -2, "-2 µg"),
        ("\uff14\uff18\uff0e\uff14", "µg", 48.4, "48.4 µg"),
        ("1,000", "µg", 1000, "1000 µg"),
        *((f"48{mark}.4{mark}", "µg", 48.4, "48.4 µg") for mark in "\u200b\u200d\u2060\ufeff\u200e\u00ad"),
    ],
)
def test_what_was_understood_is_told(text, unit, value, understood):
    found = read_number(text, unit)
    assert found.value == pytest.approx(value, rel=1e-15)
    assert found.understood == understood


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("48.4 mL", "cannot be turned into the unit that is asked, µg"),
        ("48.4 nM", "cannot be turned into the unit that is asked, µg"),
        ("48.4 %", "cannot be turned"),
        ("48.4 bananas", "no unit known here"),
        ("sixty", "not a number"),
        ("", "not a number"),
        ("nan", "not a number"),
        ("inf", "not a number"),
        ("1e999", "too large"),
        ("6/100", "Work it out first"),
        ("2*3", "Work it out first"),
        ("2+3", "Work it out first"),
        ("60 or 80", "type the number alone"),
        ("60-80", "Work it out first"),
        ("1,00,0", "more than one way"),
        ("1.2.3", "more than one way"),
        ("1,2,3", "more than one way"),
        ("4 1", "more than one way"),
        ("x" * 500, "not a number"),
    ],
)
def test_what_cannot_be_read_is_refused_with_advice(text, says):
    with pytest.raises(ValueError, match=re.escape(says)) as refused:
        read_number(text, "µg")
    assert len(str(refused.value)) < 200


def test_units_of_different_kinds_stay_apart():
    assert unit_of("mM").powers != unit_of("mg").powers
    assert unit_of("MBq").size == pytest.approx(1e9 * unit_of("mBq").size)
    assert unit_of("mbq") is None, "milli or mega"
    assert unit_of("kDa").powers == unit_of("g/mol").powers
    assert unit_of("kDa").size == pytest.approx(1000 * unit_of("g/mol").size)
