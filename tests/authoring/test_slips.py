"""Slips listed mechanically: what is listed, and that what the grader says of each is told as it is."""

import sys
from dataclasses import replace
from types import SimpleNamespace

import pytest

from autograder.authoring.slip_verdicts import believable, judged_slips, table_of
from autograder.authoring.slips import is_summand, slips_of
from autograder.bank import module_of, problems
from autograder.judging.problem import Number, Problem, Quantity, WrongTurn

MAY_BE_UNNAMED = 0.15
ON_OTHER_NUMBERS = 0.05  # drawn numbers may agree by chance
CHANCE = {  # the printed numbers agree, nobody makes the slip, and what is said of the number is true of it
    (
        "h4.c",
        "first_conc handed in",
    ): "Vmax/Km equals V, so that the concentration at the start is dose over Vmax/Km too",
    ("h10.e", "activity upside down"): "next to no radiation is left in the denominator",
    ("a9.b", "molar_mass upside down"): "moles without number: the linear clearance, as it is told",
    ("a4.j", "exp"): "e to so small an exponent is one and the exponent: the largest exponent, as it is told",
    ("a9.b", "molar_mass squared"): "next to no moles: the limit of a vanishing dose, as it is told",
}
TAUGHT = [name for name in problems() if name != "warmup"]
HERE = sys.modules[__name__]  # stands for the bank file, whose steps are its functions of g
TEXTS = {"prompt": "", "because": "", "hint": "", "solution": lambda g: ""}


def start(g):
    """Concentration at the start, mg/L."""
    return g.dose / g.v


def later(g):
    """Concentration after a loss, mg/L."""
    return start(g) * (1 - g.loss / 100)


def drawn(value, unit, low, high):
    return Quantity(value, unit, lambda rng: float(rng.uniform(low, high)))


GIVEN = {
    "dose": drawn(130.0, "mg", 100, 200),
    "v": drawn(40.0, "L", 30, 60),
    "loss": drawn(30.0, "%", 10, 40),
    "unused": drawn(3.0, "h", 2, 5),
}
PARTS = {
    "a": Number(unit="mg/L", points=1, answer=later, **TEXTS),
    "b": Number(unit="fraction", points=1, answer=lambda g: 1 - g.loss / 100, **TEXTS),
    "c": Number(unit="h", points=1, answer=lambda g: g.unused + 5, **TEXTS),
}
PROBLEM = Problem(id="p1", title="", story="", given=GIVEN, parts=PARTS)


def listed(letter):
    return slips_of(PROBLEM, letter, HERE, PROBLEM.canonical())


def judged(letter, **fields):
    """Return what becomes of each slip of a part on the printed values, the part changed, by what was done."""
    changed = replace(PROBLEM, parts=PARTS | {letter: replace(PARTS[letter], **fields)})
    return {slip.words: slip for slip in judged_slips(changed, letter, HERE, draws=2) if slip.draw == 0}


def test_every_given_value_is_dropped_turned_doubled_halved_and_squared():
    right = 130 / 40 * 0.7
    numbers = {words: slip.number for words, slip in listed("a").items() if words.startswith("v ")}
    expected = {"dropped": 40, "upside down": 1600, "doubled": 1 / 2, "halved": 2, "squared": 1 / 40}
    assert numbers == {f"v {words}": pytest.approx(right * factor) for words, factor in expected.items()}
    assert listed("a")["loss taken for 0"].number == pytest.approx(130 / 40)
    assert not any(words.startswith("unused") for words in listed("a"))


def test_results_and_neighbours_are_listed_and_those_that_people_take_are_marked():
    found = listed("a")
    assert found["start handed in"].number == pytest.approx(130 / 40) and found["start handed in"].made
    assert not found["(b) handed in"].made
    assert found["times 1000"].made and "times 60" not in found and "complement" not in found
    assert listed("b")["complement"].number == pytest.approx(0.3)
    assert listed("c")["divided by 24"].number == pytest.approx(8 / 24)
    assert found["v dropped"].made and not found["v doubled"].made and not found["ln"].made


def test_a_summand_is_told_from_a_factor():
    given = SimpleNamespace(a=2.0, b=5.0)
    assert is_summand(lambda g: g.a + g.b, given, "a")
    assert not is_summand(lambda g: g.a * g.b, given, "a")
    assert not is_summand(lambda g: g.a**2 + g.b, given, "a")
    assert not is_summand(lambda g: g.b, given, "a")


def test_a_slip_that_counts_as_right_is_told():
    assert "right" not in {slip.outcome for slip in judged("a").values()}
    assert judged("a", tol=0.6)["v doubled"].outcome == "right"


def test_a_wrong_turn_names_what_it_is_and_is_told_where_it_catches_something_else():
    honest = WrongTurn("M-VOL", lambda g: g.dose * (1 - g.loss / 100), "The volume is missing.")
    assert judged("a", wrong_turns=(honest,))["v dropped"].outcome == "named"
    chance = WrongTurn("M-VOL", lambda g: 2.275 * g.unused / 3 * 40, "Something else.")
    assert judged("a", wrong_turns=(chance,))["v dropped"].outcome == "misnamed"
    fixed = WrongTurn("M-VOL", lambda g: 91.0, "91 is a number that everybody knows.")
    assert judged("a", wrong_turns=(fixed,))["v dropped"].outcome == "named"


def test_what_can_be_taken_for_an_answer():
    share = PARTS["b"]
    assert believable(share, 0.9, 0.5)
    for number in (1.1, -0.5, 1e-4):
        assert not believable(share, number, 0.5)
    people = replace(PARTS["c"], tol=1e-9)
    assert believable(people, 300.0, 299.0) and not believable(people, 299.5, 299.0)


def test_the_table_counts_each_part_and_lists_what_is_doubtful():
    lines = table_of(replace(PROBLEM, parts={"a": replace(PARTS["a"], tol=0.6)}), HERE).splitlines()
    assert lines[1].split()[0] == "p1.a"
    assert any(line.startswith("p1.a: v doubled gives 1.1375, right") for line in lines)


@pytest.mark.parametrize("name", TAUGHT)
def test_in_the_bank_no_slip_is_right_or_misnamed_and_few_plausible_ones_are_unnamed(name):
    problem = problems()[name]
    numbers = [letter for letter, part in problem.parts.items() if isinstance(part, Number)]
    found = [slip for letter in numbers for slip in judged_slips(problem, letter, module_of(name), draws=1)]
    printed = [slip for slip in found if slip.draw == 0]
    wrong = {(slip.part, slip.words): slip.outcome for slip in printed if slip.outcome in ("right", "misnamed")}
    assert {slip: outcome for slip, outcome in wrong.items() if slip not in CHANCE} == {}
    plausible = [slip for slip in printed if slip.plausible]
    assert len(printed) >= 20 * len(numbers) and len(plausible) >= 3 * len(numbers)
    assert sum(slip.outcome == "unnamed" for slip in plausible) <= MAY_BE_UNNAMED * len(plausible)
    drawn = [slip for slip in found if slip.draw > 0 and slip.plausible]
    doubtful = [slip for slip in drawn if slip.outcome in ("right", "misnamed")]
    assert len(doubtful) <= ON_OTHER_NUMBERS * len(drawn), doubtful


def test_every_chance_agreement_is_still_one():
    for (part, words), reason in CHANCE.items():
        name, _, letter = part.partition(".")
        assert reason
        found = judged_slips(problems()[name], letter, module_of(name), draws=2)
        assert [slip.outcome for slip in found if slip.words == words and slip.draw == 0] == ["misnamed"]
