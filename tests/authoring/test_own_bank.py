"""A course with a bank of its own, outside the repository, from an installed wheel: released, answered, graded, reported."""

import csv
import json
import os
import re
import runpy
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest
from grading_tools import ROOT

from autograder.bank import VARIABLE
from autograder.judging.filling import filled
from autograder.virtual.notebooks import answered

PHYSICS = Path(__file__).parent / "physics"
RIGHT = {
    "f1-a": "def fall_time(height):\n    return (height / 4.905) ** 0.5",
    "f2-a": "speed = 19.8091",
    "f3-a": 'first = "B"',
}
CLASS = {
    "right": RIGHT,
    "root": RIGHT | {"f1-a": "def fall_time(height):\n    return 2 * height / 9.81"},
    "mean": RIGHT | {"f2-a": "speed = 9.90454"},
    "heavy": RIGHT | {"f3-a": 'first = "c"'},
    "curious": RIGHT
    | {
        "f1-a": "import pathlib\nhits = [p for p in pathlib.Path('/').rglob('f1_free_fall*')]\n"
        "def fall_time(height):\n    return 0 if not hits else (height / 4.905) ** 0.5"
    },
}
pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Install the wheel into a folder and return the environment in which its commands run."""
    folder = tmp_path_factory.mktemp("installed")
    source = folder / "source"
    keep = shutil.ignore_patterns(".venv", ".git", "build", "tests", "course", "*.egg-info", "__pycache__")
    shutil.copytree(ROOT, source, ignore=keep)
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", folder, source], check=True)
    (wheel,) = folder.glob("*.whl")
    subprocess.run([*pip, "install", "--no-deps", "--target", folder / "site", wheel], check=True)
    clean = {name: value for name, value in os.environ.items() if name != VARIABLE}
    return clean | {"PYTHONPATH": str(folder / "site")}


COMMANDS = """
import json, os, sys
from autograder.virtual.commands import run_command
for line in sys.stdin:
    words, folder, out, err = json.loads(line)
    print(run_command("autograder", *words, folder=folder, environment=os.environ, out=out, err=err), flush=True)
"""


@pytest.fixture(scope="module")
def commands(installed, tmp_path_factory):
    """Return what runs a command of the installed package in a folder; all share its imports."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", COMMANDS], cwd="/", env=installed, **pipes) as running:

        def run(words, folder):
            place = tmp_path_factory.mktemp("said")
            out = place / "out"
            err = place / "err"
            print(json.dumps([words, str(folder), str(out), str(err)]), file=running.stdin, flush=True)
            status = int(running.stdout.readline())
            return subprocess.CompletedProcess(words, status, out.read_text(), err.read_text())

        yield run


@pytest.fixture(scope="module")
def course(commands, tmp_path_factory):
    """The physics course after grading and reporting, with what each command printed."""
    course = tmp_path_factory.mktemp("physics") / "course"
    shutil.copytree(PHYSICS, course)
    config = (ROOT / "nbgrader_config.py").read_text().replace("microdosing", "physics")
    (course / "nbgrader_config.py").write_text(config + "\nc.GradeApp.workers = 1\n")
    said = {}

    def run(*words):
        said[words] = commands(words, course)
        return said[words]

    for words in (("notebook",), ("release", "week1")):
        done = run(*words)
        assert done.returncode == 0, done.stderr
    for student, answers in CLASS.items():
        for path in (course / "release" / "week1").glob("*.ipynb"):
            target = course / "submitted" / student / "week1" / path.name
            target.parent.mkdir(parents=True, exist_ok=True)
            nbformat.write(answered(nbformat.read(path, as_version=4), answers), target)
    for words in (("grade", "week1"), ("report", "week1"), ("try", "f1"), ("try", "f2"), ("try", "f3")):
        done = run(*words)
        assert done.returncode == 0, done.stdout + done.stderr
    return course, said, run


def test_the_installed_package_is_at_work(installed):
    where = subprocess.run(
        [sys.executable, "-c", "import autograder; print(autograder.__file__)"],
        env=installed, cwd="/", capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert where.stdout.startswith(installed["PYTHONPATH"])


def test_the_course_writes_its_own_notebooks_only(course):
    folder, *_ = course
    assert sorted(path.stem for path in (folder / "source").glob("*/*.ipynb")) == ["free_fall", "impact", "two_stones"]


def test_five_students_are_told_what_they_got_wrong(course):
    folder, *_ = course
    rows = list(csv.DictReader((folder / "reports" / "week1.csv").open()))
    scores = {student: sum(float(row["score"]) for row in rows if row["student"] == student) for student in CLASS}
    codes = {row["student"]: row["misconception"] for row in rows if row["misconception"]}
    assert scores == {"right": 6, "root": 3, "mean": 4, "heavy": 5, "curious": 3}
    assert codes == {"root": "P-ROOT", "mean": "P-SPEED", "heavy": "P-HEAVY"}
    page = (folder / "reports" / "week1.html").read_text()
    assert "a heavier body thought to fall faster" in page


@pytest.fixture(scope="module")
def kit(course, tmp_path_factory):
    """The students' kit of the course, unzipped."""
    folder, _, run = course
    done = run("kit")
    assert done.returncode == 0, done.stderr
    place = tmp_path_factory.mktemp("kit")
    with zipfile.ZipFile(folder / "kit.zip") as packed:
        packed.extractall(place)
    return place


def secrets(folder):
    """Return what stands in the private files of the bank and in no file that students are to have: each line and number."""
    lines = set()
    for path in [*(folder / "bank").glob("f[12]_*.py"), *(folder / "bank" / "oracles").glob("*.py")]:
        lines |= {line.strip().strip(",") for line in path.read_text().splitlines()}
    problems = [
        runpy.run_path(str(folder / "bank" / f"{name}.py"))["PROBLEM"] for name in ("f1_free_fall", "f2_impact")
    ]
    shown = {line for p in problems for line in filled(p.story, p.canonical()).splitlines()}
    for problem in problems:
        for part in problem.parts.values():
            lines |= {part.because, part.hint, part.solution(problem.canonical()), *(t.nudge for t in part.wrong_turns)}
            lines |= {t.code for t in part.wrong_turns}
    answer = problems[1].parts["a"].answer(problems[1].canonical())
    numbers = {f"{answer:.5g}", f"{answer / 2:.5g}"}
    lines |= {"BEGIN SOLUTION", "HIDDEN TESTS", "mark("}
    harmless = re.compile(
        r'[\W\d]*|PARTS.*|PROBLEM.*|parts=.*|given=.*|points=.*|"a": .*|from .*|import .*|heading=.*|A .*'
    )
    prompts = re.compile(
        r"prompt=|title=|story=|setup=|notebook=|minutes=|unit=|name=|id=|variable=|def fall_time|example=|\"\"\""
    )
    told = {line for line in lines if harmless.fullmatch(line) or prompts.match(line)} | shown
    return (lines - told) | numbers


def test_nothing_of_a_private_bank_is_in_the_kit(course, kit):
    hidden = secrets(PHYSICS)
    assert {"Look at the unit of your result.", "return sqrt(2 * height / 9.81)", "P-ROOT", "19.809"} <= hidden
    names = {str(path.relative_to(kit)) for path in kit.rglob("*") if path.is_file()}
    assert names == {
        "README.txt",
        "autograder_kit.json",
        "bank/f3_two_stones.py",
        "week1/free_fall.ipynb",
        "week1/impact.ipynb",
        "week1/two_stones.ipynb",
    }
    private = [path for path in kit.rglob("*") if path.is_file() and path.name != "f3_two_stones.py"]
    text = "\n".join(path.read_text() for path in private)
    assert [line for line in hidden if line in text] == []


SAID = [
    ('check("f1.a", lambda height: (height / 4.905) ** 0.5)', "gives 1.4142"),
    ('check("f1.a", lambda height: height)', "but it is 9.81"),
    ('check("f1.a", lambda height: 1 / 0)', "stops with ZeroDivisionError"),
    ('check("f1.a", lambda height: None)', "returns None"),
    ('check("f1.a", lambda height: "2")', "should return a number, but it returns text"),
    ('check("f1.a", 3)', "Expected the function fall_time"),
    ('check("f2.a", 7)', "A number (m/s). It is marked when the notebook is graded."),
    ('check("f2.a", -7)', "The sign is off"),
    ('check("f2.a", "7")', "Expected one number (m/s)"),
    ('check("f2.a", ...)', "in place of the dots"),
    ('check("f3.a", "b")', "A valid choice"),
    ('check("f9.a", 1)', "KeyError: \"no problem 'f9' in the bank"),
    ('mark("f1.a", 1)', "KeyError: \"no problem 'f1' in the bank"),
    ('practice("f3.a")', "Practice of f3.a: run this cell"),
]
EACH = """
import os, sys
from autograder import check, mark, practice
from autograder.bank import problems
problems()  # read once for all
for call in sys.argv[1:]:
    print(f"=== {call}", flush=True)
    if os.fork() == 0:
        exec(call)
        sys.exit()
    os.wait()
"""


@pytest.fixture(scope="module")
def told(kit, installed):
    """What a student with the kit is told by each call, in a process of its own."""
    program = [sys.executable, "-c", EACH, *(call for call, _ in SAID)]
    together = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    done = subprocess.run(program, cwd=kit / "week1", env=installed, text=True, **together)
    return dict(text.split("\n", 1) for text in done.stdout.split("=== ")[1:])


@pytest.mark.parametrize("call, said", SAID)
def test_a_student_with_the_kit_is_told_form_unit_sign_and_example(told, call, said):
    assert said in told[call]


def test_own_numbers_of_a_private_problem_are_refused(course):
    folder, _, run = course
    config = folder / "nbgrader_config.py"
    kept = config.read_text()
    config.write_text(kept + '\nc.NotebookApp.numbers = {"week1": "personal"}\n')
    try:
        assert run("notebook", "f2").returncode == 0 and run("release", "week1").returncode == 0
        done = run("kit", "--to=other.zip")
    finally:
        config.write_text(kept)
    assert done.returncode == 2 and "f2: only the bank can draw" in done.stderr
    assert not (folder / "other.zip").exists()


def test_what_is_missing_is_told(course):
    folder, _, run = course
    (folder / "bank" / "oracles" / "f2_impact.py").unlink()
    done = run("try", "f2")
    assert done.returncode == 1 and "f2.a: the oracle has no independent answer" in done.stdout


def test_a_new_problem_is_begun_and_passes(course):
    *_, run = course
    assert run("new", "f4_bounce").returncode == 0
    done = run("try", "f4")
    assert done.returncode == 0
    assert done.stdout.endswith("f4: nothing is missing.\n")
    assert "exists" in run("new", "f4_bounce").stderr or "already" in run("new", "f4_bounce").stderr


@pytest.mark.parametrize(
    "text, words",
    [
        ("PROBLEM = 1 / 0", "broken.py cannot be used: ZeroDivisionError"),
        ("x = 1", "broken.py defines no PROBLEM"),
        ((PHYSICS / "bank" / "f2_impact.py").read_text(), "both define the problem 'f2'"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(course, text, words):
    folder, _, run = course
    broken = folder / "bank" / "broken.py"
    broken.write_text(text)
    try:
        done = run("notebook")
    finally:
        broken.unlink()
    assert done.returncode == 2 and words in done.stderr and "Traceback" not in done.stderr
