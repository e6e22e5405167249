"""The house: which room may import which, what is mounted beside student code, and no module named like what it exports."""

import ast
import importlib
import inspect
import pkgutil
import re
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import autograder
from autograder.engine import sandbox
from autograder.sandboxed.places import PACKAGE, SANDBOXED, seen

MAY_IMPORT = {
    "sandboxed": set(),
    "judging": {"sandboxed"},
    "bank": {"judging"},
    "learner": {"bank", "judging"},
    "examiner": {"bank", "judging", "learner", "sandboxed"},
    "engine": {"bank", "examiner", "judging", "sandboxed"},
    "nbgrader_plugin": {"bank", "engine", "judging", "sandboxed"},
    "grading": {"engine", "nbgrader_plugin"},
    "report": {"bank", "judging", "learner", "nbgrader_plugin"},
    "authoring": {"bank", "judging"},
    "virtual": {"bank", "judging", "nbgrader_plugin"},
    "cli": {"authoring", "bank", "engine", "grading", "learner", "nbgrader_plugin", "report", "virtual"},
}
ROOMS = sorted(path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists())


def imported(path):
    """Return the modules that a file imports, by their full names."""
    here = ["autograder", *path.relative_to(PACKAGE).parent.parts]
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = here[: len(here) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            names |= {module, *(f"{module}.{alias.name}" for alias in node.names)}
    return names


def rooms_imported(room):
    """Return the other rooms that a room's files import."""
    names = set().union(*(imported(path) for path in (PACKAGE / room).rglob("*.py")))
    rooms = {name.split(".")[1] for name in names if name.startswith("autograder.")}
    return (rooms & set(ROOMS)) - {room}


def test_every_room_has_its_line_in_the_table():
    assert sorted(MAY_IMPORT) == ROOMS
    assert sorted(path.name for path in PACKAGE.glob("*.py")) == ["__init__.py", "__main__.py"]


def test_the_table_has_no_circle():
    assert len(list(TopologicalSorter(MAY_IMPORT).static_order())) == len(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_what_it_may(room):
    assert rooms_imported(room) <= MAY_IMPORT[room]


def test_the_table_allows_nothing_that_no_room_needs():
    assert {room: rooms_imported(room) for room in ROOMS} == MAY_IMPORT


def test_what_is_mounted_of_the_package_is_the_room_sandboxed():
    words = sandbox.bubblewrap({}, {})
    binds = [words[i + 1 : i + 3] for i, word in enumerate(words) if word in ("--ro-bind", "--ro-bind-try", "--bind")]
    package = seen(str(PACKAGE))
    inside = {there: here for here, there in binds if there == package or Path(there).is_relative_to(package)}
    assert inside == {
        f"{package}/sandboxed": str(SANDBOXED),
        f"{package}/__init__.py": str(SANDBOXED / "student_api.py"),
    }
    assert [here for here, _ in binds if PACKAGE.is_relative_to(here) and here != "/usr"] == []
    assert f"--tmpfs {package}" in " ".join(words)


def test_what_is_mounted_imports_microkit_and_itself_only():
    ours = {
        name
        for path in SANDBOXED.rglob("*.py")
        for name in imported(path)
        if name.split(".")[0] in ("autograder", "nbgrader", "tests")
    }
    assert "autograder.sandboxed.channel" in ours
    assert [name for name in ours if name != "autograder" and not name.startswith("autograder.sandboxed")] == []
    assert "nbgrader" not in "".join(name for path in SANDBOXED.rglob("*.py") for name in imported(path))


def test_the_students_face_offers_what_the_real_one_does():
    from autograder.sandboxed import student_api

    assert student_api.__all__ == autograder.__all__
    assert all(callable(getattr(student_api, name)) for name in student_api.__all__)


def test_no_module_bears_the_name_of_a_function_it_exports():
    names = [module.name for module in pkgutil.walk_packages(autograder.__path__, "autograder.")]
    clashes = []
    for name in names:
        if name.endswith("__main__"):
            continue
        module = importlib.import_module(name)
        namesake = getattr(module, name.rpartition(".")[2], None)
        if inspect.isfunction(namesake) and namesake.__module__ == name:
            clashes.append(name)
    assert clashes == [] and len(names) > 60


def test_contributing_shows_the_same_table():
    text = (PACKAGE.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| `")]
    shown = {room.strip("`"): set(re.findall(r"`(\w+)`", imports)) for room, _, imports in rows}
    assert {room: names for room, names in shown.items() if room != "cli"} == {
        room: names for room, names in MAY_IMPORT.items() if room != "cli"
    }
    assert set(ROOMS) - shown["cli"] - {"cli"} == MAY_IMPORT["cli"]
