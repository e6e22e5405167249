"""The gate: every problem of the bank passes, and each kind of fault is told in words that say what to do."""

import subprocess
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest

from autograder import bank
from autograder.authoring import function_gate
from autograder.authoring.gate import missing
from autograder.authoring.slip_verdicts import judged_slips
from autograder.authoring.starting import NOTHING, oracle_of, start_problem
from autograder.bank import BankError, find_problem, problems, written_in
from autograder.judging.problem import WrongTurn

ROOT = Path(__file__).parents[2]
DRAWS = 20  # tests/bank/test_bank.py tries 200
SEEDS = 1  # of the calls that a function is tried on; there all of the gate's are


@pytest.fixture
def few_seeds(monkeypatch):
    monkeypatch.setattr(function_gate, "SEEDS", SEEDS)


@pytest.mark.parametrize("name", problems())
def test_nothing_is_missing_in_the_bank(name, few_seeds):
    assert missing(find_problem(name), oracle_of(written_in(name)), DRAWS) == []


def changed(letter, **fields):
    """Return H4 with one part changed."""
    problem = find_problem("h4")
    return replace(problem, parts=problem.parts | {letter: replace(problem.parts[letter], **fields)})


def oracle(**fields):
    """Return H4's oracle with some of its tables changed."""
    kept = vars(import_module("oracles.h04_saturable_elimination"))
    return SimpleNamespace(**{key: kept[key] for key in vars(NOTHING)} | fields)


def h4_part(letter):
    return find_problem("h4").parts[letter]


TURN = WrongTurn("M-LIN", lambda g: 0.8 * g.v, "Is it?")
FAULTS = {
    "h4.c: the oracle has no independent answer": (find_problem("h4"), {"ANSWERS": {}}),
    "h4.a: the oracle has no call with a known result": (find_problem("h4"), {"VECTORS": []}),
    "h4.a: the oracle has no other right function": (find_problem("h4"), {"ALTERNATIVES": {}}),
    "the reference gives 15, the oracle 16": (find_problem("h4"), {"ANSWERS": {"h4.c": 16.0}}),
    "M-NEW is not among the misconceptions": (changed("e", wrong_turns=(replace(TURN, code="M-NEW"),)), {}),
    "h4.e: no wrong turn is listed": (changed("e", wrong_turns=()), {}),
    "ten times the answer is taken for right": (changed("c", tol=10.0), {}),
    "h4: no draw of 10000": (changed("c", tol=0.5), {}),
    "h4.a: the edit for M-ZERO is missing": (
        changed("a", wrong_turns=(replace(h4_part("a").wrong_turns[2], edit=()),)),
        {},
    ),
    "which is not in the model answer": (
        changed("a", wrong_turns=(replace(h4_part("a").wrong_turns[0], edit=(("nothing", "x"),)),)),
        {},
    ),
    "edited for M-LIN is taken for M-ZERO": (
        changed(
            "a",
            wrong_turns=(
                replace(h4_part("a").wrong_turns[0], edit=h4_part("a").wrong_turns[2].edit),
                h4_part("a").wrong_turns[2],
            ),
        ),
        {},
    ),
    "the wrong function M-ZERO is taken for M-LIN": (
        changed(
            "a",
            wrong_turns=(
                h4_part("a").wrong_turns[0],
                replace(h4_part("a").wrong_turns[2], gives=h4_part("a").wrong_turns[0].gives),
            ),
        ),
        {},
    ),
    "h4.e: the model answer gives 20, not the reference": (changed("e", model="20.0"), {}),
    "h4.e: the notebook's code stops with NameError": (changed("e", model="2 * NOBODY"), {}),
    "exactly one option is right": (changed("g", options=h4_part("g").options[:3]), {}),
    "the options differ too much in length": (
        changed("g", options=(*h4_part("g").options[:3], replace(h4_part("g").options[3], text="no"))),
        {},
    ),
    "h4 g option 0: '0.25 mg/l', the printed km, stands there in every draw": (
        changed("g", options=(replace(h4_part("g").options[0], text="Css is 0.25 mg/L"), *h4_part("g").options[1:])),
        {},
    ),
    "h4 c hint: '15', the printed answer to (c)": (changed("c", hint="It should be about 15 mg·h/L."), {}),
    "h4.e: the model answer gives 20.2, not the reference, with": (changed("e", model="4 * 40.0 * 0.25 / 2 + 0.2"), {}),
    "h4: for the printed values it is not so that the dose is small": (
        replace(find_problem("h4"), premises={"the dose is small": lambda g: g.dose_mg < 1}),
        {},
    ),
    "h4.b: a variable is missing": (changed("b", variable=""), {}),
    "h4.c: follows='h' names no earlier part": (changed("c", follows="h"), {}),
    "the longest may have 1.35 times": (
        changed("g", options=(*h4_part("g").options[:3], replace(h4_part("g").options[3], text="no"))),
        {},
    ),
    "h4.e: trying it stops with AttributeError": (changed("e", answer=lambda g: g.nobody), {}),
    "h4.c: trying it stops with TypeError": (find_problem("h4"), {"ANSWERS": {"h4.c": "15"}}),
    "does not fit the reference (": (find_problem("h4"), {"VECTORS": [("h4.a", (1.0,), {}, 2.0)]}),
    "VECTORS holds (part, (arguments,), {keywords}, result)": (
        find_problem("h4"),
        {"VECTORS": [("h4.a", (1.0, 2.0), 2.0)]},
    ),
    "'nobody' is neither a given value nor derived": (changed("g", prompt="At {nobody:g} mg?"), {}),
    "notebook= is missing": (replace(find_problem("h4"), notebook=""), {}),
}


@pytest.mark.parametrize("words", FAULTS)
def test_each_fault_is_told(words, few_seeds):
    problem, tables = FAULTS[words]
    found = missing(problem, oracle(**tables), draws=5)
    assert any(words in complaint for complaint in found), found


def test_a_new_problem_passes_as_it_is_written(tmp_path, monkeypatch):
    monkeypatch.setenv("AUTOGRADER_BANK", str(tmp_path / "bank"))
    file, _ = start_problem("zz07_first_dose", tmp_path / "bank")
    bank._entries.cache_clear()
    bank._file_named_after.cache_clear()
    assert missing(find_problem("zz7"), oracle_of(file)) == []
    slips = list(judged_slips(find_problem("zz7"), "b", bank.module_of("zz7")))
    assert not {"right", "misnamed"} & {slip.outcome for slip in slips}
    assert sum(slip.draw == 0 for slip in slips) >= 20  # as the tests of the bank ask of every problem
    assert find_problem("zz7").title == "First dose?"
    lint = subprocess.run(["ruff", "check", "--config", ROOT / "pyproject.toml", file], capture_output=True, text=True)
    assert lint.returncode == 0, lint.stdout


@pytest.mark.parametrize(
    "old, new, words",
    [
        (
            "answer=lambda g: first_conc(g.dose_mg, g.left_percent, g.v)",
            "answer=lambda g: g.dose",
            "has no attribute 'dose' (q7_x.py, line ",
        ),
        ('unit="mg/L",\n', 'unit="mg/L"\n', "q7_x.py cannot be used: SyntaxError"),
        ('variable="conc"', 'variabel="conc"', "unexpected keyword argument 'variabel' (q7_x.py, line "),
    ],
)
def test_a_slip_of_the_author_is_told_with_its_line(old, new, words, tmp_path, monkeypatch):
    monkeypatch.setenv("AUTOGRADER_BANK", str(tmp_path / "bank"))
    file, _ = start_problem("q7_x", tmp_path / "bank")
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))
    bank._entries.cache_clear()
    bank._file_named_after.cache_clear()
    try:
        told = "\n".join(missing(find_problem("q7"), oracle_of(file), draws=5))
    except BankError as error:
        told = str(error)
    assert words in told


@pytest.mark.parametrize("name", ["first_dose", "h11", "H11_dose", "h11-dose", "h04_again"])
def test_a_bad_name_is_refused(name, tmp_path):
    with pytest.raises(BankError, match="is no name|there is a problem"):
        start_problem(name, tmp_path)


def test_a_file_is_never_written_over(tmp_path):
    start_problem("q07_first_dose", tmp_path)
    with pytest.raises(BankError, match="exists and is left as it is"):
        start_problem("q07_first_dose", tmp_path)
