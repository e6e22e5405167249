"""A self-learner's first hour in a browser: from the map to a chapter, practice, a problem set, its review and back."""

import re

from browser import SHOTS, SWITCH, TAKEN_UP
from playwright.sync_api import expect

from autograder.bank import find_part
from autograder.judging.misconceptions import CATALOGUE

MAP, CHAPTER = "work/course/index.ipynb", "work/course/principles/01_the_microdose.ipynb"
PRACTICE, GRADED = "work/course/hands_on/01_exposure.ipynb", "work/release/ps1_exposure/microdose_limit.ipynb"
FRONT = ".jp-NotebookPanel:not(.lm-mod-hidden)"
RIGHT = "min(given.d_min * 1000 / 100, 100)"
IS_SHOWN = """path => {
    const shown = jupyterapp.shell.currentWidget;
    return shown?.context?.path == path && shown.context.isReady && shown.sessionContext.session?.kernel;
}"""
NEW_CELL = """async () => {
    const notebook = jupyterapp.shell.currentWidget.content;
    notebook.activeCellIndex = notebook.widgets.length - 1;
    await jupyterapp.commands.execute('notebook:insert-cell-below');
}"""
PRINTED = """() => jupyterapp.shell.currentWidget.content.widgets.at(-1).model.outputs?.toJSON()
    .map(output => output.data?.['text/plain'] ?? output.ename).join()"""
TOO_WIDE = "panel => panel.scrollWidth > panel.clientWidth + 1"


class Learner:
    """Someone at a page, who presses keys and nothing else, or touches a narrow screen."""

    def __init__(self, page, keys):
        self.page = page
        self.keys = keys

    def front(self, selector, **having):
        return self.page.locator(f"{FRONT} {selector}", **having)

    def press(self, element):
        element.scroll_into_view_if_needed()
        if self.keys:
            element.press("Enter")
        else:
            element.click()

    def follow(self, link, path):
        self.press(link.first)
        self.page.wait_for_function(IS_SHOWN, arg=path)

    def follow_link_to(self, path):
        self.follow(self.front(f".jp-MarkdownOutput {TAKEN_UP}[href*='{path.rpartition('/')[2]}']"), path)

    def switch_to(self, path):
        self.page.evaluate(SWITCH, path)
        self.page.wait_for_function(IS_SHOWN, arg=path)

    def run_all(self):
        if self.keys:
            self.front(".jp-Cell").first.focus()
            for keys in ("Escape", "Control+a", "Control+Enter"):
                self.page.keyboard.press(keys)
        else:
            self.page.get_by_role("menuitem", name="Run", exact=True).click()
            self.page.get_by_role("menuitem", name="Run All Cells", exact=True).click()

    def fill(self, box, text):
        box.fill(text)
        box.press("Enter")

    def look(self, what):
        self.page.screenshot(path=SHOTS / f"first_hour_{'keys' if self.keys else 'narrow'}_{what}.png")
        if not self.keys:
            panels = self.front(":is(.autograder-panel, .autograder-card, .microkit-demo)")
            assert [panel.text_content()[:60] for panel in panels.all() if panel.evaluate(TOO_WIDE)] == []


def spend_the_first_hour(page, keys):
    """Do what the course asks of a newcomer, from the map that is open, and be wrong where one is wrong.

    `keys` is for someone without a mouse; someone else touches.
    """
    learner = Learner(page, keys)
    page.wait_for_function(IS_SHOWN, arg=MAP)
    if not keys:
        page.locator("[data-id='filebrowser']").click()  # touched again, the list of files makes room
    learner.look("map")
    learner.follow_link_to(CHAPTER)
    guess_wrong(learner)
    learner.switch_to(MAP)
    learner.follow_link_to(PRACTICE)
    try_a_practice(learner)
    learner.follow_link_to(GRADED)
    hand_a_slip_to_the_check(learner)
    practise_what_the_review_names(learner)
    follow_the_review_to_its_section(learner)
    learner.switch_to(MAP)
    see_progress(learner)


def guess_wrong(learner):
    learner.run_all()
    guess = learner.page.get_by_label("Your guess (µg)")
    panel = learner.front(".autograder-panel", has=guess).first
    learner.fill(panel.get_by_label("Your guess (µg)"), "100")
    panel.get_by_role("status").filter(has_text="2.5 times too high").wait_for()
    expect(panel.get_by_role("button", name="Committed")).to_be_focused()
    panel.locator("img.widget-image").first.scroll_into_view_if_needed()
    learner.look("guess")


def try_a_practice(learner):
    learner.run_all()
    panel = learner.front(".autograder-panel", has=learner.page.get_by_label("Answer", exact=True)).first
    learner.press(panel.get_by_role("button", name="Hint"))
    panel.get_by_text("Hint:").wait_for()
    learner.fill(panel.get_by_label("Answer", exact=True), "-1")
    panel.get_by_text("wrong sign").wait_for()
    learner.press(panel.get_by_role("button", name="Worked solution"))
    learner.look("practice")


def hand_a_slip_to_the_check(learner):
    problem, part = find_part("h1.b")
    answer = learner.front(".jp-CodeCell", has_text=f"{part.variable} = (").locator(".cm-content").first
    answer.focus() if learner.keys else answer.click()
    learner.page.keyboard.press("Control+a")
    learner.page.keyboard.type(f"{part.variable} = {part.wrong_turns[0].gives(problem.canonical()):g}")
    learner.run_all()


def practise_what_the_review_names(learner):
    page = learner.page
    _, part = find_part("h1.b")
    review = learner.front(".jp-OutputArea-output", has_text="parts right")
    review.get_by_text(CATALOGUE[part.wrong_turns[0].code]).wait_for()
    assert review.locator("summary", has_text="Worked solution").count() == 1
    review.scroll_into_view_if_needed()
    learner.look("review")
    learner.press(page.get_by_role("button", name=f"(b) {part.heading}"))
    panel = learner.front(".autograder-panel .autograder-panel")
    panel.wait_for()
    page.evaluate(NEW_CELL)
    page.keyboard.press("Enter")
    page.keyboard.type(RIGHT)
    page.keyboard.press("Control+Enter")
    printed = page.wait_for_function(PRINTED).json_value()
    learner.fill(panel.get_by_label("Answer", exact=True), re.search(r"[\d.]+$", printed)[0])
    panel.get_by_text("Right in a row: 1").wait_for()
    learner.look("right")


def follow_the_review_to_its_section(learner):
    review = learner.front(".jp-OutputArea-output", has_text="parts right")
    learner.follow(review.locator(TAKEN_UP), CHAPTER)
    expect(learner.front("h2", has_text="1 Two limits at once")).to_be_in_viewport()
    learner.look("section")


def see_progress(learner):
    learner.run_all()
    told = learner.front(".jp-OutputArea-output", has_text="chapters read").first
    practised = told.get_by_role("row").filter(has_text="h1.b")
    practised.filter(has_text="known wrong turn").wait_for()
    practised.scroll_into_view_if_needed()
    learner.look("progress")
    assert told.locator("p", has_text="Next:").get_by_role("link").first.get_attribute("href")
