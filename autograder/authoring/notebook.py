"""The notebook that follows from a problem: its cells in order, in the form in which JupyterLab stores them."""

import ast
import hashlib
import json
import re
from inspect import cleandoc
from textwrap import fill
from types import SimpleNamespace

import nbformat

from autograder.judging.filling import FIELD, Name, filled, typed
from autograder.judging.problem import Choice, Function

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
NO_UNIT = ("", "–", "fraction", "times", "ratio", "probability")
LINE = 100
OPTION_LETTERS = "ABCDEFGH"
LOCKED, ANSWER, GRADED, WRITTEN = (
    {"grade": grade, "locked": locked, "solution": solution, "task": False}
    for grade, locked, solution in (
        (False, True, False),
        (False, False, True),
        (True, True, False),
        (True, False, True),
    )
)


def notebook_of(problem, place=0, numbers="canonical"):
    """Return the instructor's notebook of a problem.

    Parameters
    ----------
    problem : a problem of the bank.
    place : how many problems of the same assignment come before it.
    numbers : "canonical" prints the numbers; with "personal" every student gets numbers of their own, the texts speak of
        them by name, and a question that needs them in another way is shown by a cell.
    """
    own = numbers == "personal"
    given = problem.told(names_of(problem) if own else problem.canonical())
    cells = [
        _markdown(f"{problem.id}-title", f"# {problem.title}\n\n{_intro(problem, place)}"),
        _markdown(f"{problem.id}-rules", cleandoc(problem.rules)),
        _code(f"{problem.id}-setup", _setup(problem, own)),
    ]
    texts = {"story": problem.story} | problem.context
    cells += [_markdown(f"{problem.id}-{key}", filled(text, given)) for key, text in texts.items() if text]
    if code := own_given_code(problem) if own else given_code(problem):
        cells.append(_code(f"{problem.id}-given", code))
    for letter, part in problem.parts.items():
        cells += _part_cells(problem, letter, part, given, own)
    for letter, part in problem.written.items():
        cells += _written_cells(problem, letter, part, given, own)
    if problem.closing:
        cells.append(_markdown(f"{problem.id}-end", cleandoc(problem.closing)))
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=METADATA, nbformat_minor=5)
    notebook.metadata["autograder"] = {"bank": fingerprint(notebook)} | ({"numbers": numbers} if own else {})
    return notebook


def as_text(notebook):
    """Return a notebook as JupyterLab stores it."""
    return nbformat.writes(notebook) + "\n"


def fingerprint(notebook):
    """Return a short digest of a notebook's cells: what they say and how they are graded, but not what they put out."""
    told = [[cell.cell_type, cell.get("id"), cell.source, cell.metadata.get("nbgrader")] for cell in notebook.cells]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]


def given_code(problem):
    """Return the code of the given cell: a line for each given value that has a name, then the constants."""
    lines = [_given_line(problem.name_of(key), quantity) for key, quantity in problem.given.items()]
    return "\n".join(filter(None, [*lines, cleandoc(problem.constants)]))


def _given_line(name, quantity):
    if not name:
        return ""
    about = ", ".join(filter(None, [quantity.unit, quantity.about]))
    return f"{name} = {typed(quantity.value)}" + (f"  # {about}" if about else "")


def own_given_code(problem):
    """Return the code of the given cell where every student has numbers of their own."""
    names = [name for key in problem.given if (name := problem.name_of(key))]
    if not names:
        return ""
    row = ", ".join(names) + ("," if len(names) == 1 else "")
    if len(row) > LINE:
        row = "(\n" + fill(row, LINE, initial_indent="    ", subsequent_indent="    ") + "\n)"
    return "\n".join(filter(None, [f'{row} = given("{problem.id}")', cleandoc(problem.constants)]))


def names_of(problem):
    """Return the names of the given values, to stand in the texts in the place of their numbers."""
    return SimpleNamespace(**{key: Name(problem.name_of(key)) for key in problem.given})


def points_of(problem):
    """Return all points of a problem, and those that a person gives."""
    written = sum(part.points for part in problem.written.values())
    return sum(part.points for part in problem.parts.values()) + written, written


def _intro(problem, place):
    if problem.intro:
        return cleandoc(problem.intro)
    total, written = points_of(problem)
    number = re.match(r"ps(\d+)", problem.notebook)
    where = f"Problem set {number[1]}, {ORDINALS[place]} notebook: " if number else ""
    for_words = f", of which {written:g} for a written answer" if written else ""
    return f"*{where}{total:g} points{for_words}. About {problem.minutes} minutes.*"


def _setup(problem, own):
    """Return the imports, with ours in their place by the alphabet: after the libraries, before microkit."""
    lines = cleandoc(problem.setup).split("\n") if problem.setup else []
    ours = [line for line in lines if re.match(r"(from|import) microkit\b", line)]
    libraries = "\n".join(line for line in lines if line not in ours).strip()
    first_party = "\n".join(
        [f"from autograder import {'check, given, mark, question' if own else 'check, mark'}", *ours]
    )
    return f"{libraries}\n\n{first_party}" if libraries else first_party


def _part_cells(problem, letter, part, given, own):
    key, call = f"{problem.id}-{letter}", _call(problem, letter, part)
    points = f"{part.points:g} point{'' if part.points == 1 else 's'}"
    mark = f"# {points}: hidden tests run here when the notebook is graded\n### BEGIN HIDDEN TESTS\nmark({call})\n### END HIDDEN TESTS"
    if own and (isinstance(part, Choice) or needs_numbers(problem, part.prompt)):
        cells = _shown_by_a_cell(key, letter, part, points)
    else:
        cells = [_markdown(f"{key}-prompt", _heading(letter, part, points) + _question(part, given))]
    for extra in ("draft", "figure"):
        if code := getattr(part, extra, ""):
            cells.append(_code(f"{key}-{extra}", cleandoc(code)))
    return [
        *cells,
        _code(key, _answer(part), ANSWER),
        _code(f"{key}-check", f"check({call})", GRADED, points=0),
        _code(f"{key}-mark", mark, GRADED, points=part.points),
    ]


def _shown_by_a_cell(key, letter, part, points):
    """Return the cells of a question that is shown with the student's own numbers when a cell is run."""
    how = " Write one letter in quotes." if isinstance(part, Choice) else ""
    return [
        _markdown(f"{key}-prompt", f"{_heading(letter, part, points)}Run the next cell to see the question.{how}"),
        _code(f"{key}-question", f'question("{key.replace("-", ".")}")'),
    ]


def needs_numbers(problem, text):
    """Tell whether a text says what follows from the numbers, so that their names do not do."""
    hidden = {key for key in problem.given if not problem.name_of(key)}
    return any(name in problem.derived or name in hidden for name, _ in FIELD.findall(text))


def _heading(letter, part, points):
    return f"**({letter}) {part.heading}** · {points}\n\n" if part.heading else f"**({letter})** "


def _question(part, given):
    text = filled(part.prompt, given)
    if not isinstance(part, Choice):
        return text
    options = "\n".join(
        f"- **{letter}.** {filled(option.text, given)}"
        for letter, option in zip(OPTION_LETTERS, part.options, strict=False)
    )
    return f"{text}\n\n{options}\n\nWrite one letter in quotes."


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


def _written_cells(problem, letter, part, given, own):
    key = f"{problem.id}-{letter}"
    points = f"{part.points:g} point{'' if part.points == 1 else 's'}, read by a person"
    printed = problem.told(problem.canonical())
    note = f"{part.note} (The numbers are those of the printed problem; each student has others.)" if own else part.note
    scheme = "\n".join([note, *(f"* {filled(line, printed)}" for line in part.scheme)])
    if own and needs_numbers(problem, part.prompt):
        prompt = _shown_by_a_cell(key, letter, part, points)
    else:
        prompt = [_markdown(f"{key}-prompt", _heading(letter, part, points) + filled(part.prompt, given))]
    answer = f"{filled(part.model, printed)}\n\n=== BEGIN MARK SCHEME ===\n{scheme}\n=== END MARK SCHEME ==="
    return [*prompt, _markdown(key, answer, WRITTEN, points=part.points)]


def _markdown(name, text, kind=LOCKED, **more):
    return nbformat.v4.new_markdown_cell(text, id=name, metadata={"nbgrader": _about(name, kind, **more)})


def _code(name, text, kind=LOCKED, **more):
    return nbformat.v4.new_code_cell(text, id=name, metadata={"nbgrader": _about(name, kind, **more)})


def _about(name, kind, **more):
    return {"grade_id": name, "schema_version": 3, **kind, **more}
