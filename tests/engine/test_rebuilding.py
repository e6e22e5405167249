"""Whatever is handed in, the notebook that runs is ours: only the text of answer cells and cells of the student's own are theirs."""

import ast
import copy
import json
import os
from contextlib import suppress
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from corpus import notebooks
from corpus.notebooks import small, solved, with_answers
from engine_tools import job_of, scores, template_text
from hypothesis import given
from hypothesis import strategies as st
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell
from nbgrader.server_extensions.formgrader import handlers

from autograder.engine.answer_code import bound_names, gist, is_prose
from autograder.engine.code_answers import AGAIN, MISSING, SPREAD
from autograder.engine.notebook import grade_notebook
from autograder.engine.rebuilding import rebuild
from autograder.engine.submission import UnreadableError, parse, read_submission
from autograder.examiner.outputs import harmless

NAMES = ["squares", "test_squares", "area", "test_area", "halves", "test_halves", "why"]
ANSWERS = ["squares", "area", "halves", "why"]
ODD = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=20), st.sampled_from(NAMES)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=9), inner, max_size=3)),
    max_leaves=5,
)
ABOUT = st.fixed_dictionaries(
    {},
    optional={
        "grade_id": st.one_of(st.sampled_from(NAMES), ODD),
        "points": ODD,
        "grade": ODD,
        "solution": ODD,
        "locked": ODD,
        "task": ODD,
    },
)
CELL = st.fixed_dictionaries(
    {"cell_type": st.sampled_from(["code", "markdown", "raw", "heading"])},
    optional={
        "id": st.one_of(st.sampled_from(NAMES), ODD),
        "source": st.one_of(
            st.text(max_size=40), st.lists(st.text(max_size=9), max_size=3), st.sampled_from(["x = 1"])
        ),
        "metadata": st.one_of(st.fixed_dictionaries({"nbgrader": ABOUT, "tags": ODD, "autograder": ODD}), ODD),
        "outputs": ODD,
        "attachments": ODD,
    },
)
MANGLED = st.fixed_dictionaries({"cells": st.lists(st.one_of(CELL, ODD), max_size=8)}, optional={"metadata": ODD})


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    return template_text(small(), tmp_path_factory.mktemp("rebuild"))


def rebuilt(template, data):
    notebook = json.loads(template)
    known = notebook["metadata"].pop("autograder")
    poured = rebuild(data if isinstance(data, bytes) else json.dumps(data).encode(), notebook["cells"], known)
    return poured.notes, notebook | {"cells": poured.cells}


def without_answers(cells):
    """Return our cells in our order, without what a student may write in them."""
    left_out = {"source", "attachments"}
    ours = [{k: v for k, v in c.items() if c["id"] not in ANSWERS or k not in left_out} for c in cells]
    return sorted(ours, key=lambda c: c["id"])


@given(MANGLED)
def test_of_a_mangled_notebook_only_answers_and_own_cells_get_in(template, mangled):
    ours = json.loads(template)["cells"]
    try:
        notes, notebook = rebuilt(template, mangled)
    except UnreadableError:
        return
    mine = [c for c in notebook["cells"] if not c["id"].startswith("extra-")]
    extra = [c for c in notebook["cells"] if c["id"].startswith("extra-")]
    assert without_answers(mine) == without_answers(ours)
    assert all(
        c["metadata"] in ({"autograder": "extra"}, {"autograder": "unread"}) and c["cell_type"] in ("code", "markdown")
        for c in extra
    )
    assert notes.keys() <= set(ANSWERS)
    nbformat.validate(nbformat.from_dict(notebook))


@given(st.binary(max_size=300))
def test_any_bytes_are_a_notebook_or_unreadable(data):
    with suppress(UnreadableError):
        parse(data)


@given(st.permutations(range(9)))
def test_the_order_is_the_students_as_far_as_grading_allows(template, order):
    submitted = solved(small())
    shuffled = copy.deepcopy(submitted)
    shuffled.cells = [submitted.cells[i] for i in order]
    _, notebook = rebuilt(template, shuffled)
    named = {submitted.cells[0].source: "title", submitted.cells[1].source: "setup"}
    ours = [named.get(c["source"], c["id"]) for c in notebook["cells"]]
    theirs = [named.get(c.source, c.id) for c in shuffled.cells]
    setup = "setup"
    assert sorted(ours) == sorted(theirs)
    assert [name for name in ours if name in [*ANSWERS, setup]] == [n for n in theirs if n in [*ANSWERS, setup]]
    for name in ("squares", "area", "halves"):
        assert ours.index(f"test_{name}") > max(ours.index(name), ours.index(setup))


def pasted(first, second):
    notebook = with_answers(small(), area=first)
    again = copy.deepcopy(next(c for c in notebook.cells if c.id == "area"))
    again.source = second
    notebook.cells.append(again)
    return notebook


@pytest.mark.parametrize(
    ("first", "second", "text", "note"),
    [
        ("area = 1", "area = 1", "area = 1", None),
        ("area = 1", "area = 2", "area = 2", AGAIN),
        ("# YOUR CODE HERE\nraise NotImplementedError()", "area = 2", "area = 2", None),
        ("side = 2", "area = side**2", "area = side**2", SPREAD),
    ],
)
def test_an_answer_cell_that_is_there_twice(template, first, second, text, note):
    notes, notebook = rebuilt(template, pasted(first, second))
    assert next(c for c in notebook["cells"] if c["id"] == "area")["source"] == text
    assert notes.get("area") == note


def test_a_missing_answer_cell_is_noted_and_stays_a_stub(template):
    submitted = solved(small())
    submitted.cells = [c for c in submitted.cells if c.id != "area"]
    notes, notebook = rebuilt(template, submitted)
    assert notes == {"area": MISSING}
    assert "NotImplementedError" in next(c for c in notebook["cells"] if c["id"] == "area")["source"]


def test_names_that_code_gives():
    text = "import a\n%magic\nx, (y, *z) = 1, (2, 3)\ndef f(q): r = 1\nclass K: s = 1\nfor i in []: j = 1\nw: int = 1\nd['k'] = 2"
    assert bound_names(text) == {"x", "y", "z", "f", "K", "i", "j", "w"}
    assert bound_names("this is not Python") == set()
    assert bound_names("  x = 1\n  files = !ls\n  len?\n  if x:\n      %time y = 1") == {"x", "files"}


def test_code_that_says_the_same_and_words_that_are_no_code():
    assert gist("code", "x = (\n    ...  # your code here\n)") == gist("code", "x = ...") != gist("code", "x = 1")
    assert gist("code", "%cd a\nx = 1") != gist("code", "%cd b\nx = 1")
    assert gist("code", "# a comment") == "" == gist("code", "\n")
    assert gist("markdown", "a  b\n") == gist("markdown", "a b") != gist("markdown", "a c")
    assert is_prose("The limit binds the dose given.") and is_prose("Why? Because of risk.")
    for code in ("x = 1", "%%bash\necho hello", "files = !ls", "np.mean?", "# a comment", "  x = 1\n  y = 2"):
        assert not is_prose(code)


def test_links_folders_and_large_files_are_not_read(tmp_path):
    (tmp_path / "secret").write_text("{}")
    os.symlink(tmp_path / "secret", tmp_path / "link.ipynb")
    (tmp_path / "folder.ipynb").mkdir()
    os.mkfifo(tmp_path / "pipe.ipynb")
    (tmp_path / "large.ipynb").write_bytes(bytes((1 << 20) + 1))
    for name in ("link", "folder", "pipe", "large", "absent"):
        with pytest.raises(UnreadableError):
            read_submission(tmp_path / f"{name}.ipynb", 1)
    assert read_submission(tmp_path / "secret", 1) == b"{}"


ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "a <b onclick=alert(1)>b</b>",
    "<b\nonmouseover=alert(1)>",
    "</div></body><iframe src=javascript:alert(1)>",
    "<!-- --><svg/onload=alert(1)>",
    "<style>body{display:none}</style>",
    "[x](javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](&#106;avascript:alert(1))",
    "[x](\njavascript:alert(1))",
    "[x][y]\n\n[y]:\n  <javascript:alert(1)>",
    "[![x](https://x.org/a.png)](javascript:alert(1))",
    "[x]: javascript:alert(1)\n\n[x]",
    '![x" onerror="alert(1)](y)',
    "![x](y \"z' onerror='alert(1)\")",
    "<https://x.org/\"onclick='alert(1)'>",
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    '```x" onclick="alert(1)\ncode\n```',
    "$\\href{javascript:alert(1)}{x}$",
    "$$\\require{html}\\csname href\\endcsname{javascript:alert(1)}{x}$$",
    "<<script>script>alert(1)<</script>/script>",
    "\\<script>alert(1)\\</script>",
    "<SCRIPT>alert(1)</SCRIPT>",
    "<a href='data:text/html,x'>x</a>",
    "![x](https://x.org/a.png)",
    "![x][y]\n\n[y]: https://x.org/a.png",
    "![y]\n\n[y]: https://x.org/a.png",
    "\\\\![x](https://x.org/a.png)",
    "![a [b] c](\n https://x.org/a.png 'x')",
    "![x](attachment:y) ![x](https://x.org/a.png)",
    r"![\](attachment:](https://x.org/a.png)",
    "![`](attachment:`](https://x.org/a.png)",
    "![$](attachment:$](https://x.org/a.png)",
    "| a |\n|---|\n| <script>alert(1)</script> |",
    "# x<script>alert(1)</script>",
    "<object data=x><embed src=x><form action=x><button formaction=javascript:alert(1)>",
]


def page(template_name, markdown):
    """Return the elements of the page on which a written answer is read, without the page's own scripts."""
    about = {"nbgrader": {"grade_id": "why", "grade": True, "solution": True, "locked": False, "points": 2, "score": 0}}
    cell = nbformat.v4.new_markdown_cell(f"STARTS-HERE\n\n{markdown}\n\nENDS-HERE", metadata=about)
    css = Path(handlers.static_path, "node_modules", "bootstrap", "dist", "css")
    paths = {"extra_template_basedirs": [handlers.template_path], "extra_template_paths": [str(css)]}
    exporter = HTMLExporter(template_name=template_name, **paths)
    nbgrader = {"assignment": "ps", "notebook": "p", "student": "s", "score": 0, "max_score": 2, "index": 0, "total": 1}
    nbgrader |= {
        "base_url": "",
        "mathjax_url": "",
        "notebook_id": "p",
        "assignment_id": "ps",
        "first_name": "",
        "last_name": "",
    }
    nbgrader |= {
        "submission_id": "x",
        "late_penalty": 0,
        "total_submissions": 1,
        "max_total_score": 2,
        "my_assignment": "",
    }
    html, _ = exporter.from_notebook_node(
        nbformat.v4.new_notebook(cells=[cell]), nbgrader | {"nbgrader": nbgrader, "metadata": {"name": "p"}}
    )
    found = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: found.append((tag, dict(attrs)))
    parser.feed(html.split("STARTS-HERE")[-1].split("ENDS-HERE")[0] if html.count("STARTS-HERE") else "")
    assert html.count("STARTS-HERE") == 1
    return found


@pytest.mark.parametrize("template_name", ["feedback", "formgrade"])
@pytest.mark.parametrize("attack", ATTACKS)
def test_a_written_answer_cannot_run_in_the_browser_of_who_reads_it(template_name, attack):
    forbidden = {"script", "img", "iframe", "svg", "style", "object", "embed", "form", "button", "body", "link", "meta"}
    for tag, attributes in page(template_name, harmless(attack)):
        assert tag not in forbidden
        assert not [name for name in attributes if name.startswith("on")]
        assert "javascript:" not in str(attributes.get("href", "")).lower()
    assert "\\href" not in harmless(attack) and "\\csname" not in harmless(attack)


def test_the_attacks_would_work_without_the_wall():
    assert ("script", {}) in page("feedback", ATTACKS[0]) and ("script", {}) in page("formgrade", ATTACKS[0])


@pytest.mark.parametrize(
    "text",
    [
        "H<sub>2</sub>O",
        "a < b and c > d",
        "**bold** `x`",
        "$a \\le b$, $\\frac{1}{2}$",
        "1<2",
        "[a](https://b.c)",
        "5! [1]",
        "n!",
    ],
)
def test_an_honest_written_answer_stays_as_it_is(text):
    assert harmless(text) == text


def with_a_given_number():
    return notebooks.notebook(
        notebooks.given("EXPECTED = 4"),
        notebooks.given("TWICE = 2 * EXPECTED"),
        notebooks.answer("root", "root = 2"),
        notebooks.test("test_root", "assert root ** 2 == EXPECTED and 4 * root == TWICE", 1),
    )


@pytest.mark.parametrize(
    "order", [(0, 1, 2, 3), (2, 3, 0, 1), (1, 0, 2, 3), (3, 2, 1, 0), (2, 3), (0, 2, 3), (1, 2, 3)]
)
def test_what_is_graded_with_is_ours_wherever_the_student_puts_it(tmp_path, order):
    assignment = with_a_given_number()
    template = template_text(assignment, tmp_path)
    forged = "EXPECTED = 9\nTWICE = 12"
    for root, points in ((2, 1), (3, 0)):
        cells = solved(assignment).cells
        cells[2].source = f"root = {root}"
        mine = [new_code_cell(forged) for _ in range(5)]
        kept = [cells[i] for i in order]
        mixed = [cell for pair in zip(mine, [*kept, None, None], strict=False) for cell in pair if cell]
        result = grade_notebook(job_of(template, notebooks.notebook(*mixed)))
        assert scores(result) == {"test_root": points}


def test_a_text_is_parsed_once_however_many_copies_there_are(template, monkeypatch):
    parsed = []
    monkeypatch.setattr(ast, "parse", lambda text: parsed.append(text) or compile(text, "", "exec", ast.PyCF_ONLY_AST))
    submitted = solved(small())
    long = "area = 7\n" + "parsed = -1\n" * 100
    copies = [new_code_cell(long, id="area") for _ in range(30)]
    submitted.cells = [cell for cell in submitted.cells if cell.id not in ("area", "halves")] + copies
    rebuilt(template, submitted)
    assert parsed.count(long) == 1


def test_old_formats_are_read_directly():
    sheet = [
        {"cell_type": "heading", "level": 600_000_000, "source": ["Day\n", "one"]},
        {"cell_type": "heading", "level": 3, "source": "Day two", "metadata": {"a": 1}},
        {"cell_type": "code", "input": ["x = 1\n", "y = 2"], "outputs": [[]] * 4000},
        {"cell_type": "html", "source": "<b>x</b>"},
    ]
    cells = parse(json.dumps({"nbformat": 3, "worksheets": [{"cells": sheet[:2]}, {"cells": sheet[2:]}]}).encode())
    assert [cell.text for cell in cells] == ["# Day one", "### Day two", "x = 1\ny = 2", "<b>x</b>"]
    assert [cell.kind for cell in cells] == ["markdown", "markdown", "code", "markdown"] and cells[1].metadata == {
        "a": 1
    }
    (first,) = parse(b'{"nbformat": 1, "cells": [{"cell_type": "code", "code": "x = 1"}]}')
    assert first.text == "x = 1"


def test_a_text_goes_on_only_so_far_and_says_so():
    (cell,) = parse(json.dumps({"nbformat": 4, "cells": [{"cell_type": "markdown", "source": "ab" * 20_000}]}).encode())
    assert len(cell.text) < 20_200 and cell.text.startswith("abab") and "goes on" in cell.text


def test_of_the_beginnings_of_formulas_only_so_many_are_kept():
    few = "$x$ " + r"\\[y\\] \\(z\\) \begin{align}a\end{align}" * 50
    assert harmless(few) == few
    many = harmless(r"\\[ \\( \begin{a}" * 1000)
    assert many.count(r"\\[") + many.count(r"\\(") + many.count(r"\begin") == 200
