"""Chapter 1 alive in a browser that has nothing installed: run, play, answer wrong and right, reload, go on, take it home."""

import nbformat
import pytest
from browser import FAILED_CELLS, ROOT, RUN_ALL, SHOTS, rest_at_lowest
from first_hour import NEW_CELL

pytest_plugins = ["site_tools"]
CHAPTER = "course/principles/01_the_microdose.ipynb"
IS_READY = """path => {
    const shown = window.jupyterapp?.shell.currentWidget;
    return shown?.context?.path == path && shown.sessionContext.session?.kernel?.status == 'idle';
}"""
WARNED = """() => jupyterapp.shell.currentWidget.content.widgets.flatMap(cell =>
    (cell.model.outputs?.toJSON() ?? []).filter(output => output.name == 'stderr').map(output => output.text))"""
LAST_OUTPUT = "() => jupyterapp.shell.currentWidget.content.widgets.at(-1).outputArea.node.innerText.trim()"
RUN_CODE = """async code => {
    jupyterapp.shell.currentWidget.content.activeCell.model.sharedModel.setSource(code);
    await jupyterapp.commands.execute('notebook:run-cell');
}"""
SAVE = "() => jupyterapp.commands.execute('docmanager:save')"
DOWNLOAD = "() => jupyterapp.commands.execute('docmanager:download')"
MINUTE = 60_000


@pytest.fixture(scope="module")
def live(page, address):
    """The chapter, run once."""
    page.set_default_timeout(MINUTE)
    page.set_viewport_size({"width": 1300, "height": 1000})
    page.goto(f"{address}lite/lab/index.html?path={CHAPTER}")
    run_all(page)
    return page


def run_all(page):
    page.wait_for_function(IS_READY, arg=CHAPTER, timeout=10 * MINUTE)
    page.evaluate(RUN_ALL)
    assert page.evaluate(FAILED_CELLS) == []


def said(page, code):
    """Run code in a new cell at the end and return what it shows."""
    page.evaluate(NEW_CELL)
    page.evaluate(RUN_CODE, code)
    return page.evaluate(LAST_OUTPUT)


def panel(page, text):
    return page.locator(".autograder-panel").filter(has_text=text)


def test_the_chapter_runs_without_a_warning(live):
    assert live.evaluate(WARNED) == []
    live.screenshot(path=SHOTS / "site_live.png")


def test_a_slider_redraws(live):
    demo = live.locator(".microkit-demo").first
    lowest = rest_at_lowest(live, demo)
    picture = demo.locator("img.widget-image")
    before = picture.get_attribute("src")
    demo.get_by_role("slider").first.press("ArrowRight")
    live.wait_for_function(
        "before => document.querySelector('.microkit-demo img.widget-image').src != before", arg=before
    )
    assert picture.screenshot() != lowest


def test_a_quiz_is_answered_wrong_and_right(live):
    quiz = panel(live, "How many micrograms are 0.25 mg?")
    for option, verdict in (("25", "Not this one."), ("250", "Right.")):
        quiz.get_by_role("radio", name=option, exact=True).check()
        quiz.get_by_role("button", name="Check").click()
        quiz.get_by_role("status").filter(has_text=verdict).wait_for()


def test_a_guess_is_committed_by_enter(live):
    guess = panel(live, "Drug B acts from 4 mg on.")
    guess.get_by_role("textbox").fill("100")
    guess.get_by_role("textbox").press("Enter")
    guess.get_by_role("status").filter(has_text="Your guess was read as 100").wait_for()


def test_practice_is_answered_by_enter_wrong_and_right(live):
    practice = panel(live, "New numbers")
    right = said(live, "given_now = __import__('autograder').given\nprint(min(given_now.d_min * 1000 / 100, 100))")
    for answer, verdict in (("100000", "✘"), (right, "✔")):
        practice.get_by_role("textbox").fill(answer)
        practice.get_by_role("textbox").press("Enter")
        practice.get_by_role("alert").filter(has_text=verdict).wait_for()
    practice.get_by_text("Right in a row: 1").wait_for()


def test_check_tells_a_number_from_a_word(live):
    assert "Expected one number" in said(live, 'from autograder import check\ncheck("h1.b", "many")')
    assert "plausible" in said(live, 'check("h1.b", 90)')


def test_who_comes_back_goes_on(live, address):
    live.evaluate(SAVE)
    live.goto("about:blank")
    live.goto(f"{address}lite/lab/index.html?path={CHAPTER}")
    run_all(live)
    panel(live, "How many micrograms are 0.25 mg?").get_by_text("Your last answer: 250").wait_for()
    assert "h1.b" in said(live, "from autograder import progress\nprogress()")


def test_the_work_is_taken_home_as_a_notebook(live, tmp_path):
    with live.expect_download() as download:
        live.evaluate(DOWNLOAD)
    download.value.save_as(tmp_path / "mine.ipynb")
    mine = nbformat.read(tmp_path / "mine.ipynb", as_version=4)
    nbformat.validate(mine)
    given = nbformat.read(ROOT / CHAPTER, as_version=4)
    assert [cell.id for cell in mine.cells][: len(given.cells)] == [cell.id for cell in given.cells]


def test_nobody_else_was_asked(page, address, asked):
    page.goto(f"{address}lite/lab/index.html?path={CHAPTER}")
    page.wait_for_function(IS_READY, arg=CHAPTER, timeout=10 * MINUTE)
    assert asked == []
