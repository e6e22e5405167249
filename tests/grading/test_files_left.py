"""Files beside a notebook: what one notebook writes is there for the next, and whose module is imported."""

import base64
import contextlib
import json
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import nbformat
import pytest
from corpus.foreign import assignment
from nbgrader.coursedir import CourseDirectory

from autograder.engine.notebook import grade_notebook
from autograder.engine.second_try import spoilt_by_others
from autograder.grading.prepared_run import Run
from autograder.grading.worker import work
from autograder.nbgrader_plugin.rehearsing import Rehearsing, as_rehearsed
from autograder.nbgrader_plugin.template import make_template
from autograder.sandboxed.files_left import FILES, FILES_MB, left_behind
from autograder.sandboxed.limits import Limits

COMMON = {"secret": "", "sandbox": True, "limits": Limits().asdict(), "bank": "", "data": {}}
NOTEBOOKS = {
    "1_write": [
        ("answer", "with open('n.txt', 'w') as file:\n    file.write('7')\ndone = True"),
        ("test", "assert done"),
    ],
    "2_read": [("answer", "n = int(open('n.txt').read())"), ("test", "assert n == 7")],
    "3_read_on": [("answer", "m = 2 * int(open('n.txt').read())"), ("test", "assert m == 14")],
}


@pytest.fixture(autouse=True)
def nothing_kept(tmp_path, monkeypatch):
    """Find nothing that another test has kept."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@contextlib.contextmanager
def one_thread():
    with ThreadPoolExecutor(1) as pool:
        yield pool, 1


def test_what_one_notebook_writes_is_there_for_the_next(tmp_path):
    coursedir = CourseDirectory(root=str(tmp_path))
    rehearsings = {}
    for name, cells in NOTEBOOKS.items():
        path = tmp_path / "source" / "ps" / f"{name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(assignment(cells), path)
        rehearsings[name] = Rehearsing(path, json.dumps(make_template(path)), None, COMMON, "auto")
    engine = SimpleNamespace(rehearsing=lambda coursedir, assignment, source, text: rehearsings[source.stem])
    texts = {name: rehearsing.template for name, rehearsing in rehearsings.items()}
    run = Run(SimpleNamespace(coursedir=coursedir), "ps", engine, {}, [], texts, {}, one_thread)
    found = run.rehearsals()
    assert {name: told.unsolved for name, told in found.items()} == dict.fromkeys(NOTEBOOKS, {})

    def points(who):
        jobs = {name: as_rehearsed(rehearsings[name].script()[who], found[name]) for name in reversed(NOTEBOOKS)}
        results = work(jobs)
        if any(map(spoilt_by_others, results.values())):  # a busy machine: once more, with the patience of the clock
            results = work({name: job | {"limits": job["limits"] | {"patience": 100}} for name, job in jobs.items()})
        return {name: verdict.score for name in sorted(results) for verdict in results[name]["verdicts"].values()}

    assert list(points("solved").values()) == [1, 1, 1]
    assert list(points("blank").values()) == [0, 0, 0]


def test_the_instructors_module_is_imported_before_an_installed_one_and_the_students_last(tmp_path):
    (tmp_path / "nbformat.py").write_text("whose = 'the course'")
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools" / "__init__.py").write_text("whose = 'the course'")
    data = {name: str(tmp_path / name) for name in ("nbformat.py", "tools/__init__.py")}
    cells = [
        ("given", "import nbformat, tools, jupyter_core"),
        ("answer", "found = [nbformat.whose, tools.whose, hasattr(jupyter_core, 'whose')]"),
        ("test", "assert found == ['the course', 'the course', False]"),
    ]
    path = tmp_path / "source.ipynb"
    nbformat.write(assignment(cells), path)
    rehearsing = Rehearsing(path, json.dumps(make_template(path)), None, COMMON | {"data": data}, "examined")
    theirs = base64.b64encode(b"whose = 'the student'").decode()
    for job in (rehearsing.script()["solved"], rehearsing.script()["solved"] | {"files": {"jupyter_core.py": theirs}}):
        (verdict,) = grade_notebook(job)["verdicts"].values()
        assert verdict.score == 1, verdict.message


def test_of_too_much_the_first_is_left_and_no_link_is_followed(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("x")
    folder = tmp_path / "work"
    (folder / "inner").mkdir(parents=True)
    (folder / ".hidden").write_text("x")
    (folder / "link").symlink_to(secret)
    (folder / "inner" / "b.txt").write_text("b")
    (folder / "a.txt").write_text("a")
    assert left_behind(str(folder)) == {"a.txt": "YQ==", "inner/b.txt": "Yg=="}
    for number in range(FILES):
        (folder / f"f{number:03}").write_text("")
    assert len(left_behind(str(folder))) == FILES
    (folder / "b.bin").write_bytes(b"0" * (FILES_MB << 20))
    assert list(left_behind(str(folder))) == ["a.txt"]
