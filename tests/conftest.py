"""Shared by the tests: where things are, and the programs of this environment first on the path."""

import gc
import os
import sys
import tempfile
from pathlib import Path

from hypothesis import settings

ROOT = Path(__file__).parent.parent
collect_ignore = ["authoring/physics"]  # a course, run from its own folder

os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
sys.path.insert(0, str(Path(__file__).parent))

import warm_kernels  # noqa: E402

SLOWEST_FIRST = (
    "test_browser",
    "test_front_door",
    "test_corpus",
    "test_demonstration",
    "test_demos",
    "test_course",
    "test_bank",
    "test_app",
    "test_cluster",
    "test_practising",
    "test_rehearsing",
    "test_assignments",
    "test_grading",
    "test_accessibility",
    "test_own_numbers",
    "test_killed",
    "test_gate",
    "test_notebook_run",
    "test_regrading",
    "test_own_bank",
    "test_beside_nbgrader",
    "test_feedback_page",
    "test_term",
    "test_formgrader",
    "test_other_files",
)
DATA = tempfile.TemporaryDirectory()  # so that practice in a test is not counted as the practice of who runs it
os.environ["JUPYTER_DATA_DIR"] = DATA.name
if "PYTEST_XDIST_WORKER" not in os.environ:  # all processes of a run share one cache, which rehearses a notebook once
    os.environ["XDG_CACHE_HOME"] = f"{DATA.name}/cache"
    warm_kernels.install(f"{DATA.name}/jupyter")
    os.environ["JUPYTER_PATH"] = f"{DATA.name}/jupyter"
gc.set_threshold(50_000)  # all tests are in memory: to look for garbage as often as usual takes a fifth of drawing
settings.register_profile("untimed", deadline=None)  # a busy machine must not fail a property
settings.load_profile("untimed")


def pytest_collection_modifyitems(items):
    """Take the slowest modules first, so that no process waits long for another in the end."""
    place = {name: number for number, name in enumerate(SLOWEST_FIRST)}
    items.sort(key=lambda item: place.get(item.path.stem, len(place)))


def pytest_collection_finish():
    """Leave the tests themselves out of every search for garbage: they stay until the end."""
    gc.freeze()


def pytest_terminal_summary(terminalreporter):
    """Print how much of the corpus was graded as it should be, and of foreign assignments how many in which mode."""
    reports = [
        r for outcome in ("passed", "failed") for r in terminalreporter.stats.get(outcome, []) if r.when == "call"
    ]
    for words, test in (
        ("hostile submissions contained", "test_a_hostile_submission"),
        ("honest submissions with full marks", "test_an_honest_submission"),
        ("foreign assignments that score as under plain nbgrader", "test_a_foreign_assignment"),
    ):
        mine = [r for r in reports if f"::{test}" in r.nodeid]
        for kind in dict.fromkeys(dict(r.user_properties)["kind"] for r in mine):
            of_kind = [r.passed for r in mine if dict(r.user_properties)["kind"] == kind]
            terminalreporter.write_line(f"{words}, {kind}: {sum(of_kind)} of {len(of_kind)}")
        if mine:
            rate = sum(r.passed for r in mine) / len(mine)
            terminalreporter.write_line(f"{words}: {sum(r.passed for r in mine)} of {len(mine)} ({rate:.1%})")
