"""Whether notebooks use what takes longer to import than all else, so that it is imported before they run."""

import re
from collections.abc import Iterable
from pathlib import Path

USES_OURS = re.compile(r"scipy|microkit|autograder")


def uses_ours(texts: Iterable[str]) -> bool:
    """Tell whether some of it stands in one of some texts, of cells or of whole notebooks."""
    return any(map(USES_OURS.search, texts))


def notebooks_use_ours(notebooks: Iterable[Path]) -> bool:
    """Tell whether one of some notebooks uses some of it.

    Parameters
    ----------
    notebooks : their files.
    """
    return uses_ours(path.read_text(encoding="utf-8", errors="replace") for path in notebooks)
