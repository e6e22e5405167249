"""The way through the course: what is read, what is mastered, and what comes next, from a small course made here."""

from types import SimpleNamespace

import nbformat
import pytest

from autograder.learner.course_map import find_chapters, mastered_parts, stations
from autograder.learner.map_text import map_lines, quizzes_told

INDEX = """# Start

| practice | minutes | graded |
|---|---|---|
| [Hands-on 1](hands_on/01_both.ipynb), after chapter 2 | 45 | [task](../release/ps1/task.ipynb) |"""
FIRST = ["principles/01_one.mass", "principles/01_one.rule"]


@pytest.fixture
def course(tmp_path):
    write(tmp_path / "course/index.ipynb", INDEX)
    for name in ("01_one", "02_two", "03_three"):
        write(tmp_path / f"course/principles/{name}.ipynb", f"# Question {name}?")
    (tmp_path / "course/principles/01_one.yaml").write_text("mass:\n  ask: How much?\nrule:\n  ask: Which?")
    (tmp_path / "course/principles/02_two.yaml").write_text("half:\n  ask: Where?")
    write(tmp_path / "course/hands_on/01_both.ipynb", "# Both?", 'practice("h1.b")', 'practice("h1.a", mine)')
    write(tmp_path / "release/ps1/task.ipynb", "# Task", 'check("h1.b", limit)', 'check("h1.c", limit)')
    return tmp_path / "course"


def write(path, text, *code):
    path.parent.mkdir(parents=True, exist_ok=True)
    cells = [nbformat.v4.new_markdown_cell(text), *map(nbformat.v4.new_code_cell, code)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)


def entry(part, how="practice", state="right", streak=0):
    return SimpleNamespace(part=part, how=how, state=state, streak=streak)


def done(course, *entries):
    return {station.path.stem: station.done for station in stations(course, entries) if station.done}


def lines(course, *entries):
    return map_lines(stations(course, entries), list(entries), course)


def test_the_way_is_that_of_the_first_page(course):
    assert [station.path.stem for station in stations(course, [])] == [
        "01_one",
        "02_two",
        "01_both",
        "task",
        "03_three",
    ]


def test_applications_follow_the_principles_and_a_set_may_have_no_practice(course):
    index = INDEX + "\n| –, after chapter 4 | 60 | [more](../release/ps2/more.ipynb) |"
    write(course / "index.ipynb", index)
    write(course / "applications/04_four.ipynb", "# Question 04_four?")
    write(course / "../release/ps2/more.ipynb", "# More", 'check("h1.b", limit)')
    names = [station.path.stem for station in stations(course, [])]
    assert names == ["01_one", "02_two", "01_both", "task", "03_three", "04_four", "more"]


def test_a_chapter_is_read_once_every_question_is_answered_right_or_wrong(course):
    half = entry(FIRST[0], "predict", "wrong")
    assert lines(course, half)[2].startswith("0 of 3 chapters read")
    assert "01_one" in lines(course, half)[0]
    both = [half, entry(FIRST[1], "quiz", "wrong")]
    assert lines(course, *both)[2].startswith("1 of 3 chapters read")
    assert lines(course, *both)[0].startswith("**Next:** [Question 02_two?](principles/02_two.ipynb)")


def test_mastered_is_three_in_a_row_one_for_a_function_or_the_latest_self_check(course):
    assert mastered_parts([entry("h1.b", streak=2)]) == set()
    assert mastered_parts([entry("h1.b", streak=3), entry("h1.b", state="wrong")]) == {"h1.b"}
    assert mastered_parts([entry("h1.a", streak=1)]) == {"h1.a"}
    tries = [entry("h1.c", "self-check", state) for state in ("right", "wrong")]
    assert mastered_parts(tries[:1]) == {"h1.c"} and mastered_parts(tries) == set()
    assert mastered_parts([entry("h99.z", streak=3)]) == {"h99.z"}, "another edition of the course: no error"
    assert done(course, entry("h1.b", streak=3)) == {"01_both": ("h1.b",), "task": ("h1.b",)}


def test_a_part_met_twice_counts_once(course):
    assert lines(course, entry("h1.b", streak=3))[2].endswith("1 of 3 parts mastered.")


def test_the_last_try_at_a_quiz_counts():
    tries = [entry("q", "quiz", "wrong"), entry("q", "quiz"), entry("r", "quiz"), entry("r", "quiz", "wrong")]
    assert quizzes_told([]) == "no quiz tried yet"
    assert quizzes_told(tries) == "1 of the 2 quizzes you tried are right"


def test_when_all_is_done_it_says_so(course):
    answers = [entry(name, "quiz") for name in (*FIRST, "principles/02_two.half")]
    mastered = [entry(part, "self-check") for part in ("h1.a", "h1.b", "h1.c")]
    assert lines(course, *answers, *mastered)[0] == "**Next:** nothing is left: well done"


def test_links_hold_where_the_reader_is(course):
    way = stations(course, [])
    assert "](../principles/01_one.ipynb)" in map_lines(way, [], course / "hands_on")[0]
    assert find_chapters(course / "hands_on") == course == find_chapters(course.parent)
    assert find_chapters(course.parent / "release") == course


def test_files_that_cannot_be_read_hold_nobody_up(course):
    (course / "principles/01_one.yaml").write_text("mass: [")
    (course / "hands_on/01_both.ipynb").write_text("{")
    assert "02_two" in lines(course)[0]
