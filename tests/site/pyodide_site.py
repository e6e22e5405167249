"""The course under the Pyodide of the built site, in Node: the same verdicts, doctests and notebooks as on a desktop."""

import json
import shutil
import subprocess

import pytest
from browser import ROOT
from course_run import doctests, verdicts

SITE = ROOT / "build" / "site"
RUNNER = ROOT / "tests" / "site" / "in_pyodide.mjs"


def in_pyodide(expression):
    node = shutil.which("node")
    if not node:
        pytest.fail("no Node.js found: the course cannot be tried under Pyodide")
    words = [node, str(RUNNER), str(SITE), str(ROOT), expression]
    done = subprocess.run(words, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def test_every_answer_gets_the_verdict_that_it_gets_on_a_desktop():
    here = verdicts()
    there = in_pyodide("verdicts()")
    assert len(here) > 500
    assert {name: (found, there.get(name)) for name, found in here.items() if there.get(name) != found} == {}
    assert there.keys() == here.keys()
    assert {found[0] for name, found in there.items() if name.endswith(" reference")} == {"right"}


def test_the_doctests_pass():
    found = in_pyodide("doctests()")
    assert found["failed"] == []
    assert found["tried"] == doctests()["tried"] > 100


@pytest.mark.parametrize("folder", ["course", "release"])
def test_every_notebook_runs(folder):
    raised = in_pyodide(f"notebooks('/repository/{folder}')")
    assert len(raised) == len(list((ROOT / folder).rglob("*.ipynb")))
    assert {path: errors for path, errors in raised.items() if errors} == {}
