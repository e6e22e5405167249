"""Files that the site ships and the repository does not: packages of npm, each checked against its hash."""

import hashlib
import shutil
import subprocess
import tarfile
from collections.abc import Iterable
from pathlib import Path

PACKAGES = {
    "pyodide@0.27.7": "89d5d952675eb08e11286e52c7238f1248ce71726e896db9703e73bef23dc343",
    "mathjax@3.2.2": "1b9c0a1c44df864e915690558e72adb9cc5203360daefd385084ced3b6c64c09",
    "mermaid@11.4.1": "ec7b61b391aaa24bf666fd20e48d0a626eeb4a95b95bc6b3016a122d7f0bc2af",
}


class FetchError(Exception):
    """A file cannot be had, or is not the one that was asked for; the text says which and why, in one line."""


def unpack(package: str, members: Iterable[str], into: Path, cache: Path) -> None:
    """Unpack some members of an npm package, fetching it first where the cache has no copy.

    Parameters
    ----------
    package : name and version, a key of `PACKAGES`.
    members : files of the package, or folders that end in "/".
    into : the folder that gets them, each under its path in the package.
    cache : a folder that keeps what was fetched.

    Raises
    ------
    FetchError : if there is no way to the package, its hash is another one, or it lacks a member.
    """
    with tarfile.open(_archive(package, cache)) as archive:
        for member in members:
            found = [f for f in archive.getmembers() if f.isfile() and _is_or_holds(f"package/{member}", f.name)]
            if not found:
                raise FetchError(f"{package} holds no {member}")
            for file in found:
                place = into / file.name.removeprefix("package/")
                place.parent.mkdir(parents=True, exist_ok=True)
                with archive.extractfile(file) as source, place.open("wb") as target:
                    shutil.copyfileobj(source, target)


def check(data: bytes, sha256: str, name: str) -> None:
    """Raise a FetchError unless data have the hash that is wanted.

    Parameters
    ----------
    data : what was fetched.
    sha256 : the hash, in hexadecimal.
    name : what the message calls it.

    Raises
    ------
    FetchError : if the hash is another one.
    """
    if hashlib.sha256(data).hexdigest() != sha256:
        raise FetchError(
            f"{name} is not the file that was asked for: its SHA-256 is another one; delete it and try again"
        )


def _archive(package, cache):
    archive = cache / f"{package.replace('@', '-')}.tgz"
    if not archive.exists():
        cache.mkdir(parents=True, exist_ok=True)
        _pack(package, cache)
    check(archive.read_bytes(), PACKAGES[package], str(archive))
    return archive


def _pack(package, cache):
    npm = shutil.which("npm")
    if not npm:
        raise FetchError(
            f"{package} cannot be fetched: npm is not installed (it comes with Node.js), and {cache} has no copy"
        )
    done = subprocess.run([npm, "pack", "--silent", package], check=False, cwd=cache, capture_output=True, text=True)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["npm pack gave no reason"])[-1]
        raise FetchError(f"{package} cannot be fetched, and {cache} has no copy: {reason}")


def _is_or_holds(wanted, name):
    return name == wanted or (wanted.endswith("/") and name.startswith(wanted))
