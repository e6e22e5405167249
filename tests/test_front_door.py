"""The front door: `make lab` as the README has it, and every kind of link from there, clicked in a browser."""

import json
import os
import re
import shutil
import subprocess

import nbformat
import pytest
from browser import OPEN, ROOT, SHOTS, chromium, make_lab

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
IS_COUNTED = "() => [...jupyterapp.shell.currentWidget.content.model.cells].some(cell => cell.executionCount == 1)"
SAVE = "() => jupyterapp.commands.execute('docmanager:save')"
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
def page(clone, tmp_path_factory):
    SHOTS.mkdir(parents=True, exist_ok=True)
    with (
        make_lab(clone, tmp_path_factory.mktemp("lab")) as address,
        chromium(tmp_path_factory.mktemp("chromium")) as page,
    ):
        page.goto(address)
        page.wait_for_function("() => window.jupyterapp?.restored.then(() => true)")
        yield page


def wait_for(page, notebook):
    """Wait until a notebook of the learner's folder is the one in front, and check its title."""
    page.wait_for_function(IS_SHOWN, arg=f"work/{notebook}")
    title = nbformat.read(ROOT / notebook, as_version=4).cells[0].source.splitlines()[0].removeprefix("# ")
    page.wait_for_function(f"title => ({TITLE})() == title", arg=plain(title))


def plain(title):
    return re.sub(r"[*`]", "", title)


def test_make_lab_opens_the_learners_own_copy_of_the_first_page(page, clone):
    wait_for(page, MAP)
    page.screenshot(path=SHOTS / "front_door.png")


@pytest.mark.parametrize(("start", "end"), [(start, end) for start, end, _ in WALK], ids=[way for *_, way in WALK])
def test_a_link_leads_to_the_right_notebook(page, start, end):
    page.evaluate(OPEN, f"work/{start}")
    wait_for(page, start)
    target = os.path.relpath(end, os.path.dirname(start))
    assert link_to(start, target), "the notebook has no such link"
    front = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    link = front.locator(f"a[href*='{os.path.basename(end)}']")
    link.first.scroll_into_view_if_needed()
    link.first.click()
    wait_for(page, end)


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
    told.locator("p", has_text="Next:").get_by_role("link").first.click()
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
