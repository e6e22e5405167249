"""The learner's folder: laid out once, brought up to date where untouched, and never a line of the learner's lost."""

import json
import os
from datetime import date
from pathlib import Path

import pytest
from warm_start import run_warm

from autograder.cli.work import WorkApp
from autograder.learner.progress_record import append, bring_progress, progress_file, read
from autograder.learner.work_folder import RECORD, WorkFolderError, find_course, find_work, lay_out

ROOT = Path(__file__).parents[2]
CHAPTER = "course/principles/01_first.ipynb"
QUESTIONS = "course/principles/01_first.yaml"
GRADED = "release/ps1/task.ipynb"
FILES = ["course/index.ipynb", CHAPTER, QUESTIONS, "course/figures/curve.png", GRADED, "release/ps1/data.csv"]


@pytest.fixture
def course(tmp_path):
    for name in FILES:
        write(tmp_path / "clone" / name, f"{name}, first edition")
    write(tmp_path / "clone/course/.ipynb_checkpoints/index-checkpoint.ipynb", "a leftover")
    return tmp_path / "clone"


@pytest.fixture
def work(course):
    lay_out(course, course / "work")
    return course / "work"


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def texts(work):
    """Return the text of every file of a learner's folder, without the record."""
    files = (path for path in work.rglob("*") if path.is_file() and path.name != RECORD)
    return {path.relative_to(work).as_posix(): path.read_text() for path in files}


def old(name, number=""):
    return f"old/{date.today().isoformat()}{number}/{name}"


def test_everything_that_a_chapter_needs_comes_along_and_nothing_else(course, work):
    assert texts(work) == {name: f"{name}, first edition" for name in FILES}


def test_what_the_learner_wrote_survives_any_number_of_starts(course, work):
    write(work / CHAPTER, "mine")
    write(work / "notes.txt", "mine too")
    for _ in range(3):
        done = lay_out(course, work)
        assert (done.added, done.updated, done.waiting, done.kept) == ([], [], [], {})
    assert texts(work)[CHAPTER] == "mine" and texts(work)["notes.txt"] == "mine too"


def test_what_is_untouched_is_brought_up_to_date(course, work):
    write(course / CHAPTER, "second edition")
    write(course / "course/principles/02_new.ipynb", "new")
    done = lay_out(course, work)
    assert (done.added, done.updated, done.waiting) == (["course/principles/02_new.ipynb"], [CHAPTER], [])
    assert texts(work)[CHAPTER] == "second edition" and "old" not in os.listdir(work)


def test_a_touched_chapter_waits_together_with_its_questions(course, work):
    write(work / CHAPTER, "mine")
    write(course / QUESTIONS, "second edition")
    write(course / CHAPTER, "second edition")
    done = lay_out(course, work)
    assert (done.updated, done.waiting) == ([], [CHAPTER])
    assert texts(work)[CHAPTER] == "mine" and texts(work)[QUESTIONS] == f"{QUESTIONS}, first edition"
    assert lay_out(course, work).waiting == [CHAPTER], "said at every start, until it is asked for"


@pytest.mark.parametrize("name", [CHAPTER, f"work/{CHAPTER}", "01_first.ipynb", "01_first"])
def test_renewing_keeps_every_old_copy_with_its_questions(course, work, name):
    for number, edition in (("", "one"), ("-2", "two")):
        write(work / CHAPTER, f"mine {edition}")
        write(course / CHAPTER, f"edition {edition}")
        assert lay_out(course, work, [name]).kept[CHAPTER] == old(CHAPTER, number)
        assert texts(work)[CHAPTER] == f"edition {edition}"
        assert texts(work)[old(CHAPTER, number)] == f"mine {edition}"
        assert old(QUESTIONS, number) in texts(work)
    assert lay_out(course, work).waiting == []


def test_a_chapter_that_has_another_name_now_leaves_the_learners_copy_aside(course, work):
    write(work / CHAPTER, "mine")
    for name in (CHAPTER, QUESTIONS):
        (course / name).rename(course / name.replace("first", "renamed"))
    done = lay_out(course, work)
    assert done.kept == {CHAPTER: old(CHAPTER), QUESTIONS: old(QUESTIONS)}
    assert texts(work)[old(CHAPTER)] == "mine"
    assert sorted(path.name for path in (work / "course/principles").iterdir()) == [
        "01_renamed.ipynb",
        "01_renamed.yaml",
    ]


def test_a_deleted_chapter_comes_back_fresh(course, work):
    (work / CHAPTER).unlink()
    assert lay_out(course, work).added == [CHAPTER]


@pytest.mark.parametrize("record", ["", "no JSON", "[]", "{}"])
def test_without_a_record_all_that_differs_is_the_learners(course, work, record):
    write(work / RECORD, record)
    write(course / CHAPTER, "second edition")
    assert lay_out(course, work).waiting == [CHAPTER]
    assert texts(work)[CHAPTER] == f"{CHAPTER}, first edition"


def test_a_name_that_means_nothing_or_too_much_changes_nothing(course, work):
    write(course / "release/ps2/task.ipynb", "a namesake")
    for name, words in (("nowhere", "no notebook nowhere"), ("task", "more than one notebook is called task")):
        with pytest.raises(WorkFolderError, match=words):
            lay_out(course, work, [name])
    assert texts(work) == {name: f"{name}, first edition" for name in FILES}


def test_the_course_is_found_from_within_and_the_learners_folder_is_not_taken_for_it(course, work):
    assert find_course(work / "course/principles") == course == find_course(course)
    assert find_work(work / "course/principles") == work and find_work(course) is None
    with pytest.raises(WorkFolderError, match="the folder that you cloned"):
        find_course(course.parent)


def run(folder, *arguments):
    return run_warm("autograder", "work", *arguments, cwd=folder, env=os.environ | {"PYTHONPATH": str(ROOT)})


def test_the_command_says_what_it_did_and_what_can_be_done(course, work):
    write(work / CHAPTER, "mine")
    write(course / CHAPTER, "second edition")
    said = run(work / "course")
    assert (said.returncode, said.stderr) == (0, "")
    assert f"autograder work --renew={CHAPTER}" in said.stdout
    assert f"your copy is now work/{old(CHAPTER)}" in run(course, f"--renew={CHAPTER}").stdout


def end_of(arguments=()):
    """Run the command in this process; return its exit status."""
    app = WorkApp()
    with pytest.raises(SystemExit) as end:
        app.initialize(list(arguments))
        app.start()
    return end.value.code


def test_a_file_in_the_way_is_told_in_plain_words(course, monkeypatch, capsys):
    (course / "work").write_text("mine")
    monkeypatch.chdir(course)
    assert end_of() == 2
    assert "is a file, where the course puts your notebooks" in capsys.readouterr().err
    assert (course / "work").read_text() == "mine"


def test_a_folder_that_cannot_be_written_is_told_in_plain_words(course, work, monkeypatch, capsys):
    def refuse(source, target):
        raise PermissionError(13, "Permission denied", str(target))

    monkeypatch.setattr("autograder.learner.work_folder.os.replace", refuse)
    monkeypatch.chdir(course)
    assert end_of() == 2
    said = capsys.readouterr().err
    assert "Permission denied; nothing of yours is lost" in said and "Traceback" not in said


def test_progress_lies_in_the_learners_folder_and_earlier_progress_comes_along(course, work, monkeypatch, tmp_path):
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    entry = {"part": "h1.b", "how": "practice", "state": "right", "streak": 1}
    append(entry)
    bring_progress(work)
    monkeypatch.chdir(work / "course/principles")
    assert progress_file() == work / "progress.jsonl"
    append(entry | {"streak": 2})
    bring_progress(work)
    assert [found.streak for found in read(progress_file())] == [1, 2]
    lay_out(course, work)
    assert len((work / "progress.jsonl").read_text().splitlines()) == 2


def test_what_was_laid_out_can_be_read_from_the_record(course, work):
    assert json.loads((work / RECORD).read_text()).keys() == set(FILES)
