"""Every problem once with the numbers of one student: its notebook is right from top to bottom, each slip has its name."""

import re

import pytest

from autograder.authoring.notebook import notebook_of, points_of
from autograder.bank import find_problem, problems
from autograder.judging.problem import Choice, Number
from autograder.judging.verdict import State
from autograder.learner import marking, own_numbers
from autograder.learner.own_numbers import own_values, part_at_work

PERSONAL = [name for name, problem in problems().items() if problem.personal]
STUDENT = "rosalind"


@pytest.fixture
def verdicts(monkeypatch, tmp_path):
    """The verdicts shown in a notebook at work on the student's machine."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(own_numbers, "_asked", set())
    for name in ("AUTOGRADER_SEED", "AUTOGRADER_NUMBERS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("JUPYTERHUB_USER", STUDENT)
    monkeypatch.setattr("autograder.learner.given_values.display", lambda text: None)
    shown = []
    monkeypatch.setattr(marking, "display", shown.append)
    return shown


@pytest.mark.parametrize("name", [name for name in problems() if name != "warmup"])
def test_every_problem_but_the_warm_up_has_own_numbers(name):
    assert find_problem(name).personal, "say personal=True, and word texts and choices so that they hold for every draw"


@pytest.mark.parametrize("name", PERSONAL)
def test_the_notebook_earns_all_points_with_the_numbers_of_a_student(name, verdicts, monkeypatch):
    problem, space, earned = find_problem(name), {}, {}
    kept = lambda part, answer, using=None: earned.update({part: marking.mark(part, answer)})  # noqa: E731
    monkeypatch.setattr("autograder.mark", kept)
    for cell in notebook_of(problem, 0, "personal").cells:
        if cell.cell_type != "code" or re.search(r"^check\(", cell.source):
            continue
        part = problem.parts.get(cell.id.removeprefix(f"{name}-"))
        if isinstance(part, Choice):  # the model answer knows the printed order of the options only
            space[part.variable] = part_at_work(problem, cell.id.rpartition("-")[2]).answer
            continue
        exec(cell.source, space)
    total, by_hand = points_of(problem)
    assert {verdict.state for verdict in verdicts} == {State.RIGHT}, verdicts
    assert sum(earned.values()) == total - by_hand


def slips_listed(problem):
    """Return how many wrong turns and wrong options the numbers and choices of a problem have."""
    turns = [turn for part in problem.parts.values() if isinstance(part, Number) for turn in part.wrong_turns]
    options = [option for part in problem.parts.values() if isinstance(part, Choice) for option in part.options]
    return len(turns) + len([option for option in options if option.code])


@pytest.mark.parametrize("name", PERSONAL)
def test_each_wrong_turn_is_named_in_words_that_hold_for_the_student(name, verdicts):
    problem = find_problem(name)
    own_numbers.ask_for_own(problem)
    values, tried = own_values(name, STUDENT), 0
    for letter, printed in problem.parts.items():
        part = part_at_work(problem, letter)
        told = problem.worded(part, values)
        wrong = []
        if isinstance(part, Choice):
            wrong = [("ABCDEFGH"[i], option) for i, option in enumerate(told.options) if option.code]
        elif isinstance(part, Number):
            wrong = [(turn.gives(values), turn) for turn in told.wrong_turns]
        for answer, slip in wrong:
            marking.mark(f"{name}.{letter}", answer)
            assert (verdicts[-1].code, verdicts[-1].message) == (slip.code, slip.nudge), printed.heading
            assert not re.search(r"\{\w+:", verdicts[-1].message)
            tried += 1
    assert tried == slips_listed(problem)
