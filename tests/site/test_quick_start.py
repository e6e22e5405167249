"""What lets the live page start soon: bytecode beside every source, and packages that are loaded when they are first imported."""

import importlib
import sys
import traceback
import zipfile
from types import ModuleType, SimpleNamespace

import compiling
import pytest
from wheels import pack_folders

SOURCE = "def fail():\n    raise ValueError('from the source')\n"
FILES = {"late-one": "late_one.py", "late_two": "late_two.py"}
LOCK = {
    "late-one": SimpleNamespace(name="late-one", depends=["late_two"]),
    "late-two": SimpleNamespace(name="late_two", depends=[]),
}


@pytest.fixture
def package(tmp_path):
    """A package with one module, and a test of its own."""
    folder = tmp_path / "compiled_for_a_test"
    (folder / "tests").mkdir(parents=True)
    for name in ("__init__.py", "tests/test_it.py"):
        (folder / name).write_text(SOURCE)
    return folder


def test_a_wheel_holds_source_and_bytecode_that_needs_no_compiling(package, tmp_path, monkeypatch):
    wheel = pack_folders("compiled-for-a-test", "1.0", [package], tmp_path)
    before = set(zipfile.ZipFile(wheel).namelist())
    compiling.add_to(wheel)
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    added = set(zipfile.ZipFile(wheel).namelist()) - before
    assert added == {importlib.util.cache_from_source("compiled_for_a_test/__init__.py")}
    (tmp_path / "site" / "compiled_for_a_test" / "__init__.py").write_text("never compiled (")
    monkeypatch.syspath_prepend(tmp_path / "site")
    fail = importlib.import_module("compiled_for_a_test").fail
    assert fail.__code__.co_filename == str(tmp_path / "site" / "compiled_for_a_test" / "__init__.py")


def test_an_archive_that_is_imported_from_itself_still_shows_its_source(package, tmp_path, monkeypatch):
    archive = tmp_path / "python_stdlib.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("imported_in_place.py", SOURCE)
    compiling.add_to(archive, beside=True)
    monkeypatch.syspath_prepend(archive)
    module = importlib.import_module("imported_in_place")
    assert module.__cached__ == f"{archive}/imported_in_place.pyc"
    with pytest.raises(ValueError, match="from the source") as error:
        module.fail()
    assert "raise ValueError('from the source')" in "".join(traceback.format_exception(error.value))


@pytest.fixture
def late(monkeypatch, tmp_path):
    """The finder of late packages in a Pyodide of two packages, and the names of those that were unpacked."""
    pyodide = ModuleType("pyodide_js")
    pyodide.loadedPackages = SimpleNamespace()
    pyodide._api = SimpleNamespace(
        _import_name_to_package_name={"late_one": "late-one", "late_two": "late_two"},
        lockfile_packages=SimpleNamespace(**LOCK),
    )
    monkeypatch.setitem(sys.modules, "pyodide_js", pyodide)
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "late_packages", raising=False)
    finder = importlib.import_module("late_packages")
    unpacked = []

    def unpack(about):
        unpacked.append(about.name)
        (tmp_path / FILES[about.name]).write_text("import no_such_module_anywhere" if about.name == "late_two" else "")
        importlib.invalidate_caches()

    monkeypatch.setattr(finder, "_unpack", unpack)
    yield unpacked
    for name in ("late_one", "late_two"):
        sys.modules.pop(name, None)


def test_an_import_loads_a_package_after_what_it_needs_and_once(late):
    importlib.import_module("late_one")
    assert late == ["late_two", "late-one"]
    del sys.modules["late_one"]
    importlib.import_module("late_one")
    assert late == ["late_two", "late-one"]


@pytest.mark.parametrize(
    ("name", "missing"), [("late_two", "no_such_module_anywhere"), ("late_one.inside", "late_one")]
)
def test_what_the_site_has_not_is_not_found(late, name, missing):
    with pytest.raises(ModuleNotFoundError, match=missing):
        importlib.import_module(name)


class NoWay(Exception):
    """What a browser raises when a server cannot be reached."""


class Request:
    """A browser's request that fails: without a status for want of a way, or with the server's own."""

    status = 0

    def open(self, method, address, later):
        assert (method, later) == ("GET", False)
        self.status = 404 if address.endswith("gone.whl") else 0

    def send(self):
        if not self.status:
            raise NoWay


@pytest.mark.parametrize("file", ["far.whl", "gone.whl"])
def test_a_file_that_cannot_be_had_is_told_as_an_import_that_failed(late, monkeypatch, file):
    sys.modules["pyodide_js"]._api.config = SimpleNamespace(indexURL="https://example.org/")
    request = SimpleNamespace(XMLHttpRequest=SimpleNamespace(new=Request))
    for name, module in {
        "js": request,
        "pyodide": ModuleType("pyodide"),
        "pyodide.ffi": SimpleNamespace(JsException=NoWay),
    }.items():
        monkeypatch.setitem(sys.modules, name, module)
    with pytest.raises(ImportError, match=f"{file} could not be loaded: is this browser connected"):
        sys.modules["late_packages"]._fetched(file)


def test_while_python_starts_nothing_is_looked_for(late, monkeypatch):
    monkeypatch.delitem(sys.modules, "pyodide_js")
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("late_one")
