"""What a reader meets: JupyterLab in Chromium, a chapter run from top to bottom, a slider moved with the keyboard."""

import json
import re
import shutil
import statistics

import nbformat
import pytest
from browser import ROOT, SHOTS, chromium, lab, press_and_time, rest_at_lowest, run_notebook

from microkit.demos.stage import load, names

DEMOS = {load(name).TITLE: name for name in names()}
COPIES = ".ipynb_checkpoints"
FOUND = (path.relative_to(ROOT / "course") for path in (ROOT / "course").rglob("*.ipynb"))
CHAPTERS = sorted(path.as_posix() for path in FOUND if COPIES not in path.parts)
ASK = 'predict("Half?", options=("yes", "no"), answer="no", because="A third.", demo="hundredth")'
EXPLORED = re.compile(r'explore\("(\w+)"')
COUNT_FRAMES = """picture => {
    window.frames = 0;
    new MutationObserver(() => frames++).observe(picture, {attributeFilter: ['src']});
}"""
HURRY = """handle => {
    for (let i = 0; i < 20; i++)
        handle.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowLeft', bubbles: true}));
    for (let i = 0; i < 25; i++)
        handle.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowRight', bubbles: true}));
}"""
BROKEN = """import microkit.demos.limits as demo
widget = explore("limits", f=30)
draw = demo.draw
def fail(artists, **settings):
    raise ValueError("no such dose < here")
demo.draw = fail
widget"""


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    SHOTS.mkdir(parents=True, exist_ok=True)
    private, course = tmp_path_factory.mktemp("lab"), tmp_path_factory.mktemp("work") / "course"
    shutil.copytree(ROOT / "course", course, ignore=shutil.ignore_patterns(COPIES))
    setup = "from microkit.demos import explore, predict"
    for name, cells in {
        "one": [setup, 'explore("limits")'],
        "ask": [setup, ASK],
        "broken": [setup, BROKEN],
    }.items():
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
        notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
        nbformat.write(notebook, course / f"{name}.ipynb")
    with lab(course, private) as address, chromium(tmp_path_factory.mktemp("chromium")) as page:
        page.goto(address("lab"))
        page.wait_for_function("() => window.jupyterapp?.restored.then(() => true)")
        yield page


def demos_on(page):
    return page.locator(".widget-vbox", has=page.locator("img.widget-image"))


def test_a_fast_drag_leaves_no_queue_of_old_frames(page):
    assert run_notebook(page, "one.ipynb") == []
    demo = demos_on(page)
    demo.locator("img.widget-image").evaluate(COUNT_FRAMES)
    demo.get_by_role("slider").first.evaluate(HURRY)
    shown = demo.locator(".widget-readout").first.text_content()
    demo.get_by_role("status").filter(has_text=f"D_min = {shown} ").wait_for()
    page.wait_for_timeout(500)
    assert 1 <= page.evaluate("frames") <= 5


def test_the_reveal_waits_for_a_guess(page):
    assert run_notebook(page, "ask.ipynb") == []
    commit = page.get_by_role("button", name="Commit")
    commit.click()
    page.get_by_text("Commit a guess first").wait_for()
    assert demos_on(page).count() == 0
    page.get_by_label("yes", exact=True).click()
    commit.click()
    page.get_by_text("Answer: no. A third.").wait_for()
    demos_on(page).first.wait_for()
    page.screenshot(path=SHOTS / "predict.png")


def test_a_redraw_that_fails_says_so(page):
    assert run_notebook(page, "broken.ipynb") == []
    demos_on(page).first.get_by_role("slider").first.press("ArrowRight")
    page.get_by_role("alert").filter(has_text="could not be drawn: no such dose < here").wait_for()


@pytest.fixture(scope="module")
def times():
    """Milliseconds from key to picture by demo, kept in a file at the end."""
    times = {}
    yield times
    medians = {name: round(statistics.median(values), 1) for name, values in times.items()}
    (SHOTS / "slider_to_picture_ms.json").write_text(json.dumps({"median": medians, "all": times}, indent=1))


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_runs_and_each_of_its_demos_follows_the_keyboard(page, times, chapter):
    assert run_notebook(page, chapter) == []
    demos = demos_on(page)
    assert demos.count() == sum(cell.source.count("explore(") for cell in code_cells(chapter))
    for demo in demos.all():
        picture = demo.locator("img.widget-image")
        name = DEMOS[picture.get_attribute("title")]  # which is also its name for a screen reader
        before = rest_at_lowest(page, demo)
        times.setdefault(name, []).extend(press_and_time(page, demo, presses=7))
        assert picture.screenshot() != before
        demo.screenshot(path=SHOTS / f"demo_{name}.png")
    page.screenshot(path=SHOTS / f"{chapter.replace('/', '_').removesuffix('.ipynb')}.png")


def code_cells(chapter):
    return [cell for cell in nbformat.read(ROOT / "course" / chapter, 4).cells if cell.cell_type == "code"]


def test_the_chapters_show_every_demo():
    shown = {name for chapter in CHAPTERS for cell in code_cells(chapter) for name in EXPLORED.findall(cell.source)}
    assert shown == set(DEMOS.values()) and len(shown) >= 12
