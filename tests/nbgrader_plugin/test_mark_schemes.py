"""Markers see model answer and mark scheme beside the student's text; nobody else does."""

import shutil

import nbformat
import pytest
from bs4 import BeautifulSoup
from grading_tools import ROOT
from nbconvert.exporters import HTMLExporter
from traitlets.config import PyFileConfigLoader

from autograder.nbgrader_plugin.feedback_page import FeedbackExporter
from autograder.nbgrader_plugin.mark_schemes import ShowMarkSchemes

SOURCE = ROOT / "source" / "ps1_exposure" / "microdose_limit.ipynb"
MARKING = {"submission_id": "1", "assignment_id": "ps1_exposure", "notebook_id": "microdose_limit"}
MODEL = "The gut also meets the whole dose"
SCHEME = "F is unknown before the study"
ELSEWHERE = {name: told for name, told in MARKING.items() if name != "submission_id"}
FEEDBACK = ELSEWHERE | {
    "nbgrader": {"notebook": "n", "score": 0, "max_score": 0, "late_penalty": 0},
    "metadata": {"path": ""},
}


@pytest.fixture
def config(tmp_path):
    """The settings of the course, for a copy of it that has one notebook."""
    (tmp_path / "source" / "ps1_exposure").mkdir(parents=True)
    shutil.copy(SOURCE, tmp_path / "source" / "ps1_exposure")
    found = PyFileConfigLoader("nbgrader_config.py", str(ROOT)).load_config()
    found.CourseDirectory.root = str(tmp_path)
    return found


@pytest.fixture
def graded():
    """A student's notebook as it is graded: the released one with an answer in words."""
    notebook = nbformat.read(str(SOURCE).replace("source", "release"), as_version=4)
    (answer,) = [cell for cell in notebook.cells if cell.metadata.nbgrader.grade_id == "h1-j"]
    answer.source = "Because I say so."
    return notebook


def shown(html):
    return " ".join(BeautifulSoup(html, "html.parser").text.split())


def test_the_marker_sees_them_right_after_the_students_text(config, graded):
    html, _ = HTMLExporter(config=config).from_notebook_node(graded, resources=dict(MARKING))
    text = shown(html)
    assert text.index("Because I say so.") < text.index(MODEL) < text.index(SCHEME)
    assert "Mark scheme" in text and "MARK SCHEME ===" not in text
    quotation = BeautifulSoup(html, "html.parser").find("blockquote")
    assert MODEL in quotation.text and quotation.find("li")


def test_nothing_else_is_added(config, graded):
    before = [cell.source for cell in graded.cells]
    after, _ = ShowMarkSchemes(config=config).preprocess(graded, dict(MARKING))
    assert [cell.source for cell in after.cells if cell.source in before] == before
    assert len(after.cells) == len(before) + 1


def test_no_page_for_students_has_them(config, graded):
    for exporter, resources in ((HTMLExporter, ELSEWHERE), (HTMLExporter, FEEDBACK), (FeedbackExporter, FEEDBACK)):
        text = shown(exporter(config=config).from_notebook_node(graded, resources=resources)[0])
        assert "Because I say so." in text and MODEL not in text and SCHEME not in text


def test_marking_goes_on_without_a_source(config, graded, tmp_path):
    for spoil in (lambda file: file.write_text("{"), lambda file: file.unlink()):
        spoil(tmp_path / "source" / "ps1_exposure" / SOURCE.name)
        html, _ = HTMLExporter(config=config).from_notebook_node(graded, resources=dict(MARKING))
        assert "Because I say so." in shown(html)


def test_a_model_answer_in_code_and_a_picture_of_the_source_are_shown(config):
    show = ShowMarkSchemes(config=config)
    assert "> ```python\n> x = 1\n> ```" in show.beside(nbformat.v4.new_code_cell("x = 1")).source
    picture = {"a.png": {"image/png": "iVBORw0KGgo="}}
    model = nbformat.v4.new_markdown_cell("![a](attachment:a.png)", attachments=picture)
    assert show.beside(model).attachments == picture
