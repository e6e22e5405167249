"""The project's own promises: one set of versions, a quick import, directions of import, no traces of a machine."""

import ast
import io
import json
import re
import subprocess
import tomllib
from pathlib import Path

import nbformat
import pytest
import yaml
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
LOCKED = [
    Requirement(line.split("\\")[0].strip())
    for line in (ROOT / "requirements.lock").read_text().splitlines()
    if re.match(r"\w", line)
]


def locked_version(name, python):
    """Return the version of a package that the lock gives to a Python version."""
    environment = {"python_full_version": f"{python}.0", "python_version": python, "sys_platform": "linux"}
    found = [r for r in LOCKED if r.name == name and (r.marker is None or r.marker.evaluate(environment))]
    assert len(found) == 1, f"{name} is locked {len(found)} times for Python {python}"
    return str(found[0].specifier).removeprefix("==")


def test_environment_file_has_the_versions_of_the_lock():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = [lines for extra, lines in project["optional-dependencies"].items() if extra != "site"]  # has its own lock
    wanted = {Requirement(line).name for line in sum(extras, project["dependencies"])}
    conda = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    pins = dict(line.split("=", 1) for line in conda if isinstance(line, str) and "=" in line)
    python = pins.pop("python")
    (from_pip,) = (entry["pip"] for entry in conda if isinstance(entry, dict))  # what conda-forge may lack
    pins |= dict(line.split("==", 1) for line in from_pip if "==" in line)
    assert set(pins) == wanted
    assert pins == {name: locked_version(name, python) for name in wanted}


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-site.lock"])
def test_lock_gives_every_dependency_a_hash(lock):
    lines = (ROOT / lock).read_text().split("\n")
    packages = [i for i, line in enumerate(lines) if re.match(r"\w", line)]
    assert len(packages) > 100
    assert all("--hash=sha256:" in lines[i + 1] for i in packages)


def test_the_locks_agree():
    """Each version of a package in the site's lock is one of the versions in the other, if it stands there."""
    found = {name: {} for name in ("requirements.lock", "requirements-site.lock")}
    for lock, versions in found.items():
        for package, version in re.findall(r"^(\S+?)==(\S+)", (ROOT / lock).read_text(), re.MULTILINE):
            versions.setdefault(package, set()).add(version)
    tests, site = found.values()
    assert {package: site[package] - tests[package] for package in tests.keys() & site.keys()} == {
        package: set() for package in tests.keys() & site.keys()
    }


def modules(package):
    return sorted(path for path in (ROOT / package).rglob("*.py") if "__pycache__" not in path.parts)


def imported(path):
    """Return the names of all modules that a file imports."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add("." * node.level + (node.module or ""))
    return names


def test_microkit_never_imports_autograder():
    paths = modules("microkit")
    assert len(paths) > 5
    assert [p for p in paths if any(name.startswith("autograder") for name in imported(p))] == []


def test_calculations_import_neither_plots_nor_widgets():
    drawing = re.compile(r"(matplotlib|ipywidgets|IPython|PIL)\b|\..*\b(plot|demos)$")
    drawn = ("plot.py", "spectrometer.py")
    calculations = [p for p in modules("microkit") if "demos" not in p.parts and p.name not in drawn]
    assert [p for p in calculations if any(drawing.match(name) for name in imported(p))] == []


@pytest.mark.parametrize("package", ["microkit", "autograder"])
def test_no_module_is_long(package):
    prose = {"bank", "misconceptions.py"}  # texts, not code
    lengths = {p: len(p.read_text().splitlines()) for p in modules(package) if not prose & set(p.parts)}
    assert {str(p.relative_to(ROOT)): n for p, n in lengths.items() if n > 200} == {}


def test_import_of_microkit_loads_no_plotting_and_no_scipy():
    code = (
        "import sys, microkit; print([m for m in ('matplotlib', 'ipywidgets', 'scipy', 'IPython') if m in sys.modules])"
    )
    python = ROOT / ".venv" / "bin" / "python"
    out = subprocess.run(
        [str(python) if python.exists() else "python", "-c", code], capture_output=True, text=True, cwd=ROOT
    )
    assert out.stdout.strip() == "[]", out.stdout + out.stderr


def tracked():
    listing = subprocess.run(["git", "ls-files", "-z"], capture_output=True, text=True, cwd=ROOT).stdout.split("\0")
    return [ROOT / name for name in listing if name and (ROOT / name).is_file()]


def test_tracked_notebooks_carry_no_outputs():
    notebooks = [path for path in tracked() if path.suffix == ".ipynb"]
    assert len(notebooks) >= 3
    for path in notebooks:
        for cell in json.loads(path.read_text())["cells"]:
            assert not cell.get("outputs") and cell.get("execution_count") is None, f"{path}: {cell['id']}"


def test_tracked_notebooks_stand_as_jupyterlab_would_save_them():
    """So that opening and saving one changes nothing that git could see: JupyterLab's server writes with nbformat."""
    for path in (path for path in tracked() if path.suffix == ".ipynb"):
        text = path.read_text(encoding="utf-8")
        saved = io.StringIO()
        nbformat.write(nbformat.reads(text, as_version=nbformat.NO_CONVERT), saved, nbformat.NO_CONVERT)
        assert text == saved.getvalue(), f"{path} has another form: read it with nbformat and write it back"
        names = [cell["id"] for cell in json.loads(text)["cells"]]
        assert len(set(names)) == len(names), path
