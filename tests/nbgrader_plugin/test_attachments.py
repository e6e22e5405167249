"""No picture of a model answer or of a mark scheme is released; every picture of a question is."""

import base64

import nbformat
import pytest
from corpus.notebooks import answer, given, notebook
from grading_tools import RIGHT, make_course

from autograder.cli.commands import ReleaseApp
from autograder.nbgrader_plugin.attachments import drop_unshown
from autograder.nbgrader_plugin.template import make_template

SCHEME = "=== BEGIN MARK SCHEME ===\n{}\n=== END MARK SCHEME ==="
SHOWS = ["![]({})", "![the key]({})", '<img src="{}">', "text ![]({} 'title') text", "[ref]: {}", "nothing"]


def picture(secret):
    return {"image/png": base64.b64encode(secret.encode()).decode()}


def written(name, source, task=False):
    """Return a written answer, or a task with its mark scheme, with a picture of that name's secret."""
    about = {"grade": not task, "solution": not task, "task": task, "locked": False, "points": 2, "schema_version": 3}
    cell = nbformat.v4.new_markdown_cell(source, id=name, metadata={"nbgrader": about | {"grade_id": name}})
    cell.attachments = {"key.png": picture(f"secret of {name}"), "question.png": picture(f"question of {name}")}
    return cell


def cells():
    """Return written answers and tasks, in each of which the key is shown in another way in what is not released."""
    made = []
    for number, how in enumerate(SHOWS):
        key, question = how.format("attachment:key.png"), how.format("attachment:question.png")
        made += [
            written(f"answer{number}", key),
            written(f"scheme{number}", SCHEME.format(key)),
            written(f"partly{number}", f"{question}\n### BEGIN SOLUTION\n{key}\n### END SOLUTION"),
            written(f"task{number}", f"{question}\n{SCHEME.format(key)}", task=True),
        ]
    return made


def test_no_key_is_released_and_every_question_is(tmp_path):
    course = make_course(tmp_path / "course", {})
    source = course / "source" / "ps" / "squares.ipynb"
    nbformat.write(notebook(given("base = 2"), answer("twice", RIGHT["twice"]), *cells()), source)
    app = ReleaseApp()
    app.initialize(["ps", f"--course-dir={course}", "--quiet"])
    app.start()
    text = (course / "release" / "ps" / "squares.ipynb").read_text()
    template = str(make_template(source, app.config))
    asked = 0
    for cell in cells():
        name = cell.id
        assert picture(f"secret of {name}")["image/png"] not in text, name
        shown = "attachment:question.png" in cell.source
        asked += shown
        assert (picture(f"question of {name}")["image/png"] in text) == shown, name
        if "task" not in name:
            assert picture(f"secret of {name}")["image/png"] not in template, name
    assert asked == 2 * (len(SHOWS) - 1)


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("![](attachment:a.png)", {"a.png"}),
        ("![](attachment:my%20key.png)", {"my key.png"}),
        ("![](<attachment:my key.png>)", {"my key.png"}),
        ("![](attachment:a.png) ![](attachment:my%20key.png)", {"a.png", "my key.png"}),
        ("![](attachment:a.png2)", set()),
        ("![](a.png)", set()),
        ("a.png", set()),
        ("", set()),
    ],
)
def test_what_the_text_shows_stays(source, kept):
    cell = nbformat.v4.new_markdown_cell(source)
    cell.attachments = {"a.png": picture("a"), "my key.png": picture("b")}
    drop_unshown(cell)
    assert set(cell.get("attachments", {})) == kept
