"""The files that a notebook leaves in its working folder for the next notebook of the same student."""

import base64
import os
from collections.abc import Iterator

FILES = 100
FILES_MB = 4


def left_behind(folder: str) -> dict[str, str]:
    """Return the files in a folder, in base64 by name relative to it; the assignment's own and hidden ones are left out.

    Of very many or very large files the first are returned.

    Parameters
    ----------
    folder : the working folder.
    """
    found: dict[str, str] = {}
    left = FILES_MB << 20
    for path in _own_files(folder):
        left -= os.path.getsize(path)
        if left < 0 or len(found) == FILES:
            break
        with open(path, "rb") as file:
            found[os.path.relpath(path, folder)] = base64.b64encode(file.read()).decode()
    return found


def _own_files(folder: str) -> Iterator[str]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        paths = [os.path.join(place, name) for name in sorted(names) if not name.startswith(".")]
        yield from (path for path in paths if os.path.isfile(path) and not os.path.islink(path))
