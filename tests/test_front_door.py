"""The front door: `make lab` as the README has it, a first hour, and every kind of link from there, in a browser."""

import contextlib
import json
import os
import re
import shutil
import subprocess

import nbformat
import pytest
from browser import OPEN, ROOT, SHOTS, SWITCH, TAKEN_UP, chromium, make_lab
from first_hour import spend_the_first_hour
from playwright.sync_api import TimeoutError as StillElsewhere

from autograder.learner.work_folder import lay_out

GRADED = "release/ps1_exposure/microdose_limit.ipynb"
FIRST, SECOND = "course/principles/01_the_microdose.ipynb", "course/principles/02_receptor_occupancy.ipynb"
PRACTICE, MAP = "course/hands_on/01_exposure.ipynb", "course/index.ipynb"
WALK = [
    (MAP, FIRST, "index to chapter"),
    (FIRST, SECOND, "chapter to the next"),
    (SECOND, PRACTICE, "chapter to hands-on"),
    (PRACTICE, GRADED, "hands-on to graded notebook"),
    (PRACTICE, MAP, "hands-on back to the map"),
    (MAP, GRADED, "index to graded notebook"),
    (MAP, PRACTICE, "index to hands-on"),
    (MAP, "course/glossary.ipynb", "index to glossary"),
    ("course/glossary.ipynb", MAP, "glossary back to the map"),
]
IS_SHOWN = """path => {
    const shown = jupyterapp.shell.currentWidget;
    return shown?.context?.path == path && shown.context.isReady;
}"""
GO_TO_CELL = """async text => {
    const notebook = jupyterapp.shell.currentWidget.content;
    const place = [...notebook.model.cells].findIndex(cell => cell.sharedModel.getSource().includes(text));
    notebook.activeCellIndex = place;
    await notebook.scrollToItem(place);
}"""
IS_COUNTED = "() => [...jupyterapp.shell.currentWidget.content.model.cells].some(cell => cell.executionCount == 1)"
SAVE = "() => jupyterapp.commands.execute('docmanager:save')"
CLOSE_ALL = """async () => {
    for (const widget of [...jupyterapp.shell.widgets('main')]) {
        if (widget.context) widget.context.model.dirty = false;
        widget.close();
    }
    await jupyterapp.serviceManager.sessions.shutdownAll();
}"""
CLICKS = 5  # JupyterLab may set a cell anew under the mouse: people click again
PHONE = {"width": 400, "height": 900}
TITLE = "() => jupyterapp.shell.currentWidget.node.querySelector('h1')?.textContent.replace('¶', '').trim()"


def git(clone, *arguments):
    identity = ["-c", "user.name=Learner", "-c", "user.email=learner@example.org"]
    done = subprocess.run(["git", *identity, *arguments], cwd=clone, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """A clone of the course as it stands here, with the environment of this one."""
    clone = tmp_path_factory.mktemp("front") / "clone"
    listing = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    for name in filter(None, listing):
        if (ROOT / name).is_file():
            (clone / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, clone / name)
    os.symlink(ROOT / ".venv", clone / ".venv")
    git(clone, "init", "--quiet")
    git(clone, "add", "--all")
    git(clone, "commit", "--quiet", "--message=the course")
    return clone


@pytest.fixture(scope="module")
def private(tmp_path_factory):
    return tmp_path_factory.mktemp("lab")


@pytest.fixture(scope="module")
def address(clone, private):
    with make_lab(clone, private) as address:
        yield address


@pytest.fixture(scope="module")
def page(address, tmp_path_factory):
    SHOTS.mkdir(parents=True, exist_ok=True)
    with chromium(tmp_path_factory.mktemp("chromium")) as page:
        arrive(page, address)
        yield page


def arrive(page, address):
    page.goto(address)
    page.wait_for_function("() => window.jupyterapp?.restored.then(() => true)")
    wait_for(page, MAP)  # which comes to the front a moment later


def begin_anew(page, address, clone, private):
    """Close all, and come to `make lab` with a folder and a JupyterLab that nobody has used."""
    page.evaluate(CLOSE_ALL)
    page.goto("about:blank")
    for folder in (clone / "work", private / "jupyterlab_workspaces_dir"):
        shutil.rmtree(folder)
    lay_out(clone, clone / "work")
    arrive(page, address)


def wait_for(page, notebook, milliseconds=60_000):
    """Wait until a notebook of the learner's folder is the one in front, and check its title."""
    page.wait_for_function(IS_SHOWN, arg=f"work/{notebook}", timeout=milliseconds)
    title = nbformat.read(ROOT / notebook, as_version=4).cells[0].source.splitlines()[0].removeprefix("# ")
    page.wait_for_function(f"title => ({TITLE})() == title", arg=plain(title), timeout=milliseconds)


def plain(title):
    return re.sub(r"[*`]", "", title)


def test_make_lab_opens_the_learners_own_copy_of_the_first_page(page, clone):
    wait_for(page, MAP)
    page.screenshot(path=SHOTS / "front_door.png")


def test_a_first_hour_by_keyboard_alone(page):
    spend_the_first_hour(page, keys=True)


def test_a_first_hour_on_a_narrow_page(page, address, clone, private):
    desk = page.viewport_size
    page.set_viewport_size(PHONE)
    begin_anew(page, address, clone, private)
    spend_the_first_hour(page, keys=False)
    page.set_viewport_size(desk)
    begin_anew(page, address, clone, private)


@pytest.mark.parametrize(("start", "end"), [(start, end) for start, end, _ in WALK], ids=[way for *_, way in WALK])
def test_a_link_leads_to_the_right_notebook(page, start, end):
    target = os.path.relpath(end, os.path.dirname(start))
    assert link_to(start, target), "the notebook has no such link"
    for _ in range(CLICKS):
        page.evaluate(SWITCH, f"work/{start}")
        wait_for(page, start)
        page.evaluate(GO_TO_CELL, f"]({target})")
        front = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
        front.locator(f"{TAKEN_UP}[href*='{os.path.basename(end)}']:visible").first.click()
        with contextlib.suppress(StillElsewhere):
            wait_for(page, end, 20_000)
            return
    pytest.fail(f"no click on the link leads to {end}")


def link_to(start, target):
    return any(f"]({target})" in cell.source for cell in nbformat.read(ROOT / start, as_version=4).cells)


def test_what_comes_next_is_a_link_in_the_progress_on_the_map(page):
    page.evaluate(OPEN, f"work/{MAP}")
    wait_for(page, MAP)
    page.evaluate("() => jupyterapp.shell.currentWidget.sessionContext.ready")
    page.evaluate("() => jupyterapp.commands.execute('notebook:run-all-cells')")
    told = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-OutputArea-output", has_text="chapters read")
    told.scroll_into_view_if_needed()
    told.screenshot(path=SHOTS / "progress.png")
    page.screenshot(path=SHOTS / "progress_page.png")
    told.locator("p", has_text="Next:").locator(TAKEN_UP).first.click()
    wait_for(page, FIRST)


def test_a_chapter_saved_untouched_is_the_same_file(page, clone):
    page.evaluate(OPEN, f"work/{SECOND}")
    wait_for(page, SECOND)
    page.evaluate("() => jupyterapp.shell.currentWidget.sessionContext.ready")
    page.evaluate("() => { jupyterapp.shell.currentWidget.context.model.dirty = true; }")
    page.evaluate(SAVE)
    saved, committed = (json.loads((folder / SECOND).read_text()) for folder in (clone / "work", ROOT))
    kernel = saved["metadata"].pop("language_info")  # names the learner's own Python, as soon as a kernel has started
    assert kernel["name"] == committed["metadata"].pop("language_info")["name"] == "python"
    assert saved == committed


def test_nothing_that_a_learner_does_shows_in_git(page, clone):
    page.evaluate(OPEN, f"work/{FIRST}")
    wait_for(page, FIRST)
    page.evaluate("() => jupyterapp.shell.currentWidget.sessionContext.ready")
    page.evaluate("() => jupyterapp.commands.execute('notebook:run-all-cells')")
    page.wait_for_function(IS_COUNTED)
    page.evaluate(SAVE)
    saved = nbformat.read(clone / "work" / FIRST, as_version=4)
    assert 1 in [cell.get("execution_count") for cell in saved.cells]
    assert git(clone, "status", "--porcelain") == ""
