"""The notebook to run, rebuilt from ours: of a submission only the text of answer cells and of extra code cells survives."""

import ast
import copy
import json
import os
import stat

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell

EXTRA_LIMIT = 200


class UnreadableError(Exception):
    """A submission that cannot be graded by machine; the text says why, in words for the student and the instructor."""


class Rebuilt:
    """The notebook to run, and notes on what was odd: by grade_id of an answer cell, or "" for the whole notebook."""

    def __init__(self, notebook, notes):
        self.notebook, self.notes = notebook, notes


def read_submission(path, max_mb):
    """Return the bytes of a submitted notebook, without following a link; raise UnreadableError if that cannot be."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        raise UnreadableError(f"The submitted file cannot be opened: {error.strerror}.") from None
    with open(descriptor, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableError("What was submitted is not a file.")
        if status.st_size > max_mb << 20:
            raise UnreadableError(f"The submitted file has {status.st_size >> 20} MB; {max_mb} MB can be graded.")
        return file.read()


def parse(data):
    """Return a submitted notebook from its bytes, whatever its encoding and format version."""
    if not data.strip():
        raise UnreadableError("The submitted file is empty.")
    try:
        content = json.loads(decoded(data))
        notebook = nbformat.from_dict(content)
        version = notebook.get("nbformat", 4)
        if version != 4:
            notebook = nbformat.convert(nbformat.reader.reads(json.dumps(content)), 4)
        cells = [(cell.cell_type, tidy(cell.get("source", "")), cell) for cell in notebook.cells]
    except UnreadableError:
        raise
    except Exception as error:
        raise UnreadableError(f"The submitted file is not a notebook: {type(error).__name__}: {error}"[:300]) from None
    return [cell for cell in cells if isinstance(cell[2].get("metadata", {}), dict)]


def decoded(data):
    """Return the text of a file by its byte order mark, else as UTF-8, else as Western European."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if data.startswith(mark):
            return data.decode(encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def tidy(source):
    """Return a cell's text as one string with plain line ends that any file can hold."""
    text = "".join(source) if isinstance(source, list) else source
    return text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode()


def rebuild(data, template):
    """Return the template with the student's answers and extra code cells in it, and notes.

    Parameters
    ----------
    data : the bytes of the submitted notebook.
    template : notebook made by `template.make_template`: the source with its solutions taken out.
    """
    submitted, ours = parse(data), copy.deepcopy(template)
    places = {cell.metadata.nbgrader.grade_id: i for i, cell in enumerate(ours.cells) if "nbgrader" in cell.metadata}
    plain = {tidy(cell.source).strip() for cell in ours.cells if not is_answer(cell)}
    answers, extras, notes, seen = {}, [], {}, set()
    place, tasks = -1, any(cell.metadata.get("nbgrader", {}).get("task") for cell in ours.cells)
    for kind, text, cell in submitted:
        name = grade_id(cell, places)
        if name is not None:
            seen.add(name)
            place = places[name]
            if is_answer(ours.cells[place]) and text.strip() != ours.cells[place].source.strip():
                _take_answer(name, text, answers, extras, place, notes)
        elif text.strip() in plain:
            place = max(place, _position(text, ours))
        elif text.strip() and (kind == "code" or (kind == "markdown" and tasks)):
            extras.append((place, kind, text))
    wanted = [name for name, i in places.items() if is_answer(ours.cells[i])]
    if wanted and not seen:
        raise UnreadableError("None of the assignment's cells is in the submitted notebook.")
    if len(extras) > EXTRA_LIMIT:
        raise UnreadableError(f"The notebook has {len(extras)} cells of its own; {EXTRA_LIMIT} can be graded.")
    for name in wanted:
        if name not in seen:
            notes[name] = "This answer cell was missing from the submission."
        ours.cells[places[name]].source = answers.get(name, ours.cells[places[name]].source)
    _insert(ours, extras)
    return Rebuilt(ours, notes)


def grade_id(cell, places):
    """Return which of our cells a submitted cell is: by its nbgrader metadata, else by its cell id, or None."""
    metadata = cell.get("metadata", {})
    nbgrader = metadata.get("nbgrader")
    names = [nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None, cell.get("id"), metadata.get("id")]
    return next((name for name in names if isinstance(name, str) and name in places), None)


def is_answer(cell):
    """Tell whether the text of one of our cells is for the student to write."""
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))


def _take_answer(name, text, answers, extras, place, notes):
    if name not in answers:
        answers[name] = text
    elif continues(answers[name], text):
        extras.append((place, "code", text))
        notes[name] = "This answer was spread over several cells; they were run one after the other."
    elif text.strip() != answers[name].strip():
        notes[name] = "This answer cell was there more than once; the first one that was filled in was graded."


def continues(first, later):
    """Tell whether a copy of an answer cell goes on with the first one (a cell that was split) or tries again.

    It goes on if it assigns none of the names that the first one assigns.
    """
    mine, theirs = bound_names(first), bound_names(later)
    return bool(mine) and bool(theirs) and not mine & theirs


def bound_names(source):
    """Return the names that the top level of some code assigns, defines or imports; none if it is not Python."""
    try:
        tree = ast.parse(
            "\n".join("pass" if line.lstrip()[:1] in ("%", "!", "?") else line for line in source.split("\n"))
        )
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    names = set()
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
            continue
        names |= {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return names


def _position(text, ours):
    return next(
        i for i, cell in enumerate(ours.cells) if tidy(cell.source).strip() == text.strip() and not is_answer(cell)
    )


def _insert(ours, extras):
    cells = [new_cell(kind, text, i) for i, (place, kind, text) in enumerate(extras) if place < 0]
    for index, cell in enumerate(ours.cells):
        cells.append(cell)
        cells += [new_cell(kind, text, i) for i, (place, kind, text) in enumerate(extras) if place == index]
    ours.cells = cells


def new_cell(kind, text, number):
    """Return an extra cell of the student's with an id of ours."""
    return (new_code_cell if kind == "code" else new_markdown_cell)(
        text, id=f"extra-{number}", metadata={"autograder": "extra"}
    )
