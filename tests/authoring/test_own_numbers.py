"""Numbers of one's own: the same at every fetch, another student's are told apart, and texts hold for every draw."""

import re
import shutil
from pathlib import Path

import nbformat
import numpy as np
import pytest
from bs4 import BeautifulSoup
from grading_tools import ROOT, command, make_stock

from autograder import check, given, mark, question, student_id
from autograder.authoring.notebook import notebook_of
from autograder.bank import find_part, find_problem, problems
from autograder.judging.filling import filled
from autograder.judging.problem import Choice, Number, distinguishable
from autograder.judging.verdict import State
from autograder.learner import own_numbers
from autograder.learner.own_numbers import own_values, part_at_work
from autograder.nbgrader_plugin.graded_class import class_results
from autograder.virtual.notebooks import answered, grade_id, solutions

PERSONAL = [name for name, problem in problems().items() if problem.personal]
DRAWS = 200
FEW_ACCEPTED = ("h8",)  # few draws keep all slips apart
SPREAD = 30  # how many times the largest number drawn for a quantity, or answer, may be the smallest


@pytest.fixture
def student(monkeypatch, tmp_path):
    """A notebook at work on the machine of a student, with an id that can be set."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(own_numbers, "_asked", set())
    for name in ("JUPYTERHUB_USER", "AUTOGRADER_SEED", "AUTOGRADER_NUMBERS"):
        monkeypatch.delenv(name, raising=False)
    return lambda name: monkeypatch.setenv("JUPYTERHUB_USER", name)


def draws_of(problem):
    """Return how many draws are tried: fewer where each takes its time."""
    slow = problem.id in FEW_ACCEPTED or any(getattr(part, "slow", False) for part in problem.parts.values())
    return 20 if slow else DRAWS


@pytest.mark.parametrize("name", problems())
def test_every_students_numbers_keep_right_and_wrong_answers_apart(name):
    problem = find_problem(name)
    numbers = [part for part in problem.parts.values() if isinstance(part, Number)]
    for student in range(draws_of(problem)):
        values = own_values(name, f"s{student}")
        assert all(distinguishable(part, values) for part in numbers)


@pytest.mark.parametrize("name", problems())
def test_no_draw_is_of_another_order_of_difficulty(name):
    for key, quantity in find_problem(name).given.items():
        rng = np.random.default_rng(5)
        drawn = np.array([quantity.draw(rng) for _ in range(DRAWS)] + [quantity.value], dtype=float)
        if drawn.ndim == 1:
            assert drawn.min() > 0 and drawn.max() <= SPREAD * drawn.min(), key


@pytest.mark.parametrize("name", problems())
def test_no_answer_is_of_another_order_of_difficulty(name):
    problem = find_problem(name)
    draws = [own_values(name, f"s{student}") for student in range(draws_of(problem))]
    for letter, part in problem.parts.items():
        if isinstance(part, Number):
            answers = np.abs([part.answer(given) for given in draws])
            assert answers.max() <= SPREAD * answers.min(), letter


@pytest.mark.parametrize("name", PERSONAL)
def test_texts_for_every_student_are_finished(name):
    problem = find_problem(name)
    for number in range(20):
        told = problem.told(own_values(name, f"s{number}"))
        for part in [*problem.parts.values(), *problem.written.values()]:
            text = filled(part.prompt, told) + "".join(filled(o.text, told) for o in getattr(part, "options", ()))
            assert not re.search(r"\{\w+:|\bnan\b", text)


@pytest.mark.parametrize("name", PERSONAL)
def test_a_personal_notebook_prints_no_number_that_another_student_has_not(name):
    problem = find_problem(name)
    notebook = notebook_of(problem, 0, "personal")
    cells = {cell.id: cell.source for cell in notebook.cells}
    assert f'given("{name}")' in cells[f"{name}-given"]
    for letter, part in problem.parts.items():
        if isinstance(part, Choice):
            assert cells[f"{name}-{letter}-question"] == f'question("{name}.{letter}")'
        for key in re.findall(r"\{(\w+):", part.prompt):
            if key in problem.given and not isinstance(part, Choice):
                assert f"`{problem.name_of(key)}`" in cells[f"{name}-{letter}-prompt"]


def test_numbers_are_the_students_own_and_the_same_at_every_fetch(student, capsys):
    student("ada")
    first = given("h4")
    assert "The numbers of **ada**" in capsys.readouterr().out
    own_numbers._drawn.cache_clear()
    assert given("h4") == first
    student("grace")
    assert given("h4") != first


def test_without_an_id_the_printed_numbers_and_a_word_about_it(student, capsys, monkeypatch):
    shown = []
    monkeypatch.setattr("autograder.learner.given_values.display", lambda markdown: shown.append(markdown.data))
    assert given("h4")[:3] == (40.0, 10.0, 0.25)
    assert "No student id" in shown[0] and "| `VMAX` | 10 | mg/h |" in shown[0]
    student_id("ada")
    assert given("h4") == tuple(own_values("h4", "ada").__dict__.values())
    assert "The numbers of **ada**" in shown[-1]
    question("h4.g")
    assert shown[-1].count("- **") == 4


@pytest.mark.parametrize("name", ["", " ada", "a/b", "a b", "a\nb"])
def test_an_id_that_cannot_be_one_is_refused(student, name):
    with pytest.raises(ValueError, match="no student id"):
        student_id(name)


def test_check_and_mark_use_the_numbers_of_the_student(student, capsys, monkeypatch):
    student("ada")
    given("h4")
    problem, part = find_part("h4.c")
    values = own_values("h4", "ada")
    assert mark("h4.c", part.answer(values)) == 2
    shown = []
    monkeypatch.setattr("autograder.learner.marking.display", shown.append)
    for turn in part.wrong_turns:
        mark("h4.c", turn.gives(values))
        assert shown[-1].code == turn.code
    assert mark("h4.c", part.answer(problem.canonical())) == 0
    assert shown[-1].state is State.OTHER_NUMBERS
    check("h4.c", part.answer(values))
    assert shown[-1].state is State.PLAUSIBLE


def test_a_choice_stands_in_the_students_own_order(student):
    problem, part = find_part("h4.g")
    orders = set()
    for number in range(40):
        student(f"s{number}")
        given("h4")
        mine = part_at_work(problem, "g")
        assert sorted(o.text for o in mine.options) == sorted(o.text for o in part.options)
        assert mark("h4.g", mine.answer) == 1
        orders.add(mine.answer)
    assert orders == set("ABCD")


STUDENTS = ["ada", "grace", "swapped-1", "swapped-2", "printed"]


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A class whose second problem set has own numbers: two right, two who swapped their files, one with printed ones."""
    folder = tmp_path_factory.mktemp("own") / "course"
    folder.mkdir()
    config = (ROOT / "nbgrader_config.py").read_text()
    (folder / "nbgrader_config.py").write_text(config + '\nc.NotebookApp.numbers = {"ps2_linearity": "personal"}\n')
    for verb in (["notebook", "h4"], ["release", "ps2_linearity"]):
        done = command(folder, "autograder", *verb)
        assert done.returncode == 0, done.stderr
    path = folder / "source" / "ps2_linearity" / "saturable_elimination.ipynb"
    release = nbformat.read(str(path).replace("source", "release"), as_version=4)
    model = solutions(nbformat.read(path, as_version=4))
    whose = dict(zip(STUDENTS, ["ada", "grace", "swapped-2", "swapped-1", None], strict=True))
    for name, owner in whose.items():
        notebook = answered(release, model | as_numbers(owner))
        target = folder / "submitted" / name / "ps2_linearity" / path.name
        target.parent.mkdir(parents=True)
        nbformat.write(notebook, target)
    return folder


def as_numbers(owner):
    """Return the answers of a student typed as numbers, and the letters in that student's order."""
    problem = find_problem("h4")
    values = own_values("h4", owner) if owner else problem.canonical()
    typed = {}
    for letter, part in problem.parts.items():
        if isinstance(part, Number):
            typed[f"h4-{letter}"] = f"{part.variable} = {part.answer(values)!r}"
        elif isinstance(part, Choice):
            mine = ordered(problem, letter, owner) if owner else part
            typed[f"h4-{letter}"] = f'{part.variable} = "{mine.answer}"'
    return typed


def ordered(problem, letter, owner):
    """Return a choice in the order of a student."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUTOGRADER_SEED", f"{owner}/x")
        patch.setenv("AUTOGRADER_NUMBERS", "personal")
        return part_at_work(problem, letter)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("program", ["autograder grade", "nbgrader autograde", "stock nbgrader autograde"])
def test_a_class_with_own_numbers_is_marked_and_swapped_files_are_told(course, tmp_path, program):
    mine = tmp_path / "course"
    shutil.copytree(course, mine)
    if program.startswith("stock"):
        make_stock(mine)
    done = command(mine, *program.removeprefix("stock ").split(), "ps2_linearity")
    assert done.returncode == 0, done.stderr
    results = class_results(mine, "ps2_linearity")
    assert results["ada"].auto_score == results["grace"].auto_score == results["ada"].auto_max == 19
    functions, chance = 7, 3  # two functions have no numbers; a letter or a number may agree by chance
    assert results["swapped-1"].auto_score <= functions + chance
    assert {results["printed"].verdicts[f"h4.{x}"].state for x in "bcef"} <= {
        State.OTHER_NUMBERS,
        State.WRONG_TURN,
        State.RIGHT,
    }
    done = command(mine, "autograder", "report", "ps2_linearity")
    assert done.returncode == 0, done.stderr
    page = (mine / "reports" / "ps2_linearity.html").read_text()
    cells = [row.find_all("td") for row in BeautifulSoup(page, "html.parser").select("#other-numbers + p + div tr")]
    told = [tuple(cell.text for cell in row) for row in cells]
    rows = [row for row in told if all(name.startswith("swapped-") for name in row[:2]) and row]
    assert {row[:2] for row in rows} == {("swapped-1", "swapped-2"), ("swapped-2", "swapped-1")}
    assert all(len(row[2].split("(")) >= 5 for row in rows)
    graded = nbformat.read(Path(mine, "autograded/ada/ps2_linearity/saturable_elimination.ipynb"), as_version=4)
    table = next(cell for cell in graded.cells if grade_id(cell) == "h4-given").outputs[0]["data"]["text/plain"]
    assert "The numbers of **ada**" in table
