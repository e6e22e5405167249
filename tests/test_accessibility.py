"""Our own elements by axe-core, in JupyterLab light and dark and on the pages that are files; and the keys that reach them."""

import shutil

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import ROOT, SHOTS, chromium, lab, run_notebook
from grading_tools import ONE_WORKER, command
from nbconvert import HTMLExporter
from playwright.sync_api import expect

REVIEW = ".jp-OutputArea-output.jp-RenderedMarkdown"
OURS = f"{REVIEW}, .microkit-demo, .autograder-panel, .autograder-question, .autograder-card"
WARM_UP = "ps0_warmup"
THEME = "theme => jupyterapp.commands.execute('apputils:change-theme', {theme})"
IS_DARK = "dark => (document.body.dataset.jpThemeLight == 'false') == dark"
QUESTIONS = """
quick:
  ask: Which is right?
  options: [{text: this, right: true, say: "So $D_\\\\min$."}, {text: that, say: "No."}]
half:
  ask: Is it half?
  options: ["yes", "no"]
  answer: "no"
  reveal: {say: "Of $D_\\\\min$.", code: "print(1)  # LONG", demo: hundredth}
share:
  ask: Which share?
  unit: "%"
  answer: share
  reveal: {say: "So {share:g}.", code: "share = 5"}
"""
CELLS = (
    "from autograder import check, predict, practice, quiz, review\nfrom microkit.demos import explore, static",
    'quiz("1.quick")',
    'predict("1.half")',
    'predict("1.share")',
    'practice("h1.b")',
    'practice("h1.g")',
    'check("h1.b", 3)',
    'check("h1.b", ...)',
    'check("h1.c", 100)',
    'review("h1")',
    'explore("occupancy")',
    'static("limits")',
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("course")


@pytest.fixture(scope="module")
def page(folder, tmp_path_factory):
    """A notebook with one of each of our elements, run, and its questions answered."""
    private = tmp_path_factory.mktemp("lab")
    (folder / "01_ask.yaml").write_text(
        QUESTIONS.replace("LONG", "a line that is too long for the page " * 9), encoding="utf-8"
    )
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, folder / "all.ipynb")
    SHOTS.mkdir(parents=True, exist_ok=True)
    with lab(folder, private) as address, chromium(tmp_path_factory.mktemp("chromium")) as page:
        page.goto(address("lab"))
        page.wait_for_function("() => window.jupyterapp?.restored.then(() => true)")
        assert run_notebook(page, "all.ipynb") == []
        answer(page)
        yield page


def answer(page):
    for group in ("Which is right?", "Is it half?"):
        page.get_by_role("radiogroup", name=group).get_by_role("radio").first.press("Space")
        page.keyboard.press("Enter")
    page.get_by_label("Your guess (%)").fill("7")
    page.get_by_label("Your guess (%)").press("Enter")
    page.get_by_role("button", name="Worked solution").first.press("Enter")
    page.get_by_text("Your guess was read as 7 %.").wait_for()
    page.get_by_role("checkbox", name="Code: the lines").last.press("Space")
    page.get_by_role("region", name="Code of this picture").wait_for()


def violations(page, within):
    """Return what axe-core finds wrong inside some elements, in words; there must be something to look at."""
    found = Axe().run(page, context=within, options={"resultTypes": ["violations", "passes"]})
    assert "color-contrast" in {rule["id"] for rule in found.response["passes"]}
    return found.generate_report() if found.violations_count else ""


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_panels_demos_and_cards_have_no_violation(page, theme):
    page.evaluate(THEME, theme)
    page.wait_for_function(IS_DARK, arg=theme.endswith("Dark"))
    for element in OURS.split(", "):
        assert page.locator(element).count()
    assert violations(page, OURS) == ""
    page.locator(REVIEW, has_text="Worked solution").last.scroll_into_view_if_needed()
    page.screenshot(path=SHOTS / f"review_{theme.split()[-1].lower()}.png")


@pytest.mark.parametrize("run", [True, False], ids=["run", "unrun"])
def test_a_notebook_as_html_shows_its_questions_to_readers_without_a_kernel(page, folder, run):
    page.evaluate("() => jupyterapp.commands.execute('docmanager:save')")
    notebook = nbformat.read(folder / "all.ipynb", as_version=4)
    notebook.metadata.pop("widgets", None)
    if not run:
        for cell in notebook.cells:
            cell.outputs = []
    html = folder / f"{run}.html"
    html.write_text(HTMLExporter().from_notebook_node(notebook)[0], encoding="utf-8")
    tab = page.context.new_page()
    tab.goto(html.as_uri())
    for question in ("Which is right?", "Is it half?", "Which share?"):
        assert tab.get_by_text(question).count() == run
    assert tab.get_by_text("Your last answer: 7").count() == run
    assert tab.get_by_text("Practice of h1.b: run this cell").count() == run
    assert tab.get_by_text("Run this cell to see it and to move its sliders").count() == run
    for machinery in ("Error displaying widget", "VBox(", "Demo("):
        assert tab.get_by_text(machinery).count() == 0
    assert tab.get_by_text("So 5").count() == 0, "the answer stays in its file"
    tab.screenshot(path=SHOTS / f"as_html_{'run' if run else 'unrun'}.png", full_page=True)
    tab.close()


def test_a_slider_speaks_its_name_and_its_value_in_the_unit(page):
    slider = page.get_by_role("slider", name="Dissociation constant, Kd")
    assert slider.get_attribute("aria-valuetext") == "2 nM"
    slider.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "3 nM")


def test_a_group_of_options_is_one_tab_stop_with_a_name(page):
    group = page.get_by_role("radiogroup", name="Occupancy axis")
    page.get_by_role("slider", name="Therapeutic dose").press("Tab")
    inside = "group => group.contains(document.activeElement)"
    assert group.evaluate(inside)
    page.keyboard.press("ArrowRight")
    assert group.get_by_role("radio", name="log").is_checked()
    page.keyboard.press("Tab")
    assert not group.evaluate(inside)


def test_the_code_of_a_picture_is_reached_and_copied_by_keyboard(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    code = page.get_by_role("region", name="Code of this picture")
    page.get_by_role("checkbox", name="Code: the lines").last.press("Tab")
    assert code.evaluate("code => code == document.activeElement")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("() => navigator.clipboard.readText()") == code.text_content()
    page.locator(".microkit-demo", has=code).screenshot(path=SHOTS / "demo_code.png")


def test_on_a_narrow_page_a_slider_has_the_full_width_below_its_label(page):
    page.evaluate("() => { if (!jupyterapp.shell.leftCollapsed) jupyterapp.shell.collapseLeft(); }")
    page.set_viewport_size({"width": 400, "height": 900})
    demo = page.locator(".microkit-demo").last
    label, track = demo.locator(".widget-label").first, demo.locator(".noUi-base").first
    page.wait_for_function("demo => demo.clientWidth < 400", arg=demo.element_handle())
    assert label.bounding_box()["y"] + label.bounding_box()["height"] <= track.bounding_box()["y"]
    assert track.bounding_box()["width"] > demo.bounding_box()["width"] / 2
    assert demo.evaluate("demo => demo.scrollWidth <= demo.clientWidth")
    page.set_viewport_size({"width": 1300, "height": 1000})


@pytest.fixture
def graded(tmp_path):
    """A course in which one student has handed in the warm-up as it was released."""
    handed_in = tmp_path / "submitted" / "anna" / WARM_UP
    shutil.copytree(ROOT / "source" / WARM_UP, tmp_path / "source" / WARM_UP)
    shutil.copytree(ROOT / "release" / WARM_UP, handed_in)
    (tmp_path / "nbgrader_config.py").write_text((ROOT / "nbgrader_config.py").read_text() + ONE_WORKER)
    for step in ("release", "grade", "feedback", "report"):
        done = command(tmp_path, "autograder", step, WARM_UP)
        assert done.returncode == 0, done.stdout + done.stderr
    return tmp_path


def test_feedback_and_report_have_no_violation(page, graded):
    tab = page.context.new_page()
    reports = list((graded / "reports").glob("*.html"))
    (feedback,) = (graded / "feedback" / "anna" / WARM_UP).glob("*.html")
    assert len(reports) == 2
    for file in (*reports, feedback):
        tab.goto(file.as_uri())
        assert violations(tab, "html") == ""
