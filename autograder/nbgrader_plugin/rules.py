"""What a grade depends on beside the submission: the source notebook, the bank and the grader, told by their content."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
GRADER = ("sandboxed", "judging", "learner", "examiner", "engine")


def rules_of(template: str, course_bank: str) -> dict[str, str]:
    """Return a digest of each thing that the grades of a notebook depend on: "source", "bank" and "grader".

    Parameters
    ----------
    template : the text of its template, which says all of the source notebook that counts.
    course_bank : the folder of the course's own bank, "" if it has none.
    """
    banks = [PACKAGE / "bank", PACKAGE.parent / "microkit", *([Path(course_bank)] if course_bank else [])]
    return {
        "source": hashlib.sha256(template.encode()).hexdigest()[:16],
        "bank": digest_of(banks),
        "grader": digest_of(PACKAGE / room for room in GRADER),
    }


def digest_of(folders: Iterable[Path]) -> str:
    """Return a digest of all Python files below some folders, made anew only when one of them is."""
    paths = sorted(path for folder in folders for path in folder.rglob("*.py"))
    key = tuple((str(path), os.stat(path).st_mtime_ns) for path in paths)
    if key not in _digests:
        contents = hashlib.sha256()
        for path in paths:
            contents.update(path.name.encode() + b"\0" + path.read_bytes())
        _digests[key] = contents.hexdigest()[:16]
    return _digests[key]


_digests: dict[tuple, str] = {}
