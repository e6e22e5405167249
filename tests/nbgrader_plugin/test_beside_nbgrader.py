"""Beside nbgrader: its own Execute gives honest work the same scores, and its command and its API grade as ours does."""

import json
import shutil
from pathlib import Path

import nbformat
import nbgrader
import pytest
from grading_tools import RIGHT, ROOT, command, copied, gradebook, make_course, make_stock, scores
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import determine_grade, is_grade, is_solution
from traitlets.config import PyFileConfigLoader

from autograder.engine.fork_servers import close_engines
from autograder.engine.submission import read_submission
from autograder.nbgrader_plugin import jobs
from autograder.virtual.demonstration import build_course

pytestmark = [
    pytest.mark.timeout(600),
    pytest.mark.filterwarnings("ignore:Object of type:sqlalchemy.exc.SAWarning"),  # nbgrader's own
]

HONEST = ["perfect", "blank", "extra-cells", "slips-01"]
GUIDE = Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide"
HEADER = """c = get_config()
c.CourseDirectory.course_id = "course101"
c.IncludeHeaderFooter.header = "source/header.ipynb"
"""


def graded(course, program, verb, assignment):
    """Grade with a command and return the gradebook's rows."""
    done = command(course, program, verb, assignment)
    assert done.returncode == 0, done.stderr
    return gradebook(course)


def test_honest_work_scores_as_under_nbgraders_own_execute(tmp_path):
    """One notebook of the course, its honest students, every cell."""
    template = tmp_path / "template"
    (template / "source" / "ps1_exposure").mkdir(parents=True)
    shutil.copy(ROOT / "nbgrader_config.py", template)
    shutil.copy(ROOT / "source" / "ps1_exposure" / "microdose_limit.ipynb", template / "source" / "ps1_exposure")
    course = tmp_path / "ours" / "course"
    students = build_course(template, course, ["ps1_exposure"], HONEST)["ps1_exposure"]
    assert len(students) == len(HONEST)
    stock = copied(course, tmp_path)
    make_stock(stock)
    ours = graded(course, "autograder", "grade", "ps1_exposure")
    assert ours == graded(stock, "nbgrader", "autograde", "ps1_exposure")
    assert len(ours[0]) == 19 * len(students)
    full = sum(row[0] for (who, *_), row in ours[0].items() if who == "perfect" and row[0])
    assert full > 15 and all(row[0] in (0, None) for (who, *_), row in ours[0].items() if who == "blank")


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """nbgrader's own example course, which `nbgrader quickstart` copies too, graded in the default mode.

    For ps1 its own example submissions are handed in, for ps1_autotest a solved and an untouched notebook.
    """
    course = tmp_path_factory.mktemp("example") / "course"
    shutil.copytree(GUIDE / "source", course / "source")
    shutil.copytree(GUIDE / "submitted", course / "submitted")
    shutil.copy(GUIDE / "autotests.yml", course)
    (course / "nbgrader_config.py").write_text(HEADER)
    assert command(course, "autograder", "release").returncode == 0
    for path in (course / "release" / "ps1_autotest").glob("*.ipynb"):
        blank = nbformat.read(path, as_version=4)
        solved = nbformat.read(path, as_version=4)
        answers = {cell.metadata.nbgrader.grade_id: cell.source for cell in solutions(course, path.name)}
        for cell in filter(is_solution, solved.cells):
            cell.source = answers[cell.metadata.nbgrader.grade_id]
        for student, notebook in (("solved", solved), ("blank", blank)):
            folder = course / "submitted" / student / "ps1_autotest"
            folder.mkdir(parents=True, exist_ok=True)
            nbformat.write(notebook, folder / path.name)
    for assignment in ("ps1", "ps1_autotest"):
        assert command(course, "autograder", "grade", assignment).returncode == 0
    return course


def solutions(course, name):
    """Return the answer cells of a source notebook of the example course."""
    return filter(is_solution, nbformat.read(course / "source" / "ps1_autotest" / name, as_version=4).cells)


def test_nbgraders_example_course_scores_as_nbgrader_itself_has_graded_it(example):
    """The graded notebooks that come with nbgrader tell, cell by cell."""
    found = {key: automatic for key, (automatic, _) in scores(example).items()}
    expected = {}
    for path in (GUIDE / "autograded").glob("*/ps1/*.ipynb"):
        for cell in filter(is_grade, nbformat.read(path, as_version=4).cells):
            name = (path.parent.parent.name, path.stem, cell.metadata.nbgrader.grade_id)
            expected[name] = determine_grade(cell)[0]
    assert len(expected) == 16 and sum(score or 0 for score in expected.values()) > 0
    assert {name: found[name] for name in expected} == expected
    notebook = json.loads((example / "autograded" / "hacker" / "ps1" / "problem1.ipynb").read_text())
    noted = notebook["metadata"]["autograder"]
    assert noted["mode"] == "shared" and "sum_of_squares_uses_squares" in noted["why"]


def test_tests_that_nbgrader_makes_at_release_are_graded_as_released(example):
    found = {key: automatic for key, (automatic, _) in scores(example).items()}
    release = nbformat.read(example / "release" / "ps1_autotest" / "problem1.ipynb", as_version=4)
    tests = [cell for cell in release.cells if is_grade(cell) and not is_solution(cell)]
    points = {cell.metadata.nbgrader.grade_id: cell.metadata.nbgrader.points for cell in tests}
    assert any("sha1" in cell.source for cell in tests) and sum(points.values()) >= 3
    assert {name: found["solved", "problem1", name] for name in points} == points
    assert {name: found["blank", "problem1", name] for name in points} == dict.fromkeys(points, 0)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """The small course, not graded, with a file that is broken and with links; and its gradebook after `autograder grade`."""
    students = {"perfect": RIGHT, "wrong": RIGHT | {"area": "area = 3"}, "broken": RIGHT}
    course = make_course(tmp_path_factory.mktemp("small") / "course", students)
    (course / "submitted" / "broken" / "ps" / "twice.ipynb").write_text("{")
    folder = course / "submitted" / "perfect" / "ps"
    (folder / "data").mkdir()
    (folder / "data" / "own.csv").write_text("1")
    (folder / "data" / "link.png").symlink_to("../../../../nbgrader_config.py")
    (folder / "link.bin").symlink_to("../../../gradebook.db")
    ours = copied(course, tmp_path_factory.mktemp("ours"))
    assert command(ours, "autograder", "grade", "ps").returncode == 1
    return course, gradebook(ours)


def test_nbgraders_own_command_grades_in_isolation(small, tmp_path):
    course, ours = copied(small[0], tmp_path), small[1]
    assert graded(course, "nbgrader", "autograde", "ps") == ours
    kept = {
        str(path.relative_to(course / "autograded/perfect/ps"))
        for path in (course / "autograded/perfect/ps").rglob("*.*")
    }
    assert kept == {"squares.ipynb", "twice.ipynb", "data/own.csv"}
    for student in ("perfect", "broken"):
        notebook = json.loads((course / "autograded" / student / "ps" / "twice.ipynb").read_text())
        assert notebook["metadata"]["autograder"]["sandbox"] is True
    assert scores(course)["broken", "twice", "test_twice"] == (None, 1)
    report = command(course, "autograder", "report", "ps")
    assert (
        report.returncode == 0
        and "The submitted file is not a notebook" in (course / "reports" / "ps.html").read_text()
    )


def test_formgraders_button_grades_in_isolation(small, tmp_path, monkeypatch):
    course, ours = copied(small[0], tmp_path), small[1]
    config = PyFileConfigLoader(str(course / "nbgrader_config.py")).load_config()
    monkeypatch.chdir(course)
    read = []

    def reading(path, max_mb):
        read.append(f"{path.parent.parent.name}/{path.name}")
        return read_submission(path, max_mb)

    monkeypatch.setattr(jobs, "read_submission", reading)
    try:
        api = NbGraderAPI(CourseDirectory(root=str(course), config=config), config=config)
        for student in ("broken", "perfect", "wrong"):
            result = api.autograde("ps", student)
            assert result["success"], result
    finally:
        close_engines()
    assert gradebook(course) == ours
    handed_in = (course / "submitted").glob("*/ps/*.ipynb")
    assert sorted(read) == sorted(f"{path.parent.parent.name}/{path.name}" for path in handed_in)  # each once
