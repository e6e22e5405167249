"""What a page to read shows of a notebook: no answer, no code that asks, no widget; and what is fetched is what was asked for."""

import io
import json
import tarfile

import nbformat
import pytest
from fetched import PACKAGES, FetchError, unpack
from pages import reading_page

STATE = "application/vnd.jupyter.widget-state+json"
VIEW = "application/vnd.jupyter.widget-view+json"
MODELS = {
    "panel": {"model_name": "VBoxModel", "state": {"children": ["IPY_MODEL_words"]}, "buffers": []},
    "words": {"model_name": "HTMLModel", "state": {"value": "the secret answer"}, "buffers": []},
    "demo": {"model_name": "VBoxModel", "state": {"children": ["IPY_MODEL_frame"]}, "buffers": []},
    "frame": {
        "model_name": "ImageModel",
        "state": {"tooltip": 'A "demo"'},
        "buffers": [{"path": ["value"], "data": "UE5H\nUE5H", "encoding": "base64"}],
    },
}
ASKED = {"text/html": "<style>p {}</style><p>Which?</p><p>Run this cell to answer.</p>", "text/plain": "Which?"}


def shown(*cells):
    """Return the page of a notebook of (source, outputs) pairs below a title."""
    made = [nbformat.v4.new_markdown_cell("# Title\n\nText.")]
    for source, outputs in cells:
        found = [nbformat.v4.new_output("display_data", data) for data in outputs]
        made.append(nbformat.v4.new_code_cell(source, outputs=found))
    widgets = {STATE: {"state": MODELS, "version_major": 2, "version_minor": 0}}
    page = reading_page(nbformat.v4.new_notebook(cells=made, metadata={"widgets": widgets}), "<p>Offer.</p>", "Go live")
    nbformat.validate(page)
    return page


@pytest.mark.parametrize("asking", ['quiz("1.mass")', 'predict("1.two-limits")\n', 'practice("h1.b")'])
def test_a_question_is_text_without_its_answer_and_without_its_code(asking):
    page = shown((asking, [ASKED, {VIEW: {"model_id": "panel"}, "text/plain": ""}]))
    assert "secret" not in json.dumps(page)
    assert page.cells[1].metadata.tags == ["remove-input"]
    assert [output.data["text/html"] for output in page.cells[1].outputs] == ["<p>Which?</p><p>Go live to answer.</p>"]


@pytest.mark.parametrize("code", ["mk.dose(1)", 'def f(): ...\n\n\npractice("h1.a", f)', 'x = 1\nquiz("1.mass")'])
def test_other_code_is_shown(code):
    assert shown((code, [])).cells[1].metadata.tags == []


def test_a_demo_is_its_picture_with_its_words():
    page = shown(('explore("limits")', [{VIEW: {"model_id": "demo"}}]))
    (picture,) = page.cells[1].outputs
    assert 'alt="A &quot;demo&quot;"' in picture.data["text/html"]
    assert "base64,UE5HUE5H" in picture.data["text/html"]


def test_a_figure_stays_and_ones_own_progress_does_not():
    figure = {"image/png": "UE5H", "text/plain": "a figure"}
    page = shown(("static('limits')", [figure]), ("progress()", [{"text/markdown": "mine"}]))
    assert [len(cell.outputs) for cell in page.cells[1:]] == [1, 0]


def test_the_offer_stands_below_the_title():
    assert shown().cells[0].source == "# Title\n\n<p>Offer.</p>\n\nText.\n"


def packed(cache, content):
    cache.mkdir()
    with tarfile.open(cache / "mathjax-3.2.2.tgz", "w:gz") as archive:
        member = tarfile.TarInfo("package/a.js")
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))


def test_another_file_of_the_same_name_is_refused(tmp_path):
    packed(tmp_path / "cache", b"not what was asked for")
    with pytest.raises(FetchError, match=r"mathjax-3\.2\.2\.tgz is not the file"):
        unpack("mathjax@3.2.2", ["a.js"], tmp_path / "out", tmp_path / "cache")
    assert not (tmp_path / "out").exists()


def test_without_a_source_one_line_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FetchError, match="npm is not installed") as error:
        unpack(next(iter(PACKAGES)), ["a.js"], tmp_path / "out", tmp_path / "cache")
    assert "\n" not in str(error.value)
