"""The problem bank: right is right, every wrong turn is told by name, and other numbers work as well as the canonical ones."""

import re
import subprocess
import sys
from dataclasses import replace
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import numpy as np
import oracles
import pytest

from autograder import bank
from autograder.authoring.function_gate import SEEDS
from autograder.bank import find_part, problems
from autograder.judging.comparing import same
from autograder.judging.diagnosis import diagnose
from autograder.judging.filling import filled
from autograder.judging.misconceptions import CATALOGUE
from autograder.judging.problem import Choice, Function, Number, distinguishable
from autograder.judging.verdict import State

PROBLEMS = problems()
PARTS = {f"{problem.id}.{letter}": part for problem in PROBLEMS.values() for letter, part in problem.parts.items()}
NUMBERS = [name for name, part in PARTS.items() if isinstance(part, Number)]
FUNCTIONS = [name for name, part in PARTS.items() if isinstance(part, Function)]
WITH_EXAMPLE = [name for name in FUNCTIONS if "Example:" in PARTS[name].prompt]
CHOICES = [name for name, part in PARTS.items() if isinstance(part, Choice)]

ORACLES = [import_module(f"oracles.{module.name}") for module in iter_modules(oracles.__path__)]
ANSWERS = {name: value for oracle in ORACLES for name, value in oracle.ANSWERS.items()}
VECTORS = [vector for oracle in ORACLES for vector in oracle.VECTORS]
ALTERNATIVES = {name: function for oracle in ORACLES for name, function in oracle.ALTERNATIVES.items()}


def judged(name, answer, seed=0, given=None):
    given = given or PROBLEMS[name.split(".")[0]].canonical()
    return diagnose(name, PARTS[name], answer, given, np.random.default_rng(seed))


def test_every_number_part_has_an_independent_answer():
    assert set(ANSWERS) == set(NUMBERS)


@pytest.mark.parametrize("name", NUMBERS)
def test_reference_equals_the_independent_answer(name):
    problem, part = find_part(name)
    assert part.answer(problem.canonical()) == pytest.approx(ANSWERS[name], rel=1e-9)


@pytest.mark.parametrize("name, args, kwargs, expected", VECTORS)
def test_reference_function_reproduces_the_known_calls(name, args, kwargs, expected):
    got = find_part(name)[1].answer(*args, **kwargs)
    assert same(got, expected, 1e-9), (got, expected)


def plain_values(result):
    """The numbers and the texts in a result, in their order."""
    if isinstance(result, dict):
        return [value for pair in result.items() for value in plain_values(pair)]
    if isinstance(result, str) or np.ndim(result) == 0:
        return [result]
    return [value for entry in result for value in plain_values(entry)]


@pytest.mark.parametrize("name", WITH_EXAMPLE)
def test_the_example_in_a_prompt_is_what_comes_out(name):
    """A number that ends in dots is cut, any other rounded, at its last digit."""
    problem, part = find_part(name)
    prompt = filled(part.prompt, problem.told(problem.canonical()))
    ((call, said),) = re.findall(
        rf"^\s*Example: `({part.name}\(.*?\))` (?:returns|gives|is) (.+)$", prompt, re.MULTILINE
    )
    values = plain_values(eval(call, {"np": np, part.name: part.answer}))
    assert re.findall(r'"(.*?)"', said) == [value for value in values if isinstance(value, str)]
    numbers = [float(value) for value in values if not isinstance(value, str)]
    printed = re.findall(r"\d[\d_]*(?:\.(?:\d+|(?!\.)))?(?:e-?\d+)?(?:\.\.\.)?", re.sub(r'".*?"', "", said))
    scale = 10**6 if "million" in said else 1
    assert len(printed) == len(numbers)
    for digits, number in zip(printed, numbers, strict=True):
        last = Decimal(digits.rstrip("."))
        unit = Decimal(10) ** last.as_tuple().exponent
        rounding = ROUND_FLOOR if digits.endswith("...") else ROUND_HALF_EVEN
        assert Decimal(f"{number / scale:.10g}").quantize(unit, rounding) == last


def test_nearly_every_function_part_has_an_example():
    assert len(WITH_EXAMPLE) >= 0.9 * len(FUNCTIONS)


def test_every_function_part_has_vectors_and_an_alternative():
    assert {name for name, *_ in VECTORS} == set(FUNCTIONS) == set(ALTERNATIVES)


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("seed", range(SEEDS))
def test_reference_and_alternative_earn_all_points(name, seed):
    for function in (PARTS[name].answer, ALTERNATIVES[name]):
        verdict = judged(name, function, seed)
        assert (verdict.state, verdict.score) == (State.RIGHT, PARTS[name].points), verdict


@cache
def first_credit(name, number):
    """Return what a wrong turn of a function earns in the first draw."""
    return judged(name, PARTS[name].wrong_turns[number].gives, 0).credit


@pytest.mark.parametrize("name", [name for name in FUNCTIONS if PARTS[name].wrong_turns])
@pytest.mark.parametrize("seed", range(SEEDS))
def test_every_wrong_function_is_told_by_name_and_earns_the_same_in_every_draw(name, seed):
    for number, turn in enumerate(PARTS[name].wrong_turns):
        verdict = judged(name, turn.gives, seed)
        assert (verdict.code, verdict.message) == (turn.code, turn.nudge)
        assert verdict.credit == first_credit(name, number) < 1


@pytest.mark.parametrize("name", FUNCTIONS)
def test_idle_functions_earn_nothing(name):
    for idle in (
        lambda *a, **k: None,
        lambda *a, **k: True,
        lambda *a, **k: False,
        lambda *a, **k: 0.0,
        lambda *a, **k: "",
    ):
        assert judged(name, idle).score == 0
    assert judged(name, lambda *a, **k: None).state is State.NOT_STARTED


@pytest.mark.parametrize("name", NUMBERS)
def test_wrong_numbers_are_told_by_name_on_canonical_and_drawn_values(name):
    problem, part = find_part(name)
    rng = np.random.default_rng(1)
    count = 40 if part.slow else 200  # answers of a slow part are solved for, a tenth of a second each
    for given in [problem.canonical(), *(problem.draw(rng, part) for _ in range(count))]:
        assert judged(name, part.answer(given), given=given).state is State.RIGHT
        for turn in part.wrong_turns:
            verdict = judged(name, turn.gives(given), given=given)
            assert (verdict.code, verdict.message) == (turn.code, turn.nudge)


@pytest.mark.parametrize("name", NUMBERS)
def test_canonical_values_keep_answers_two_tolerances_apart(name):
    problem, part = find_part(name)
    assert distinguishable(part, problem.canonical())


ONE_OF_THEM = """
import sys
from autograder.bank import find_part, is_part, title_of
assert find_part("h1.a")[0].id == "h1" and is_part("h1.b") and title_of("h1.a") != "h1.a"
print(*(name for name in sys.modules if name.startswith("autograder.bank.")))
"""


def test_one_problem_is_found_without_the_others():
    loaded = subprocess.run([sys.executable, "-c", ONE_OF_THEM], capture_output=True, text=True, timeout=60).stdout
    assert loaded.split() == ["autograder.bank._loading", "autograder.bank.h01_microdose_limit"]


def test_every_file_is_named_after_its_problem():
    found = {name: bank._file_named_after(name, None) for name in problems()}
    assert found == {name: bank.written_in(name) for name in problems()} and None not in found.values()


def test_a_file_that_is_named_after_another_problem_is_found_all_the_same(tmp_path, monkeypatch):
    text = Path(bank.written_in("h1")).read_text()
    for name, problem in (("x1_first", "x1"), ("x2_named_after_another", "x3"), ("last", "x2")):
        (tmp_path / f"{name}.py").write_text(text.replace('id="h1"', f'id="{problem}"'))
    monkeypatch.setenv(bank.VARIABLE, str(tmp_path))
    assert [bank.written_in(name).stem for name in ("x1", "x2", "x3")] == ["x1_first", "last", "x2_named_after_another"]
    assert bank.is_problem("x3") and not bank.is_problem("x4")
    with pytest.raises(KeyError, match="no problem 'x4' in the bank"):
        bank.find_problem("x4")


def test_draws_give_other_numbers():
    problem, part = find_part("h1.b")
    rng = np.random.default_rng(0)
    assert len({problem.draw(rng, part).d_min for _ in range(50)}) >= 5


def test_a_draw_that_never_separates_answers_is_an_error_and_not_an_endless_loop():
    part = PARTS["h1.b"]
    twin = replace(part, wrong_turns=(replace(part.wrong_turns[0], gives=part.answer),))
    problem = problems()["h1"]
    with pytest.raises(RuntimeError, match="no draw"):
        problem.draw(np.random.default_rng(0), twin)


@pytest.mark.parametrize("name", CHOICES)
def test_choices_have_one_right_option_and_options_of_like_length(name):
    part = PARTS[name]
    assert sum(option.code is None for option in part.options) == 1
    told = find_part(name)[0].told(find_part(name)[0].canonical())
    lengths = [len(filled(option.text, told)) for option in part.options]
    assert max(lengths) <= 1.35 * min(lengths), lengths
    right = next(option for option in part.options if option.code is None)
    assert len(filled(right.text, told)) <= 1.1 * np.mean(lengths)
    for letter, option in zip("ABCDEFGH", part.options, strict=False):
        assert judged(name, letter).code == option.code


def test_every_code_is_in_the_catalogue_and_every_catalogued_code_is_used():
    used = {turn.code for part in PARTS.values() for turn in getattr(part, "wrong_turns", ())}
    used |= {option.code for name in CHOICES for option in PARTS[name].options if option.code}
    assert used == set(CATALOGUE)


def test_within_a_part_every_wrong_turn_has_its_own_message():
    for name, part in PARTS.items():
        nudges = [turn.nudge for turn in getattr(part, "wrong_turns", ())] or [o.nudge for o in part.options if o.code]
        assert len(set(nudges)) == len(nudges), name


@pytest.mark.parametrize("name", NUMBERS)
def test_no_text_shown_before_the_answer_contains_it(name):
    problem, part = find_part(name)
    given = problem.told(problem.canonical())
    answer = f"{part.answer(given):.4g}"
    printed = [
        filled(problem.story, given),
        filled(part.prompt, given),
        part.hint,
        *(t.nudge for t in part.wrong_turns if not t.quiet),
    ]
    if answer not in {f"{value:g}" for value in vars(problem.canonical()).values()}:
        assert not any(f" {answer} " in f" {text} " for text in printed)


def test_unknown_names_say_what_there_is():
    with pytest.raises(KeyError, match=r"h1\.z.*h1\.a"):
        find_part("h1.z")
    with pytest.raises(KeyError, match="h99.*h1"):
        find_part("h99.a")
