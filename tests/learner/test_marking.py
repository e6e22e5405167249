"""`check` says what is amiss without giving the answer away; `mark` earns points and is the same each time."""

import numpy as np
import pytest

from autograder import check, mark
from autograder.bank import find_part, problems
from autograder.judging.problem import Choice, Function, Number
from autograder.judging.verdict import State
from autograder.learner.marking import first_look, generator

PARTS = [f"{problem.id}.{letter}" for problem in problems().values() for letter in problem.parts]


def looked_at(name, answer):
    problem, part = find_part(name)
    return first_look(name, part, answer, problem.canonical())


def right_answer(name):
    problem, part = find_part(name)
    return part.answer(problem.canonical()) if isinstance(part, Number) else part.answer


@pytest.mark.parametrize("name", PARTS)
def test_mark_returns_the_points_and_shows_the_verdict(name, capsys):
    assert mark(name, right_answer(name)) == find_part(name)[1].points
    shown = capsys.readouterr()
    assert shown.out.startswith(f"✔ {name}") and shown.err == ""
    assert mark(name, ...) == 0
    assert "not started" in capsys.readouterr().out


@pytest.mark.parametrize("name", PARTS)
def test_check_accepts_the_right_answer_without_saying_that_it_is_right(name, capsys):
    verdict = looked_at(name, right_answer(name))
    assert verdict.state is State.PLAUSIBLE and verdict.credit == 0
    check(name, right_answer(name))
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("name", PARTS)
def test_check_tells_what_to_do_of_a_blank_and_fails_validation(name, capsys):
    check(name, ...)
    shown = capsys.readouterr()
    assert shown.out == f"… {name} · not started: Put your answer in place of the dots.\n"
    assert shown.err == f"{name} is not ready: not started\n", "Validate needs one plain line, and no more"


@pytest.mark.parametrize("name", [n for n in PARTS if isinstance(find_part(n)[1], Number)])
def test_check_cannot_be_used_to_find_a_number(name):
    """A right number and a plain wrong one look alike, and a quiet wrong turn or a power of ten is not betrayed."""
    problem, part = find_part(name)
    answer = part.answer(problem.canonical())
    plausible = looked_at(name, answer).message
    for wrong in (answer * 1.37, answer * 1000, answer / 1000, answer * 1.02):
        verdict = looked_at(name, wrong)
        assert verdict.message == plausible or verdict.state is State.WRONG_TURN
    for turn in part.wrong_turns:
        told = looked_at(name, turn.gives(problem.canonical()))
        assert (told.state is State.PLAUSIBLE) if turn.quiet else (told.message == turn.nudge)


@pytest.mark.parametrize("name", [n for n in PARTS if isinstance(find_part(n)[1], Choice)])
def test_check_treats_all_options_alike(name):
    letters = "ABCDEFGH"[: len(find_part(name)[1].options)]
    assert len({(looked_at(name, letter).state, looked_at(name, letter).message) for letter in letters}) == 1
    assert looked_at(name, "Z").state is State.WRONG_TYPE


@pytest.mark.parametrize("name", [n for n in PARTS if isinstance(find_part(n)[1], Function)])
def test_check_runs_the_example_of_the_prompt(name):
    part = find_part(name)[1]
    call = f"{part.name}({part.example})"
    assert call in looked_at(name, part.answer).message
    assert looked_at(name, lambda *a, **k: None).state is State.NOT_STARTED
    crash = looked_at(name, lambda: None)
    assert crash.state is State.CRASHED and "TypeError" in crash.message
    assert looked_at(name, 3.0).state is State.WRONG_TYPE


def test_check_names_a_wrong_turn_that_the_example_shows():
    turn = next(t for t in find_part("h2.a")[1].wrong_turns if t.code == "M-TOT")
    assert looked_at("h2.a", turn.gives).code == "M-TOT"


def test_draws_differ_between_students_and_repeat_for_one(monkeypatch):
    monkeypatch.setenv("AUTOGRADER_DRAWS", "ada")
    first, again = generator("h1.a").random(5), generator("h1.a").random(5)
    monkeypatch.setenv("AUTOGRADER_DRAWS", "bob")
    other = generator("h1.a").random(5)
    assert np.array_equal(first, again) and not np.array_equal(first, other)


def test_unknown_part_is_an_error_in_plain_words():
    with pytest.raises(KeyError, match="no part 'h1.z' in the bank"):
        mark("h1.z", 1.0)


@pytest.mark.parametrize("name", [n for n in PARTS if getattr(find_part(n)[1], "follows", None)])
def test_a_slip_costs_its_points_once_where_a_later_part_builds_on_it(name):
    problem, part = find_part(name)
    given, earlier = problem.canonical(), problem.parts[part.follows]
    carried = 0
    for turn in earlier.wrong_turns:
        slip = turn.gives if isinstance(earlier, Function) else turn.gives(given)
        answer = part.carried(given, slip)
        assert mark(name, answer, using=lambda slip=slip: slip) == part.points
        carried += mark(name, answer) < part.points
    assert carried >= 1


def test_only_a_known_wrong_turn_is_carried_forward():
    invented = lambda *args: 0.123  # noqa: E731
    assert mark("h2.b", 0.123, using=lambda: invented) == 0
    assert mark("h2.b", 0.123, using=lambda: undefined_name) == 0  # noqa: F821
    assert mark("h2.b", 0.995356, using=lambda: find_part("h2.a")[1].answer) == 0


def test_a_slip_is_followed_through_an_answer_in_between(capsys):
    problem = problems()["h7"]
    given = problem.canonical()
    slip = next(turn.gives for turn in problem.parts["a"].wrong_turns if turn.code == "M-YEAR")
    between = problem.parts["b"].carried(given, slip)
    answer = problem.parts["e"].carried(given, between)
    assert mark("h7.e", answer, using=lambda: between) == problem.parts["e"].points
    assert "Right by your answer to (a)" in capsys.readouterr().out
    assert mark("h7.e", answer, using=lambda: problem.parts["b"].answer(given)) == 0


def test_check_does_not_blame_an_answer_for_the_slip_it_follows_from(capsys):
    slip = next(t.gives for t in find_part("h2.a")[1].wrong_turns if t.code == "M-FUINV")
    answer = find_part("h2.b")[1].carried(problems()["h2"].canonical(), slip)
    check("h2.b", answer)
    shown = capsys.readouterr()
    assert "known wrong turn" in shown.out and shown.err == "h2.b is not ready: known wrong turn\n"
    check("h2.b", answer, using=lambda: slip)
    shown = capsys.readouterr()
    assert "follows from your answer to (a)" in shown.out and shown.err == ""
