"""What a person typed, without what no person sees: one form of each character, and none that is invisible."""

import unicodedata

CONTROLS = ("Cc", "Cf")
SELECTORS = range(0xFE00, 0xFE10)  # they choose a picture for the character before them
GREEK_CYRILLIC_CHEROKEE = {
    "A": "\u0391\u0410\u13aa",
    "B": "\u0392\u0412\u13f4",
    "C": "\u0421\u13df",
    "D": "\u0500\u13a0",
    "E": "\u0395\u0415\u13ac",
    "F": "\u03dc",
    "G": "\u050c\u13c0",
    "H": "\u0397\u041d\u13bb",
}
LOOK_ALIKES = {other: letter for letter, others in GREEK_CYRILLIC_CHEROKEE.items() for other in others}


def plain_text(text: str) -> str:
    r"""Return a text in Unicode's form NFKC, without characters that cannot be seen; line breaks and tabs stay.

    >>> plain_text("\uff22\u200b")
    'B'
    """
    plain = unicodedata.normalize("NFKC", text)
    return "".join(character for character in plain if not is_invisible(character))


def is_invisible(character: str) -> bool:
    """Tell whether a character leaves no mark and no space on the page."""
    if character.isspace():
        return False
    return unicodedata.category(character) in CONTROLS or ord(character) in SELECTORS


def looks_like(letter: str) -> str:
    """Return what is to be said of a letter that only looks like one of A to H."""
    name = unicodedata.name(letter).capitalize()
    return f"What looks like {LOOK_ALIKES[letter]} here is another letter ({name}): type {LOOK_ALIKES[letter]} anew, with a Latin keyboard."
