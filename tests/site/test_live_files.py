"""What the live part is made of: wheels packed from what is installed, files of Pyodide each checked by its hash."""

import hashlib
import json
import sys
import zipfile
from email import message_from_string

import first_visit
import licences
import pyodide_files
import pytest
from fetched import FetchError
from wheels import pack_folders, pack_installed

PYTHON = "Python Software Foundation License"
GOOD = b"the file of the release"
PACKAGE = {"file_name": "numpy.whl", "sha256": hashlib.sha256(GOOD).hexdigest()}


def test_a_wheel_holds_the_python_of_a_package_and_nothing_compiled(tmp_path):
    wheel = pack_installed("pyyaml", tmp_path)
    names = zipfile.ZipFile(wheel).namelist()
    assert "yaml/__init__.py" in names and wheel.name.startswith("pyyaml-")
    assert [name for name in names if name.endswith((".so", ".pyc")) or ".." in name] == []
    assert len([name for name in names if name.endswith(".dist-info/METADATA")]) == 1
    assert [name for name in names if name.endswith("/LICENSE")], "its licence asks to go with it"
    assert licences._packed(wheel).licence == "MIT License"


def test_the_same_files_give_the_same_wheel_and_it_can_be_imported(tmp_path, monkeypatch):
    package = tmp_path / "packed_for_a_test"
    package.mkdir()
    (package / "__init__.py").write_text("ANSWER = 42\n")
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
    one, two = (pack_folders("packed-for-a-test", "1.0", [package], tmp_path / name) for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    monkeypatch.setattr(sys, "path", [str(one)])
    assert __import__("packed_for_a_test").ANSWER == 42


def put(data):
    """Return a source that gives these bytes for every file."""

    def source(packages, cache):
        for package in packages:
            (cache / package["file_name"]).write_bytes(data)

    return source


def nothing(_packages, _cache):
    pass


def sources(monkeypatch, first, second):
    monkeypatch.setattr(pyodide_files, "_from_release", first)
    monkeypatch.setattr(pyodide_files, "_from_carrier", second)


@pytest.mark.parametrize("order", [(put(GOOD), nothing), (nothing, put(GOOD)), (put(GOOD), put(b"another"))])
def test_a_file_comes_from_the_first_source_that_has_it(tmp_path, monkeypatch, order):
    sources(monkeypatch, *order)
    pyodide_files._fetch([PACKAGE], tmp_path)
    assert (tmp_path / "numpy.whl").read_bytes() == GOOD


def test_what_is_cached_is_not_fetched_again(tmp_path, monkeypatch):
    sources(monkeypatch, put(b"another"), put(b"another"))
    (tmp_path / "numpy.whl").write_bytes(GOOD)
    pyodide_files._fetch([PACKAGE], tmp_path)


def test_another_file_is_refused(tmp_path, monkeypatch):
    sources(monkeypatch, put(b"another"), nothing)
    with pytest.raises(FetchError, match=r"numpy\.whl is not the file"):
        pyodide_files._fetch([PACKAGE], tmp_path)


def test_without_a_source_one_line_names_the_file(tmp_path, monkeypatch):
    sources(monkeypatch, nothing, nothing)
    with pytest.raises(FetchError, match=r"numpy\.whl of Pyodide .* cannot be fetched") as error:
        pyodide_files._fetch([PACKAGE], tmp_path)
    assert "\n" not in str(error.value)
    assert str(error.value).endswith(f"or put the file into {tmp_path}")


def test_what_is_wanted_comes_with_what_it_needs():
    packages = {name: {"depends": needs} for name, needs in {"a": ["B_c"], "b-c": ["a"], "d": []}.items()}
    assert sorted(pyodide_files.with_dependencies(["A"], packages)) == ["a", "b-c"]


@pytest.mark.parametrize(
    ("fields", "licence"),
    [
        ("License-Expression: BSD-3-Clause", "BSD-3-Clause"),
        ("License: PSF\nClassifier: License :: OSI Approved :: Python Software Foundation License", PYTHON),
        ("License: MIT", "MIT"),
        ("License: Permission is hereby granted, free of charge, to any person", ""),
        ("Classifier: Topic :: Education", ""),
    ],
)
def test_a_licence_is_the_one_that_a_package_names(fields, licence):
    assert licences.licence_of(message_from_string(fields)) == licence


def test_what_names_no_licence_stops_the_build(tmp_path):
    (tmp_path / "package.json").write_text(json.dumps({"name": "nobodys", "version": "1.0"}))
    with pytest.raises(licences.LicenceError, match=r"nobodys 1\.0 names no licence"):
        licences._of_npm(tmp_path / "package.json")


@pytest.fixture
def lite(tmp_path):
    """A JupyterLite as it is built, as far as it is touched afterwards."""
    for folder in ("lab", *first_visit.MADE_OF):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "lab" / "index.html").write_text("<html><body></body></html>")
    (tmp_path / "service-worker.js").write_text("their worker")
    pyodide = tmp_path / "static" / "pyodide"
    names = [name.replace("_", "-") for name in ("late", *pyodide_files.AT_START)]
    packages = {name: {"file_name": f"{name}.whl", "depends": []} for name in names}
    packages[pyodide_files.AT_START[0]]["depends"] = ["needed"]
    packages["needed"] = {"file_name": "needed.whl", "depends": []}
    for name in (*first_visit.AT_ONCE, *(package["file_name"] for package in packages.values())):
        (pyodide / name).write_bytes(b"0" * 200_000)
    (pyodide / "pyodide-lock.json").write_text(json.dumps({"packages": packages}))
    return tmp_path


def test_the_page_tells_how_much_is_waited_for(lite):
    first_visit.finish(lite)
    waited = len(first_visit.AT_ONCE) + len(pyodide_files.AT_START) + 1
    assert f"about {round(0.2 * waited)} MB" in (lite / "lab" / "index.html").read_text()


@pytest.mark.parametrize("changed", ["build/a.js", "static/pyodide/a.whl"])
def test_what_a_browser_keeps_is_of_one_build(lite, changed):
    stores = []
    for content in ("one", "two"):
        (lite / changed).write_text(content)
        for file, text in (("lab/index.html", "<body></body>"), ("service-worker.js", "their worker")):
            (lite / file).write_text(text)
        first_visit.finish(lite)
        stores.append((lite / "service-worker.js").read_text())
    assert stores[0] != stores[1] and all(text.endswith("their worker") for text in stores)


def test_another_page_than_expected_stops_the_build(lite):
    (lite / "lab" / "index.html").write_text("<html></html>")
    with pytest.raises(ValueError, match="</body> stands 0 times"):
        first_visit.finish(lite)
