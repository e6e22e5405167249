"""Honest notebooks that were edited in ways that front ends allow: what the student's own Run All shows is what is graded."""

import base64
import copy
import json

import nbformat
import pytest
from corpus.cases import cell
from corpus.notebooks import small, solved
from engine_tools import job_of, scores, template_text
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell

from autograder.engine.code_answers import AGAIN, ELSEWHERE, MISSING, POINTER, SPREAD
from autograder.engine.notebook import grade_notebook
from autograder.engine.rebuilding import read_and_rebuild
from autograder.engine.submission import CELL_CHARACTERS

FULL = {"test_squares": 3, "test_area": 2, "test_halves": 1}
STUB = "# YOUR CODE HERE\nraise NotImplementedError()"
WRITTEN = "Because a square grows with its side."
DOT = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    return template_text(small(), tmp_path_factory.mktemp("edits"))


def at(notebook, name):
    return notebook.cells.index(cell(notebook, name))


def put(notebook, place, *cells):
    notebook.cells[place:place] = cells


def edited(change):
    notebook = solved(small())
    change(notebook)
    return notebook


def copy_of(notebook, name, text):
    again = copy.deepcopy(cell(notebook, name))
    again.update(id=f"{name}-copy", source=text)
    return again


def pasted_again(notebook):
    cell(notebook, "area").source = "area = 1"
    put(notebook, at(notebook, "area") + 1, copy_of(notebook, "area", "area = 4 * math.pi"))


def pasted_at_the_end(notebook):
    cell(notebook, "area").source = "area = 1"
    put(notebook, len(notebook.cells), copy_of(notebook, "area", "area = 4 * math.pi"))


def stub_left_below(notebook):
    put(notebook, at(notebook, "area") + 1, copy_of(notebook, "area", STUB))


def typed_anew(notebook):
    notebook.cells[at(notebook, "area")] = new_code_cell("area = 4 * math.pi")


def typed_anew_above_the_stub(notebook):
    cell(notebook, "area").source = STUB
    put(notebook, at(notebook, "area"), new_code_cell("area = 4 * math.pi"))


def typed_anew_behind_the_test(notebook):
    cell(notebook, "area").source = STUB
    put(notebook, at(notebook, "test_area") + 1, new_code_cell("area = 4 * math.pi"))


def all_typed_anew(notebook):
    for place, old in enumerate(notebook.cells):
        kind = new_code_cell if old.cell_type == "code" else new_markdown_cell
        notebook.cells[place] = kind(old.source)


def two_typed_in_one_cell(notebook):
    for name in ("area", "halves"):
        cell(notebook, name).source = STUB
    put(notebook, at(notebook, "area"), new_code_cell("area = 4 * math.pi\nhalves = np.array([1, 2, 4]) / 2"))


def merged_with_the_next(notebook):
    first, second = cell(notebook, "area"), cell(notebook, "halves")
    first.source += "\n" + second.source
    notebook.cells.remove(second)


def merged_with_its_test(notebook):
    notebook.cells.remove(cell(notebook, "test_area"))
    cell(notebook, "area").source += "\n# here is a test"


def split_behind(line):
    def split(notebook):
        put(notebook, at(notebook, "area") + 1, copy_of(notebook, "area", cell(notebook, "area").source))
        cell(notebook, "area").source = line

    return split


def split_without_metadata(notebook):
    put(notebook, at(notebook, "area") + 1, new_code_cell("area = side**2 * math.pi"))
    cell(notebook, "area").source = "side = 2"


def setup_with_an_import(notebook):
    notebook.cells[1].source += "\nfrom math import pi"
    cell(notebook, "area").source = "area = 4 * pi"


def setup_edited_and_named(notebook):
    """Edit a given cell that nbgrader knows by name, as it is in this course's own notebooks."""
    put(notebook, at(notebook, "area"), copy_of(notebook, "test_area", "from math import pi as circle"))
    cell(notebook, "area").source = "area = 4 * circle"


def answer_in_the_test(notebook):
    cell(notebook, "area").source = STUB
    cell(notebook, "test_area").source = "area = 4 * math.pi\nprint(area)"


def converted(kind):
    def convert(notebook):
        place = at(notebook, "area")
        old = notebook.cells[place]
        notebook.cells[place] = kind(old.source, id=old.id, metadata=old.metadata)

    return convert


def reformatted(notebook):
    """Save every cell through a formatter."""
    for c in notebook.cells:
        if c.cell_type == "code":
            c.source = "\n" + c.source.replace("\n", "   \n") + "\n\n"


def oversized_own_cell(notebook):
    put(notebook, 2, new_code_cell("# " + "x" * CELL_CHARACTERS))


def answers_in_reverse(notebook):
    head, tail = notebook.cells[:2], notebook.cells[2:]
    notebook.cells = head + tail[::-1]


def draft_of_the_test_run_first(notebook):
    put(notebook, 2, copy_of(notebook, "test_area", "assert 'area' not in globals()"))


RIGHT = [
    (pasted_again, AGAIN),
    (pasted_at_the_end, AGAIN),
    (stub_left_below, ""),
    (typed_anew, ELSEWHERE),
    (typed_anew_above_the_stub, ELSEWHERE),
    (typed_anew_behind_the_test, ELSEWHERE),
    (all_typed_anew, ELSEWHERE),
    (two_typed_in_one_cell, ELSEWHERE),
    (merged_with_the_next, ""),
    (merged_with_its_test, ""),
    (split_behind("# first the radius"), ""),
    (split_behind("pass"), SPREAD),
    (split_behind("import cmath"), SPREAD),
    (split_without_metadata, SPREAD),
    (setup_with_an_import, ""),
    (setup_edited_and_named, "The cell test_area had been changed"),
    (answer_in_the_test, "The cell test_area had been changed"),
    (converted(new_markdown_cell), ""),
    (converted(new_raw_cell), ""),
    (reformatted, ""),
    (oversized_own_cell, ""),
    (answers_in_reverse, ""),
    (draft_of_the_test_run_first, "The cell test_area had been changed"),
]


@pytest.mark.parametrize(("change", "note"), RIGHT, ids=[change.__name__ for change, _ in RIGHT])
def test_right_answers_get_full_marks_wherever_they_stand(template, change, note):
    result = grade_notebook(job_of(template, edited(change)))
    assert scores(result) == FULL
    assert note in result["notes"].get("area", "")


def test_a_wrong_copy_behind_the_right_answer_counts(template):
    notebook = edited(lambda n: put(n, at(n, "area") + 1, copy_of(n, "area", "area = 1")))
    assert scores(grade_notebook(job_of(template, notebook))) == FULL | {"test_area": 0}


def test_what_was_typed_before_does_not_replace_an_answer(template):
    def change(notebook):
        cell(notebook, "area").source = "area = 1"
        put(notebook, 2, new_code_cell("area = 4 * math.pi"))

    assert scores(grade_notebook(job_of(template, edited(change)))) == FULL | {"test_area": 0}


def test_the_value_of_a_given_cell_is_ours_again_after_the_students_version(template):
    def change(notebook):
        notebook.cells[1].source += "\nmath.pi = 3"
        put(notebook, 0, new_code_cell("def isclose(*a, **k): return True\nimport math\nmath.isclose = isclose"))
        cell(notebook, "area").source = "area = 12"

    assert scores(grade_notebook(job_of(template, edited(change))))["test_area"] == 0


def test_an_oversized_answer_waits_for_a_person_and_costs_nothing_else(template):
    def change(notebook):
        cell(notebook, "area").source += "\n#" + "x" * CELL_CHARACTERS

    assert scores(grade_notebook(job_of(template, edited(change)))) == FULL | {"test_area": None}


def rebuilt(template, change):
    return read_and_rebuild(job_of(template, edited(change)))


def graded_text(submission):
    return next(c for c in submission.notebook["cells"] if c["id"] == "why")


def written_elsewhere(*cells, where=0):
    def change(notebook):
        cell(notebook, "why").source = "YOUR ANSWER HERE"
        put(notebook, at(notebook, "why") + where, *cells)

    return change


def written_replaced(notebook):
    notebook.cells[at(notebook, "why")] = new_markdown_cell(WRITTEN)


def written_split(notebook):
    put(notebook, at(notebook, "why") + 1, new_markdown_cell("and with both of them."))


def written_in_two_copies(notebook):
    put(notebook, at(notebook, "why") + 1, copy_of(notebook, "why", "and with both of them."))


def written_on_top(notebook):
    cell(notebook, "why").source = "YOUR ANSWER HERE"
    put(notebook, 0, new_markdown_cell(WRITTEN))


def written_in_the_title(notebook):
    """Merge the written answer with a cell of ours."""
    notebook.cells.remove(cell(notebook, "why"))
    notebook.cells[0].source += "\n\n" + WRITTEN


@pytest.mark.parametrize(
    "change",
    [
        written_elsewhere(new_markdown_cell(WRITTEN), where=1),
        written_elsewhere(new_markdown_cell(WRITTEN)),
        written_elsewhere(new_raw_cell(WRITTEN)),
        written_elsewhere(new_code_cell(WRITTEN), where=1),
        written_elsewhere(new_markdown_cell("Because a square"), new_markdown_cell("grows with its side.")),
        written_replaced,
        written_split,
        written_in_two_copies,
        written_on_top,
        written_in_the_title,
    ],
)
def test_a_written_answer_is_kept_and_waits_for_a_person(template, change):
    submission = rebuilt(template, change)
    text = graded_text(submission)["source"]
    assert "Because a square" in text and "grows with its side." in text
    others = [c["source"] for c in submission.notebook["cells"] if c["cell_type"] == "markdown"]
    assert change not in (written_split, written_in_two_copies) or "and with both of them." in "".join(others)


def test_no_written_answer_is_made_up(template):
    submission = rebuilt(template, written_elsewhere())
    assert graded_text(submission)["source"] == "YOUR ANSWER HERE"
    gone = rebuilt(template, lambda n: n.cells.remove(cell(n, "why")))
    assert gone.notes == {"why": MISSING}


def with_pictures(text, **attachments):
    def change(notebook):
        cell(notebook, "why").update(source=text, attachments=attachments)

    return change


def test_pictures_of_a_written_answer_are_kept_and_shown(template):
    attached = {"my plot.png": {"image/png": DOT}, "lost.gif": {"image/gif": [DOT]}}
    change = with_pictures("See ![plot](attachment:my%20plot.png)!", **attached)
    answer = graded_text(rebuilt(template, change))
    assert answer["attachments"] == {"picture-1.png": {"image/png": DOT}, "picture-2.gif": {"image/gif": DOT}}
    assert answer["source"] == "See ![plot](attachment:picture-1.png)!\n\n![picture-2.gif](attachment:picture-2.gif)"


def test_a_picture_alone_is_an_answer(template):
    answer = graded_text(rebuilt(template, with_pictures("YOUR ANSWER HERE", x={"image/png": DOT})))
    assert answer["source"] != "YOUR ANSWER HERE" and answer["attachments"]


@pytest.mark.parametrize(
    "attachments",
    [
        {"x.svg": {"image/svg+xml": "<svg onload=alert(1)>"}},
        {"x.html": {"text/html": "<script>alert(1)</script>"}},
        {"x.png": {"image/png": '"><script>alert(1)</script>'}},
        {"x.png": {"image/png": 7}, "y": None},
        {"x.png": []},
    ],
)
def test_what_is_no_picture_is_not_kept_and_no_page_breaks_on_it(template, attachments):
    change = with_pictures("a ![x](attachment:x.png) ![y](attachment:picture-1.png)", **attachments)
    answer = graded_text(rebuilt(template, change))
    assert "attachments" not in answer and "](attachment:" not in answer["source"]


def test_a_picture_that_is_too_large_is_named(template):
    huge = base64.b64encode(bytes(7 << 20)).decode()
    change = with_pictures("![x](attachment:big.png)", **{"big.png": {"image/png": huge}})
    answer = graded_text(rebuilt(template, change))
    assert "attachments" not in answer and "`big.png` is too large" in answer["source"]


def test_the_graded_notebook_is_sound_whatever_was_done(template):
    for change, _ in RIGHT:
        submission = rebuilt(template, change)
        nbformat.validate(nbformat.from_dict(json.loads(json.dumps(submission.notebook))))
        assert len({c["id"] for c in submission.notebook["cells"]}) == len(submission.notebook["cells"])


def test_the_answer_cell_says_where_its_answer_stands(template):
    cells = {c["id"]: c["source"] for c in rebuilt(template, merged_with_the_next).notebook["cells"]}
    assert cells["halves"] == POINTER and "halves = " in cells["area"]
