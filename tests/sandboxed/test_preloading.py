"""What a source imports is imported once for all its students, unless a process could not be forked after it."""

import subprocess
import sys
from base64 import b64encode

import pytest
from corpus import notebooks
from engine_tools import job_of, scores, template_text

from autograder.engine.notebook import grade_notebook
from autograder.sandboxed.preloading import worth_preloading

MODULES = {
    "fine": "x = 1",
    "loud": "print('loud')",
    "broken": "1 / 0",
    "threaded": "import threading, time\nthreading.Thread(target=time.sleep, args=(60,), daemon=True).start()",
    "later": "x = 1",
}
PRELOAD = """
import sys
from autograder.sandboxed.preloading import preload
preload(sys.argv[1:])
print(*(name for name in sys.argv[1:] if name in sys.modules))
"""


@pytest.mark.parametrize(
    ("places", "data", "modules"),
    [
        (["math", "networkx:Graph", "sklearn.svm:SVC"], [], {"math", "networkx", "sklearn.svm"}),
        (["microkit", "autograder:check", "microkit.core.units:ureg"], [], set()),
        (["helper:area", "shapes.round:area", "math"], [("helper.py", "/a"), ("shapes/round.py", "/b")], {"math"}),
    ],
)
def test_what_is_imported_ahead(places, data, modules):
    assert worth_preloading(places, data) == modules


def test_a_module_after_which_no_process_may_be_forked_is_left_to_each_notebook(tmp_path):
    for name, text in MODULES.items():
        (tmp_path / f"{name}.py").write_text(text)
    command = [sys.executable, "-c", f"import sys\nsys.path.insert(0, {str(tmp_path)!r})\n{PRELOAD}"]
    ran = subprocess.run([*command, "fine", "broken", "missing", "loud"], capture_output=True, text=True, timeout=120)
    assert ran.stdout.splitlines() == ["loud", "fine loud"], ran.stderr
    ran = subprocess.run([*command, "fine", "threaded", "later"], capture_output=True, text=True, timeout=120)
    assert ran.stdout.splitlines() == ["fine"], ran.stderr


def looking_for(module, imported, folder):
    """The score of a student who tells whether a module is there before it is imported, where the source imports another."""
    source = notebooks.notebook(
        notebooks.answer("a", f"import {imported}\nthere = True"), notebooks.test("t", "assert there", 1)
    )
    submitted = notebooks.with_answers(source, a=f"import sys\nthere = {module!r} in sys.modules")
    return scores(grade_notebook(job_of(template_text(source, folder), submitted)))["t"]


def test_a_students_code_finds_it_there(tmp_path):
    assert looking_for("colorsys", "wave", tmp_path) == 0
    assert looking_for("wave", "wave", tmp_path) == 1
    assert looking_for("colorsys", "colorsys", tmp_path) == 1, "a server that has had a child imports, too"


def test_microkit_is_there_for_a_module_beside_the_notebook(tmp_path):
    helper = tmp_path / "helper.py"
    helper.write_text("from microkit import mg_to_ug")
    source = notebooks.notebook(
        notebooks.answer("a", "from helper import mg_to_ug"), notebooks.test("t", "assert mg_to_ug(2.0) == 2000", 1)
    )
    template = template_text(source, tmp_path)
    for data, files in (({"helper.py": str(helper)}, {}), ({}, {"helper.py": b64encode(helper.read_bytes()).decode()})):
        result = grade_notebook(job_of(template, source, data=data, files=files))
        assert scores(result)["t"] == 1, result["verdicts"]["t"].message


WARM = """
import sys
from autograder.sandboxed.preloading import warm
warm(sys.argv[2:])
print(*(name for name in sys.argv[1].split(",") if name in sys.modules))
"""
LOOKED_FOR = "scipy.integrate,scipy.stats,matplotlib.figure,microkit.kinetics.ode"


@pytest.mark.parametrize(
    ("uses", "there"),
    [
        ([], ""),
        (["autograder"], ""),
        (["numerics"], "scipy.integrate"),
        (["microkit"], "scipy.integrate matplotlib.figure microkit.kinetics.ode"),
        (["statistics", "figures"], "scipy.integrate scipy.stats matplotlib.figure"),
    ],
)
def test_nothing_is_imported_that_is_not_used(uses, there):
    command = [sys.executable, "-c", WARM, LOOKED_FOR, *uses]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert (ran.stdout.strip(), ran.returncode) == (there, 0), ran.stderr
