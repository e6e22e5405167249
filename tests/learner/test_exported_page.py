"""A notebook exported to HTML shows each question as text, whether or not it knows the state of its widgets."""

import os

import nbclient
import nbformat
import pytest
from nbconvert import HTMLExporter

QUESTIONS = """
share:
  ask: Which share < all?
  options: [a tenth, a third]
  answer: a third
  reveal: {say: "Secret."}
"""


@pytest.mark.parametrize("with_state", [True, False])
def test_an_exported_notebook_shows_the_question_as_text(tmp_path, with_state):
    (tmp_path / "01_x.yaml").write_text(QUESTIONS, encoding="utf-8")
    cells = ["from autograder import predict", 'predict("1.share")']
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    client = nbclient.NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}})
    client.execute(env=os.environ | {"JUPYTER_DATA_DIR": str(tmp_path / "data")})
    if not with_state:
        notebook.metadata.pop("widgets")
    page, _ = HTMLExporter().from_notebook_node(notebook)
    assert "Which share &lt; all?" in page and "<li>a tenth</li>" in page and "Run this cell to answer." in page
    assert "VBox(" not in page
    if not with_state:
        assert "Secret" not in page
