"""Chapter 1 alive in a browser that has nothing installed: run, play, answer wrong and right, reload, go on, take it home."""

import shutil

import nbformat
import pytest
from browser import FAILED_CELLS, ROOT, RUN_ALL, SHOTS, rest_at_lowest
from first_hour import NEW_CELL, SWITCH
from grading_tools import command, scores
from site_tools import Visit

pytest_plugins = ["site_tools"]
CHAPTER = "course/principles/01_the_microdose.ipynb"
GRADED = "release/ps1_exposure/microdose_limit.ipynb"
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
RUN_ABOVE = """async text => {
    const notebook = jupyterapp.shell.currentWidget.content;
    const place = notebook.widgets.findIndex(cell => cell.model.sharedModel.getSource().startsWith(text));
    notebook.activeCellIndex = place + 1;
    await jupyterapp.commands.execute('notebook:run-all-above');
}"""
WRITE = """([id, code]) => {
    const notebook = jupyterapp.shell.currentWidget.content;
    notebook.widgets.find(cell => cell.model.id == id).model.sharedModel.setSource(code);
}"""
SHOWN = """path => {
    const shown = jupyterapp.shell.currentWidget;
    return shown?.context?.path == path && shown.context.isReady && shown.content.widgets.length > 0;
}"""


@pytest.fixture(scope="module")
def live(page, address, private):
    """The chapter, opened from its page to read and run once."""
    page.set_viewport_size({"width": 1300, "height": 1000})
    visit = Visit("page to read, first visit", private)
    page.goto(address + CHAPTER.replace("ipynb", "html"))
    visit.note("it is there")
    visit = Visit("live, first visit", private)
    page.get_by_role("link", name="Open live").first.click()
    page.get_by_role("status").filter(has_text="Python is being loaded into your browser").wait_for()
    assert (
        page.get_by_role("link", name="read the page").get_attribute("href").endswith(CHAPTER.replace("ipynb", "html"))
    )
    page.screenshot(path=SHOTS / "site_loading.png")
    first_answer(page, visit)
    run_all(page)
    return page


def first_answer(page, visit):
    """Run the notebook as far as its first question, and answer that."""
    page.wait_for_function(IS_READY, arg=CHAPTER)
    visit.note("the kernel is there")
    page.evaluate(RUN_ABOVE, "quiz(")
    quiz = panel(page, "How many micrograms are 0.25 mg?")
    quiz.get_by_role("radio", name="250", exact=True).check()
    quiz.get_by_role("button", name="Check").click()
    quiz.get_by_role("status").filter(has_text="Right.").wait_for()
    visit.note("the first answer is marked")
    page.locator("#loading-words").wait_for(state="detached")


def run_all(page):
    page.wait_for_function(IS_READY, arg=CHAPTER)
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


def bring_in(page, buttons, file):
    with page.expect_file_chooser() as chooser:
        buttons.get_by_role("button", name="Bring in a saved file").click()
    chooser.value.set_files(file)


def test_progress_is_saved_as_a_file_and_brought_in(live, tmp_path):
    said(live, "from autograder import progress\nprogress()")
    buttons = panel(live, "Save my progress as a file").last
    buttons.get_by_role("button", name="Save my progress as a file").click()
    with live.expect_download() as download:
        buttons.get_by_role("link", name="microdosing-progress.jsonl").click()
    download.value.save_as(tmp_path / "mine.jsonl")
    saved = (tmp_path / "mine.jsonl").read_text(encoding="utf-8")
    assert '"answer": "250"' in saved
    bring_in(live, buttons, tmp_path / "mine.jsonl")
    buttons.get_by_role("status").filter(has_text="was here already").wait_for()
    (tmp_path / "more.jsonl").write_text('{"part": "h9.a", "how": "self-check", "state": "right", "streak": 0}\n')
    bring_in(live, buttons, tmp_path / "more.jsonl")
    buttons.get_by_role("status").filter(has_text="One entry brought in from more.jsonl").wait_for()
    live.locator(".jp-Cell").last.get_by_text("h9.a").wait_for()
    live.screenshot(path=SHOTS / "site_progress.png")


def test_who_comes_back_goes_on_and_loads_python_from_what_the_browser_keeps(live, address, private):
    live.evaluate(SAVE)
    live.goto("about:blank")
    visit = Visit("live, second visit", private)
    live.goto(f"{address}lite/lab/index.html?path={CHAPTER}")
    first_answer(live, visit)
    assert [path for path in visit.sent() if "/static/pyodide/" in path] == []
    run_all(live)
    panel(live, "How many micrograms are 0.25 mg?").get_by_text("Your last answer: 250").wait_for()
    said(live, "from autograder import progress\nprogress()")
    for part in ("h1.b", "h9.a"):
        live.locator(".jp-Cell").last.get_by_text(part).first.wait_for()


def test_the_work_is_taken_home_as_a_notebook(live, tmp_path):
    mine = nbformat.read(taken_home(live, tmp_path / "mine.ipynb"), as_version=4)
    nbformat.validate(mine)
    given = nbformat.read(ROOT / CHAPTER, as_version=4)
    assert [cell.id for cell in mine.cells][: len(given.cells)] == [cell.id for cell in given.cells]


def test_a_problem_set_filled_in_and_downloaded_is_graded(live, tmp_path):
    (tmp_path / "source" / "ps1_exposure").mkdir(parents=True)
    shutil.copy(ROOT / "source" / "ps1_exposure" / "microdose_limit.ipynb", tmp_path / "source" / "ps1_exposure")
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    in_course(tmp_path, "release")
    live.evaluate(SWITCH, GRADED)
    live.wait_for_function(SHOWN, arg=GRADED)
    live.evaluate(WRITE, ["h1-b", "limit_two_rules_ug = 60.0"])
    place = tmp_path / "submitted" / "ada" / "ps1_exposure"
    place.mkdir(parents=True)
    taken_home(live, place / "microdose_limit.ipynb")
    in_course(tmp_path, "grade")
    points = {cell: score for (_, _, cell), (score, _) in scores(tmp_path).items()}
    assert points["h1-b-mark"] == 2 and points["h1-a-mark"] == 0


def in_course(folder, verb):
    """Do something with the problem set in a process of its own: this one has the event loop of the browser."""
    done = command(folder, "autograder", verb, "ps1_exposure", under=("env",))
    assert done.returncode == 0, done.stdout + done.stderr


def taken_home(page, file):
    """Save the notebook that is shown, download it to a file, and return the file."""
    page.evaluate(SAVE)
    with page.expect_download() as download:
        page.evaluate(DOWNLOAD)
    download.value.save_as(file)
    return file


def test_on_a_phone_the_notebook_has_the_width_and_nobody_else_is_asked(page, address, asked):
    page.set_viewport_size({"width": 400, "height": 800})
    page.goto(f"{address}lite/lab/index.html?path={CHAPTER}")
    page.wait_for_function(IS_READY, arg=CHAPTER)
    page.wait_for_function("() => document.querySelector('.jp-Notebook').getBoundingClientRect().width > 380")
    page.screenshot(path=SHOTS / "site_live_phone.png")
    assert asked == []
