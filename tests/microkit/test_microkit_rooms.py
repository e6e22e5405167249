"""The rooms of microkit: what may import what, and no module that bears the name of a function."""

import ast
import pkgutil
from pathlib import Path

import pytest

import microkit
import microkit.demos
from microkit.demos.stage import names

PACKAGE = Path(microkit.__file__).parent
MAY_IMPORT = {
    "core": set(),
    "kinetics": {"core"},
    "disposition": {"core"},
    "labels": {"core", "disposition"},
    "trials": {"core"},
    "demos": {"core", "kinetics", "disposition", "labels", "trials"},
}


def rooms_imported(path):
    """Return the other rooms from which a module of microkit imports."""
    froms = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ImportFrom)]
    return {node.module.split(".")[0] for node in froms if node.level == 2}


def test_every_module_is_in_a_room():
    assert {path.parent.name for path in PACKAGE.rglob("*.py")} == {*MAY_IMPORT, PACKAGE.name}
    assert [path.name for path in PACKAGE.glob("*.py")] == ["__init__.py"]


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_from_rooms_below_it(room):
    found = {path.name: rooms_imported(path) - MAY_IMPORT[room] for path in (PACKAGE / room).glob("*.py")}
    assert {name: rooms for name, rooms in found.items() if rooms} == {}


def test_the_face_gives_functions():
    assert [name for name in microkit.__all__ if not callable(getattr(microkit, name))] == []
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = microkit.no_such_name


@pytest.mark.parametrize("package", [microkit, microkit.demos])
def test_no_module_bears_the_name_of_a_function_that_its_package_offers(package):
    inside = pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    demos = set(names()) if package is microkit else set()
    assert {module.name.split(".")[-1] for module in inside} & set(package.__all__) - demos == set()
