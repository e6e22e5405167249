"""Every term of the field is defined where a reader meets it first, and the glossary names the same chapter."""

import re
from pathlib import Path

import nbformat
import pytest
import yaml
from chapters import in_glossary, place, plain, questions_of, reading_order, whereabouts

HERE = Path(__file__).parent
COURSE = HERE.parent / "course"
TERMS = yaml.safe_load((HERE / "terms.yaml").read_text(encoding="utf-8"))
GLOSSARY = nbformat.read(COURSE / "glossary.ipynb", as_version=4).cells
PRACTICE = next(cell for cell in nbformat.read(COURSE / "index.ipynb", as_version=4).cells if cell.id == "map-practice")
AFTER = [row for row in PRACTICE.source.splitlines() if "after chapter" in row and "hands_on/" in row]
each = pytest.mark.parametrize("term", TERMS)


def pattern(term):
    """How a term is written: capitals as they stand and as a whole word, other words also with an ending."""
    written = TERMS[term].get("written")
    if written:
        return re.compile(written, 0 if re.search("[A-Z]", written) else re.IGNORECASE)
    if re.search("[A-Z]", term):
        return re.compile(rf"(?<![\w/]){re.escape(term)}(?!\w)")
    return re.compile(rf"(?<!\w){re.escape(term)}", re.IGNORECASE)


@each
def test_definition_stands_at_its_place(term):
    assert plain(TERMS[term]["says"]) in plain(place(TERMS[term]))
    assert pattern(term).search(TERMS[term]["says"]), "the definition does not name the term"


@each
def test_term_is_defined_where_it_is_met_first(term):
    met = next((number, name) for number, name, text in reading_order() if pattern(term).search(text))
    assert met == whereabouts(TERMS[term])


def test_terms_stand_in_the_order_of_the_chapters():
    chapters = [whereabouts(entry)[0] for entry in TERMS.values()]
    assert chapters == sorted(chapters) and len(TERMS) >= 75


@pytest.mark.parametrize("term", [term for term in TERMS if "symbol" in TERMS[term]])
def test_glossary_names_the_chapter_that_defines_it(term):
    rows = [line.split("|") for cell in GLOSSARY if cell.id.startswith("in-") for line in cell.source.splitlines()]
    met_in = [row[5].strip() for row in rows if len(row) == 7 and row[1].strip() == TERMS[term]["symbol"]]
    assert len(met_in) == 1, met_in
    assert met_in[0].split(",")[0] == in_glossary(whereabouts(TERMS[term])[0])


def practised(row):
    """Every text of the notebooks that a row of the map links to, and of the question files beside them."""
    for target in re.findall(r"\]\(([^)]+\.ipynb)\)", row):
        path = COURSE / target
        yield from (cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown")
        if path.with_suffix(".yaml").exists():
            yield from questions_of(path.with_suffix(".yaml")).values()


@pytest.mark.parametrize("row", AFTER, ids=lambda row: re.search(r"Hands-on \d", row).group())
def test_practice_needs_no_term_of_a_later_chapter(row):
    chapter = int(re.search(r"after chapter (\d+)", row).group(1))
    later = [term for term in TERMS if whereabouts(TERMS[term])[0] > chapter]
    texts = [re.sub(r"\[[^\]]*\]\([^)]*\)", "", text) for text in practised(row)]
    assert len(texts) >= 30 and [term for term in later if any(map(pattern(term).search, texts))] == []


def test_map_names_four_rounds_of_practice_or_more():
    assert len(AFTER) >= 4
