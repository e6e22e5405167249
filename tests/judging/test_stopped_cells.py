"""A cell of the student's own that stopped is told where a later part fails, once, in one line and in the student's terms."""

import nbformat
import pytest

from autograder.judging.stopped_cells import LONGEST_ERROR, TOO_LONG, stops_before, told_of

TRACEBACK = "\x1b[36mCell\x1b[39m\x1b[36m \x1b[39m\x1b[32mIn[4]\x1b[39m\x1b[32m, line 2\x1b[39m\n----> 2 f()"


def stopped(source, name="ValueError", text="no", traceback=TRACEBACK):
    cell = nbformat.v4.new_code_cell(source)
    cell.outputs = [nbformat.v4.new_output("error", ename=name, evalue=text, traceback=[traceback])]
    return cell


def marking(part):
    return nbformat.v4.new_code_cell("mark()", metadata={"part": part})


def fine(source="a = 1"):
    return nbformat.v4.new_code_cell(source)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (fine(), ""),
        (nbformat.v4.new_markdown_cell("So it is."), ""),
        (stopped("\n\ndef f():"), "that begins `def f():` stops, and the rest of it does not run: ValueError: no"),
        (stopped("a = 1\nf()\nb = 2"), "begins `a = 1` stops, and the rest of it does not run: ValueError: no at `f()`"),
        (stopped("a\nb", "AssertionError", ""), "stops, and the rest of it does not run: AssertionError at `b`"),
        (stopped("a", text="two\nlines"), "ValueError: two lines"),
        (stopped("a", traceback="Cell In[4], line 9"), "ValueError: no"),
        (stopped("a", traceback=f"Cell In[4], line {'9' * 5000}"), "ValueError: no"),
        (stopped("a", text="x" * 1000), "x" * (LONGEST_ERROR - len("ValueError: ")) + "…"),
        (stopped("while True:\n    pass", "KeyboardInterrupt", ""), f"begins `while True:` stops, and the rest of it does not run: {TOO_LONG}"),
        (stopped("a", "timed out", "This waits."), "does not run: This waits."),
        (nbformat.v4.new_markdown_cell("x = [", metadata={"autograder": "unread"}), "`x = [` does not run, as Python cannot read it."),
    ],
)  # fmt: skip
def test_the_line_names_the_cell_and_the_error(cell, words):
    told = told_of(cell)
    assert told.endswith(words) and "\n" not in told
    assert bool(told) == bool(words)


def test_each_stop_is_told_with_the_first_part_behind_it_that_fails():
    cells = [
        marking("early"),
        stopped("first"),
        stopped("second"),
        marking("right"),
        marking("fails"),
        marking("fails too"),
        fine(),
        stopped("third"),
        marking("last"),
    ]
    told = stops_before(cells, lambda cell: cell.metadata.get("part"), ["early", "fails", "fails too", "last"])
    assert told == {"fails": told_of(cells[1]), "last": told_of(cells[7])}
    assert stops_before(cells, lambda cell: cell.metadata.get("part"), []) == {}
