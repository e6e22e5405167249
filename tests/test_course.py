"""The chapters: within the budgets of the style guide, clean in a fresh kernel, and right in every number they name.

Exempt, and why: the index is a map, so it has no anatomy and no least length; the template is a skeleton, so it has no
least length; a hands-on notebook has its text in the practice widgets, so it may be shorter, and the assignment is its
exit quiz and the chapters hold its references; hands-on 7 asks for thirteen forecasts in place of practice questions; the glossary is tables, so its cells are longer and their number grows with the course.
"""

import base64
import os
import re
from functools import cache
from pathlib import Path
from statistics import median

import nbclient
import nbformat
import pytest
from chapters import shown
from guesses import FIRST_CELL, LAST_CELL, check_guesses, kept_guesses, of_predictions
from nbformat.v4 import new_code_cell

from autograder.learner.question_files import read_questions

ROOT = Path(__file__).resolve().parent.parent
COURSE = ROOT / "course"
NOTEBOOKS = sorted(p for p in COURSE.rglob("*.ipynb") if ".ipynb_checkpoints" not in p.parts)
SOURCES = sorted((ROOT / "source").rglob("*.ipynb"))
INDEX, TEMPLATE, GLOSSARY = COURSE / "index.ipynb", COURSE / "template.ipynb", COURSE / "glossary.ipynb"
CHAPTERS = [p for p in NOTEBOOKS if p.parent.name in ("principles", "applications")]
HANDS_ON = [p for p in NOTEBOOKS if p.parent.name == "hands_on"]
FORECASTS = COURSE / "hands_on" / "07_thirteen_drugs.ipynb"
LESSONS = [*CHAPTERS, *HANDS_ON, TEMPLATE]

FOLDED = ("quiz(", "predict(")
PICTURES = ("static(", "curve(", "semilog(")
WIDGET = "application/vnd.jupyter.widget-view+json"
FORMULA = re.compile(r"\$\$.*?\$\$|\\\$|`[^`]*`|\$((?:\\.|[^$\\])+)\$", re.DOTALL)
PROSE = re.compile(r"(?<![\\{a-zA-Z])[a-z]{2,} [a-z]{2,}")
NUMBER = re.compile(r"(?<![\w.^/-])\d[\d,]*(?:\.\d+)?(?:e-?\d+)?(?![\w])")


def each(paths):
    return pytest.mark.parametrize("path", paths, ids=lambda p: p.relative_to(COURSE).with_suffix("").as_posix())


@cache
def read(path):
    return nbformat.read(path, as_version=4)


def cells(path, kind):
    return [cell for cell in read(path).cells if cell.cell_type == kind]


def words(path):
    return [len(cell.source.split()) for cell in cells(path, "markdown")]


def test_no_prose_is_set_as_a_formula():
    """Two dollar signs of one paragraph enclose a formula: a sum of money is "M\\$" or "million dollars"."""
    texts = [(path.stem, cell.source) for path in [*NOTEBOOKS, *SOURCES] for cell in cells(path, "markdown")]
    texts += [
        (path.stem, text)
        for path in NOTEBOOKS
        if path.with_suffix(".yaml").exists()
        for question in read_questions(path.with_suffix(".yaml")).values()
        for text in shown(question)
    ]
    found = [
        (name, formula[0])
        for name, text in texts
        for paragraph in re.split(r"\n\s*\n", text)
        for formula in FORMULA.finditer(paragraph)
        if formula[1] and PROSE.search(re.sub(r"\\text\w*\{[^}]*\}", "", formula[1]))
    ]
    assert len(texts) > 1000
    assert found == []


def words_of_reveals(path):
    """Words that a reader meets once a guess is committed."""
    questions = read_questions(path.with_suffix(".yaml")) if path.with_suffix(".yaml").exists() else {}
    return sum(len(entry["reveal"]["say"].split()) for entry in questions.values() if "reveal" in entry)


def lines(cell):
    return sum(bool(line.strip()) for line in cell.source.splitlines())


def section(path, title):
    """The text cells from a heading to the next one of its rank."""
    text = "\n".join(cell.source for cell in cells(path, "markdown"))
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"there is no section '{title}'"
    return found.group(1)


def test_every_folder_is_looked_at():
    assert len(CHAPTERS) >= 2 and HANDS_ON and INDEX in NOTEBOOKS and TEMPLATE in NOTEBOOKS
    assert set(NOTEBOOKS) == {*CHAPTERS, *HANDS_ON, INDEX, TEMPLATE, GLOSSARY}


@each(NOTEBOOKS)
def test_file_is_clean(path):
    notebook = read(path)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata.kernelspec.name == "python3"
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    names = [cell.id for cell in notebook.cells]
    assert len(set(names)) == len(names)
    for name in names:
        assert re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name) and not re.fullmatch(r"[0-9a-f]{6,}", name), name
    for cell in cells(path, "code"):
        assert cell.outputs == [] and cell.execution_count is None, cell.id
        assert set(cell.metadata) <= {"jupyter"}, cell.id


@each(NOTEBOOKS)
def test_size_stays_within_budget(path):
    assert len(read(path).cells) <= 45
    assert max(words(path)) <= 150
    code = [lines(cell) for cell in cells(path, "code")]
    assert max(code) <= 15
    assert median(code) <= 4
    if path != GLOSSARY:
        assert sum(words(path)) <= 2200
    if path not in (INDEX, GLOSSARY):
        assert median(words(path)) <= 50
    seen = [cell for cell in cells(path, "code") if not cell.source.startswith(FOLDED)]
    assert max(len(line) for cell in seen for line in cell.source.splitlines()) <= 100, "runs out of the page"


@each(CHAPTERS)
def test_chapter_is_long_enough_to_teach(path):
    assert sum(words(path)) + words_of_reveals(path) >= 1200


@each(HANDS_ON)
def test_hands_on_practises_more_than_it_tells(path):
    asked = [cell for cell in cells(path, "code") if cell.source.startswith("practice(")]
    assert len(asked) >= 8 or path == FORECASTS
    assert sum(words(path)) + words_of_reveals(path) >= 600


@each(NOTEBOOKS)
def test_there_is_one_title_and_it_asks(path):
    titles = [line for cell in cells(path, "markdown") for line in cell.source.splitlines() if line.startswith("# ")]
    assert len(titles) == 1
    assert titles[0].endswith("?") or path == INDEX


@each(LESSONS)
def test_anatomy(path):
    assert re.search(r"\*\*Time:\*\*.*\d+ minutes", read(path).cells[0].source)
    assert "**You need:**" in read(path).cells[0].source
    assert 3 <= len(re.findall(r"^\d\. ", section(path, "What you will be able to do"), re.MULTILINE)) <= 5
    setup = cells(path, "code")[0]
    assert setup.id == "setup" and lines(setup) <= 5 and "*" not in setup.source
    section(path, "Before we start"), section(path, "A common wrong turn")
    assert "**Not for clinical use" in section(path, "Where this breaks")
    assert len(re.findall(r"^\* ", section(path, "Summary"), re.MULTILINE)) == 3
    if path in HANDS_ON:
        return
    assert "| symbol | in code | meaning | unit |" in section(path, "Summary")
    sources = re.findall(r"^\d\. .*", section(path, "References"), re.MULTILINE)
    assert sources
    for source in sources:
        assert re.search(
            r"doi\.org/10\.\d{4,}|FDA\. .*\d{4}|ICH [A-Z]\d|PMID \d+|PMC\d+|ICRP Publication \d+|DOI", source
        ), source


@each(LESSONS)
def test_sources_are_numbered_as_they_are_cited(path):
    text = "\n".join(cell.source for cell in cells(path, "markdown"))
    cited = {n for group in re.findall(r"\[(\d(?:, \d)*)\](?!\()", text) for n in group.split(", ")}
    listed = set() if path in HANDS_ON else set(re.findall(r"^(\d)\. ", section(path, "References"), re.MULTILINE))
    assert cited == listed


@each(CHAPTERS)
def test_guess_comes_before_picture_and_quizzes_close_the_chapter(path):
    code = [cell.source for cell in cells(path, "code")]
    assert sum(source.startswith("predict(") for source in code) + sum("guess = ..." in s for s in code) >= 2
    first_guess = next(i for i, source in enumerate(code) if source.startswith("predict(") or "guess = ..." in source)
    first_demo = next(i for i, source in enumerate(code) if source.startswith(("explore(", "static(")))
    assert first_guess < first_demo
    assert all(source.startswith("quiz(") for source in code[-3:])
    assert 1 <= sum(source.startswith("explore(") for source in code) <= 2
    for index, cell in enumerate(read(path).cells):
        if cell.source.startswith("explore("):
            questions = re.findall(r"^\d\. (.*)", read(path).cells[index - 1].source, re.MULTILINE)
            assert len(questions) >= 3 and any(q.startswith("Find a") for q in questions), cell.id


@each(NOTEBOOKS)
def test_cells_that_hold_an_answer_are_folded(path):
    for cell in cells(path, "code"):
        folded = cell.metadata.get("jupyter", {}).get("source_hidden", False)
        assert folded == (cell.source.startswith(FOLDED) and "\n" in cell.source), cell.id


@each(NOTEBOOKS)
def test_prose_stands_one_sentence_to_a_line(path):
    for cell in cells(path, "markdown"):
        if cell.id == "references":
            continue
        for line in cell.source.splitlines():
            if not re.match(r"\||\* |\d\. ", line):  # tables and list items are units of their own
                assert not re.search(r"\w\w[.?!] [A-Z]", line), f"{cell.id}: {line}"


@each(NOTEBOOKS)
def test_links_lead_somewhere_and_pictures_are_described(path):
    links = 0
    for cell in cells(path, "markdown"):
        assert not re.search(r"!\[\s*\]\(|<img(?![^>]*\balt=\"[^\"]+\")", cell.source), cell.id
        for target in re.findall(r"\]\(([^)\s]+)\)", cell.source):
            if not target.startswith(("http", "#")):
                assert (path.parent / target.split("#")[0]).exists(), f"{cell.id}: {target}"
                links += 1
    assert links, "no way on and no way back"


@each(NOTEBOOKS)
def test_fresh_kernel_runs_it_cleanly(path, tmp_path):
    notebook = nbformat.read(path, as_version=4)  # its own copy: running fills in the outputs
    notebook.cells = [new_code_cell(FIRST_CELL), *notebook.cells, new_code_cell(LAST_CELL)]
    client = nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(path.parent)}})
    client.execute(env=os.environ | {"PYTHONPATH": str(ROOT), "JUPYTER_DATA_DIR": str(tmp_path)})
    guesses = kept_guesses(notebook.cells[-1])
    notebook.cells = notebook.cells[1:-1]
    ran = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.execution_count for cell in ran)
    for cell in ran:
        check_outputs(cell)
    check_demo_pictures(notebook, ran)
    check_unfilled_cells(ran)
    if path != TEMPLATE:
        check_numbers_in_prose(notebook, ran, guesses)
    check_guesses(notebook, guesses)
    assert len(guesses) == sum(cell.source.startswith('predict("') for cell in ran)


def said(cell):
    """All text that a cell put out."""
    texts = [output.get("text", "") + str(output.get("data", {})) for output in cell.outputs]
    return "\n".join(texts)


def check_outputs(cell):
    for output in cell.outputs:
        assert output.output_type != "error", cell.id
        assert output.get("name") != "stderr", f"{cell.id}: {output.text}"
    kinds = {kind for output in cell.outputs for kind in output.get("data", {})}
    last = cell.source.rstrip().splitlines()[-1] if cell.source.strip() else ""
    if cell.source.startswith((*FOLDED, "explore(", "practice(")):
        assert WIDGET in kinds, f"{cell.id} shows no widget"
    if last.startswith(PICTURES):
        picture = next(output.data["text/html"] for output in cell.outputs if "text/html" in output.get("data", {}))
        assert re.search(r'<img alt="[^"]{20,}"[^>]* src="data:image/png;base64,[^"]{5000,}"', picture), cell.id


def check_demo_pictures(notebook, ran):
    """Every demo has drawn its picture."""
    state = notebook.metadata.get("widgets", {}).get("application/vnd.jupyter.widget-state+json", {}).get("state", {})
    images = [model for model in state.values() if model["model_name"] == "ImageModel"]
    expected = sum(cell.source.startswith("explore(") for cell in ran)
    drawn = [base64.b64decode(buffer["data"]) for model in images for buffer in model.get("buffers", [])]
    assert len([png for png in drawn if png.startswith(b"\x89PNG") and len(png) > 5000]) == expected


def check_unfilled_cells(ran):
    for cell in ran:
        if re.search(r"\breturn \.\.\.$|= \.\.\.", cell.source, re.MULTILINE) and "guess" not in cell.source:
            assert "not started" in said(cell), f"{cell.id} does not say that it is not started"


def check_numbers_in_prose(notebook, ran, guesses):
    """A number in prose of two digits or more stands in an output or in code, rounded as printed, or has a source."""
    open_cells = [cell for cell in ran if not cell.source.startswith(FOLDED)]
    shown = [number for cell in open_cells for number in numbers(said_plainly(cell) + "\n" + plain_code(cell))]
    shown += [number for guess in guesses for number in numbers("\n".join([*guess.outputs, without_marks(guess.code)]))]
    known = [k * scale for k in shown for scale in (1, 1e-3, 100)]  # µg told as mg, a fraction told as a percentage
    looked_at = 0
    for name, text in [*prose(notebook), *of_predictions(guesses)]:
        if not re.search(r"\[\d(, \d)*\](?!\()", text):
            for number, slack in numbers(plain(text), with_slack=True):
                looked_at += 1
                assert any(abs(number - k) <= slack for k in known), f"{name}: {number:g} is printed nowhere"
    assert looked_at > 5 or len(ran) < 5


def prose(notebook):
    """Every paragraph of text, and what a prediction gives as its answer and reason, with the id of its cell."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and cell.id.partition("-")[0] not in ("title", "references", "map"):
            yield from ((cell.id, text) for text in re.split(r"\n\s*\n|\n> \n", cell.source))
        elif cell.source.startswith("predict("):
            yield from ((cell.id, text) for text in re.findall(r"(?m)^    (?:answer|because)=(.*),$", cell.source))


def said_plainly(cell):
    """Outputs without widget ids and encoded pictures, which are full of digits."""
    return re.sub(r"base64,[A-Za-z0-9+/=]+|[0-9a-f]{32}", "", said(cell))


def plain_code(cell):
    """Code with 20_000 written as 20000."""
    return without_marks(cell.source)


def without_marks(code):
    return re.sub(r"(?<=\d)_(?=\d)", "", code)


def plain(text):
    """Text without links, list numbers, section numbers and references to chapters."""
    text = re.sub(r"\]\([^)]*\)|`[^`]*`|^#+ \d|^\d\. |(?:chapter|section|question|step|steps|H|Phase) \d", " ", text)
    return re.sub(r"(?m)^\d\. ", " ", text)


def numbers(text, with_slack=False):
    """Numbers of at least two digits in a text, each with half a unit of its last digit."""
    found = []
    for match in NUMBER.findall(text):
        digits = match.replace(",", "").rstrip(".")
        if with_slack and len(digits.replace(".", "")) < 2:
            continue
        decimals = len(digits.partition(".")[2]) if "e" not in digits else 12
        found.append((float(digits), 0.5001 * 10.0**-decimals) if with_slack else float(digits))
    return found
