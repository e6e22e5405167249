"""Where things stand inside the sandbox, told alike to who builds the walls and to who lives within them."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

SCRATCH = "/tmp"
DATA = "/assignment"
DEVICES = (b"/dev/full", b"/dev/null", b"/dev/random", b"/dev/tty", b"/dev/urandom", b"/dev/zero")
SANDBOXED = Path(__file__).parent
PACKAGE = SANDBOXED.parent
ROOT = str(PACKAGE.parent)
MICROKIT = str(Path(find_spec("microkit").origin).parent)


PREFIX = ("bin", "lib", "lib32", "lib64", "include", "share", "etc", "ssl", "pyvenv.cfg")  # what Python installs into
INSTALLED = [os.path.join(prefix, part) for prefix in (sys.base_prefix, sys.prefix) for part in PREFIX]
# What holds the interpreter and the libraries, and nothing else that lies beside it, such as a course.
LIBRARIES = list(dict.fromkeys([*filter(os.path.exists, INSTALLED), MICROKIT]))


def seen(place: str) -> str:
    """Return where a folder stands inside: the scratch folder would hide what lies under it, so that stands elsewhere."""
    return f"/libraries{place}" if place.startswith(f"{SCRATCH}/") else place


def linked() -> list[str]:
    """Return the folders that stand elsewhere and are to be found at their own place by a link, the outermost ones."""
    places = [place for place in (*LIBRARIES, str(PACKAGE)) if seen(place) != place]
    return [p for p in places if not any(p != q and Path(p).is_relative_to(q) for q in places)]
