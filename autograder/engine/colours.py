"""Colour codes in outputs, kept as far as they can be read: over a stray one nbconvert stops, and the student has no page."""

import itertools
import re
from collections.abc import Callable
from typing import Any

CODE = re.compile(r"\x1b(?:\[([^@-~\n]*)([@-~]))?")
EXTENDED = r"0*[34]8;(?:5;\d{1,3}|2;\d{1,3};\d{1,3};\d{1,3})"
PLAIN = r"(?!0*[34]8(?!\d))\d{0,3}"
COLOURS = re.compile(rf"(?:{EXTENDED}|{PLAIN})(?:;(?:{EXTENDED}|{PLAIN}))*", re.ASCII)
CODES = 2_000  # in one cell; a page takes the product of their number and the length of the text
RESET = "\x1b[0m"


def with_sound_colours(outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the outputs of a cell without what commands a terminal, but for so many colours that are sound.

    Parameters
    ----------
    outputs : as nbformat spells them, of sound form.
    """
    begun = itertools.count()

    def kept(found: re.Match) -> str:
        if found[2] != "m" or not COLOURS.fullmatch(found[1]):
            return ""
        number = next(begun)
        if number < CODES:
            return found[0]
        return RESET if number == CODES else ""

    return [_coloured(output, lambda text: CODE.sub(kept, text)) for output in outputs]


def _coloured(output: dict[str, Any], sound: Callable[[str], str]) -> dict[str, Any]:
    if output["output_type"] == "stream":
        return output | {"text": sound(output["text"])}
    if output["output_type"] == "error":
        return output | {"traceback": [sound(line) for line in output["traceback"]]}
    plain = {mime: sound(text) for mime, text in output["data"].items() if mime == "text/plain"}
    return output | {"data": output["data"] | plain}
