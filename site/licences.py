"""The licences of what the site ships, read from the files themselves, as a page."""

import email
import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import Message
from importlib.metadata import distribution
from pathlib import Path

HERE = Path(__file__).parent
MADE_WITH = ("sphinx", "myst-nb", "pydata-sphinx-theme", "sphinx-book-theme")
LIVE = ("jupyterlite-core", "jupyterlite-pyodide-kernel", "jupyterlab-widgets")
NOT_SAID = {  # the file says nothing of its licence; its project does
    "openblas": "BSD-3-Clause",
    "openssl": "OpenSSL and SSLeay",
    "python_stdlib": "PSF-2.0",
    "sqlite3": "PSF-2.0; SQLite itself is in the public domain",
    "ssl": "PSF-2.0",
}
LONGEST = 40  # characters of a licence's name; what is longer is its text


class LicenceError(Exception):
    """Something that the site ships names no licence; the text says what."""


@dataclass(frozen=True, order=True)
class Shipped:
    """One package that the site ships."""

    name: str
    version: str
    licence: str


def licences_page(site: Path, static: Path) -> str:
    """Return the page, in Markdown.

    Parameters
    ----------
    site : its `lite` has been built.
    static : scripts of the pages, a folder for each package, with its package.json.

    Raises
    ------
    LicenceError : if a package names none.
    """
    lite = site / "lite"
    pages = [_of_npm(file) for file in sorted(static.glob("*/package.json"))] + [_installed(name) for name in MADE_WITH]
    python = [_of_npm(lite / "static" / "pyodide" / "package.json")]
    python += [_packed(file) for file in sorted((lite / "static" / "pyodide").iterdir()) if _is_archive(file)]
    kernel = [_packed(file) for file in sorted(lite.rglob("pypi/*.whl"))]
    scripts = [_installed(name) for name in LIVE]
    scripts += [row for file in sorted(lite.rglob("third-party-licenses.json")) for row in _listed(file)]
    text = (HERE / "licences.md").read_text(encoding="utf-8")
    for name, rows in (("PAGES", pages), ("PYTHON", python + kernel), ("SCRIPTS", scripts)):
        text = text.replace(name, _table(rows))
    return text


def licence_of(about: Message) -> str:
    """Return the licence that the metadata of a Python package name, or "" if they name none.

    Parameters
    ----------
    about : the fields of METADATA.
    """
    expression = about.get("License-Expression") or ""
    classes = [kind.rpartition(":: ")[2] for kind in about.get_all("Classifier") or () if kind.startswith("License ::")]
    first = (about.get("License") or "").strip().partition("\n")[0]
    return expression or ", ".join(classes) or (first if len(first) <= LONGEST else "")


def _named(name, version, licence):
    licence = licence or NOT_SAID.get(name, "")
    if not licence:
        raise LicenceError(f"{name} {version} names no licence: look it up, and write it into site/licences.py")
    return Shipped(name, version, licence)


def _of_npm(file):
    about = json.loads(file.read_text(encoding="utf-8"))
    return _named(about["name"], about["version"], about.get("license", ""))


def _installed(name):
    found = distribution(name)
    return _named(found.name, found.version, licence_of(found.metadata))


def _is_archive(file):
    return file.suffix in (".whl", ".zip")


def _packed(file):
    with zipfile.ZipFile(file) as archive:
        about = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        if not about:
            name, _, version = file.stem.partition("-")
            return _named(name, version, "")
        fields = email.message_from_bytes(archive.read(about[0]))
    return _named(fields["Name"], fields["Version"], licence_of(fields))


def _listed(file):
    for package in json.loads(file.read_text(encoding="utf-8"))["packages"]:
        name = package["name"]
        text = package["extractedText"].strip().partition("\n")[0]
        licence = package["licenseId"] or ("BSD-3-Clause" if name.startswith("@jupyterlite/") else text)
        yield _named(name, package["versionInfo"], licence)


def _table(rows: Iterable[Shipped]) -> str:
    lines = [f"| {row.name} | {row.version} | {row.licence.strip('()')} |" for row in sorted(set(rows))]
    return "\n".join(["| package | version | licence |", "|---|---|---|", *lines])
