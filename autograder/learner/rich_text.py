"""Short texts of the course as HTML: Markdown with tables and TeX."""

import re

import mistune

MARKDOWN = mistune.create_markdown(escape=True, plugins=["table", "math"])
FORMULA = re.compile(r"\$\$(.+?)\$\$", re.DOTALL)
BETWEEN = r"\qquad"
RAISED = re.compile(r"&lt;(/?su[bp])&gt;")


def rich(text: str) -> str:
    """Return the HTML of a text in Markdown, with TeX left for the page to typeset; of HTML only sub and sup pass."""
    html = RAISED.sub(r"<\1>", MARKDOWN(FORMULA.sub(side_by_side, text)))
    return f'<div style="max-width:48em;line-height:1.4">{html}</div>'


def side_by_side(found: re.Match[str]) -> str:
    r"""Return a displayed formula; one that lists several, with `\qquad` between them, so that a narrow page breaks it there.

    >>> FORMULA.sub(side_by_side, r"$$a = b, \qquad c = d$$")
    '$\\displaystyle a = b,$ \u2003$\\displaystyle c = d$'
    >>> FORMULA.sub(side_by_side, "$$a = b$$")
    '$$a = b$$'
    """
    pieces = [" ".join(piece.split()) for piece in found[1].split(BETWEEN)]
    whole = all(piece and piece.count("{") == piece.count("}") for piece in pieces)
    if len(pieces) < 2 or not whole or r"\begin" in found[1] or r"\left" in found[1]:
        return found[0]
    return " \N{EM SPACE}".join(rf"$\displaystyle {piece}$" for piece in pieces)
