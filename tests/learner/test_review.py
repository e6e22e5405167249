"""The review of a problem: it tells what was handed in, leads on, and gives no answer away before an honest try."""

import json
import re
import sys
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import nbformat
import numpy as np
import pytest

import microkit.demos.page  # noqa: F401
from autograder import check, mark, review
from autograder.bank import CARDS, find_part, find_problem, problems
from autograder.judging.filling import filled
from autograder.judging.misconceptions import CATALOGUE
from autograder.judging.problem import Function, Number
from autograder.judging.verdict import State, Verdict
from autograder.learner import attempts
from autograder.learner.course_map import mastered_parts
from autograder.learner.practice_widgets import practice_panel
from autograder.learner.progress_record import progress_file, read, record
from autograder.learner.reviewed import reviewed_parts

ROOT = Path(__file__).parents[2]
TAUGHT = [name for name, problem in problems().items() if problem.chapter]
OWN_WORDS = "The enzyme fills up, so the area grows faster than the dose."


@pytest.fixture(autouse=True)
def fresh(tmp_path, monkeypatch):
    """A learner who has answered nothing yet, at work in the folder of a problem set."""
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setattr(attempts, "_latest", {})
    folder = tmp_path / "release" / "ps2_linearity"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def shown(monkeypatch):
    """Return what a review displays: Markdown, plain text, and the widgets below."""

    def show(name):
        said = []
        for module in ("autograder.learner.reviewing", "microkit.demos.page"):
            monkeypatch.setattr(sys.modules[module], "display", lambda data, raw: said.append(data))
        review(name)
        return said

    return show


def text_of(said):
    return "\n".join(said[0].values())


def answers_of(name):
    """Return every text that tells the answer of a part, or how it is found."""
    problem, part = find_part(name)
    return [part.because, part.solution(problem.canonical())]


@pytest.mark.parametrize("name", problems())
def test_of_an_untouched_problem_nothing_is_given_away(name, shown):
    problem = find_problem(name)
    for letter in problem.parts:
        check(f"{name}.{letter}", ...)
    text = text_of(shown(name))
    told = problem.told(problem.canonical())
    hidden = [answer for letter in problem.parts for answer in answers_of(f"{name}.{letter}")]
    hidden += [filled(part.model, told) for part in problem.written.values()]
    hidden += [filled(line, told) for part in problem.written.values() for line in part.scheme]
    assert len(hidden) > len(problem.parts) and [words for words in hidden if words in text] == []
    assert all(f"({letter})" in text for letter in [*problem.parts, *problem.written])
    assert text.startswith(f"**0 of {len(problem.parts)} parts right")


def test_a_wrong_answer_is_named_and_leads_on_and_only_its_own_solution_opens(shown):
    problem, part = find_part("h4.c")
    turn = part.wrong_turns[1]
    check("h4.c", turn.gives(problem.canonical()))
    said = shown("h4")
    markdown = said[0]["text/markdown"]
    assert turn.nudge in markdown and CATALOGUE[turn.code] in markdown and 'practice("h4.c")' in markdown
    solution = part.solution(problem.canonical())
    assert f"<details><summary>Worked solution</summary>\n\n{solution}" in markdown
    others = [x.solution(problem.canonical()) for letter, x in problem.parts.items() if letter != "c"]
    assert not any(other in text_of(said) for other in others)
    assert "application/vnd.jupyter.widget-view+json" in said[-1], "practice is at hand"


@pytest.mark.parametrize("answer", ["fifteen", None, float("nan"), [1, 2]], ids=str)
def test_what_is_no_answer_opens_no_solution(answer, shown):
    problem, part = find_part("h4.c")
    check("h4.c", answer)
    assert part.solution(problem.canonical()) not in text_of(shown("h4"))


def test_a_function_that_stops_with_an_error_opens_no_solution_but_the_hint(shown):
    def auc_mm(*args):
        raise NotImplementedError

    check("h4.a", auc_mm)
    problem, part = find_part("h4.a")
    text = text_of(shown("h4"))
    assert part.solution(problem.canonical()) not in text and part.hint in text


def test_an_attempt_in_practice_opens_the_solution(shown):
    problem, part = find_part("h4.e")
    desk = practice_panel("h4.e", np.random.default_rng(0)).desk
    desk.entry.value = "-1"
    desk.check.click()
    assert part.solution(problem.canonical()) in text_of(shown("h4"))


def test_right_answers_are_counted_and_ask_for_nothing(shown):
    problem = find_problem("h4")
    for letter, part in problem.parts.items():
        check(f"h4.{letter}", part.answer(problem.canonical()) if isinstance(part, Number) else part.answer)
    said = shown("h4")
    points = sum(part.points for part in problem.parts.values())
    assert said[0]["text/plain"].startswith(f"9 of 9 parts right, {points:g} of {points:g} points.")
    assert "practice(" not in text_of(said) and len(said) == 1


def test_what_follows_from_a_slip_is_right_by_it(shown):
    problem, part = find_part("h4.c")
    slip = problem.parts["a"].wrong_turns[0].gives
    check("h4.a", slip)
    check("h4.c", part.carried(problem.canonical(), slip), using=lambda: slip)
    assert "h4.c · 2 of 2 points · right, carried forward" in text_of(shown("h4"))


@pytest.mark.parametrize("name", TAUGHT)
def test_every_part_is_taught_by_a_section_that_exists(name):
    problem = find_problem(name)
    letters = "".join(problem.sections.values())
    assert len(set(letters)) == len(letters) and set(letters) <= {*problem.parts, *problem.written}
    for letter in letters:
        notebook, heading = problem.section_of(letter)
        assert heading in re.findall(r"^#{2,3} (.+)$", text_cells(notebook), re.MULTILINE)
    assert not set(problem.parts) - set(letters) or name == "warmup"


def test_the_problems_of_the_course_name_their_chapters():
    assert len(TAUGHT) >= 19


@pytest.mark.parametrize("name", problems())
def test_the_released_notebook_imports_what_a_review_proposes(name):
    notebook = nbformat.read(ROOT / "release" / f"{find_problem(name).notebook}.ipynb", 4)
    imported = set()
    for cell in notebook.cells:
        for names in re.findall(r"^from autograder import (.+)$", cell.source, re.MULTILINE):
            imported |= set(names.split(", "))
    assert {part.practice.partition("(")[0] for part in reviewed_parts(name)} <= imported


@cache
def text_cells(notebook):
    return "\n".join(cell.source for cell in nbformat.read(ROOT / notebook, 4).cells if cell.cell_type == "markdown")


@pytest.mark.parametrize("name", TAUGHT)
def test_the_link_to_a_section_holds_from_the_folder_of_the_problem_set(name, shown, monkeypatch):
    problem = find_problem(name)
    folder = (ROOT / "release" / problem.notebook).parent
    monkeypatch.chdir(folder)
    letter, part = next((x, part) for x, part in problem.parts.items() if not isinstance(part, Function))
    check(f"{name}.{letter}", -1e9 if isinstance(part, Number) else next(x for x in "AB" if x != part.answer))
    ((place, anchor),) = re.findall(r"\]\(([^)#]+)#?([^)]*)\)", shown(name)[0]["text/markdown"])[:1]
    notebook, heading = problem.section_of(letter)
    assert (folder / place).resolve() == (ROOT / notebook).resolve()
    assert unquote(anchor).replace("-", " ") == heading.replace("-", " ")


def test_where_the_chapter_is_not_at_hand_there_is_no_link(shown):
    check("h4.g", "A")
    text = text_of(shown("h4"))
    assert "](" not in text and "section “3 The same dose, slowly”" in text


@pytest.mark.parametrize("words", ["*Write your answer here.*", "", "Later."], ids=["untouched", "empty", "a word"])
def test_a_model_answer_waits_for_ones_own(words, shown, fresh):
    problem = find_problem("h4")
    save(fresh, words)
    text = text_of(shown("h4"))
    assert problem.written["j"].model not in text and "Write your answer and save the notebook" in text


def test_ones_own_words_are_compared_with_the_model_answer_and_the_mark_scheme(shown, fresh):
    problem = find_problem("h4")
    save(fresh, OWN_WORDS)
    text = text_of(shown("h4"))
    told = problem.told(problem.canonical())
    for line in (problem.written["j"].model, *problem.written["j"].scheme):
        assert filled(line, told) in text


def save(folder, words):
    cell = nbformat.v4.new_markdown_cell(words, metadata={"nbgrader": {"grade_id": "h4-j"}})
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), folder / "my copy.ipynb")
    (folder / "broken.ipynb").write_text("{")


def test_a_review_is_noted_once_and_a_right_answer_after_a_wrong_one_is_no_mastery(shown):
    problem, part = find_part("h4.c")
    answer = part.answer(problem.canonical())
    for value in (part.wrong_turns[1].gives(problem.canonical()), answer, answer):
        check("h4.c", value)
        shown("h4")
    entries = [entry for entry in read(progress_file()) if entry.part == "h4.c"]
    assert [entry.state for entry in entries] == [State.WRONG_TURN, State.RIGHT]
    assert entries[0].code == part.wrong_turns[1].code
    assert "h4.c" not in mastered_parts(entries) and "h4.c" in mastered_parts(entries[1:])
    record(Verdict("h4.c", State.RIGHT, ""), "practice", 3)
    assert "h4.c" in mastered_parts(read(progress_file()))


def test_of_a_private_problem_only_the_cards_are_told(shown, fresh):
    cards = {"zz.a": {"kind": "number", "unit": "mg", "sign": 1}, "zz.b": {"kind": "choice", "options": 4}}
    (fresh / CARDS).write_text(json.dumps(cards))
    check("zz.a", 7.0)
    said = shown("zz")
    text = text_of(said)
    assert "it is marked when the notebook is graded" in text and "zz.a · plausible" in text and "(b)" in text
    assert len(said) == 1 and not re.search(r"solution|practice\(|points", text)


def test_a_problem_that_nobody_knows_is_named():
    with pytest.raises(KeyError, match="no problem 'zz'"):
        review("zz")


@pytest.mark.parametrize(("graded", "told"), [(True, State.RIGHT), (False, State.WRONG)])
def test_while_a_notebook_is_graded_a_verdict_stands_and_at_work_it_is_sought_again(monkeypatch, graded, told):
    monkeypatch.setattr(attempts, "_marked", {} if graded else None)
    answers = [find_part("h4.a")[1].answer]

    def changing(*args, **kwargs):
        return answers[-1](*args, **kwargs)

    mark("h4.a", changing)
    answers.append(lambda *args, **kwargs: 1e9)
    assert {part.letter: part.verdict.state for part in reviewed_parts("h4")}["a"] is told


def test_while_a_notebook_is_graded_practice_is_named_but_no_button_is_made_and_nothing_is_noted(shown, monkeypatch):
    check("h1.b", 6000.0)
    alive = shown("h1")
    stand_in = next(data["text/plain"] for data in alive if data["text/plain"].startswith("Run this cell"))
    noted = progress_file().read_text()
    monkeypatch.setattr(attempts, "_marked", {})
    graded = shown("h1")
    assert graded[1:] == [{"text/plain": stand_in}]
    assert graded[0] == alive[0]
    assert progress_file().read_text() == noted
    progress_file().unlink()
    shown("h1")
    assert not progress_file().exists()
