"""A cell that is kept for the pages of other students is never shown to one for whom it would be another."""

import base64
import itertools

import nbformat
import pytest

from autograder.nbgrader_plugin.feedback_lines import Line
from autograder.nbgrader_plugin.feedback_page import FeedbackExporter
from autograder.nbgrader_plugin.made_once import MadeOnce

PNG = b"\x89PNG"
WIDGET = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"
SLIDER = {WIDGET: {"model_id": "m"}, "text/plain": "a slider"}
THINGS = {
    "kind": ("code", "markdown", "raw"),
    "text": ("dose = 3", "dose = 4", "![c](attachment:a.png)", "![c](curve.png)"),
    "id": ("a", "b"),
    "tags": ([], ["given"], ["<b>"]),
    "role": (None, "locked", "solution", "grade", "task"),
    "comment": (None, "Good.", "*Why?*"),
    "attached": (b"1", b"2"),
    "output": (None, {"text/plain": "5 µg"}, {"text/plain": "6 µg"}, {"text/markdown": "![c](curve.png)"}, SLIDER),
    "widgets": ({STATE: {"state": {}}}, {STATE: {"state": {"m": {}}}}),
    "line": (None, ("(a)", "0 of 2", "not yet"), ("(a)", "1 of 2", "not yet"), ("(a)", "1 of 2", "right")),
    "folder": ("one", "two"),
    "template": (0, 1),
}


FIRST = {name: values[0] for name, values in THINGS.items()}


def firsts(kind):
    """Return what makes up a page of one cell, for the first student of a class; all cells that a page treats in a way of its own."""
    outputs = THINGS["output"] if kind == "code" else [None]
    cells = itertools.product(THINGS["text"], (None, "solution"), outputs)
    return [FIRST | {"kind": kind, "text": text, "role": role, "output": output} for text, role, output in cells]


def notebook(student):
    """Return the graded notebook of a student."""
    cell = getattr(nbformat.v4, f"new_{student['kind']}_cell")(student["text"], id=student["id"])
    cell.metadata.tags = student["tags"]
    if student["role"] is not None:
        about = dict.fromkeys(("locked", "solution", "grade", "task"), False) | {student["role"]: True}
        cell.metadata.nbgrader = about | {"grade_id": "h1-a", "comment": student["comment"]}
    if student["kind"] == "code" and student["output"]:
        cell.outputs = [nbformat.v4.new_output("display_data", student["output"])]
    elif student["kind"] == "markdown":
        cell.attachments = {"a.png": {"image/png": base64.b64encode(PNG + student["attached"]).decode()}}
    return nbformat.from_dict({"cells": [cell], "metadata": {"widgets": student["widgets"]}})


class Changed(FeedbackExporter):
    """Writes pages by another template."""

    raw_template = (
        "{% extends 'index.html.j2' %}{% block markdowncell %}<p>{{ cell.source | length }}</p>{% endblock %}"
    )


@pytest.fixture(scope="module")
def exporters():
    both = FeedbackExporter(), Changed()
    for exporter in both:
        exporter.environment.globals["uuid4"] = lambda: "the id of a widget"  # which is another each time
    return both


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """The folders of two students, each with another picture of the same name."""
    home = tmp_path_factory.mktemp("class")
    for name in THINGS["folder"]:
        (home / name).mkdir()
        (home / name / "curve.png").write_bytes(PNG + name.encode())
    return home


def page(exporters, folders, student):
    """Return the page of a student as HTML."""
    about = {"notebook": "n", "score": 1, "max_score": 2, "late_penalty": 0}
    if student["line"] is not None:
        about["parts"] = {"h1-a": Line("h1-a", *student["line"], "open", "Go on.")}
    told = {"nbgrader": about, "metadata": {"path": str(folders / student["folder"]), "name": "n"}}
    return exporters[student["template"]].from_notebook_node(notebook(student), resources=told)[0]


def forget(exporters):
    """Let each exporter make the next page as if it were its first."""
    for exporter in exporters:
        exporter.made = MadeOnce()


@pytest.mark.parametrize("kind", THINGS["kind"])
def test_a_page_is_the_same_whatever_was_kept_of_the_pages_before(exporters, folders, kind):
    for first in firsts(kind):
        students = [first] + [first | {name: value} for name, values in THINGS.items() for value in values]
        forget(exporters)
        found = [page(exporters, folders, student) for student in students]
        for student, kept in zip(students, found, strict=True):
            forget(exporters)
            assert kept == page(exporters, folders, student)


def test_what_one_template_has_made_is_not_shown_by_another(folders):
    both = FeedbackExporter(), Changed()
    first, other = (page(both, folders, FIRST | {"kind": "markdown", "template": template}) for template in (0, 1))
    assert "dose = 3" in first and "dose = 3" not in other and "<p>8</p>" in other


def told():
    return {"nbgrader": {"notebook": "n", "score": 0, "max_score": 0, "late_penalty": 0}, "metadata": {"path": ""}}


def test_a_cell_is_made_once_for_all_who_have_the_very_same(monkeypatch):
    exporter = FeedbackExporter()
    asked = []
    monkeypatch.setattr(exporter, "timed", lambda make, source, kind: asked.append(source) or make())
    given = [nbformat.v4.new_markdown_cell("A story.", id="s"), nbformat.v4.new_code_cell("dose = 3", id="d")]
    answer = nbformat.v4.new_code_cell("x = 1", id="x")
    answer.metadata.nbgrader = {"grade_id": "h1-a", "solution": True, "grade": False}
    for _ in range(3):
        exporter.from_notebook_node(nbformat.v4.new_notebook(cells=[*given, answer]), resources=told())
    assert asked == ["A story.", "dose = 3", "x = 1", "x = 1", "x = 1"]


def test_a_cell_that_stands_there_as_it_was_typed_for_want_of_time_is_not_kept(monkeypatch):
    exporter = FeedbackExporter()
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("*A* story.", id="s")])
    with monkeypatch.context() as patched:
        patched.setattr("autograder.nbgrader_plugin.feedback_page.within", lambda seconds, make, source: (0, source))
        assert "*A* story." in exporter.from_notebook_node(notebook, resources=told())[0]
    assert "<em>A</em>" in exporter.from_notebook_node(notebook, resources=told())[0]
