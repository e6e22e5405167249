"""Short texts of the course as HTML: **bold**, `code` and paragraphs."""

import html
import re


def rich(text: str) -> str:
    """Return the HTML of a text with **bold**, `code` and paragraphs; everything else stands as it is."""
    text = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", html.escape(text))
    text = re.sub(r"`(.+?)`", r"<code>\1</code>", text)
    paragraphs = "".join(f'<p style="margin:.4em 0">{p}</p>' for p in text.split("\n\n"))
    return f'<div style="max-width:48em;line-height:1.4">{paragraphs}</div>'
