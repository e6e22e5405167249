"""What else lies in a submitted folder: helper modules go along, and work under another name is never a silent zero."""

import base64
import io
import os
import random
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path

import nbformat
import pytest
from corpus.notebooks import solved
from grading_tools import RIGHT, assignment, command, copied, hand_in, make_course
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory

from autograder.engine.own_files import FILES, FILES_MB, fingerprint, read_own_files
from autograder.examiner.namespace import other_letters
from autograder.grading.manual_review import ungraded
from autograder.grading.submission_folders import handed_in
from autograder.judging.verdict import State
from autograder.nbgrader_plugin.graded_class import class_results


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make_course(tmp_path_factory.mktemp("files") / "course", {})


@pytest.fixture
def course(made, tmp_path):
    return copied(made, tmp_path)


def renamed(name):
    def change(folder):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / "twice.ipynb").rename(folder / name)

    return change


def zipped(folder):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.write(folder / "twice.ipynb", "twice.ipynb")
    (folder / "twice.ipynb").unlink()
    (folder / "ps.zip").write_bytes(content.getvalue())


def exported(folder):
    (folder / "twice.ipynb").unlink()
    (folder / "twice.py").write_text("def twice(x):\n    return 2 * x\n")


def copy_beside_a_blank(folder):
    renamed("twice-Copy1.ipynb")(folder)
    blank = solved(assignment()["twice"])
    for cell in blank.cells:
        if cell.id == "twice":
            cell.source = "...  # your code here"
    nbformat.write(blank, folder / "twice.ipynb")


ELSEWHERE = {
    "browser": renamed("twice (1).ipynb"),
    "text": renamed("twice.ipynb.txt"),
    "json": renamed("twice.ipynb.json"),
    "capitals": renamed("twice.IPYNB"),
    "folder": renamed("ps/twice.ipynb"),
    "accents": renamed("zweimal für Übung.ipynb"),
    "zip": zipped,
    "script": exported,
    "copy": copy_beside_a_blank,
    "hidden": renamed(".twice.ipynb"),
    "checkpoint": renamed(".ipynb_checkpoints/twice-checkpoint.ipynb"),
}


def test_work_under_another_name_waits_for_a_person_until_it_has_its_name(course):
    for student, change in ELSEWHERE.items():
        change(hand_in(course, student, RIGHT))
    hand_in(course, "nothing", RIGHT, only=["squares"])
    done = command(course, "autograder", "grade", "ps")
    assert done.returncode == 1
    said = done.stdout.splitlines()
    assert f"{len(ELSEWHERE)} need a person" in said[0]
    for student in ELSEWHERE:
        assert [line for line in said if line.startswith(f"  {student}  ")], student
    results = class_results(course, "ps")
    for student in ELSEWHERE:
        assert results[student].verdicts["twice"].state == State.MANUAL_REVIEW
    assert results["nothing"].verdicts["twice"].state == State.NOT_STARTED
    with Gradebook(CourseDirectory(root=str(course)).db_url) as book:
        waiting = {
            s.student.id
            for s in book.assignment_submissions("ps")
            for n in s.notebooks
            if n.name == "twice" and n.needs_manual_grade
        }
    assert waiting == set(ELSEWHERE)
    folder = course / "submitted" / "browser" / "ps"
    (folder / "twice (1).ipynb").rename(folder / "twice.ipynb")
    (course / "submitted" / "script" / "ps" / "twice.py").unlink()
    done = command(course, "autograder", "grade", "ps")
    assert "2 submissions graded" in done.stdout and "browser" not in done.stdout and "script" not in done.stdout
    results = class_results(course, "ps")
    assert results["browser"].auto_score == results["browser"].auto_max
    assert results["script"].verdicts["twice"].state == State.NOT_STARTED


STEMS = (
    "twice",
    "Twice",
    "twice-Copy1",
    "twice (1)",
    "twice_final",
    "zweimal \u00fcben",
    "u\u0308bung",
    "1",
    "\u4e8c\u500d",
    "a b  c",
)
ENDINGS = (
    ".ipynb",
    ".IPYNB",
    ".ipynb.txt",
    ".ipynb.json",
    ".json",
    ".txt",
    ".py",
    ".html",
    ".zip",
    "",
    ".ipynb.crdownload",
)
FOLDERS = ("", "", "", "ps", "submitted/anna/ps", ".ipynb_checkpoints", "__MACOSX", ".work", "Neuer Ordner (2)")
BEFORE = ("", "", "", ".", "._", "Copy of ", "anna_")


def test_a_file_renamed_at_random_is_graded_or_named_to_a_person(tmp_path, capsys):
    """The bug it would catch: a name that is taken for a hidden, known or temporary file, and so is nobody's business."""
    seed, count = 7, 500
    chance = random.Random(seed)
    counts = Counter()
    for number in range(count):
        folder = tmp_path / str(number) / "ps"
        parts = [chance.choice(part) for part in (BEFORE, STEMS, ENDINGS)]
        place = f"{chance.choice(FOLDERS)}/{''.join(parts)}".removeprefix("/")
        (folder / place).parent.mkdir(parents=True)
        (folder / place).write_text("work")
        (folder / "squares.ipynb").write_text("more work")
        known = {"squares.ipynb", "twice.ipynb", "data.csv"}
        submission = handed_in("anna", "ps", folder, known, "UTC")
        named = [name for name, _ in ungraded(submission, ["squares", "twice"], set())]
        own_name = place == "twice.ipynb"
        hidden = any(part.startswith(".") for part in place.split("/")) or place.startswith("__")
        of_the_system = hidden and not any(ending in place.lower() for ending in (".ipynb", ".zip"))
        counts["its own name"] += own_name
        counts["of the system"] += of_the_system
        counts["renamed"] += not own_name and not of_the_system
        assert ("twice" in submission.notebooks) == own_name
        assert named == ([] if own_name or of_the_system else [place])
    assert min(counts.values()) > 0 and len(counts) == 3
    with capsys.disabled():
        print(f"\nrenamed files: seed {seed}, {count} folders, {dict(counts)}")


def test_helper_modules_and_data_of_the_students_own_lie_beside_the_notebook(course):
    uses = (
        "from helper import double\nfrom tools.more import one\nimport json, math\n"
        "assert math.pi > 3 and json.load(open('data/my.json')) == [1]\n"
        "def twice(x):\n    return double(x) * one"
    )
    folder = hand_in(course, "anna", RIGHT | {"twice": uses})
    for name, text in {
        "helper.py": "def double(x):\n    return 2 * x",
        "tools/more.py": "one = 1",
        "data/my.json": "[1]",
        "math.py": "pi = 0",
        "numpy.py": "raise ImportError",
        "autograder.py": "raise ImportError",
    }.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    done = command(course, "autograder", "grade", "ps")
    assert done.returncode == 0, done.stdout + done.stderr
    assert class_results(course, "ps")["anna"].auto_score == 10
    (folder / "helper.py").write_text("def double(x):\n    return 3 * x")
    assert "1 submissions graded" in command(course, "autograder", "grade", "ps").stdout
    assert class_results(course, "ps")["anna"].auto_score == 6


def test_the_assignments_own_files_cannot_be_replaced_and_links_are_not_followed(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret")
    folder = tmp_path / "ps"
    folder.mkdir()
    for name in ("data.csv", "mine.csv", "notes.ipynb", "copy.ipynb.txt", "all.zip", ".hidden", "timestamp.txt"):
        (folder / name).write_text(name)
    (folder / "submission_secret.txt").write_text("s")
    (folder / "link.csv").symlink_to(secret)
    (folder / "away").symlink_to(tmp_path)
    files, left_out = read_own_files(folder, ["data.csv"])
    assert files == {"mine.csv": base64.b64encode(b"mine.csv").decode()}
    assert len(left_out) == 1 and "link.csv" in left_out[0]


def test_no_link_is_followed_beneath_the_submitted_folder(course, tmp_path):
    honest = hand_in(course, "anna", RIGHT).parent
    away = tmp_path / "away"
    (course / "submitted").rename(away)
    (course / "submitted").symlink_to(away)
    for student in ("eve", "mallory"):
        (course / "submitted" / student).mkdir()
    (course / "submitted/eve/ps").symlink_to(course / "source/ps")
    (course / "submitted/mallory/ps").symlink_to(away / honest.name / "ps")
    (course / "submitted/oscar").symlink_to(away / honest.name)
    done = command(course, "autograder", "grade", "ps")
    results = class_results(course, "ps")
    assert results["anna"].auto_score == 10
    assert "anna" not in done.stdout
    for student in ("eve", "mallory", "oscar"):
        assert results[student].auto_score == 0
        assert f"{student}  squares/test_area: The submitted folder is a link" in done.stdout
    assert "4 submissions graded" in done.stdout
    assert "0 submissions graded" in command(course, "autograder", "grade", "ps").stdout


def test_what_is_too_large_or_too_much_is_named(tmp_path):
    (tmp_path / "big.csv").write_bytes(bytes((FILES_MB << 20) + 1))
    (tmp_path / "small.csv").write_bytes(b"1")
    files, left_out = read_own_files(tmp_path, [])
    assert list(files) == ["small.csv"] and "big.csv" in left_out[0] and "MB" in left_out[0]
    for number in range(FILES + 5):
        (tmp_path / f"n{number:03}.txt").write_text("x")
    files, left_out = read_own_files(tmp_path, [])
    assert len(files) == FILES and len(left_out) == 2


def test_the_fingerprint_tells_of_every_file_that_counts(tmp_path):
    seen = set()
    for name, text in [
        ("p.ipynb", "1"),
        ("p.ipynb", "2"),
        ("timestamp.txt", "t"),
        ("h.py", "a"),
        ("h.py", "b"),
        ("c.ipynb", ""),
    ]:
        (tmp_path / name).write_text(text)
        seen.add(fingerprint(tmp_path / "p.ipynb"))
    assert len(seen) == 6


def test_ids_that_differ_in_unicode_form_only_are_one_student(course):
    composed = "jos\u00e9"
    with Gradebook(CourseDirectory(root=str(course)).db_url) as book:
        book.add_student(composed)
    hand_in(course, unicodedata.normalize("NFD", composed), RIGHT)
    assert command(course, "autograder", "grade", "ps").returncode == 0
    results = class_results(course, "ps")
    assert list(results) == [composed] and results[composed].auto_score == 10
    hand_in(course, composed, {})
    done = command(course, "autograder", "grade", "ps")
    assert done.returncode == 1 and "is of the same student" in done.stdout
    assert list(class_results(course, "ps")) == [composed]


@pytest.mark.parametrize("name", ["set [1]", "{x}", "what?"])
def test_names_that_would_be_taken_for_patterns_are_refused_at_release(course, name):
    folder = course / "source" / name
    folder.mkdir()
    nbformat.write(assignment()["twice"], folder / "twice.ipynb")
    done = command(course, "autograder", "release", name)
    assert done.returncode == 2 and "rename it" in done.stderr and len(done.stderr.strip().splitlines()) == 1
    other = course / "source" / "plain"
    other.mkdir()
    nbformat.write(assignment()["twice"], other / f"{name}.ipynb")
    assert command(course, "autograder", "release", "plain").returncode == 2


def test_a_student_with_brackets_in_the_id_is_graded(course):
    hand_in(course, "anna [exchange]", RIGHT)
    assert command(course, "autograder", "grade", "ps").returncode == 0
    assert class_results(course, "ps")["anna [exchange]"].auto_score == 10


def test_a_letter_of_another_alphabet_in_a_name_is_told():
    assert "Cyrillic small letter byelorussian-ukrainian i" in other_letters("limit", "l\u0456mit")
    assert other_letters("limit", "limits") == other_letters("limit", "limid") == other_letters("limit", "limit") == ""


def test_no_name_commands_the_terminal_or_stops_the_run(course):
    sent = {
        "anna": b"caf\xe9.csv",
        "bert": b"\x1b[2J.csv",
        "dora": b"\x1b]0;all graded\x07\xff.ipynb",
        "emil": "\u202etxt.ipynb".encode(),
    }
    for student, name in sent.items():
        folder = hand_in(course, student, RIGHT)
        if name.endswith(b".ipynb"):
            (folder / "twice.ipynb").unlink()
        Path(folder, os.fsdecode(name)).write_text("1")
    Path(hand_in(course, "gina", RIGHT), os.fsdecode(b"link\xff.csv")).symlink_to("/etc/hostname")
    done = command(course, "autograder", "grade", "ps")
    results = class_results(course, "ps")
    assert {student: result.auto_score for student, result in results.items()} == {
        "anna": 10,
        "bert": 10,
        "dora": 6,
        "emil": 6,
        "gina": 10,
    }
    assert r"dora  \x1b]0;all graded\x07\udcff.ipynb: Nobody knows this file" in done.stdout
    assert r"emil  \u202etxt.ipynb: Nobody knows this file" in done.stdout
    assert all(letter.isprintable() for letter in (done.stdout + done.stderr).replace("\n", "").replace("\r", ""))
