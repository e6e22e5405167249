"""Runs in Pyodide: put bytecode into archives of Python, beside the source, which tracebacks show and `?` looks up."""

import importlib.util
import zipfile
from importlib._bootstrap_external import _code_to_hash_pyc
from pathlib import Path, PurePosixPath

TESTS = {"test", "tests", "testing"}
UNCHECKED = False  # the source is not looked at when the module is imported: it stands in the same archive


def bytecode_of(name: str, source: bytes) -> bytes:
    """Return the bytecode of a module; where it stands in a folder, the importer puts its path right."""
    code = compile(source, f"/lib/python312.zip/{name}", "exec", dont_inherit=True)
    return _code_to_hash_pyc(code, importlib.util.source_hash(source), UNCHECKED)


def place_of(name: str, beside: bool) -> str:
    """Return where a module's bytecode stands: beside it in Python's own archive, elsewhere in its folder __pycache__."""
    return f"{name}c" if beside else importlib.util.cache_from_source(name)


def add_to(archive: Path, beside: bool = False) -> None:
    """Compile every module of an archive, tests left out.

    Parameters
    ----------
    archive : its path.
    beside : whether modules are imported from the archive itself.
    """
    with zipfile.ZipFile(archive) as old:
        members = {member: old.read(member) for member in old.infolist() if not member.is_dir()}
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as new:
        for member, data in members.items():
            new.writestr(member, data, zipfile.ZIP_DEFLATED)
            path = PurePosixPath(member.filename)
            if path.suffix == ".py" and not TESTS & set(path.parts):
                place = zipfile.ZipInfo(place_of(member.filename, beside), member.date_time)
                new.writestr(place, bytecode_of(member.filename, data), zipfile.ZIP_DEFLATED)


def compile_all(folder: Path) -> None:
    """Compile what is in the wheels of a folder, and Python's own modules."""
    for wheel in sorted(folder.glob("*.whl")):
        add_to(wheel)
    add_to(folder / "python_stdlib.zip", beside=True)
