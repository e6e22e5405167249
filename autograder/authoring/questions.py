"""The cells of one question: its prompt, a draft or figure, the answer cell with its solution, check and mark."""

import ast
from inspect import cleandoc
from types import SimpleNamespace
from typing import Any

from nbformat import NotebookNode

from autograder.judging.filling import FIELD, filled
from autograder.judging.part_ids import part_of_grade_id
from autograder.judging.problem import LETTERS, Choice, Function, Number, Problem

from .cells import ANSWER, GRADED, WRITTEN, code, markdown

REVIEW = """**Look back.**
When you have answered what you can, run the next cell.
It says how each part fares, names the slip behind a wrong answer, and leads to the section that teaches it and to practice.
A worked solution waits until you have tried the part."""
NO_UNIT = ("", "–", "fraction", "times", "ratio", "probability")


def part_cells(
    problem: Problem, letter: str, part: Number | Choice | Function, given: SimpleNamespace, own: bool
) -> list[NotebookNode]:
    """Return the cells of a question that is marked by machine.

    Parameters
    ----------
    problem : the problem that it belongs to.
    letter : its letter in the problem.
    part : the question itself.
    given : what stands in its text in place of the fields: numbers, or the names of the given values.
    own : whether every student has numbers of their own.
    """
    key = f"{problem.id}-{letter}"
    call = _call(problem, letter, part)
    points = f"{part.points:g} point{'' if part.points == 1 else 's'}"
    hidden = f"from autograder import mark\n\nmark({call})"
    note = f"# {points}: hidden tests run here when the notebook is graded"
    mark = f"{note}\n### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS"
    if own and (isinstance(part, Choice) or needs_numbers(problem, part.prompt)):
        cells = _shown_by_a_cell(key, letter, part, points)
    else:
        cells = [markdown(f"{key}-prompt", _heading(letter, part, points) + _question(part, given))]
    for extra in ("draft", "figure"):
        source = getattr(part, extra, "")
        if source:
            cells.append(code(f"{key}-{extra}", cleandoc(source)))
    return [
        *cells,
        code(key, _answer(part), ANSWER),
        code(f"{key}-check", f"check({call})", GRADED, points=0),
        code(f"{key}-mark", mark, GRADED, points=part.points),
    ]


def written_cells(problem: Problem, letter: str, part: Any, given: SimpleNamespace, own: bool) -> list[NotebookNode]:
    """Return the cells of a question that is answered in words and read by a person.

    Parameters
    ----------
    problem : the problem that it belongs to.
    letter : its letter in the problem.
    part : the question itself.
    given : what stands in its text in place of the fields: numbers, or the names of the given values.
    own : whether every student has numbers of their own.
    """
    key = f"{problem.id}-{letter}"
    points = f"{part.points:g} point{'' if part.points == 1 else 's'}, read by a person"
    printed = problem.told(problem.canonical())
    note = f"{part.note} (The numbers are those of the printed problem; each student has others.)" if own else part.note
    scheme = "\n".join([note, *(f"* {filled(line, printed)}" for line in part.scheme)])
    if own and needs_numbers(problem, part.prompt):
        prompt = _shown_by_a_cell(key, letter, part, points)
    else:
        prompt = [markdown(f"{key}-prompt", _heading(letter, part, points) + filled(part.prompt, given))]
    answer = f"{filled(part.model, printed)}\n\n=== BEGIN MARK SCHEME ===\n{scheme}\n=== END MARK SCHEME ==="
    return [*prompt, markdown(key, answer, WRITTEN, points=part.points)]


def _shown_by_a_cell(key, letter, part, points):
    """Return the cells of a question that is shown with the student's own numbers when a cell is run."""
    how = " Write one letter in quotes." if isinstance(part, Choice) else ""
    return [
        markdown(f"{key}-prompt", f"{_heading(letter, part, points)}Run the next cell to see the question.{how}"),
        code(f"{key}-question", f'question("{part_of_grade_id(key)}")'),
    ]


def needs_numbers(problem: Problem, text: str) -> bool:
    """Tell whether a text says what follows from the numbers, so that their names do not do.

    Parameters
    ----------
    problem : the problem, which knows the names of its given values.
    text : Markdown with fields.
    """
    hidden = {key for key in problem.given if not problem.name_of(key)}
    return any(name in problem.derived or name in hidden for name, _ in FIELD.findall(text))


def _heading(letter, part, points):
    return f"**({letter}) {part.heading}** · {points}\n\n" if part.heading else f"**({letter})** "


def _question(part, given):
    text = filled(part.prompt, given)
    if not isinstance(part, Choice):
        return text + _own_work(part)
    options = "\n".join(
        f"- **{letter}.** {filled(option.text, given)}" for letter, option in zip(LETTERS, part.options, strict=False)
    )
    return f"{text}\n\n{options}\n\nWrite one letter in quotes."


def _own_work(part):
    """Return what a question says of the microkit functions that its answer is to do without."""
    names = [f"`{name}`" for name in getattr(part, "switched_off", ())]
    if not names:
        return ""
    listed = " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)
    them = "they are" if names[1:] else "it is"
    return f"\n\nDo without {listed} of `microkit`: {them} not there while your function is graded."


def _call(problem, letter, part):
    earlier = getattr(part, "follows", None)
    using = f", using=lambda: {problem.parts[earlier].variable}" if earlier else ""
    return f'"{problem.id}.{letter}", {part.variable}{using}'


def _answer(part):
    if isinstance(part, Function):
        return _function_with_solution(cleandoc(part.model))
    model = f'"{part.answer}"' if isinstance(part, Choice) else cleandoc(part.model)
    unit = getattr(part, "unit", "")
    comment = "" if unit in NO_UNIT else f"  # {unit}"
    inner = "\n".join(f"    {line}" if line else "" for line in model.split("\n"))
    return f"{part.variable} = (\n    ### BEGIN SOLUTION\n{inner}\n    ### END SOLUTION\n){comment}"


def _function_with_solution(source):
    """Return a function with its body between nbgrader's delimiters; its first line and its docstring stay outside."""
    lines = source.split("\n")
    told = ast.parse(source).body[0].body[0].end_lineno
    body = lines[told:]
    gap = [""] if body and not body[0] else []
    return "\n".join(
        [*lines[:told], *gap, "    ### BEGIN SOLUTION", *body[len(gap) :], "    ### END SOLUTION"],
    )


def review_cells(problem: Problem) -> list[NotebookNode]:
    """Return the last cells of a problem, with which a learner looks at the whole once more."""
    key = f"{problem.id}-review"
    return [markdown(f"{key}-prompt", REVIEW), code(key, f'review("{problem.id}")')]
