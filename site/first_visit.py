"""What makes the first minute bearable, the next visit quick, and the page fit a phone."""

import hashlib
import json
from pathlib import Path

from pyodide_files import AT_START, with_dependencies

HERE = Path(__file__).parent
AT_ONCE = ("pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip")
MADE_OF = ("static/pyodide", "build", "extensions")  # as kept_files.js has them


def megabytes(pyodide: Path) -> int:
    """Return how much a first visit waits for, in MB: Python, and the packages that it starts with.

    Parameters
    ----------
    pyodide : the folder of its files, with the list of the packages.
    """
    packages = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))["packages"]
    files = [*AT_ONCE, *(package["file_name"] for package in with_dependencies(AT_START, packages).values())]
    return round(sum((pyodide / name).stat().st_size for name in files) / 1e6)


def finish(lite: Path) -> None:
    """Put the words into the page of the notebooks, and let its service worker keep what they are made of.

    Parameters
    ----------
    lite : the folder that JupyterLite was built into.
    """
    page = lite / "lab" / "index.html"
    words = (HERE / "loading.html").read_text(encoding="utf-8")
    words = words.replace("MEGABYTES", str(megabytes(lite / "static" / "pyodide")))
    phone = (HERE / "phone.html").read_text(encoding="utf-8")
    page.write_text(_once(page.read_text(encoding="utf-8"), "</body>", f"{words}{phone}</body>"), encoding="utf-8")
    worker = lite / "service-worker.js"
    keeping = (HERE / "kept_files.js").read_text(encoding="utf-8").replace("BUILD", _build_of(lite))
    worker.write_text(f"{keeping}\n{worker.read_text(encoding='utf-8')}", encoding="utf-8")


def _once(text, old, new):
    if text.count(old) != 1:
        raise ValueError(f"{old} stands {text.count(old)} times in the page of the notebooks")
    return text.replace(old, new)


def _build_of(lite):
    """Return a name that changes whenever one of the kept files does."""
    seen = hashlib.sha256()
    for folder in MADE_OF:
        for file in sorted((lite / folder).rglob("*")):
            if file.is_file():
                seen.update(f"{file.relative_to(lite)} {hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return seen.hexdigest()[:16]
