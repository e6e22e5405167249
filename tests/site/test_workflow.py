"""The site is tried at every change and published only as it was tried; none of its tests is ever left out."""

import re

import pytest
import yaml
from browser import ROOT

JOBS = yaml.safe_load((ROOT / ".github" / "workflows" / "site.yml").read_text(encoding="utf-8"))["jobs"]
NOT_COLLECTED = (
    "built_site.py",
    "live_site.py",
    "pyodide_site.py",
)  # they need the built site: `make site-test` names them
LEFT_OUT = re.compile(r"\b(skip|skipif|xfail|importorskip)\b")


def test_what_is_published_has_passed_all_tests_of_the_site():
    steps = JOBS["site-test"]["steps"]
    assert steps[-2]["run"] == "make site-test"
    assert not any("continue-on-error" in step for step in steps)
    assert steps[-1]["uses"].startswith("actions/upload-pages-artifact@")  # the folder that was tried
    assert JOBS["publish"]["needs"] == "site-test"


def test_make_site_test_runs_every_test_of_the_built_site():
    rule = re.search(r"^site-test: site .*\n(\t.*\n)+", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    holding = [path for path in (ROOT / "tests" / "site").glob("*.py") if "\ndef test_" in path.read_text("utf-8")]
    assert {path.name for path in holding if not path.name.startswith("test_")} == set(NOT_COLLECTED)
    assert re.findall(r"tests/site/(\S+)", rule[0]) == list(NOT_COLLECTED)


@pytest.mark.parametrize("path", sorted((ROOT / "tests" / "site").glob("*.py")), ids=lambda path: path.name)
def test_no_test_of_the_site_is_left_out(path):
    code = "".join(line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("LEFT_OUT = "))
    assert LEFT_OUT.findall(code) == []
