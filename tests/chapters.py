"""The chapters as a reader meets them, cell by cell and question by question, in the order of the course."""

import re
from functools import cache
from pathlib import Path

import nbformat

from autograder.learner.question_files import read_questions

COURSE = Path(__file__).resolve().parent.parent / "course"
FOLDERS = {"principles": "P", "applications": "A"}  # and how the glossary calls their chapters: P1, A1
PATHS = {
    int(path.name[:2]): path
    for path in sorted((p for folder in FOLDERS for p in (COURSE / folder).glob("*.ipynb")), key=lambda p: p.name)
}
LAST_PRINCIPLE = max(number for number, path in PATHS.items() if path.parent.name == "principles")


@cache
def cells(number):
    """Source of each cell of a chapter by its id, in reading order."""
    return {cell.id: cell.source for cell in nbformat.read(PATHS[number], as_version=4).cells}


@cache
def questions(number):
    """Texts of a chapter's questions by their keys."""
    return questions_of(PATHS[number].with_suffix(".yaml"))


def questions_of(path):
    """What a reader is shown of each question of a file by its key: not the code of its reveal."""
    return {key: "\n".join(shown(question)) for key, question in read_questions(path).items()}


def shown(part):
    """Every text inside a question, at any depth, without code and settings of a demo."""
    if isinstance(part, dict):
        return [text for key, inner in part.items() if key not in ("code", "settings") for text in shown(inner)]
    if isinstance(part, list):
        return [text for inner in part for text in shown(inner)]
    return [str(part)]


def place(entry):
    """Text that an entry of claims.yaml or terms.yaml points to, by `cell: 3 area` or by `question: 3.area`."""
    if "cell" in entry:
        number, name = entry["cell"].split()
        return cells(int(number))[name]
    number, name = entry["question"].split(".")
    return questions(int(number))[name]


def plain(text):
    """Text on one line in lower case, so that a phrase is found wherever its lines break."""
    return re.sub(r"\s+", " ", text).lower()


def whereabouts(entry):
    """Chapter and cell id to which an entry points; a question stands in the cell that asks it."""
    if "cell" in entry:
        number, name = entry["cell"].split()
        return int(number), name
    number, key = entry["question"].split(".")
    return int(number), next(name for name, source in cells(int(number)).items() if asked_in(source) == key)


def asked_in(source):
    """Key of the question that a code cell asks, or None."""
    asked = re.match(r'(?:quiz|predict)\("\d+\.([\w-]+)"\)', source)
    return asked.group(1) if asked else None


def in_glossary(number):
    """How the glossary calls a chapter: P3, or A1 for the first of the applications.

    >>> in_glossary(3)
    'P3'
    """
    folder = PATHS[number].parent.name
    return f"{FOLDERS[folder]}{number - (LAST_PRINCIPLE if folder == 'applications' else 0)}"


@cache
def reading_order():
    """Return (chapter, cell id, text) of every text cell and of every question where it is asked.

    Left out is what announces, cites or leads elsewhere: headings, objectives, references and links.
    """
    left_out = r"^## What you will be able to do\n.*?(?=^## |\Z)|^#+ [^\n]*$|\[[^\]]*\]\([^)]*\)"
    met = []
    for number, path in PATHS.items():
        for cell in nbformat.read(path, as_version=4).cells:
            key = asked_in(cell.source)
            if key:
                met.append((number, cell.id, questions(number)[key]))
            elif cell.cell_type == "markdown" and cell.id != "references":
                met.append((number, cell.id, re.sub(left_out, "", cell.source, flags=re.MULTILINE | re.DOTALL)))
    return met
