"""What notebooks use that takes long to import, so that it is imported once before they run, and only where it is used."""

import json
import re
from collections.abc import Iterable
from pathlib import Path

USES = {
    "numerics": re.compile(r"scipy|microkit"),
    "microkit": re.compile(r"microkit"),
    "statistics": re.compile(r"\bstats\b"),
    "figures": re.compile(r"matplotlib|pylab|seaborn|microkit\.demos|\bplot\("),
    "autograder": re.compile(r"autograder"),
}


def used_by(sources: Iterable[str]) -> frozenset[str]:
    """Return what of `USES` some code uses, as far as its words tell.

    Parameters
    ----------
    sources : of cells and modules.
    """
    texts = list(sources)
    return frozenset(name for name, words in USES.items() if any(map(words.search, texts)))


def used_in(notebooks: Iterable[Path]) -> frozenset[str]:
    """Return what of `USES` the code in some notebooks uses; nothing of what cannot be read.

    Parameters
    ----------
    notebooks : their files.
    """
    return used_by(source for path in notebooks for source in _code_in(path))


def _code_in(path):
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    except (OSError, ValueError, KeyError, TypeError):
        return []
