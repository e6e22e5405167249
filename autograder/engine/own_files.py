"""The student's own files beside a notebook, such as helper modules and data, as they go into the sandbox with it."""

import base64
import hashlib
import os
from collections.abc import Collection, Iterator
from pathlib import Path

from .safe_printing import quoted
from .submission import UnreadableError, opened_submission, read_submission

FILES = 100
FILES_MB = 4
FINGERPRINT_MB = 64
NOT_THEIRS = ("timestamp.txt", "submission_secret.txt")
LEFT_OUT = "The file {name} was not put beside your notebook: {why}."


def read_own_files(folder: Path, ours: Collection[str]) -> tuple[dict[str, str], list[str]]:
    """Return the files that a student has beside a notebook, in base64 by name, and a word on each that is left out.

    Notebooks, hidden files, links and what is too large are left out, and no file takes the name of one of ours.

    Parameters
    ----------
    folder : what was handed in.
    ours : names of the assignment's own files, relative to the folder.
    """
    found = {}
    left_out = []
    left = FILES_MB << 20
    for name in theirs(folder):
        if name in ours or looks_like_notebook(name):
            continue
        try:
            content = read_submission(folder / name, FILES_MB)
        except (UnreadableError, OSError) as error:
            left_out.append(LEFT_OUT.format(name=quoted(name), why=str(error).rstrip(".")))
            continue
        left -= len(content)
        if left < 0 or len(found) == FILES:
            left_out.append(
                LEFT_OUT.format(name=quoted(name), why=f"{FILES} files of {FILES_MB} MB in all can be graded with it")
            )
            break
        found[name] = base64.b64encode(content).decode()
    return found, left_out


def fingerprint(path: Path) -> str:
    """Return a text that differs when a submitted notebook, its timestamp.txt or another file beside it has another content.

    Of other notebooks, such as copies, only the names count.
    """
    contents = hashlib.sha256()
    others = [name for name in theirs(path.parent) if name != path.name]
    for name in (path.name, "timestamp.txt", *others):
        if name in others:
            contents.update(name.encode("utf-8", "surrogateescape"))
        if name not in others or not looks_like_notebook(name):
            contents.update(_digest(path.parent / name))
    return contents.hexdigest()


def _digest(path: Path) -> bytes:
    try:
        with opened_submission(path, FINGERPRINT_MB) as file:
            return hashlib.file_digest(file, "sha256").digest()
    except (UnreadableError, OSError) as error:
        return hashlib.sha256(str(error).encode()).digest()


def theirs(folder: Path) -> Iterator[str]:
    """Yield the names of all files below a folder in order, hidden ones and nbgrader's own apart; no link is followed."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        for name in sorted(names):
            if not name.startswith(".") and name not in NOT_THEIRS:
                yield os.path.relpath(os.path.join(place, name), folder)


def hidden_notebooks(folder: Path) -> list[str]:
    """Return what may be a notebook among the hidden files below a folder, such as JupyterLab's checkpoints, in order."""
    seen = set(theirs(folder))
    paths = (
        os.path.relpath(os.path.join(place, name), folder) for place, _, names in os.walk(folder) for name in names
    )
    return sorted(path for path in paths if path not in seen and looks_like_notebook(path))


def looks_like_notebook(name: str) -> bool:
    """Tell whether a file may be a notebook under a name that no course expects, or hold one."""
    return ".ipynb" in name.lower() or name.lower().endswith((".zip", ".7z", ".rar", ".tar", ".tgz", ".tar.gz"))
