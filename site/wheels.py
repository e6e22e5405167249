"""Packages made of Python alone, packed for the browser: those of this environment, and the course itself."""

import zipfile
from collections.abc import Iterable, Mapping
from importlib.metadata import distribution
from pathlib import Path

from licences import licence_of

TIME = (2020, 1, 1, 0, 0, 0)  # so that the same files give the same wheel
LEFT_OUT = {".so", ".pyc"}


def pack_installed(name: str, into: Path) -> Path:
    """Pack a package as it is installed here, in the locked version, and return its wheel.

    Parameters
    ----------
    name : of the distribution, such as "ipywidgets".
    into : the folder that gets the wheel.
    """
    found = distribution(name)
    inside = [file for file in found.files if ".." not in file.parts and file.suffix not in LEFT_OUT]
    packed = {str(file): file.locate() for file in inside if ".dist-info" not in file.parts[0] or _is_licence(file)}
    return pack(name, found.version, packed, into, licence=licence_of(found.metadata))


def _is_licence(file):
    return file.stem.upper().startswith(("LICENSE", "LICENCE", "COPYING", "NOTICE"))


def pack_folders(name: str, version: str, folders: Iterable[Path], into: Path, licence: str = "") -> Path:
    """Pack folders of this repository and return their wheel.

    Parameters
    ----------
    name, version : of the distribution.
    folders : packages, each with all that is in it.
    into : the folder that gets the wheel.
    licence : its name; "" for none.
    """
    packed = {
        f"{folder.name}/{path.relative_to(folder)}": path
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix not in LEFT_OUT
    }
    return pack(name, version, packed, into, licence)


def pack(name: str, version: str, files: Mapping[str, Path], into: Path, licence: str = "") -> Path:
    """Write a wheel and return it.

    Parameters
    ----------
    name, version : of the distribution.
    files : where each stands, by its path in the wheel.
    into : the folder that gets the wheel.
    licence : its name; "" for none.
    """
    stem = f"{name.replace('-', '_')}-{version}"
    about = f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\n"
    texts = {
        "METADATA": about + (f"License: {licence}\n" if licence else ""),
        "WHEEL": "Wheel-Version: 1.0\nGenerator: site\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        "RECORD": "",
    }
    wheel = into / f"{stem}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, path in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(place, TIME), path.read_bytes(), zipfile.ZIP_DEFLATED)
        for place, text in texts.items():
            archive.writestr(zipfile.ZipInfo(f"{stem}.dist-info/{place}", TIME), text)
    return wheel
