"""Grading a class: what is recorded is what nbgrader would record, and no submission stops another."""

import contextlib
import json
import os
import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor

import nbformat
import pytest
from grading_tools import RIGHT, assignment, command, copied, gradebook, hand_in, make_course, scores, total
from nbgrader.api import Gradebook

from autograder.cli.base import plain_words
from autograder.cli.commands import GradeApp

SOMEBODY_ELSE = ["bwrap", "--dev-bind", "/", "/", "--unshare-user", "--uid", "65534", "--gid", "65534", "--"]
STUB = "...  # your code here"
CLASS = {
    "perfect": RIGHT,
    "wrong": RIGHT | {"area": "area = 3", "twice": "def twice(x):\n    return x + x + 1"},
    "blank": {name: STUB for name in RIGHT} | {"why": "*Write your answer here.*"},
}
POINTS = {"test_squares": 3, "test_area": 2, "test_halves": 1, "test_twice": 4}
LATE = """
from nbgrader.plugins import BasePlugin

class PerHour(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return total_seconds_late / 3600

c.AssignLatePenalties.plugin_class = PerHour
"""


@pytest.fixture(scope="module", autouse=True)
def engine_in_this_process():
    """Grade with a thread of this process as the only worker: any executor will do, and this one keeps the engine warm."""

    with ThreadPoolExecutor(1) as pool, pytest.MonkeyPatch.context() as patch:
        here = contextlib.nullcontext((pool, 2))
        patch.setattr("autograder.grading.prepared_run.local_executor", lambda workers, prepare, ways: here)
        patch.setattr("autograder.grading.prepared_run.nurseries_for", lambda *about: None)
        yield


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    course = make_course(tmp_path_factory.mktemp("class") / "course", CLASS)
    assert grade(course) == 0
    return course


@pytest.fixture
def course(graded, tmp_path):
    """A course of which "ps" is graded, to change at will."""
    return copied(graded, tmp_path)


def grade(course, *flags):
    """Run `autograder grade ps` in this process; return its exit status."""
    app = GradeApp()
    app.initialize(["ps", f"--course-dir={course}", *flags])
    with pytest.raises(SystemExit) as end, plain_words(app):
        app.start()
    return end.value.code


def of(course, student):
    """Return the automatic scores of a student's grading cells."""
    return {cell: row[0] for (who, _, cell), row in scores(course).items() if who == student and cell in POINTS}


def graded_again(course, action):
    """Return whose graded notebooks an action has made anew."""

    def made():
        return {path.name: (path / "ps").stat().st_ino for path in (course / "autograded").iterdir()}

    before = made()
    action()
    return {name for name, inode in made().items() if before.get(name) != inode}


def test_scores_are_what_the_answers_deserve(graded):
    assert of(graded, "perfect") == POINTS
    assert of(graded, "wrong") == POINTS | {"test_area": 0, "test_twice": 0}
    assert of(graded, "blank") == dict.fromkeys(POINTS, 0)


def test_a_written_answer_waits_for_a_person_unless_it_is_untouched(graded):
    found = {who: row for (who, _, cell), row in scores(graded).items() if cell == "why"}
    assert found == {"perfect": (None, 1), "wrong": (None, 1), "blank": (0, 0)}
    comments = {(who, cell): row[0] for (who, _, cell), row in gradebook(graded)[1].items()}
    assert comments["blank", "squares"] == comments["blank", "why"] == "No response."
    assert comments["perfect", "why"] is comments["perfect", "squares"] is None


def test_what_is_graded_is_not_graded_again_unless_forced(course):
    before = gradebook(course)
    assert graded_again(course, lambda: grade(course)) == set()
    assert graded_again(course, lambda: grade(course, "--force")) == set(CLASS)
    assert graded_again(course, lambda: grade(course, "--force", "--student=wrong")) == {"wrong"}
    assert gradebook(course) == before


def test_what_has_changed_since_it_was_graded_is_graded_again(course):
    times = [
        "2030-01-01 10:00:00 UTC",
        "2030-01-01 10:00:00 UTC",
        "2030-01-01 10:30:00 UTC",
        "2030-01-01 10:00:01 UTC",
    ]
    answers = [CLASS["blank"], RIGHT, RIGHT, RIGHT]
    seen = []
    for moment, mine in zip(times, answers, strict=True):
        hand_in(course, "wrong", mine, moment)
        seen.append((graded_again(course, lambda: grade(course)), sum(of(course, "wrong").values())))
    assert seen == [({"wrong"}, 0), ({"wrong"}, 10), ({"wrong"}, 10), ({"wrong"}, 10)]
    assert (course / "autograded" / "wrong" / "ps" / "timestamp.txt").read_text().startswith("2030-01-01 10:00:01")
    assert graded_again(course, lambda: grade(course)) == set()


def renamed(folder, old, new):
    (folder / old).rename(folder / new)


def rewritten(course, student, **answers):
    kept = {path: path.stat() for path in (course / "submitted" / student / "ps").glob("*.ipynb")}
    hand_in(course, student, RIGHT | answers)
    for path, status in kept.items():
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


CHANGES = {
    "another answer, in a file of the same age": (lambda c: rewritten(c, "perfect", area="area = 3"), 8),
    "another answer of the same length": (lambda c: rewritten(c, "perfect", area="area = math.pi * 5"), 8),
    "another name": (lambda c: renamed(c / "submitted/perfect/ps", "twice.ipynb", "twice (1).ipynb"), 6),
    "no notebook": (lambda c: (c / "submitted/perfect/ps/twice.ipynb").unlink(), 6),
    "a link": (lambda c: break_file(c / "submitted/perfect/ps/twice.ipynb", "link"), 6),
    "an empty file": (lambda c: break_file(c / "submitted/perfect/ps/twice.ipynb", "empty"), 6),
    "a time": (lambda c: (c / "submitted/perfect/ps/timestamp.txt").write_text("2030-01-01 10:00 UTC"), 10),
    "a time that cannot be read": (lambda c: (c / "submitted/perfect/ps/timestamp.txt").write_text("noon"), 10),
}


def test_a_change_is_told_by_content_and_undoing_it_too(course):
    """None of these submissions has a time of its own, as those that come from Moodle or Canvas."""
    kept = course / "kept"
    shutil.copytree(course / "submitted" / "perfect", kept)
    for change, (make, points) in CHANGES.items():
        make(course)
        assert graded_again(course, lambda: grade(course)) == {"perfect"}, change
        assert sum(score or 0 for score in of(course, "perfect").values()) == points, change
        assert graded_again(course, lambda: grade(course)) == set(), change
        shutil.rmtree(course / "submitted" / "perfect")
        shutil.copytree(kept, course / "submitted" / "perfect")
        assert graded_again(course, lambda: grade(course)) == {"perfect"}, f"undone: {change}"
        assert of(course, "perfect") == POINTS, f"undone: {change}"


def test_what_a_person_entered_survives_a_new_grading(course):
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        written = book.find_grade("why", "squares", "ps", "perfect")
        written.manual_score, written.needs_manual_grade, written.extra_credit = 1.5, False, 0.5
        book.find_grade("test_area", "squares", "ps", "wrong").manual_score = 1
        book.find_comment("squares", "squares", "ps", "perfect").manual_comment = "Neat."
        book.find_submission_notebook("squares", "ps", "perfect").flagged = True
        book.db.commit()
    assert total(course, "perfect") == 12 and total(course, "wrong") == 5
    assert grade(course, "--force") == 0
    marks, comments = gradebook(course)
    assert total(course, "perfect") == 12 and total(course, "wrong") == 5
    assert marks["perfect", "squares", "why"][:5] == (None, 1.5, 0.5, 0, 1)
    assert marks["wrong", "squares", "test_area"][:4] == (0, 1, None, 0)
    assert comments["perfect", "squares", "squares"] == (None, "Neat.")


def test_late_work_is_penalised_by_the_courses_plugin(tmp_path):
    course = make_course(tmp_path / "course", {}, LATE)
    for student, hour in {"early": "11", "late": "14", "later": "23"}.items():
        hand_in(course, student, RIGHT, f"2030-01-01 {hour}:00:00 UTC")
    hand_in(course, "half", RIGHT, "2030-01-01 14:00:00 UTC", only=["squares"])
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "microdosing") as book:
        book.update_or_create_assignment("ps", duedate="2030-01-01 12:00:00")
    assert grade(course) == 0
    found = {(who, notebook): row[5] for (who, notebook, _), row in gradebook(course)[0].items()}
    assert {key[0]: value for key, value in found.items() if key[1] == "squares"} == {
        "early": None,
        "late": 2,
        "later": 6,  # never more than was earned
        "half": 2,
    }
    assert found["late", "twice"] == 2 and found["half", "twice"] is None
    hand_in(course, "late", RIGHT, "2030-01-01 14:00:01 UTC")
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "microdosing") as book:
        book.grant_extension("ps", "late", hours=5)
    assert grade(course) == 0
    assert gradebook(course)[0]["late", "squares", "test_area"][5] is None


STAMPS = {
    "2026-03-29 23:58:00 Europe/Berlin": 0,
    "2026-03-29 23:58:00.000000 CEST": 0,
    "2026-03-30 05:58:00.000000 +08": 0,
    "2026-03-29 21:58:00 UTC": 0,
    "2026-03-29 21:58:00": 0,
    "2026-03-29 18:00:00 EDT": 10,
    "2026-03-30 00:58:00.000000 CEST": 10,
    "2026-03-29 23:58:00 UTC": 10,
    "\ufeff2026-03-30 21:58:00 UTC": 10,
    "2026-03-29 15:58:00.000000 PST": None,
    "1" * 30 + "h": None,
    "\x1b[2Jnoon": None,
    "2026-03-29": None,
}


def set_due(course, **about):
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "microdosing") as book:
        book.update_or_create_assignment("ps", **about)


def test_no_spelling_of_the_time_costs_or_spares_a_penalty(tmp_path, capsys):
    course = make_course(tmp_path / "course", {}, "\nc.LateSubmissionPlugin.penalty_method = 'zero'\n")
    set_due(course, duedate="2026-03-29 23:59:00 Europe/Berlin")
    for number, stamp in enumerate(STAMPS):
        hand_in(course, f"s{number:02}", RIGHT, stamp)
    assert grade(course) == 1
    rows = gradebook(course)[0]
    told = capsys.readouterr().out
    for number, (stamp, penalty) in enumerate(STAMPS.items()):
        mine = [row for (who, *_), row in rows.items() if who == f"s{number:02}"]
        waits = penalty is None
        assert sum({row[5] or 0 for row in mine if not waits}) == (penalty or 0), stamp
        assert all(row[3] for row in mine) == waits, stamp
        assert (f"s{number:02}  timestamp.txt: " in told) == waits, stamp
    assert "\x1b" not in told
    for number, penalty in enumerate(STAMPS.values()):
        if penalty is None:
            (course / "submitted" / f"s{number:02}" / "ps" / "timestamp.txt").unlink()
    assert grade(course) == 0
    assert not any(row[3] for (_, _, cell), row in gradebook(course)[0].items() if cell in POINTS)


def test_penalties_follow_what_holds_now_however_often_one_grades(tmp_path):
    course = make_course(tmp_path / "course", {}, "\nc.LateSubmissionPlugin.penalty_method = 'zero'\n")
    hand_in(course, "late", RIGHT, "2030-01-01 14:00:00 UTC")

    def penalty():
        inode = (course / "autograded" / "late" / "ps").stat().st_ino
        assert grade(course) == 0
        assert (course / "autograded" / "late" / "ps").stat().st_ino == inode, "nothing was run again"
        found = {notebook: row[5] for (_, notebook, _), row in gradebook(course)[0].items()}
        return sum(points or 0 for points in found.values())

    assert grade(course) == 0
    set_due(course, duedate="2030-01-01 12:00:00")
    assert [penalty(), penalty()] == [10, 10]
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        written = book.find_grade("why", "squares", "ps", "late")
        written.manual_score, written.needs_manual_grade = 2, False
        book.db.commit()
    assert [penalty(), penalty(), penalty()] == [12, 12, 12]
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "microdosing") as book:
        book.grant_extension("ps", "late", hours=5)
    assert penalty() == 0
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "microdosing") as book:
        book.grant_extension("ps", "late", hours=1)
    assert penalty() == 12
    set_due(course, duedate=None)
    assert penalty() == 0


def test_a_missing_notebook_earns_nothing_and_an_unknown_student_is_enrolled(course, capsys):
    hand_in(course, "newcomer", RIGHT, only=["twice"])
    assert grade(course) == 0
    assert of(course, "newcomer") == dict.fromkeys(POINTS, 0) | {"test_twice": 4}
    assert all(row[1] == 0 for (who, *_), row in scores(course).items() if who == "newcomer")


def test_a_renamed_notebook_is_pointed_out(course, capsys):
    folder = hand_in(course, "renamer", RIGHT)
    (folder / "twice.ipynb").rename(folder / "twice (1).ipynb")
    for _ in range(2):
        assert grade(course) == 1
        assert "renamer  twice (1).ipynb: Nobody knows this file, and twice.ipynb is missing" in capsys.readouterr().out
    assert of(course, "renamer")["test_twice"] == 0 and of(course, "renamer")["test_area"] == 2


def break_file(path, how):
    if how == "truncated":
        path.write_text(path.read_text()[:-200])
    elif how == "empty":
        path.write_text("")
    elif how == "list":
        path.write_text("[1, 2]")
    else:
        path.unlink()
        path.mkdir() if how == "folder" else os.mkfifo(path) if how == "pipe" else path.symlink_to("/etc/hostname")


BROKEN = ("truncated", "empty", "list", "folder", "pipe", "link")


@pytest.fixture(scope="module")
def broken(graded, tmp_path_factory):
    """A course with a student for every way to hand in a broken file, and one whose kernel no file could please."""
    course = copied(graded, tmp_path_factory.mktemp("broken"))
    for how in BROKEN:
        break_file(hand_in(course, how, RIGHT) / "squares.ipynb", how)
    hand_in(course, "zoe", RIGHT, "the day before yesterday")
    assert grade(course) == 1
    return course


def test_a_broken_file_needs_a_person_and_stops_nobody(broken):
    assert of(broken, "zoe") == POINTS
    found = scores(broken)
    for how in BROKEN:
        assert of(broken, how) == dict.fromkeys(POINTS) | {"test_twice": 4}
        assert {
            row[1]
            for (who, notebook, cell), row in found.items()
            if (who, notebook) == (how, "squares") and cell in POINTS
        } == {1}


def test_who_needs_a_person_is_listed_with_the_reason_in_every_run(broken, capsys):
    assert graded_again(broken, lambda: grade(broken)) == set()
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"0 submissions graded, {len(BROKEN) + 1} need a person."
    assert len(lines) == 1 + 3 * len(BROKEN) + 1
    assert any(line.startswith("  zoe  timestamp.txt: 'the day before yesterday' is not a date") for line in lines)
    assert "  empty  squares/test_area: The submitted file is empty." in lines
    assert "  folder  squares/test_area: What was submitted is not a file." in lines
    assert "  pipe  squares/test_area: What was submitted is not a file." in lines
    assert any(line.startswith("  link  squares/test_area: The submitted file cannot be opened") for line in lines)
    assert any(
        line.startswith("  truncated  squares/test_area: The submitted file is not a notebook") for line in lines
    )


def test_what_a_person_has_settled_is_not_listed_any_more(broken, tmp_path, capsys):
    course = copied(broken, tmp_path)
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        for cell in ("test_squares", "test_area", "test_halves"):
            book.find_grade(cell, "squares", "ps", "empty").manual_score = 0
        book.db.commit()
    assert grade(course) == 1
    assert "empty" not in capsys.readouterr().out


def test_the_link_was_not_followed(broken):
    text = (broken / "autograded" / "link" / "ps" / "squares.ipynb").read_text()
    assert json.loads(text)["cells"] and (broken / "autograded" / "link" / "ps" / "squares.ipynb").is_file()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda cell: cell.metadata.nbgrader.update(points=5), "has changed since its release, in cell 'test_twice'"),
        (lambda cell: cell.metadata.nbgrader.update(grade_id="other"), "has changed since its release"),
        (
            lambda cell: cell.update(source="assert twice(2) == 4"),
            "has changed since its release, in cell 'test_twice'",
        ),
    ],
)
def test_a_source_that_changed_since_its_release_is_not_graded(course, capsys, change, words):
    source = assignment()["twice"]
    change(next(cell for cell in source.cells if cell.id == "test_twice"))
    nbformat.write(source, course / "source" / "ps" / "twice.ipynb")
    before = gradebook(course)
    assert grade(course, "--force") == 2
    error = capsys.readouterr().err
    assert words in error and "run `autograder release ps` first" in error and error.count("\n") == 1
    assert gradebook(course) == before


def test_a_change_of_a_hidden_test_is_graded_after_a_new_release(course, capsys):
    """As long as its own solution fails the test, the notebook is left as it was; asked to, the grader gives no zero for it."""
    source = assignment()["twice"]
    path = course / "source" / "ps" / "twice.ipynb"
    before = (of(course, "perfect"), (course / "autograded" / "perfect" / "ps" / "twice.ipynb").read_text())
    next(cell for cell in source.cells if cell.id == "test_twice").source = "assert twice(2) == 5"
    nbformat.write(source, path)
    assert command(course, "autograder", "release", "ps").returncode == 0
    capsys.readouterr()
    assert grade(course, "--force") == 1
    assert "NOT GRADED: twice, as its own solution fails test_twice" in capsys.readouterr().out
    assert (of(course, "perfect"), (course / "autograded" / "perfect" / "ps" / "twice.ipynb").read_text()) == before
    assert grade(course, "--force", "--anyway") == 1
    assert of(course, "perfect")["test_twice"] is None and of(course, "wrong")["test_twice"] == 4
    next(
        cell for cell in source.cells if cell.id == "twice"
    ).source = "### BEGIN SOLUTION\ndef twice(x):\n    return 2.5 * x\n### END SOLUTION"
    nbformat.write(source, path)
    assert command(course, "autograder", "release", "ps").returncode == 0
    assert grade(course, "--force") == 0
    assert of(course, "perfect")["test_twice"] == 0 and of(course, "wrong")["test_twice"] == 4


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda course: shutil.rmtree(course / "submitted"), "nothing was handed in for 'ps'"),
        (lambda course: (course / "source" / "ps" / "twice.ipynb").unlink(), "twice.ipynb is missing"),
        (lambda course: (course / "source" / "ps" / "twice.ipynb").write_text("{"), "cannot be read"),
        (lambda course: shutil.rmtree(course / "source"), "is this a course"),
        (lambda course: (course / "gradebook.db").unlink(), "the gradebook has no assignment 'ps'"),
        (lambda course: (course / "gradebook.db").write_text("what?" * 1000), "the gradebook cannot be read"),
    ],
)
def test_a_course_that_is_not_ready_is_refused_in_one_line(course, capsys, damage, words):
    damage(course)
    assert grade(course) == 2
    error = capsys.readouterr().err
    assert error.startswith("autograder grade: ") and words in error and "Traceback" not in error


def test_one_run_at_a_time(course, capsys):
    import fcntl

    with open(course / "source" / "ps" / "twice.ipynb"):
        descriptor = os.open(course / "source" / "ps", os.O_RDONLY)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        assert grade(course) == 2
        assert "another run" in capsys.readouterr().err
        os.close(descriptor)
    assert grade(course) == 0


def test_without_bubblewrap_grading_is_refused_in_one_line(course, capsys, monkeypatch, tmp_path):
    (tmp_path / "empty").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    before = gradebook(course)
    assert grade(course, "--force") == 2
    error = capsys.readouterr().err
    assert "apt install bubblewrap" in error and "--no-sandbox" in error and error.count("\n") == 1
    assert gradebook(course) == before


def test_without_a_sandbox_is_loud_and_recorded(course, capsys):
    place = course / "autograded" / "perfect" / "ps" / "twice.ipynb"
    assert json.loads(place.read_text())["metadata"]["autograder"]["sandbox"] is True
    before = gradebook(course)
    assert grade(course, "--force", "--no-sandbox") == 0
    assert "NO SANDBOX" in capsys.readouterr().err
    assert json.loads(place.read_text())["metadata"]["autograder"]["sandbox"] is False
    assert gradebook(course) == before


def test_a_half_written_folder_of_a_killed_run_is_cleared_away(course):
    left = course / "autograded" / "perfect" / ".ps.part"
    left.mkdir()
    (left / "squares.ipynb").write_text("{")
    assert grade(course) == 0
    assert not left.exists() and of(course, "perfect") == POINTS


def test_killed_between_gradebook_and_files_a_submission_is_graded_again(course):
    before = gradebook(course)
    shutil.rmtree(course / "autograded" / "wrong")
    assert graded_again(course, lambda: grade(course)) == {"wrong"}
    assert gradebook(course) == before


def test_a_failing_write_records_nothing_of_that_submission(course, monkeypatch, capsys):
    def fail(*_):
        raise sqlite3.OperationalError("disk I/O error")

    hand_in(course, "newcomer", RIGHT)
    with monkeypatch.context() as patch:
        patch.setattr("autograder.nbgrader_plugin.rows.Rows.save_missing", fail)
        (course / "submitted" / "newcomer" / "ps" / "twice.ipynb").unlink()
        with pytest.raises(sqlite3.OperationalError):
            grade(course)
    assert of(course, "newcomer") == {} and not (course / "autograded" / "newcomer").exists()
    with sqlite3.connect(course / "gradebook.db") as database:
        assert list(database.execute("SELECT id FROM student WHERE id = 'newcomer'")) == []
    assert grade(course) == 0 and of(course, "newcomer")["test_area"] == 2


def test_data_files_are_visible_to_the_student_and_put_beside_the_graded_notebook(course):
    (course / "source" / "ps" / "data").mkdir()
    (course / "source" / "ps" / "data" / "numbers.csv").write_text("1\n2\n")
    hand_in(
        course,
        "reader",
        RIGHT | {"halves": "halves = np.loadtxt('data/numbers.csv') * [0.5, 0.5]\nhalves = np.append(halves, 2)"},
    )
    assert grade(course) == 0
    assert of(course, "reader") == POINTS
    assert (course / "autograded" / "reader" / "ps" / "data" / "numbers.csv").read_text() == "1\n2\n"


def test_somebody_else_than_root_can_grade(graded, tmp_path):
    """The command in a user namespace of its own, without root's rights, and with a file in the way that it may not read."""
    course = copied(graded, tmp_path)
    hand_in(course, "locked", RIGHT)
    (course / "submitted" / "locked" / "ps" / "twice.ipynb").chmod(0)
    before = gradebook(course)[0]
    done = command(course, "autograder", "grade", "ps", "--force", under=SOMEBODY_ELSE)
    assert done.returncode == 1, done.stderr
    assert "  locked  twice/test_twice: The submitted file cannot be opened: Permission denied." in done.stdout
    assert before.items() <= gradebook(course)[0].items()
    assert of(course, "locked") == POINTS | {"test_twice": None}


@pytest.mark.parametrize("call", [("autograder", "feedback"), ("nbgrader", "generate_feedback")], ids=" ".join)
def test_delimiters_in_an_answer_keep_nobody_from_feedback(call, tmp_path):
    marks = "### BEGIN HIDDEN TESTS", "=== BEGIN MARK SCHEME ===", "### BEGIN SOLUTION"
    mischief = {"area": "\n".join(["area = 3", *(f"# {mark}" for mark in marks)]), "why": "\n\n".join(marks)}
    course = make_course(tmp_path / "course", {"anna": RIGHT | mischief, "ben": RIGHT})
    assert grade(course) == 0
    done = command(course, *call, "ps")
    assert done.returncode == 0, done.stderr
    for student in ("anna", "ben"):
        page = (course / "feedback" / student / "ps" / "squares.html").read_text()
        assert ("BEGIN MARK SCHEME" in page) == (student == "anna")
        assert "squares(3)" not in page and "12.566370614" not in page, "a hidden test is shown"
