"""A short series of random edits: no crash, no disagreement with the student's own Run All, no written answer dropped."""

from collections import Counter

import pytest
from engine_tools import template_text
from fuzzing import EDITS, PARTS, RunAll, Student, assignment, released, series

from autograder.virtual.notebooks import answered

COUNT, SANDBOXED, SEED = 120, 10, 100_000


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    return template_text(assignment(), tmp_path_factory.mktemp("fuzz"))


def test_random_edits_are_graded_as_the_students_run_all_shows(template, capsys):
    failing = []
    done = Counter()
    for student, wrong in series(COUNT, SEED, template, SANDBOXED):
        done.update(student.done)
        if wrong:
            failing.append((student.done, wrong))
    with capsys.disabled():
        print(
            f"\nfuzz: seed {SEED}, {COUNT} notebooks, {done.total()} edits, {SANDBOXED} in the sandbox, {len(failing)} failing"
        )
    assert failing == []
    assert set(done) == {edit.__name__ for edit in EDITS}


def test_the_series_has_right_and_wrong_answers():
    """Without this, a series in which nothing is ever right would agree with a grader that gives nothing."""
    found = Counter(right for seed in range(60) for right in RunAll(Student(seed).work()).run().values())
    assert min(found[True], found[False]) > 50


def test_the_oracle_tells_right_from_wrong_and_from_nothing():
    right = {"squares": "def squares(n):\n    return [i * i for i in range(1, n + 1)]", "word": "word = 'macro'"}
    assert RunAll(answered(released(), right)).run() == {p: p == "squares" for p in PARTS}
