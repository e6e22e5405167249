"""Grading again: what would change is said beforehand, what changed is noticed, and marks by hand stay."""

import hashlib

import nbformat
import pytest
from grading_tools import RIGHT, WRONG, command, copied, hand_in, make_course
from nbgrader.api import Gradebook

from autograder.nbgrader_plugin.answers_changed import answers_of


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    course = make_course(tmp_path_factory.mktemp("again") / "course", {"perfect": RIGHT, "wrong": RIGHT | WRONG})
    assert command(course, "autograder", "grade", "ps").returncode == 0
    return course


@pytest.fixture
def course(made, tmp_path):
    return copied(made, tmp_path)


def everything(course):
    """Return a digest of every file of a course, by its path."""
    files = [path for path in sorted(course.rglob("*")) if path.is_file()]
    return {str(path): (path.stat().st_mtime_ns, hashlib.sha256(path.read_bytes()).hexdigest()) for path in files}


def dry(course):
    """Run a dry run; return its lines, having looked that it touches nothing."""
    before = everything(course)
    done = command(course, "autograder", "grade", "ps", "--dry-run")
    assert done.returncode == 0, done.stderr
    assert everything(course) == before
    return done.stdout.splitlines()


def with_another_test(course):
    """Correct a hidden test and the model answer, as an instructor does who finds them wrong, and release them again."""
    path = course / "source" / "ps" / "squares.ipynb"
    source = nbformat.read(path, 4)
    test = next(cell for cell in source.cells if cell.id == "test_area")
    test.source = "### BEGIN HIDDEN TESTS\nassert area == 3, 'three it is'\n### END HIDDEN TESTS"
    model = next(cell for cell in source.cells if cell.id == "area")
    model.source = model.source.replace("math.pi * 2**2", "3")
    nbformat.write(source, path)
    refused = command(course, "autograder", "grade", "ps")
    assert refused.returncode == 2 and "has changed since its release" in refused.stderr
    assert command(course, "autograder", "release", "ps").returncode == 0


def test_a_dry_run_of_what_is_graded_finds_nothing_and_touches_nothing(course):
    assert dry(course) == ["Dry run: 2 submissions, 0 changes for 0 students; nothing was written."]


def test_a_changed_source_is_said_and_the_dry_run_tells_what_the_log_tells_later(course):
    with_another_test(course)
    kept = command(course, "autograder", "grade", "ps")
    assert "0 submissions graded" in kept.stdout
    assert "2 submissions keep the grades they had (the source changed)" in kept.stderr
    told = dry(course)
    assert told == [
        "perfect  squares/test_area: 2 → 0 (the source changed: three it is)",
        "wrong  squares/test_area: 0 → 2 (the source changed: All tests of this part hold.)",
        "Dry run: 2 submissions, 2 changes for 2 students; nothing was written.",
    ]
    done = command(course, "autograder", "grade", "ps", "--force")
    assert all(line in done.stderr for line in told[:2])
    assert dry(course)[-1].startswith("Dry run: 2 submissions, 0 changes")
    assert "keep the grades" not in command(course, "autograder", "grade", "ps").stderr


def test_a_changed_bank_is_said(course):
    (course / "bank").mkdir()
    (course / "bank" / "misconceptions.py").write_text("CATALOGUE = {}\n")
    assert (
        "2 submissions keep the grades they had (the bank changed)"
        in command(course, "autograder", "grade", "ps").stderr
    )


def test_a_new_and_a_changed_submission_are_told_apart(course):
    hand_in(course, "newcomer", RIGHT)
    hand_in(course, "wrong", RIGHT | {"area": WRONG["area"]})
    assert dry(course) == [
        "newcomer  squares: not graded → 6 (graded for the first time)",
        "newcomer  twice: not graded → 4 (graded for the first time)",
        "wrong  squares/test_halves: 0 → 1 (handed in anew: All tests of this part hold.)",
        "wrong  twice/test_twice: 0 → 4 (handed in anew: All tests of this part hold.)",
        "Dry run: 3 submissions, 4 changes for 2 students; nothing was written.",
    ]


def test_a_mark_by_hand_stays_and_is_looked_at_again_only_where_its_answer_changed(course):
    def flagged():
        with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
            grades = [book.find_grade(cell, "squares", "ps", "wrong") for cell in ("why", "test_area", "test_halves")]
            return {grade.name: (grade.manual_score, grade.needs_manual_grade) for grade in grades}

    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        for cell in ("why", "test_area"):
            grade = book.find_grade(cell, "squares", "ps", "wrong")
            grade.manual_score, grade.needs_manual_grade = 1, False
        book.db.commit()
    settled = {"why": (1, False), "test_area": (1, False), "test_halves": (None, False)}
    command(course, "autograder", "grade", "ps", "--force")
    assert flagged() == settled
    hand_in(course, "wrong", RIGHT | WRONG | {"halves": "halves = 2"})
    command(course, "autograder", "grade", "ps")
    assert flagged() == settled
    hand_in(course, "wrong", RIGHT | WRONG | {"why": "For another reason."})
    assert (
        "wrong  squares/why: 1 by hand → 1 by hand (the mark by hand stays, but the answer changed: look at it again)"
        in dry(course)
    )
    command(course, "autograder", "grade", "ps")
    assert flagged() == settled | {"why": (1, True)}
    command(course, "autograder", "grade", "ps", "--force")
    assert flagged() == settled | {"why": (1, True)}, "nobody has looked yet"


def test_what_each_cell_grades(course):
    source = nbformat.read(course / "source" / "ps" / "squares.ipynb", 4)
    answers = answers_of(source)
    assert set(answers) == {"test_squares", "test_area", "test_halves", "why"}
    assert "def squares" in str(answers["test_squares"]) and "def squares" not in str(answers["test_area"])
    assert answers["why"] == [["Because a square grows with its side.", {}]]
