"""From a notebook that has run to a page to read: questions without their answers, demos as pictures, no widgets."""

import re
from collections.abc import Mapping
from html import escape

import nbformat
from nbformat import NotebookNode

ASKING = re.compile(r"(quiz|predict|practice)\([^()\n]*\)")
OWN = re.compile(r"progress\(\)$")
VIEW = "application/vnd.jupyter.widget-view+json"
STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
RUN = re.compile(r"\b[Rr]un this cell\b")
MERMAID = re.compile(r"^```mermaid\n(.*?)^```$", re.DOTALL | re.MULTILINE)
FIRST_LINE = re.compile(r"\A(# [^\n]*\n)")


def reading_page(notebook: NotebookNode, offer: str, action: str) -> NotebookNode:
    """Return the page of a notebook, for a reader without a kernel.

    Widgets leave the page with their state, in which the answers of the questions stand. A question is shown as its text,
    without the code that asks it; a demo is shown as the picture at its start; a learner's own progress is not shown.

    Parameters
    ----------
    notebook : it has run, or it has not and no outputs are shown.
    offer : what is said below the title, in HTML: where this page can be had alive.
    action : what stands for "Run this cell" in the text of a question or a demo, in HTML.
    """
    state = notebook.metadata.get("widgets", {}).get("application/vnd.jupyter.widget-state+json", {}).get("state", {})
    cells = [_cell(cell, state, action) for cell in notebook.cells]
    cells[0].source = FIRST_LINE.sub(lambda title: f"{title[1]}\n{offer}\n", cells[0].source + "\n")
    kept = {name: notebook.metadata[name] for name in ("kernelspec", "language_info") if name in notebook.metadata}
    return nbformat.v4.new_notebook(cells=cells, metadata=kept)


def _cell(cell, state, action):
    if cell.cell_type != "code":
        return nbformat.v4.new_markdown_cell(MERMAID.sub(_drawing, cell.source), id=cell.id)
    seen = [] if OWN.search(cell.source) else [_output(output, state, action) for output in cell.outputs]
    outputs = [output for output in seen if output]
    tags = ["remove-input"] if ASKING.fullmatch(cell.source.strip()) else []
    return nbformat.v4.new_code_cell(cell.source, id=cell.id, outputs=outputs, metadata={"tags": tags})


def _drawing(block):
    return f'<pre class="mermaid">\n{escape(block[1])}</pre>'


def _output(output, state, action):
    """Return what a reader sees of an output, or None."""
    data = output.get("data", {})
    if VIEW in data:
        return _picture(state, data[VIEW]["model_id"])
    if "text/html" not in data:
        return output
    html = RUN.sub(action, STYLE.sub("", data["text/html"]))
    return nbformat.v4.new_output("display_data", {"text/html": html})


def _picture(state: Mapping, model: str) -> NotebookNode | None:
    """Return the picture that a widget holds, with its words, or None for a widget without one."""
    pictures = [piece for piece in _inside(state, model) if piece["model_name"] == "ImageModel"]
    if not pictures:
        return None
    if len(pictures) > 1:
        raise ValueError(f"a widget holds {len(pictures)} pictures: which one is to be shown?")
    (png,) = (buffer["data"] for buffer in pictures[0]["buffers"] if buffer["path"] == ["value"])
    alt = escape(pictures[0]["state"].get("tooltip") or "", quote=True)
    return nbformat.v4.new_output(
        "display_data",
        {"text/html": f'<img class="demo" alt="{alt}" src="data:image/png;base64,{"".join(png.split())}">'},
    )


def _inside(state, model):
    piece = state[model]
    yield piece
    for child in piece["state"].get("children", ()):
        yield from _inside(state, child.removeprefix("IPY_MODEL_"))
