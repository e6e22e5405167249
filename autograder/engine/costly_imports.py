"""What notebooks use that takes long to import, so that it is imported once before they run, and only where it is used."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from .submission import UnreadableError, decoded, read_submission

USES = {
    "numerics": re.compile(r"scipy|microkit"),
    "microkit": re.compile(r"microkit"),
    "statistics": re.compile(r"\bstats\b"),
    "figures": re.compile(r"matplotlib|pylab|seaborn|microkit\.demos|\bplot\("),
    "autograder": re.compile(r"autograder"),
}
HIDDEN = frozenset(["microkit"])  # what a candidate cannot import itself, as it does not see the files
IMPORT = re.compile(r'(?:"|\\n) *((?:import|from|%)[^"\\]*)')  # in the text of a file, where a line ends with \\n
MOST = 200  # notebooks of a class that are looked at
MOST_MB = 1


@dataclass(frozen=True)
class Uses:
    """What our own cells use and what students' do, of `USES`."""

    ours: frozenset[str] = frozenset()
    theirs: frozenset[str] = frozenset()

    def by(self, role: str) -> frozenset[str]:
        """Return what is to be imported for a role: our own cells run on both sides, a student's in the candidate."""
        return self.ours | self.theirs if role == "candidate" else self.ours - HIDDEN


def used_by(sources: Iterable[str]) -> frozenset[str]:
    """Return what of `USES` some code uses, as far as its words tell.

    Parameters
    ----------
    sources : of cells and modules.
    """
    found = set()
    for source in sources:
        found.update(name for name, words in USES.items() if words.search(source))
    return frozenset(found)


def used_in(notebooks: Iterable[Path]) -> frozenset[str]:
    """Return what of `USES` the code in some notebooks of ours uses; nothing of what cannot be read.

    Parameters
    ----------
    notebooks : their files.
    """
    return used_by(source for path in notebooks for source in _code_in(path))


def imported_in(submitted: Iterable[Path]) -> frozenset[str]:
    """Return what of `USES` students' notebooks import, as far as a short look at some of them tells.

    Parameters
    ----------
    submitted : their files, which may hold anything.
    """
    texts = map(_text_of, islice(submitted, MOST))
    return used_by(line for text in texts for line in IMPORT.findall(text))


def used_in_class(notebooks: Iterable[Path], submitted: Iterable[Path]) -> Uses:
    """Return what an assignment and its class use.

    Parameters
    ----------
    notebooks : of ours, see `used_in`.
    submitted : by students, see `imported_in`.
    """
    return Uses(used_in(notebooks), imported_in(submitted))


def _code_in(path):
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _text_of(path):
    try:
        return decoded(read_submission(path, MOST_MB))
    except (UnreadableError, OSError):
        return ""
