"""The lines behind a picture: what a demo shows when its *code* is asked for, ready to run in a cell."""

from html import escape
from types import ModuleType

IMPORTS = {"np.": "import numpy as np", "stats.": "from scipy import stats", "mk.": "import microkit as mk"}


def cell_code(demo: ModuleType, settings: dict[str, float | str]) -> str:
    """Return a cell that prints the numbers of a demo's picture: the imports it needs, then the demo's own lines.

    Parameters
    ----------
    demo : its module, whose `code` gives the lines.
    settings : every setting of the demo, checked.
    """
    lines = demo.code(**settings)
    imports = [line for name, line in IMPORTS.items() if name in lines]
    return "\n".join([*imports, "", lines])


def as_block(code: str) -> str:
    """Return code as HTML: a block that can be scrolled and read with the keyboard, and a button that copies it."""
    block = f'<pre tabindex="0" role="region" aria-label="Code of this picture">{escape(code)}</pre>'
    return f'<div class="microkit-code">{block}<button type="button" class="microkit-copy">Copy</button></div>'
