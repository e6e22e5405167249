"""What a reader meets: JupyterLab in Chromium, a chapter run from top to bottom, a slider moved with the keyboard."""

import json
import re
import shutil
import statistics

import nbformat
import pytest
import yaml
from browser import OPEN, READY, ROOT, RUN_ALL, SHOTS, chromium, lab, press_and_time, rest_at_lowest, run_notebook

from microkit.demos.stage import load, names

DEMOS = {load(name).TITLE: name for name in names()}
COPIES = ".ipynb_checkpoints"
FOUND = (path.relative_to(ROOT / "course") for path in (ROOT / "course").rglob("*.ipynb"))
CHAPTERS = sorted(path.as_posix() for path in FOUND if COPIES not in path.parts)
QUESTIONS = """
half:
  ask: Is it half?
  options: ["yes, half", "no, a third"]
  answer: no, a third
  reveal: {say: "Of $D_\\\\min$.", demo: hundredth}
share:
  ask: Which share?
  unit: "%"
  answer: share
  reveal: {say: "So {share:g}.", code: "share = 5"}
"""
LIVING = ".autograder-panel:visible"
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
    (course / "01_ask.yaml").write_text(QUESTIONS, encoding="utf-8")
    setup = "from autograder import predict\nfrom microkit.demos import explore"
    for name, cells in {
        "one": [setup, 'explore("limits")'],
        "ask": [setup, 'predict("1.half")', 'predict("1.share")'],
        "alone": ["from autograder import practice\n" + setup, 'explore("limits")', 'practice("h1.b")'],
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
    return page.locator(".microkit-demo")


def test_a_fast_drag_leaves_no_queue_of_old_frames(page):
    assert run_notebook(page, "one.ipynb") == []
    demo = demos_on(page)
    demo.locator("img.widget-image").evaluate(COUNT_FRAMES)
    demo.get_by_role("slider").first.evaluate(HURRY)
    shown = demo.locator(".widget-readout").first.text_content()
    demo.get_by_role("status").filter(has_text=f"Dmin = {shown} ").wait_for()
    page.wait_for_timeout(500)
    assert 1 <= page.evaluate("frames") <= 5


def test_the_reveal_waits_for_a_guess_by_keyboard_alone(page):
    assert run_notebook(page, "ask.ipynb") == []
    commit = page.get_by_role("button", name="Commit").first
    commit.press("Enter")
    page.get_by_role("alert").filter(has_text="Commit a guess first").wait_for()
    assert demos_on(page).count() == 0
    group = page.get_by_role("radiogroup", name="Is it half?")
    group.get_by_role("radio").first.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    assert commit.evaluate("button => button == document.activeElement"), "a group of radio buttons is one Tab stop"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.get_by_role("status").filter(has_text="Your guess: yes, half. Answer: no, a third.").wait_for()
    demos_on(page).first.wait_for()
    box = page.get_by_label("Your guess (%)")
    box.press_sequentially("0,2")
    box.press("Tab")
    page.wait_for_timeout(500)
    assert page.get_by_text("too low").count() == 0, "a guess was committed by leaving its box"
    box.press("Enter")
    page.get_by_role("status").filter(has_text="25 times too low. Your guess was read as 0.2 %.").wait_for()
    page.screenshot(path=SHOTS / "predict.png")


def test_a_reopened_notebook_shows_its_questions_and_the_last_answers(page, tmp_path):
    page.evaluate("() => jupyterapp.commands.execute('docmanager:save')")
    page.wait_for_timeout(1000)
    page.evaluate(OPEN, "ask.ipynb")
    page.wait_for_function(READY, arg="ask.ipynb")
    page.get_by_text("Your last answer: yes, half").wait_for()
    assert page.get_by_text("Your last answer: 0,2").is_visible()
    assert page.get_by_text("Error displaying widget").locator("visible=true").count() == 0
    assert page.locator(LIVING).count() == 0
    page.screenshot(path=SHOTS / "reopened.png")
    page.evaluate(RUN_ALL)
    page.get_by_role("status").filter(has_text="25 times too low").wait_for()
    assert page.get_by_text("Your last answer").locator("visible=true").count() == 0


def test_a_reopened_notebook_says_what_its_demos_and_practice_were(page):
    stand_ins = ("Run this cell to see it and to move its sliders.", "Practice of h1.b: run this cell")
    assert run_notebook(page, "alone.ipynb") == []
    page.locator(LIVING).wait_for()
    assert [page.get_by_text(words).locator("visible=true").count() for words in stand_ins] == [0, 0]
    page.evaluate("() => jupyterapp.commands.execute('docmanager:save')")
    page.wait_for_timeout(1000)
    page.evaluate(OPEN, "alone.ipynb")
    page.wait_for_function(READY, arg="alone.ipynb")
    for words in stand_ins:
        page.get_by_text(words).locator("visible=true").wait_for()
    assert page.get_by_text("Error displaying widget").locator("visible=true").count() == 0
    page.screenshot(path=SHOTS / "reopened_alone.png")


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
    explored = {name for chapter in CHAPTERS for cell in code_cells(chapter) for name in EXPLORED.findall(cell.source)}
    files = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in (ROOT / "course").rglob("[0-9]*.yaml")]
    revealed = {question["reveal"].get("demo") for file in files for question in file.values() if "reveal" in question}
    assert explored | revealed - {None} == set(DEMOS.values()) and len(explored) >= 10
