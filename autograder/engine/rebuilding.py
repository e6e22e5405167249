"""The notebook to run, rebuilt from ours: of a submission only the text of answer cells and of extra code cells survives."""

import ast
import warnings

from autograder.examiner.outputs import harmless

from .submission import UnreadableError, parse, tidy

EXTRA_LIMIT = 200
SPREAD = "This answer was spread over several cells; they were run one after the other."
AGAIN = "This answer cell was there more than once; the first one that was filled in was graded."
MISSING = "This answer cell was missing from the submission."


def rebuild(data, template):
    """Pour the student's answers and extra code cells into a template; return notes on what was odd.

    Parameters
    ----------
    data : the bytes of the submitted notebook.
    template : notebook made by `make_template`, as plain data: the source with its solutions taken out.

    Returns
    -------
    dict from the grade_id of an answer cell, or "" for the whole notebook, to the note.
    """
    cells, notes, answers, extras, seen, place = template["cells"], {}, {}, [], set(), -1
    places = {about(cell)["grade_id"]: i for i, cell in enumerate(cells) if about(cell)}
    plain = {tidy(cell["source"]).strip(): i for i, cell in reversed(list(enumerate(cells))) if not is_answer(cell)}
    tasks = any(about(cell).get("task") for cell in cells)
    for kind, text, cell in parse(data):
        name = grade_id(cell, places)
        if name is not None:
            seen.add(name)
            place = places[name]
            if is_answer(cells[place]) and text.strip() != cells[place]["source"].strip():
                _take(name, text, answers, notes) or extras.append((place, "code", text))
        elif text.strip() in plain:
            place = max(place, plain[text.strip()])
        elif text.strip() and (kind == "code" or (kind == "markdown" and tasks)):
            extras.append((place, kind, text))
    wanted = [name for name, i in places.items() if is_answer(cells[i])]
    if wanted and not seen:
        raise UnreadableError("None of the assignment's cells is in the submitted notebook.")
    if len(extras) > EXTRA_LIMIT:
        raise UnreadableError(f"The notebook has {len(extras)} cells of its own; {EXTRA_LIMIT} can be graded.")
    notes |= {name: MISSING for name in wanted if name not in seen}
    for name, text in answers.items():
        cells[places[name]]["source"] = safe(cells[places[name]]["cell_type"], text)
    template["cells"] = list(_merged(cells, extras))
    return notes


def about(cell):
    """Return what nbgrader notes of a cell; nothing if it is none of nbgrader's."""
    return cell["metadata"].get("nbgrader", {})


def is_answer(cell):
    """Tell whether the text of one of our cells is for the student to write."""
    return bool(about(cell).get("solution"))


def grade_id(cell, places):
    """Return which of our cells a submitted cell is: by its nbgrader metadata, else by its cell id, or None."""
    metadata = cell.get("metadata", {})
    nbgrader = metadata.get("nbgrader")
    names = [nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None, cell.get("id"), metadata.get("id")]
    return next((name for name in names if isinstance(name, str) and name in places), None)


def _take(name, text, answers, notes):
    """Take an answer cell's text; tell whether that was all, and not a further cell to be run after the first."""
    if name not in answers:
        answers[name] = text
    elif continues(answers[name], text):
        notes[name] = SPREAD
        return False
    elif text.strip() != answers[name].strip():
        notes[name] = AGAIN
    return True


def continues(first, later):
    """Tell whether a copy of an answer cell goes on with the first one (a cell that was split) or tries again.

    It goes on if it assigns none of the names that the first one assigns.
    """
    mine, theirs = bound_names(first), bound_names(later)
    return bool(mine) and bool(theirs) and not mine & theirs


def bound_names(source):
    """Return the names that the top level of some code assigns, defines or imports; none if it is not Python."""
    names = set()
    for node in statements(source):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        else:
            names |= {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return names


def statements(source):
    """Return the top-level statements of a code cell, its magics left out; none if it is not Python."""
    lines = ["pass" if line.lstrip()[:1] in ("%", "!", "?") else line for line in source.split("\n")]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse("\n".join(lines)).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def safe(kind, text):
    """Return a student's text as it may stand in a notebook that others read."""
    return harmless(text) if kind == "markdown" else text


def _merged(cells, extras):
    for index, cell in enumerate([None, *cells], -1):
        if cell:
            yield cell
        yield from (_extra(kind, text, i) for i, (place, kind, text) in enumerate(extras) if place == index)


def _extra(kind, text, number):
    """Return an extra cell of the student's with an id of ours."""
    cell = {"cell_type": kind, "id": f"extra-{number}", "metadata": {"autograder": "extra"}, "source": safe(kind, text)}
    return cell | ({"outputs": [], "execution_count": None} if kind == "code" else {})
