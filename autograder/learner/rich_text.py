"""Short texts of the course as HTML: Markdown with tables and TeX."""

import re

import mistune

MARKDOWN = mistune.create_markdown(escape=True, plugins=["table", "math"])
RAISED = re.compile(r"&lt;(/?su[bp])&gt;")


def rich(text: str) -> str:
    """Return the HTML of a text in Markdown, with TeX left for the page to typeset; of HTML only sub and sup pass."""
    html = RAISED.sub(r"<\1>", MARKDOWN(text))
    return f'<div style="max-width:48em;line-height:1.4">{html}</div>'
