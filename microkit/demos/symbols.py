"""Symbols with an index, typed as `D_min` or `K_d`, set as they stand in the text of a chapter."""

import re
from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.text import Text

SYMBOL = re.compile(r"\b([A-Za-z])_(\w+)")


def as_html(text: str) -> str:
    """Return a text as HTML, with the index of each symbol lowered: by a class, for the label of a widget may hold no `sub`.

    >>> as_html("D_min < 6 mg")
    '<i>D</i><span class="microkit-index">min</span> &lt; 6 mg'
    """
    return SYMBOL.sub(r'<i>\1</i><span class="microkit-index">\2</span>', escape(text))


def set_symbols(texts: "Iterable[Text]") -> None:
    """Set the symbols in the texts of a matplotlib figure."""
    for text in texts:
        bold = text.get_weight() == "bold"
        wanted = r"$\\mathbf{\1_{\2}}$" if bold else r"$\1_\\mathrm{\2}$"
        if "$" not in text.get_text():
            text.set_text(SYMBOL.sub(wanted, text.get_text()))
