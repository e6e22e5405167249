"""The units of this field, and how many times one of them is another: mass, volume, time, amount, activity, dose."""

import re
from dataclasses import dataclass

PREFIXES = {
    "": 1.0,
    "k": 1e3,
    "d": 1e-1,
    "c": 1e-2,
    "m": 1e-3,
    "u": 1e-6,
    "mc": 1e-6,
    "n": 1e-9,
    "p": 1e-12,
    "f": 1e-15,
}
LARGE = {"M": 1e6, "G": 1e9}
WITH_PREFIX = {
    "g": (1.0, {"mass": 1}),
    "L": (1.0, {"volume": 1}),
    "l": (1.0, {"volume": 1}),
    "mol": (1.0, {"amount": 1}),
    "M": (1.0, {"amount": 1, "volume": -1}),
    "s": (1.0, {"time": 1}),
    "Bq": (1.0, {"decays": 1, "time": -1}),
    "Ci": (3.7e10, {"decays": 1, "time": -1}),
    "Sv": (1.0, {"dose": 1}),
}
TIMES = {60.0: "min minute minutes", 3600.0: "h hr hrs hour hours", 86400.0: "d day days", 604800.0: "wk week weeks"}
WHOLE = {name: (seconds, {"time": 1}) for seconds, names in TIMES.items() for name in names.split()}
WHOLE |= {"second": (1.0, {"time": 1}), "seconds": (1.0, {"time": 1}), "sec": (1.0, {"time": 1})}
WHOLE |= {
    "dpm": (1 / 60, {"decays": 1, "time": -1}),
    "%": (0.01, {}),
    "percent": (0.01, {}),
    "Da": (1.0, {"mass": 1, "amount": -1}),
}
WHOLE |= dict.fromkeys(("", "–", "-", "1", "fraction", "ratio", "times", "fold", "probability", "x", "×"), (1.0, {}))
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
FACTOR = re.compile(r"([^\d·*/^()\s+-]+|1|-|–)(?:\^?([+-]?\d))?")


@dataclass(frozen=True)
class Unit:
    """A unit as a multiple of the base unit of its kind; `powers` says which kind, such as mass 1, volume −1."""

    size: float
    powers: tuple[tuple[str, int], ...]


def unit_of(text: str) -> Unit | None:
    """Return the unit that a text names, or None if it names none.

    >>> unit_of("ng·h/mL").powers == unit_of("µg h / L").powers
    True
    """
    text = plain_unit(text)
    over, slash, under = text.partition("/")
    powers: dict[str, int] = {}
    size = 1.0
    parts = [(over, 1)] + [(part, -1) for part in under.split("/")] * bool(slash)
    for part, direction in parts:
        factors = _factors(part.strip().strip("()"))
        if factors is None:
            return None
        for factor, power in factors:
            found = _single(factor)
            if found is None:
                return None
            size *= found[0] ** (direction * power)
            for kind, exponent in found[1].items():
                powers[kind] = powers.get(kind, 0) + direction * power * exponent
    return Unit(size, tuple(sorted((kind, power) for kind, power in powers.items() if power)))


def plain_unit(text: str) -> str:
    """Return a unit with one spelling of micro, product, power and blank."""
    text = re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+", lambda found: "^" + found.group().translate(SUPERSCRIPTS), text)
    text = re.sub(r"[µμ]", "u", text).replace("−", "-").replace("⋅", "·").replace("∙", "·")
    text = re.sub(r"\s+per\s+|^per\s+|\s*/\s*", "/", text.strip())
    return re.sub(r"\s+", " ", text).removesuffix(".")


def _factors(text):
    if not text:
        return [("", 1)]
    pieces = [piece for piece in re.split(r"[·*\s]+", text) if piece]
    found = [FACTOR.fullmatch(piece) for piece in pieces]
    return [(match[1], int(match[2] or 1)) for match in found] if all(found) else None


def _single(text):
    """Return size and powers of one unit with its prefix: as it is spelled, else in any letter case if that is unique."""
    if text in SINGLE:
        return SINGLE[text]
    same = [SINGLE[name] for name in SINGLE if name.casefold() == text.casefold()]
    return same[0] if same and all(unit == same[0] for unit in same) else None


def _all_single():
    single = {
        prefix + name: (size * found[0], found[1])
        for name, found in WITH_PREFIX.items()
        for prefix, size in PREFIXES.items()
    }
    single |= {
        prefix + name: (size * WITH_PREFIX[name][0], WITH_PREFIX[name][1])
        for name in ("Bq", "Ci")
        for prefix, size in LARGE.items()
    }
    for name in ("ds", "cs", "ks", "dM", "cM", "kM", "dmol", "cmol", "dSv", "cSv"):
        del single[name]
    return single | WHOLE | {prefix + "Da": (size, WHOLE["Da"][1]) for prefix, size in {"k": 1e3}.items()}


SINGLE = _all_single()
