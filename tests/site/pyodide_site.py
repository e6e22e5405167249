"""The course under the Pyodide of the built site, in Node: the same verdicts, doctests and notebooks as on a desktop."""

import json
import os
import shutil
import subprocess
import sys

import honest_work
import pytest
from browser import ROOT
from course_run import doctests, verdicts
from site_tools import MEASURED

pytest_plugins = ["site_tools"]
SITE = ROOT / "build" / "site"
RUNNER = ROOT / "tests" / "site" / "in_pyodide.mjs"
HONEST_HERE = "import json, course_run; json.dump(course_run.honest({data!r}), open({came!r}, 'w'))"
ANSWERS = """{"verdicts": verdicts(), "doctests": doctests(), "honest": honest("/home/pyodide/data.json")}"""  # honest work changes settings
NOTEBOOKS = """{folder: notebooks(f"/repository/{folder}") for folder in ("course", "release")}"""


def in_pyodide(expression, *data):
    node = shutil.which("node")
    if not node:
        pytest.fail("no Node.js found: the course cannot be tried under Pyodide")
    words = [node, str(RUNNER), str(SITE), str(ROOT), expression, *data]
    done = subprocess.run(words, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """The honest corpus as a file."""
    file = tmp_path_factory.mktemp("honest") / "data.json"
    file.write_text(json.dumps(honest_work.notebooks()), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def answers(data):
    """What comes of answers under Pyodide, found in one go, as it takes long to load."""
    return in_pyodide(ANSWERS, str(data))


@pytest.fixture(scope="module")
def raised():
    """What the cells of all notebooks raise under Pyodide, by folder and notebook."""
    return in_pyodide(NOTEBOOKS)


def test_every_answer_gets_the_verdict_that_it_gets_on_a_desktop(answers):
    here = verdicts()
    there = answers["verdicts"]
    assert len(here) > 500
    assert {name: (found, there.get(name)) for name, found in here.items() if there.get(name) != found} == {}
    assert there.keys() == here.keys()
    references = [found[0] for name, found in there.items() if name.endswith(" reference")]
    assert set(references) == {"right"}
    MEASURED.append(
        f"under Pyodide {len(references)} references are right, and {len(there) - len(references)} wrong turns and options are told as on a desktop"
    )


def test_honest_work_is_marked_as_on_a_desktop(answers, data):
    came = data.with_name("came.json")
    words = [sys.executable, "-c", HONEST_HERE.format(data=str(data), came=str(came))]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, (ROOT, RUNNER.parent)))}
    subprocess.run(words, check=True, cwd=data.parent, env=environment, stdin=subprocess.DEVNULL)
    here = json.loads(came.read_text(encoding="utf-8"))
    there = answers["honest"]
    assert len(here) > 500
    assert there.keys() == here.keys()
    others = {cell: (value, there[cell]) for cell, value in here.items() if there[cell] != value}
    assert {cell.partition(":")[0] for cell in others} == honest_work.NOT_IN_A_BROWSER, others
    MEASURED.append(
        f"under Pyodide {len(here) - len(others)} of {len(here)} cells that grade honest work come to the same as on a desktop"
    )


def test_the_doctests_pass(answers):
    found = answers["doctests"]
    assert found["failed"] == []
    assert found["tried"] == doctests()["tried"] > 100


@pytest.mark.parametrize("folder", ["course", "release"])
def test_every_notebook_runs(raised, folder):
    found = raised[folder]
    assert len(found) == len(list((ROOT / folder).rglob("*.ipynb")))
    assert {path: errors for path, errors in found.items() if errors} == {}
