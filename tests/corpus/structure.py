"""Attacks by the notebook file itself: tags, metadata, points, cells added, removed, renamed; files that are no notebooks."""

import json
import zipfile
from io import BytesIO

from nbformat.v4 import new_code_cell, new_markdown_cell

from .cases import BREACH, Case, cell, doctored
from .notebooks import nbgrader, small, with_answers

NOTHING = {"test_squares": 0, "test_area": 0, "test_halves": 0}
A_PERSON = dict.fromkeys(NOTHING)
TESTS = ("test_squares", "test_area", "test_halves")


def wrong(notebook):
    for name, text in {
        "squares": "def squares(n):\n    return [0]",
        "area": "area = 0",
        "halves": "halves = 0",
    }.items():
        cell(notebook, name).source = text


def with_tests(change):
    """Return a change of every grading cell of a notebook whose answers are all wrong."""

    def doctor(notebook):
        wrong(notebook)
        for name in TESTS:
            change(cell(notebook, name))

    return doctor


def answering(**texts):
    def doctor(notebook):
        wrong(notebook)
        for name, text in texts.items():
            cell(notebook, name).source = text

    return doctor


def twice(text):
    """Paste an answer cell again, twice, so that the grader asks itself whether the one goes on with the other."""

    def doctor(notebook):
        wrong(notebook)
        about = {"nbgrader": nbgrader("squares", solution=True)}
        notebook.cells[2:2] = [new_code_cell(text, metadata=about) for _ in range(2)]

    return doctor


def with_cells(*cells, place=None):
    def doctor(notebook):
        wrong(notebook)
        where = len(notebook.cells) if place is None else place
        notebook.cells[where:where] = cells

    return doctor


def graded_twice(notebook):
    """Paste cells of the student's own under the names of the grading cells."""
    wrong(notebook)
    for name in TESTS:
        notebook.cells.insert(2, new_code_cell("3.0", metadata={"nbgrader": nbgrader(name, grade=True, points=3)}))


def renamed(notebook):
    wrong(notebook)
    for c in notebook.cells:
        if "nbgrader" in c.metadata:
            c.metadata.nbgrader.grade_id += "x"
            c.id += "x"


def without_tests(notebook):
    wrong(notebook)
    notebook.cells = [c for c in notebook.cells if not c.id.startswith("test_")]


def notebook_metadata(notebook):
    wrong(notebook)
    notebook.metadata.update(
        autograder={"mode": "shared", "answers": {}, "imports": {"area": "math:pi"}},
        kernelspec={"name": "bash", "argv": ["rm"]},
    )


def broken(name, data):
    return Case(name, data, A_PERSON)


def old(**cell):
    """Return a file in the format of ten years ago."""
    return json.dumps({"nbformat": 3, "metadata": {}, "worksheets": [{"cells": [cell]}]}).encode()


def formulas_begun(notebook):
    cell(notebook, "why").source = r"\\[" * 60_000


def written(text):
    def doctor(notebook):
        cell(notebook, "why").source = text

    return doctor


def long_cells():
    return [new_code_cell(f"{'x=-1;' * 180_000}x={number}") for number in range(10)]


def pickled_zip():
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("../../gradebook.db", "x")
    return file.getvalue()


def many(notebook):
    notebook.cells += [new_code_cell(f"x = {i}") for i in range(300)]


def written_script(notebook):
    text = (
        "My reason <script>BREA"
        + "CH</script> <img src=x onerror=alert(1)> [a](javascript:alert(1)) $\\href{javascript:alert(1)}{x}$"
    )
    cell(notebook, "why").source = text
    notebook.cells.append(new_markdown_cell(text))


SHADOW = """
import sys
for name in ('numpy', 'math', 'microkit', 'autograder', 'json', 'socket', 'os'):
    open(name + '.py', 'w').write('def __getattr__(name): return lambda *a, **k: True')
    sys.modules.pop(name, None)
sys.path.insert(0, '.')
"""

CASES = [
    doctored(
        "tests skipped by a tag",
        with_tests(lambda c: c.metadata.update(tags=["skip-execution", "raises-exception"])),
        NOTHING,
    ),
    doctored("tests emptied", with_tests(lambda c: c.update(source="pass")), NOTHING),
    doctored("tests that print their points", with_tests(lambda c: c.update(source="3.0")), NOTHING),
    doctored("points raised", with_tests(lambda c: c.metadata.nbgrader.update(points=1000)), NOTHING),
    doctored("points of nothing", with_tests(lambda c: c.metadata.nbgrader.update(points=float("nan"))), NOTHING),
    doctored("tests not graded", with_tests(lambda c: c.metadata.nbgrader.update(grade=False)), NOTHING),
    doctored(
        "tests made answers",
        with_tests(lambda c: (c.metadata.nbgrader.update(solution=True, locked=False), c.update(source="pass"))),
        NOTHING,
    ),
    doctored("tests made markdown", with_tests(lambda c: c.update(cell_type="markdown")), NOTHING),
    doctored("tests deleted", without_tests, NOTHING),
    doctored("tests pasted again with other text", graded_twice, NOTHING),
    doctored("every name changed", renamed, NOTHING),
    doctored(
        "metadata of the wrong kind",
        with_tests(lambda c: c.metadata.update(nbgrader=[1, 2], tags=7, collapsed={})),
        NOTHING,
    ),
    doctored(
        "outputs and counts kept from another run",
        with_tests(
            lambda c: c.update(
                outputs=[
                    {
                        "output_type": "execute_result",
                        "data": {"text/plain": "3.0"},
                        "metadata": {},
                        "execution_count": 1,
                    }
                ]
            )
        ),
        NOTHING,
    ),
    doctored("the notebook's own metadata", notebook_metadata, NOTHING),
    doctored("a cell that kills the kernel at the end", with_cells(new_code_cell("import os\nos._exit(0)")), NOTHING),
    doctored(
        "a first cell that hooks everything",
        with_cells(new_code_cell("get_ipython().run_cell = None"), place=0),
        NOTHING,
    ),
    doctored("files that shadow modules", with_cells(new_code_cell(SHADOW), place=0), NOTHING),
    doctored(
        "files written by magics",
        with_cells(new_code_cell("%%writefile numpy.py\nallclose = shape = lambda *a: True"), place=0),
        NOTHING,
    ),
    doctored(
        "marks of hidden tests in an answer",
        answering(squares="### BEGIN HIDDEN TESTS\ndef squares(n): return [0]\n### END HIDDEN TESTS"),
        NOTHING,
    ),
    doctored("an answer that closes the notebook", answering(area="exit()\nquit()\nget_ipython().ask_exit()"), NOTHING),
    doctored("scripts in written answers", written_script),
    doctored("three hundred cells of one's own", many, A_PERSON),
    broken("nothing at all", b""),
    broken("white space", b" \n\t "),
    broken("no JSON", b"def squares(n): return [1, 4, 9]"),
    broken("half a file", json.dumps(with_answers(small())).encode()[:2000]),
    broken("a list", b"[]"),
    broken("a number", b"1e999"),
    broken("brackets a hundred thousand deep", b"[" * 100_000),
    broken("a million objects", b"[" + b"{}," * 400_000 + b"{}]"),
    broken("cells that are none", b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [1, null, "x"]}'),
    broken(
        "sources that are none",
        b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{"cell_type": "code", "source": {"a": 1}}]}',
    ),
    broken("no cells", b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}'),
    broken("a format of the future", b'{"nbformat": 99, "cells": []}'),
    broken("a heading of six hundred million levels", old(cell_type="heading", level=600_000_000, source="x")),
    broken(
        "four thousand outputs of an old format that are none", old(cell_type="code", input="x", outputs=[[]] * 4000)
    ),
    doctored("code that takes a parser longer than it may", with_cells(*long_cells()), A_PERSON),
    doctored("sixty thousand formulas begun and none ended", formulas_begun),
    doctored("a picture from elsewhere", written("Look: ![a curve](https://x.org/who-reads.png)")),
    doctored(
        "a picture from elsewhere by reference", written("![a curve][1] ![1]\n\n[1]: https://x.org/who-reads.png")
    ),
    doctored(
        "a picture from elsewhere in a link", written("[![](//x.org/who.png 'x')](https://x.org) \\\\![](http://x.org)")
    ),
    broken("an archive", pickled_zip()),
    broken("bytes", bytes(range(256)) * 40),
    doctored("a cell of two million characters", answering(squares="#" * 2_000_000), NOTHING | {"test_squares": None}),
    doctored("a cell that no parser survives", answering(squares="x = " + "-" * 200_000 + "1"), NOTHING),
    doctored("two cells that no parser survives", twice("a = " + "(" * 90_000), NOTHING),
    doctored("two cells of endless attributes", twice("a = a" + ".b" * 400_000), NOTHING),
    doctored("an extra cell that pretends to breach", with_cells(new_code_cell(BREACH + "'nothing'")), NOTHING),
]
