"""Pictures that a student attached to a written answer, kept under names of ours, so that others can look at them."""

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from autograder.examiner.outputs import harmless

from .safe_printing import quoted

KINDS = {"image/png": "png", "image/jpeg": "jpeg", "image/gif": "gif"}
CELL_MB = 8
PICTURE = re.compile(
    r"! \[((?:[^\[\]\n]|\[[^\[\]\n]*\])*)\] \(attachment:(picture-\d+\.[a-z]+)\)"
)  # as `harmless` leaves it
MARKUP = re.compile(r"[\\`$]")
SHOWN = re.compile(r"\(\s*<?attachment:([^)>\s]+)>?[^)\n]*\)")


def kept(attachments: Any, number: int) -> Iterator[tuple[str, str, dict[str, str] | None]]:
    """Yield the pictures among some attachments: the student's name of each, ours, and its content by kind.

    Of a picture that would make more than the cell may hold the content is None.

    Parameters
    ----------
    attachments : of a submitted cell, of any form.
    number : of the first picture.
    """
    left = CELL_MB << 20
    for name, content in attachments.items() if isinstance(attachments, dict) else ():
        for kind, data in content.items() if isinstance(content, dict) else ():
            text = base64_text(data)
            if kind in KINDS and text:
                fits = len(text) <= left
                left -= len(text) if fits else 0
                yield name, f"picture-{number}.{KINDS[kind]}", {kind: text} if fits else None
                number += 1
                break


def base64_text(data: Any) -> str:
    """Return some base64 without blank space, or "" if it is none."""
    text = "".join("".join(data).split()) if isinstance(data, (str, list)) else ""
    try:
        base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return ""
    return text


def plain(words: str) -> str:
    """Return the words that stand for a picture without markup, in which a reader of Markdown could miss their end."""
    return MARKUP.sub("", words).replace("![", "! [")


def prose_with_pictures(text: str, attachments: Any, number: int = 1) -> tuple[str, dict[str, dict[str, str]]]:
    """Return a student's markdown as others may read it, and the pictures that are attached to it.

    A picture that the text does not show is shown at its end, one that is too large is named there.

    Parameters
    ----------
    text : what the student wrote.
    attachments : what is attached to it, of any form.
    number : of its first picture.
    """
    pictures = {}
    ours = {}
    too_large = []
    for theirs, name, content in kept(attachments, number):
        if content is None:
            too_large.append(theirs)
        else:
            pictures[name] = content
            ours[theirs] = name
    shown = set()

    def named(found: re.Match) -> str:
        name = ours.get(found[1], ours.get(unquote(found[1])))
        if name is None:
            return found[0]
        shown.add(name)
        return f"(attachment:{name})"

    text = harmless(SHOWN.sub(named, text))
    text = PICTURE.sub(
        lambda found: f"![{plain(found[1])}](attachment:{found[2]})" if found[2] in pictures else found[0], text
    )
    for name in pictures:
        text = text.replace(f"] (attachment:{name})", f"](attachment:{name})")
    unseen = [f"![{name}](attachment:{name})" for name in pictures if name not in shown]
    left_out = [f"*(The picture {quoted(name)} is too large to be kept; see the file.)*" for name in too_large]
    return "\n\n".join([*([text] if text.strip() else []), *unseen, *left_out]), pictures
