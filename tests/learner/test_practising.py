"""Practice: whatever numbers are drawn, the right answer is right and every wrong turn is called by its name."""

import re
import subprocess
import sys
from dataclasses import replace
from functools import cache
from inspect import cleandoc
from itertools import cycle
from types import SimpleNamespace

import numpy as np
import pytest

from autograder import given, practice
from autograder.bank import find_part, find_problem, problems
from autograder.judging import function_answers as functions
from autograder.judging.filling import filled
from autograder.judging.misconceptions import CATALOGUE
from autograder.judging.problem import Choice, Function, Number, Problem
from autograder.judging.verdict import State, Verdict
from autograder.learner import practice_numbers
from autograder.learner.next_practice import Next, codes_of, proposed_practice
from autograder.learner.own_story import needed_values
from autograder.learner.practice_question import REPEATS, Progress, after, given_up, judge, question
from autograder.learner.practice_round import new_round
from autograder.learner.practice_widgets import MASTERED, practice_panel
from autograder.learner.rich_text import rich

DRAWS = 50  # tests/bank/test_bank.py tries 200
SECOND = "the drug destroys its enzyme"
PARTS = {f"{head}.{letter}": part for head, problem in problems().items() for letter, part in problem.parts.items()}


def of_kind(kind):
    return [name for name, part in PARTS.items() if isinstance(part, kind)]


@cache
def draws(head):
    """Return given values that hold for every part of a problem."""
    rng = np.random.default_rng(1)
    return [find_problem(head).draw_for_all(rng) for _ in range(DRAWS)]


@cache
def rounds(name):
    """Return rounds of a part, drawn once for all that is asked of them; the choices of a problem share their given values."""
    rng = np.random.default_rng(1)
    if isinstance(PARTS[name], Number):
        return [new_round(name, rng) for _ in range(DRAWS)]
    given_values = cycle(draws(name.partition(".")[0]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Problem, "draw_for_all", lambda problem, rng: next(given_values))
        return [new_round(name, rng) for _ in range(DRAWS)]


@pytest.mark.parametrize("name", of_kind(Number))
def test_on_every_draw_the_right_number_is_right_and_each_wrong_one_names_itself(name):
    judged = 0
    for asked in rounds(name):
        right = judge(asked, f"{asked.part.answer(asked.given):.10g} {asked.part.unit}")
        assert right.state is State.RIGHT, asked.given
        for turn in asked.part.wrong_turns:
            verdict = judge(asked, repr(float(turn.gives(asked.given))))
            assert (verdict.code, verdict.message) == (turn.code, turn.nudge), asked.given
            judged += 1
    assert judged == DRAWS * len(PARTS[name].wrong_turns)


@pytest.mark.parametrize("name", of_kind(Choice))
def test_shuffled_options_keep_their_feedback(name):
    places = set()
    for asked in rounds(name):
        told = asked.problem.told(asked.given)
        assert sorted(asked.options) == sorted(filled(option.text, told) for option in asked.part.options)
        for place, text in enumerate(asked.options):
            option = next(option for option in asked.part.options if filled(option.text, told) == text)
            verdict = judge(asked, place)
            assert verdict.code == option.code
            assert verdict.message == (option.nudge if option.code else asked.part.because)
            if option.code is None:
                places.add(place)
    assert places == set(range(len(PARTS[name].options))), "the right option never stood in some place"


@pytest.mark.parametrize("name", of_kind(Number) + of_kind(Choice))
def test_question_and_help_read_as_finished_text(name):
    seen, answers = set(), set()
    for asked in rounds(name)[:30]:
        text = question(asked)
        solution = asked.part.solution(asked.given)
        seen.add((text, solution))
        answers.add(repr(asked.part.answer(asked.given)) if isinstance(PARTS[name], Number) else "")
        for words in (text, solution, asked.part.hint, rich(text)):
            assert not re.search(r"\{\w+:|\bnan\b|np\.float|<bound|0x", words), words
        for letter in re.findall(r"(?<!\w)\(([a-z])\)", asked.part.prompt):
            assert f"({letter}) " in text, f"{name} leans on ({letter}), which the reader has not met"
    assert len(seen) >= len(answers), "one text stands for different answers"


@pytest.mark.parametrize("name", of_kind(Number))
def test_the_worked_solution_ends_in_the_answer(name):
    for asked in rounds(name)[:30]:
        bold = re.findall(r"\*\*([^*]+)\*\*", asked.part.solution(asked.given))[-1]
        shown = float(bold.split()[0].replace("−", "-"))
        answer = asked.part.answer(asked.given)
        assert abs(shown - answer) <= asked.part.tol * abs(answer), (bold, answer)


@pytest.mark.parametrize("name", of_kind(Function))
def test_a_function_is_judged_as_in_grading(name, capsys, monkeypatch):
    # the bank's own functions may lean on the microkit functions that are switched off for a student's
    monkeypatch.setattr(functions, "disabling", lambda function, names: function)
    part = PARTS[name]
    practice(name, part.answer)
    assert "✔" in capsys.readouterr().out
    for turn in part.wrong_turns:
        practice(name, turn.gives)
        assert turn.nudge in capsys.readouterr().out
    for nothing in (lambda *args, **kwargs: None, lambda *args, **kwargs: ...):
        practice(name, nothing)
        assert "✔" not in capsys.readouterr().out


@pytest.mark.parametrize("name", of_kind(Function))
def test_without_a_function_practice_says_what_to_do(name, monkeypatch):
    said = []
    monkeypatch.setattr(sys.modules["autograder.learner.practising"], "display", said.append)
    practice(name)
    words = said[0].data
    assert "Write the function in a cell first" in words and f'practice("{name}", {PARTS[name].name})' in words


def test_streak_counts_questions_right_in_a_row():
    right, wrong = Verdict("x", State.RIGHT, ""), Verdict("x", State.WRONG, "")
    unread = Verdict("x", State.WRONG_TYPE, "")
    one = after(Progress(), right)
    assert (one.streak, one.closed) == (1, True)
    assert after(one, right) == one, "the same question counts once"
    assert given_up(one) == one, "looking at the solution afterwards costs nothing"
    assert after(Progress(streak=3), unread) == Progress(streak=3), "a typing slip costs nothing"
    assert after(Progress(streak=3), wrong).streak == 0
    assert given_up(Progress(streak=3)) == Progress(streak=0, closed=True)
    assert after(given_up(Progress()), right).streak == 0, "copying the solution earns no streak"


def answer_of(desk):
    return repr(float(desk.asked.part.answer(desk.asked.given)))


def test_a_number_is_practised_through_the_widget():
    desk = practice_panel("h1.b", np.random.default_rng(4)).desk
    assert desk.solution.disabled
    desk.hint.click()
    assert "Hint" in desk.help.value, "a hint is there before the first try"
    desk.check.click()
    assert "Give an answer first" in desk.verdict.value
    desk.entry.value = "six"  # the browser sends a text when Enter is pressed or the box is left
    assert "not a number" in desk.verdict.value and desk.solution.disabled, "a typing slip is no try"
    desk.entry.value = "-1"
    desk.check.click()
    assert "wrong sign" in desk.verdict.value and not desk.solution.disabled
    assert desk.progress.tries == 1, "leaving the box and pressing Check is one try"
    desk.entry.value = answer_of(desk)
    assert "✔" in desk.verdict.value and "Right in a row: 1" in desk.streak.value
    before = desk.question.value
    while desk.question.value == before:
        desk.new.click()
    assert (desk.entry.value, desk.verdict.value, desk.help.value) == ("", "", "")
    assert "Right in a row: 1" in desk.streak.value and desk.solution.disabled
    desk.entry.value = "-1"
    desk.solution.click()
    assert "<strong>" in desk.help.value and "Right in a row: 0" in desk.streak.value


def test_a_choice_is_practised_through_the_widget():
    desk = practice_panel("h1.g", np.random.default_rng(4)).desk
    desk.check.click()
    assert "Give an answer first" in desk.verdict.value
    for place in range(4):
        desk.entry.index = place
        desk.check.click()
        assert judge(desk.asked, place).message in desk.verdict.value.replace("&#x27;", "'")
    desk.new.click()
    assert desk.entry.index is None and desk.verdict.value == ""


@pytest.mark.parametrize("name", of_kind(Number))
def test_the_graded_answer_and_the_last_one_are_never_asked_again(name):
    rng, last = np.random.default_rng(5), None
    problem, part = find_part(name)
    taken = part.answer(problem.canonical())
    possible = {round(part.answer(problem.draw(rng, part)) / taken, 2) for _ in range(15)} - {1.0}
    for _ in range(10):
        asked = new_round(name, rng, last)
        answer = part.answer(asked.given)
        assert asked.repeats or abs(answer - taken) > part.tol * abs(taken)
        assert not (asked.repeats and possible) and asked.repeats == (REPEATS in question(asked))
        if last is not None and len(possible) > 3:
            previous = part.answer(last.given)
            assert abs(answer - previous) > part.tol * abs(previous)
        last = asked


@pytest.mark.parametrize("name", of_kind(Choice))
def test_options_never_stand_as_they_are_printed_or_as_they_stood_last(name, monkeypatch):
    monkeypatch.setattr(Problem, "draw_for_all", lambda problem, rng: problem.canonical())  # their order is looked at
    rng, last = np.random.default_rng(5), None
    for _ in range(40):
        asked = new_round(name, rng, last)
        assert asked.order != tuple(range(len(asked.order))) and (last is None or asked.order != last.order)
        last = asked


def test_a_question_tells_the_story_of_its_own_part_alone():
    first, second = (new_round(name, np.random.default_rng(1)) for name in ("h5.b", "h5.e"))
    assert "intravenous bolus" in question(first) and SECOND not in question(first)
    assert SECOND in question(second)
    transfer = question(new_round("h4.i", np.random.default_rng(1)))
    assert "Phenytoin" in transfer and "intravenous microdose" not in transfer
    assert "OTHER_VMAX" not in question(new_round("h4.c", np.random.default_rng(1))), "a number of another part"
    assert "`auc_true" not in transfer


@pytest.mark.parametrize("name", of_kind(Number) + of_kind(Choice))
def test_every_number_that_the_answer_reads_is_in_python(name):
    desk = practice_panel(name, np.random.default_rng(6)).desk
    numbers = vars(given)
    needed = needed_values(find_problem(name.partition(".")[0]), PARTS[name])
    assert needed <= numbers.keys()
    for key, value in numbers.items():
        assert np.array_equal(value, getattr(desk.asked.given, key))
        assert f"<code>given.{key}</code>" in desk.numbers.value
    if isinstance(PARTS[name], Number) and needed:
        mine = SimpleNamespace(**{key: tuple(v) if isinstance(v, np.ndarray) else v for key, v in numbers.items()})
        assert judge(desk.asked, repr(float(PARTS[name].answer(mine)))).state is State.RIGHT


def test_the_panel_at_hand_has_its_numbers_in_python():
    first = practice_panel("h1.b", np.random.default_rng(7)).desk
    second = practice_panel("h2.b", np.random.default_rng(7)).desk
    assert not hasattr(given, "d_min") and "another question" in first.numbers.value
    first.take.click()
    assert given.d_min == first.asked.given.d_min and "another question" in second.numbers.value
    first.new.click()
    assert given.d_min == first.asked.given.d_min
    with pytest.raises(KeyError):
        given("no such problem")


def test_a_name_of_the_learners_own_is_left_alone(monkeypatch):
    shell = SimpleNamespace(user_ns={})
    monkeypatch.setattr(practice_numbers, "get_ipython", lambda: shell)
    practice_panel("h1.b", np.random.default_rng(7))
    assert shell.user_ns["given"] is given
    shell.user_ns["given"] = "mine"
    desk = practice_panel("h1.b", np.random.default_rng(7)).desk
    assert shell.user_ns["given"] == "mine" and "from autograder import given" in desk.numbers.value


def solve(desk, times):
    for _ in range(times):
        desk.entry.value = answer_of(desk)
        desk.check.click()
        desk.new.click()


@pytest.fixture
def own_record(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)


def test_three_in_a_row_are_told_and_lead_on(own_record):
    box = practice_panel("h4.c", np.random.default_rng(8))
    solve(box.desk, 2)
    assert MASTERED not in box.desk.streak.value and box.desk.onward.layout.display == "none"
    solve(box.desk, 1)
    assert MASTERED in box.desk.streak.value and box.desk.onward.layout.display is None
    assert "practice(&quot;h4.d&quot;)" in box.desk.streak.value
    box.desk.onward.click()
    assert box.desk.name == "h4.d" and box.children[0] is box.desk.question


def noted(part, code=None, state=State.WRONG_TURN, streak=0):
    return SimpleNamespace(part=part, how="practice", state=state, streak=streak, code=code)


def test_what_comes_next_asks_about_the_learners_own_slip():
    assert proposed_practice([]) is None, "nothing has been begun"
    slip = [noted("h4.d", "M-INV"), noted("h4.d", "M-INV"), noted("h4.c", "M-LIN"), noted("h6.b")]
    chosen = proposed_practice(slip)
    assert "M-INV" in codes_of(PARTS[chosen.part]) and chosen.slip == CATALOGUE["M-INV"]
    assert chosen.part.partition(".")[0] in ("h4", "h6"), "not one of a chapter that has not been read"
    mastered = noted(chosen.part, state=State.RIGHT, streak=3)
    assert proposed_practice([*slip, mastered]).part != chosen.part
    assert proposed_practice([noted("h4.b", state=State.RIGHT, streak=3)], "h4.b") == Next(
        "h4.c", PARTS["h4.c"].heading, ""
    )


@pytest.mark.parametrize("code", [None, "M-UNHEARD", 7, ["M-LIN"]], ids=str)
def test_a_record_with_other_codes_stops_nothing(code):
    assert proposed_practice([noted("h4.d", code)]).slip == ""


def test_the_solution_of_a_function_waits_for_a_try(monkeypatch, own_record):
    said = []
    monkeypatch.setattr(sys.modules["autograder.learner.practising"], "display", said.append)
    part = PARTS["h4.a"]
    practice("h4.a")
    practice("h4.a", lambda *args: None)
    assert not any("Worked solution" in getattr(thing, "data", "") for thing in said)
    practice("h4.a", part.wrong_turns[0].gives)
    assert any("Worked solution" in getattr(thing, "data", "") for thing in said)


def test_what_the_learner_types_is_never_run_as_markup():
    desk = practice_panel("h1.b", np.random.default_rng(4)).desk
    desk.entry.value = "<script>alert(1)</script>"
    desk.check.click()
    assert "<script" not in desk.verdict.value
    assert "1 &lt; 2 &amp; <strong>3</strong>, <code>x</code>" in rich("1 < 2 & **3**, `x`")


def test_wrong_use_is_answered_in_plain_words():
    with pytest.raises(TypeError, match="draws its own numbers"):
        practice("h1.b", 60.0)
    with pytest.raises(KeyError, match="h1.b"):
        practice("h1.zz")
    with pytest.raises(TypeError, match="pass the function itself"):
        new_round("h1.a", np.random.default_rng())
    assert find_part("h1.b")[1].points > judge(new_round("h1.b", np.random.default_rng()), "1").points == 0


def test_widgets_are_imported_only_when_they_are_needed():
    code = "import sys, autograder; sys.exit('ipywidgets' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], timeout=60).returncode == 0


@pytest.mark.parametrize("name", of_kind(Number))
def test_a_number_that_moves_the_answer_stands_on_the_card(name):
    """Whoever reads only the card can answer it: where another given value makes another answer, the card is another."""
    problem = find_problem(name.partition(".")[0])
    part = PARTS[name]
    asked = rounds(name)[0]
    for key, quantity in problem.given.items():
        changed = SimpleNamespace(**vars(asked.given))
        setattr(changed, key, quantity.draw(np.random.default_rng(12)))
        other = replace(asked, given=changed, part=problem.worded(part, changed))
        if question(other) == question(asked):
            assert np.isclose(part.answer(changed), part.answer(asked.given), rtol=1e-9, equal_nan=True), key
    for constant in re.findall(r"^(\w+)(?:, \w+)* = ", cleandoc(problem.constants), re.MULTILINE):
        if re.search(rf"\b{constant}\b", part.model):
            assert f"{constant} = " in question(asked) or f"{constant}, " in question(asked)
