"""The secret of a course, on which the draws of its grading hang, so that no student can work them out."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

FILE = ".draws_secret"


def secret_of(root: str) -> str:
    """Return a course's secret; the first to ask makes it. Where no file can be kept it is "", and files alone seed draws.

    Parameters
    ----------
    root : the course's folder.
    """
    path = Path(root, FILE)
    with suppress(OSError):
        if not path.exists():
            _keep(path, secrets.token_hex(32))
        return path.read_text(encoding="ascii").strip()
    return ""


def _keep(path, secret):
    """Write a file that only its owner reads, whole or not at all; one that is there by now is left."""
    own = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(own, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"{secret}\n")
    try:
        with suppress(FileExistsError):
            os.link(own, path)
    finally:
        own.unlink()
