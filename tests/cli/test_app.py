"""The command line: its help, its words where something is wrong, its settings, and the learner's `check`."""

import contextlib
import json
import shutil
import sqlite3

import nbformat
import pytest
from grading_tools import RIGHT, ROOT, command, copied, make_course

from autograder.cli.app import AutograderApp, CheckApp, DemoApp
from autograder.cli.commands import GradeApp, ReleaseApp
from autograder.cli.handing_back import FeedbackApp, ReportApp
from autograder.engine.safe_printing import lines_printable
from autograder.grading.run import Graded
from autograder.judging.verdict import State
from autograder.learner.self_check import NothingToCheckError, check_notebook
from autograder.virtual.notebooks import answered, solutions

COMMANDS = {
    "release": ReleaseApp,
    "grade": GradeApp,
    "feedback": FeedbackApp,
    "check": CheckApp,
    "report": ReportApp,
    "demo": DemoApp,
}
WARMUP = ROOT / "source" / "ps0_warmup" / "warmup.ipynb"


def run(app, *arguments):
    """Run a command in this process and return its exit status."""
    with pytest.raises(SystemExit) as end:
        app.initialize(list(arguments))
        app.start()
    return end.value.code


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make_course(tmp_path_factory.mktemp("made") / "course", {"perfect": RIGHT})


@pytest.fixture
def course(made, tmp_path):
    return copied(made, tmp_path)


def test_the_help_lists_the_commands(tmp_path):
    for arguments in ((), ("--help",)):
        done = command(tmp_path, "autograder", *arguments)
        assert done.returncode == 0
        assert all(f"\n{name}\n" in done.stdout for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_a_help_of_its_own(name, capsys):
    assert run(COMMANDS[name](), "--help") == 0
    said = capsys.readouterr().out
    assert " ".join(said.split()).startswith(COMMANDS[name].description) and f"autograder {name}" in said
    if name == "grade":
        assert all(
            flag in said
            for flag in ("--workers", "--scheduler", "--force", "--student", "--course-dir", "--no-sandbox")
        )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ps", "--wokers=2"], "there is no option --wokers: did you mean --workers?"),
        (["ps", "--frobnicate=1"], "there is no option --frobnicate: --help lists what there is"),
        (["ps", "--workers=0"], "should not be less than 1"),
        (["ps", "--workers=many"], "expected an int, not the str 'many'"),
        (["ps", "nowhere"], "'nowhere' an assignment of it?"),
        ([], "which assignment? Name it: autograder grade ASSIGNMENT"),
        (["nowhere"], "'nowhere' an assignment of it?"),
    ],
)
def test_a_wrong_command_line_is_answered_in_plain_words(course, caplog, capsys, arguments, words):
    assert run(GradeApp(), *arguments, f"--course-dir={course}") == 2
    said = capsys.readouterr().err + caplog.text
    assert words in said and "Traceback" not in said


def test_an_unknown_command_is_answered_with_the_known_ones(capsys):
    assert run(AutograderApp(), "grad", "ps") == 2
    assert "there is no command 'grad': it is one of release, grade," in capsys.readouterr().err


def test_the_course_folder_and_its_settings_are_honoured(course, monkeypatch, tmp_path):
    called = []
    monkeypatch.setattr(
        "autograder.cli.commands.grade_class",
        lambda app, assignment, **how: called.append((app, assignment, how)) or Graded(0, [], {}),
    )
    with (course / "nbgrader_config.py").open("a") as settings:
        settings.write("\nc.GradeApp.workers = 7\nc.IsolatedExecute.cell_seconds = 3\n")
    monkeypatch.chdir(tmp_path)
    assert run(GradeApp(), "ps", f"--course-dir={course}") == 0
    assert run(GradeApp(), "--assignment=ps", f"--course-dir={course}", "--workers=3", "--student=anna", "--force") == 0
    assert [assignment for _, assignment, _ in called] == ["ps", "ps"]
    assert [how for *_, how in called] == [
        {"workers": 7, "scheduler": "", "force": False, "anyway": False},
        {"workers": 3, "scheduler": "", "force": True, "anyway": False},
    ]
    assert [app.coursedir.root for app, *_ in called] == [str(course)] * 2
    assert [app.coursedir.student_id for app, *_ in called] == ["*", "anna"]
    assert called[0][0].config.IsolatedExecute.cell_seconds == 3


def test_release_makes_every_assignment_anew(course):
    (course / "release" / "ps" / "twice.ipynb").unlink()
    shutil.copytree(course / "source" / "ps", course / "source" / "other")
    app = ReleaseApp()
    app.initialize([f"--course-dir={course}", "--quiet"])
    app.start()
    assert sorted(path.parent.name for path in (course / "release").rglob("twice.ipynb")) == ["other", "ps"]
    assert run(ReleaseApp(), "nowhere", f"--course-dir={course}", "--quiet") == 2


def test_report_and_feedback_without_anything_graded_say_so(course, capsys):
    assert run(ReportApp(), "ps", f"--course-dir={course}") == 2
    assert "grade it first" in capsys.readouterr().err
    assert run(FeedbackApp(), "ps", f"--course-dir={course}", "--workers=1") == 2


def test_the_demo_overwrites_nothing_that_it_has_not_made(tmp_path, capsys):
    precious = tmp_path / "thesis.txt"
    precious.write_text("years of work")
    assert run(DemoApp(), f"--to={tmp_path}") == 2
    assert "will not be overwritten" in capsys.readouterr().err and precious.read_text() == "years of work"


@pytest.fixture
def notebook(tmp_path):
    """Write the warm-up as a learner has it, with some answers."""

    def write(**answers):
        release, source = (
            nbformat.read(ROOT / step / "ps0_warmup" / "warmup.ipynb", 4) for step in ("release", "source")
        )
        path = tmp_path / "mine.ipynb"
        nbformat.write(
            answered(release, solutions(source) | {k.replace("_", "-"): v for k, v in answers.items()}), path
        )
        return str(path)

    return write


def test_check_of_a_perfect_notebook_ends_with_0(notebook, capsys):
    assert run(CheckApp(), notebook()) == 0
    said = capsys.readouterr().out
    assert said.count("· right") == 3 and "points; written answers are not counted" in said


def test_check_of_a_wrong_answer_ends_with_1_and_names_the_misconception(notebook, capsys):
    path = notebook(warmup_b="def to_mg(mass_ug):\n    return mass_ug * 1000", warmup_c="1 / 0")
    mine = nbformat.read(path, 4)
    stale = nbformat.v4.new_output("error", ename="KeyError", evalue="of yesterday", traceback=[])
    mine.cells.insert(1, nbformat.v4.new_code_cell("harmless = 1", outputs=[stale]))
    after_a = [cell.id for cell in mine.cells].index("warmup-a-check") + 1
    mine.cells.insert(after_a, nbformat.v4.new_code_cell("half = 1\nhalf.nothing"))
    nbformat.write(mine, path)
    assert run(CheckApp(), path) == 1
    said = capsys.readouterr().out.splitlines()
    (wrong,) = [place for place, line in enumerate(said) if "✘ warmup.b · known wrong turn" in line]
    assert "cell that begins `half = 1` stops" in said[wrong + 1] and "at `half.nothing`" in said[wrong + 1]
    assert "yesterday" not in str(said) and str(said).count("half = 1") == 1 and str(said).count("· right") == 1
    (crashed,) = [line for line in said if "✘ warmup.c" in line]
    assert "crashed: Your code stops with ZeroDivisionError: division by zero at `1 / 0`" in crashed


def test_check_finds_an_answer_where_grading_finds_it(notebook, capsys):
    """Above a stub left behind, in a cell of ours, in a markdown cell with the answer's name: Run All does not, grading does."""
    path = notebook()
    mine = nbformat.read(path, 4)
    cells = {cell.id: cell for cell in mine.cells}
    released = nbformat.read(ROOT / "release" / "ps0_warmup" / "warmup.ipynb", 4)
    stub = next(cell for cell in released.cells if cell.id == "warmup-b")
    answer = cells["warmup-b"].source
    cells["warmup-b"].source = stub.source
    mine.cells.insert(mine.cells.index(cells["warmup-b"]), nbformat.v4.new_code_cell(answer))
    mine.cells[mine.cells.index(cells["warmup-c"])] = nbformat.v4.new_markdown_cell(
        cells["warmup-c"].source, metadata=cells["warmup-c"].metadata, id="warmup-c"
    )
    cells["warmup-a-check"].source = f"{cells['warmup-a'].source}\n{cells['warmup-a-check'].source}"
    mine.cells.remove(cells["warmup-a"])
    nbformat.write(mine, path)
    assert run(CheckApp(), path) == 0
    assert capsys.readouterr().out.count("· right") == 3


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "No such file"),
        ("", "cannot be read as a notebook"),
        ('{"cells": [', "cannot be read as a notebook"),
        (json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), "has no question"),
    ],
)
def test_check_of_what_is_no_notebook_ends_with_2(tmp_path, capsys, content, words):
    path = tmp_path / "mine.ipynb"
    if content is not None:
        path.write_text(content)
    assert run(CheckApp(), str(path)) == 2
    assert words in capsys.readouterr().err
    with pytest.raises(NothingToCheckError):
        check_notebook(path)


@pytest.mark.parametrize(
    "text",
    [
        "def to_mg(mass_ug):\n    while True:\n        time.sleep(0.01)",
        "while True:\n    try:\n        while True:\n            time.sleep(0.01)\n    except BaseException:\n        pass",
    ],
    ids=["in a function", "and cannot be stopped"],
)
def test_an_endless_loop_ends(notebook, text):
    """These loops sleep, so that the machine need not be kept busy until they are stopped."""
    verdicts = {v.part: v.state for v in check_notebook(notebook(warmup_b=f"import time\n{text}"), seconds=3).verdicts}
    assert verdicts["warmup.a"] == State.RIGHT and verdicts["warmup.b"] in (State.TIMED_OUT, State.CRASHED)


def test_a_kernel_that_dies_is_told(notebook):
    verdicts = {
        v.part: v.state for v in check_notebook(notebook(warmup_b="import os\nos._exit(1)"), seconds=20).verdicts
    }
    assert verdicts == {"warmup.a": State.RIGHT, "warmup.b": State.CRASHED, "warmup.c": State.CRASHED}


BROKEN = {
    "a corrupt gradebook": "file is not a database",
    "a locked gradebook": "database is locked; wait until the other program that writes to it has done",
    "settings that raise": "nbgrader_config.py, line {last}: No module named 'nothing_of_the_kind'",
    "settings that are no Python": "nbgrader_config.py, line {last}: SyntaxError",
}


@pytest.fixture(params=BROKEN)
def broken(request, course, monkeypatch):
    """A course with something that an instructor has to put right, and the words that name it."""
    settings = course / "nbgrader_config.py"
    database = course / "gradebook.db"
    with contextlib.ExitStack() as at_the_end:
        match request.param:
            case "a corrupt gradebook":
                database.write_bytes(b"no database at all" * 100)
            case "a locked gradebook":
                other = at_the_end.enter_context(contextlib.closing(sqlite3.connect(database, isolation_level=None)))
                other.execute("BEGIN EXCLUSIVE")
            case "settings that raise":
                settings.write_text(settings.read_text() + "\nimport nothing_of_the_kind\n")
            case "settings that are no Python":
                settings.write_text(settings.read_text() + "\nc.GradeApp.workers = (\n")
        yield course, BROKEN[request.param].format(last=len(settings.read_text().splitlines()))


def told(capsys, app, *arguments):
    """Run a command as the command line does; return its exit status and what it says on the error stream."""
    app.clear_instance()
    capsys.readouterr()
    status = run(AutograderApp(), app.name.split()[1], *arguments)
    app.clear_instance()
    return status, capsys.readouterr().err


@pytest.mark.parametrize("app", [ReleaseApp, GradeApp, FeedbackApp, ReportApp], ids=lambda app: app.name)
def test_what_an_instructor_can_put_right_is_said_in_one_line(broken, capsys, app):
    course, words = broken
    status, said = told(capsys, app, "ps", f"--course-dir={course}")
    assert (status, said.count("\n")) == (2, 1)
    assert said.startswith(f"{app.name}: ") and words in said


@pytest.mark.parametrize(
    ("app", "setting"),
    [
        (ReleaseApp, 'c.GenerateAssignment.preprocessors.append("nowhere.Step")'),
        (GradeApp, 'c.AssignLatePenalties.plugin_class = "nowhere.Penalty"'),
    ],
    ids=["release", "grade"],
)
def test_a_plugin_that_cannot_be_imported_is_named_in_one_line(course, capsys, app, setting):
    with (course / "nbgrader_config.py").open("a") as settings:
        settings.write(f"\n{setting}\n")
    status, said = told(capsys, app, "ps", f"--course-dir={course}")
    last = said.splitlines()[-1]
    assert status == 2 and "Traceback" not in said
    assert last.startswith(f"{app.name}: the settings name what cannot be used: ") and "nowhere" in last


@pytest.mark.parametrize(
    ("app", "step"),
    [(ReleaseApp, "release"), (GradeApp, "autograded"), (FeedbackApp, "feedback")],
    ids=str,
)
def test_a_folder_that_cannot_be_written_to_is_named_in_one_line(course, capsys, app, step):
    shutil.rmtree(course / step, ignore_errors=True)
    (course / step).write_text("in the way")
    status, said = told(capsys, app, "ps", f"--course-dir={course}")
    assert (status, said.count("\n")) == (2, 1)
    assert f"cannot write to {course / step}" in said


ESCAPES = ("\x1b[2J", "\x9b31m", "\u202etxt", "\udcff")


@pytest.mark.parametrize("letters", ESCAPES)
def test_a_name_commands_no_terminal_when_a_command_fails(letters, capsys):
    assert run(CheckApp(), f"homework{letters}.ipynb") == 2
    said = capsys.readouterr().err
    assert "homework" in said and said.rstrip("\n").isprintable()


@pytest.mark.parametrize("letters", ESCAPES)
def test_a_name_commands_no_terminal_when_it_is_logged(letters, course, monkeypatch, capsys):
    monkeypatch.chdir(course)
    app = GradeApp()
    app.initialize(["ps"])
    app.log.error("Converting %s", f"submitted/anna/ps/{letters}")
    try:
        raise ValueError(letters)
    except ValueError:
        app.log.exception("in two\nlines")
    lines = capsys.readouterr().err.split("\n")
    assert "Converting submitted/anna/ps/" in lines[0] and all(line.isprintable() for line in lines)


def test_names_in_any_script_and_lines_of_a_text_stay_as_they_are():
    assert lines_printable("二乗 – größe.ipynb\nnext") == "二乗 – größe.ipynb\nnext"


def test_several_assignments_are_graded_in_turn_and_a_wrong_name_stops_none_halfway(course, monkeypatch, capsys):
    graded = []

    def grade_class(app, assignment, **how):
        graded.append((assignment, app.coursedir.assignment_id))
        return Graded(len(assignment), [], {})

    monkeypatch.setattr("autograder.cli.commands.grade_class", grade_class)
    shutil.copytree(course / "source" / "ps", course / "source" / "other")
    assert run(GradeApp(), "ps", "other", "ps", f"--course-dir={course}") == 0
    assert graded == [("ps", "ps"), ("other", "other")]
    said = capsys.readouterr().out.splitlines()
    assert said == ["ps: 2 submissions graded, 0 need a person.", "other: 5 submissions graded, 0 need a person."]
    assert run(GradeApp(), "ps", "othre", f"--course-dir={course}") == 2
    assert len(graded) == 2
