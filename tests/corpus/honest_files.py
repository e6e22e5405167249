"""Right answers in files saved in unusual ways: other front ends, other formats, other encodings, cells lost on the way."""

import json

import nbformat
from nbformat.v4 import new_markdown_cell

from autograder.virtual.notebooks import as_colab, as_vscode, with_stale_kernel

from .cases import Case, as_file, cell, doctored
from .notebooks import small, solved

TESTS = ("test_squares", "test_area", "test_halves")


def saved(name, encode, change=None):
    submitted = solved(small())
    if change:
        change(submitted)
    return Case(name, encode(submitted))


def accented(notebook):
    cell(notebook, "squares").source = "# Größe in µg, 二乗\n" + cell(notebook, "squares").source


def without(*names):
    def change(notebook):
        notebook.cells = [c for c in notebook.cells if c.id not in names]

    return change


def text(notebook, **how):
    return json.dumps(notebook, **how)


def version(minor):
    def change(notebook):
        notebook.nbformat_minor = minor
        for c in notebook.cells if minor < 5 else ():
            del c["id"]

    return change


def version_3(notebook):
    return nbformat.v3.writes_json(nbformat.convert(nbformat.from_dict(json.loads(text(notebook))), 3)).encode()


def lines(notebook):
    for c in notebook.cells:
        c["source"] = c["source"].splitlines(keepends=True)


def carriage_returns(notebook):
    for c in notebook.cells:
        c["source"] = c["source"].replace("\n", "\r\n")


def old_outputs(notebook):
    for c in notebook.cells:
        if c.cell_type == "code":
            c.update(
                execution_count=99,
                outputs=[nbformat.v4.new_output("error", ename="E", evalue="old", traceback=["old"])],
            )


def nbclassic(notebook):
    notebook.metadata.update(nbTranslate={"hotkey": "alt-t"}, toc={"base_numbering": 1}, varInspector={"cols": {}})
    for c in notebook.cells:
        c.metadata.update(scrolled=True, collapsed=False, hideCode=True, ExecuteTime={"start_time": "2026-01-01"})


def jupyterlite(notebook):
    notebook.metadata["kernelspec"] = {"name": "python", "display_name": "Python (Pyodide)", "language": "python"}
    notebook.metadata["language_info"] = {
        "codemirror_mode": {"name": "python", "version": 3},
        "name": "python",
        "version": "3.12",
    }


def without_metadata(notebook):
    """Keep only ids, as a front end does that drops metadata that it does not know."""
    for c in notebook.cells:
        c.metadata = {}
    notebook.metadata = {}


def attached(notebook):
    notebook.cells.append(
        new_markdown_cell("![x](attachment:x.png)", attachments={"x.png": {"image/png": "iVBORw0KGgo="}})
    )


def trailing(notebook):
    for c in notebook.cells:
        if c.cell_type == "code":
            c.source = "\n\n".join(line + "   " for line in c.source.split("\n")) + "\n\n\n"


CASES = [
    doctored("Colab", as_colab),
    doctored("VS Code", as_vscode),
    doctored("classic notebook", nbclassic),
    doctored("JupyterLite", jupyterlite),
    doctored("a kernel that is not there", with_stale_kernel),
    doctored("no metadata but the ids", without_metadata),
    doctored("a picture attached", attached),
    doctored("outputs of an old run", old_outputs),
    *(doctored(f"format 4.{minor}", version(minor)) for minor in range(6)),
    saved("format 3", version_3),
    doctored("sources as lists of lines", lines),
    doctored("carriage returns", carriage_returns),
    saved("carriage returns in the file", lambda n: text(n, indent=1).replace("\n", "\r\n").encode(), accented),
    saved("a byte order mark", lambda n: b"\xef\xbb\xbf" + as_file(n), accented),
    saved("UTF-8 as it is", lambda n: text(n, ensure_ascii=False).encode(), accented),
    saved("UTF-16", lambda n: text(n, ensure_ascii=False).encode("utf-16"), accented),
    saved("Latin-1", lambda n: text(n, ensure_ascii=False).replace("二乗", "").encode("latin-1"), accented),
    saved("white space around", lambda n: b"\n\n  " + as_file(n) + b"\n\n"),
    saved("pretty printed", lambda n: text(n, indent=4, sort_keys=True).encode()),
    doctored("test cells lost", without(*TESTS)),
    doctored("setup cell lost", lambda n: n.cells.pop(1)),
    doctored("title lost", lambda n: n.cells.pop(0)),
    doctored("white space at every end", trailing),
]
