"""A class graded end to end: every score and every message is the expected one, and no student stops another.

Each assignment is handed in by a class that takes every wrong turn, several to a student, and the first of them also by those
who are right in odd ways or in trouble: it is the class of `make demo`.
"""

import csv
import html
import re
from concurrent.futures import Future
from pathlib import Path

import pytest
from grading_tools import ONE_WORKER, command

from autograder.bank import find_part, problems
from autograder.judging.misconceptions import CATALOGUE
from autograder.judging.verdict import State
from autograder.nbgrader_plugin.graded_class import class_results
from autograder.virtual.course_log import LOG, DemoError, run, wait_until_graded
from autograder.virtual.demonstration import build_course, hand_back, table
from autograder.virtual.students import turns_of

ROOT = Path(__file__).parents[2]
ASSIGNMENTS = sorted(path.name for path in (ROOT / "source").iterdir() if path.name != "ps0_warmup")
GRADED = [p for p in problems().values() if p.notebook.split("/")[0] in ASSIGNMENTS]
TOLD = ASSIGNMENTS[0]  # the assignment that every kind of student hands in, and whose feedback pages are read
pytestmark = pytest.mark.timeout(900)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course folder with every assignment handed in and graded, and the feedback of one."""
    folder = tmp_path_factory.mktemp("course")
    classes = build_course(ROOT, folder, ASSIGNMENTS)
    with (folder / "nbgrader_config.py").open("a") as config:
        config.write(ONE_WORKER)
    run(folder, "autograder", "grade", *ASSIGNMENTS, may_fail=True)
    graded = {assignment: class_results(folder, assignment) for assignment in ASSIGNMENTS}
    hand_back(folder, TOLD)
    run(folder, "nbgrader", "export", "--to", "grades.csv")
    return folder, {name: {s.name: s for s in students} for name, students in classes.items()}, graded


def test_every_problem_set_of_the_bank_is_there():
    asked = {problem.notebook.split("/")[0] for problem in problems().values()} - {"ps0_warmup"}
    assert sorted(asked) == ASSIGNMENTS and len(ASSIGNMENTS) >= 6


def test_every_catalogued_misconception_sits_in_the_class(course):
    _, classes, _ = course
    taken = {(part, code) for students in classes.values() for s in students.values() for part, code in s.codes.items()}
    parts = {f"{p.id}.{letter}" for p in GRADED for letter in p.parts}
    assert taken == {(part, code) for part in parts for code, _ in turns_of(part)}
    assert {code for _, code in taken} | {"M-ORDER"} == set(CATALOGUE)


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_every_score_is_what_the_scheme_says(course, assignment):
    _, classes, graded = course
    results, students = graded[assignment], classes[assignment]
    full = results["perfect"].auto_max
    points = sum(find_part(part)[1].points for part in results["perfect"].verdicts)
    assert results.keys() == students.keys() and len(students) >= (24 if assignment == TOLD else 10)
    assert full == results["perfect"].auto_score == points
    assert {result.auto_max for result in results.values()} == {full}
    expected = {name: round(full - sum(student.lost.values()), 2) for name, student in students.items()}
    assert {name: round(result.auto_score, 2) for name, result in results.items()} == expected


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_every_part_has_the_expected_verdict(course, assignment):
    _, classes, graded = course
    compared = 0
    for name, student in classes[assignment].items():
        for part, verdict in graded[assignment][name].verdicts.items():
            assert verdict.code == student.codes.get(part), (name, part)
            if part not in student.codes:
                carried = verdict.state == State.CARRIED and student.codes
                assert carried or verdict.state == student.states.get(part, State.RIGHT), (name, part)
            compared += 1
    assert compared >= 15 * len(classes[assignment])


def nudges(part):
    problem, template = find_part(part)
    definition = problem.worded(template, problem.canonical())
    turns = getattr(definition, "wrong_turns", None) or [option for option in definition.options if option.code]
    return {turn.nudge: turn.code for turn in turns}


def page(folder, student, notebook):
    text = (folder / "feedback" / student / TOLD / f"{notebook}.html").read_text()
    return re.sub(r"\s+", " ", html.unescape(text))


def marked(notebook):
    ids = [cell.metadata.get("nbgrader", {}).get("grade_id", "") for cell in notebook.cells]
    return [key.removesuffix("-mark").replace("-", ".") for key in ids if key.endswith("-mark")]


def test_feedback_names_the_misconception_and_no_other(course):
    folder, classes, _ = course
    told = 0
    for name, student in classes[TOLD].items():
        for notebook, handed_in in student.notebooks.items():
            text = page(folder, name, notebook)
            for part in marked(handed_in):
                found = {code for nudge, code in nudges(part).items() if re.sub(r"\s+", " ", nudge) in text}
                assert found == ({student.codes[part]} if part in student.codes else set()), (name, part)
                told += bool(found)
    assert told >= 50


def test_feedback_shows_no_hidden_test_and_no_mark_scheme(course):
    folder, classes, _ = course
    pages = [page(folder, name, notebook) for name, s in classes[TOLD].items() for notebook in s.notebooks]
    assert len(pages) >= 48
    assert not any("HIDDEN TESTS" in text or "MARK SCHEME" in text or "mark(&quot;" in text for text in pages)


def test_blank_gets_nothing_and_is_told_so(course):
    folder, _, graded = course
    for results in graded.values():
        assert results["blank"].auto_score == 0 and results["blank"].diagnosis == "not started"
    assert page(folder, "blank", "microdose_limit").count("not started") >= 9


def test_table_and_grades_list_everybody(course):
    folder, classes, graded = course
    lines = table(graded[TOLD])
    assert len(lines) == len(classes[TOLD]) + 1 and all(name in "\n".join(lines) for name in classes[TOLD])
    rows = [row for row in csv.DictReader((folder / "grades.csv").open()) if row["assignment"] == TOLD]
    assert set(classes[TOLD]) <= {row["student_id"] for row in rows}
    assert {float(row["max_score"]) for row in rows} == {47.0}
    assert (folder / "reports" / f"{TOLD}.html").exists()


def test_a_second_run_gives_the_same_scores(course, tmp_path):
    _, classes, graded = course
    some = [name for name in classes[TOLD] if name in ("perfect", "slips-01", "half-done")]
    assert len(some) == 3
    build_course(ROOT, tmp_path / "again", [TOLD], some)
    assert command(tmp_path / "again", "autograder", "grade", TOLD).returncode == 0
    again = class_results(tmp_path / "again", TOLD)
    assert {name: result.auto_score for name, result in again.items()} == {
        name: graded[TOLD][name].auto_score for name in some
    }


def test_a_folder_of_somebody_elses_is_not_overwritten(tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(DemoError, match="will not be overwritten"):
        build_course(ROOT, tmp_path, [TOLD])
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


def test_a_class_is_shown_as_soon_as_it_is_graded_and_a_failure_ends_the_wait(tmp_path):
    grading = Future()
    (tmp_path / LOG).write_text("\nps1: 3 submissions graded, 0 need a person.\n")
    wait_until_graded(tmp_path, "ps1", grading)
    grading.set_exception(DemoError("autograder grade ps1 ps2 failed"))
    with pytest.raises(DemoError, match="grade ps1 ps2 failed"):
        wait_until_graded(tmp_path, "ps2", grading)
    ended = Future()
    ended.set_result(None)
    with pytest.raises(DemoError, match="says nothing of ps2"):
        wait_until_graded(tmp_path, "ps2", ended)
