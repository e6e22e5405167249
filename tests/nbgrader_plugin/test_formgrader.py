"""nbgrader's formgrader in a real browser over a course that we graded: scores, feedback, marks by hand, its own button."""

import pytest
from browser import SHOTS, chromium, lab
from grading_tools import RIGHT, command, gradebook, hand_in, make_course, scores

pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    students = {"anna": RIGHT, "ben": RIGHT | {"area": "area = 3"}}
    course = make_course(tmp_path_factory.mktemp("formgrader") / "course", students)
    assert command(course, "autograder", "grade", "ps").returncode == 0
    return course


@pytest.fixture(scope="module")
def page(course, tmp_path_factory):
    """A browser page that has opened formgrader, and a function that opens one of its pages."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    with lab(course, tmp_path_factory.mktemp("lab")) as address, chromium(tmp_path_factory.mktemp("chromium")) as page:
        page.goto(address("formgrader"))
        page.show = lambda place: page.goto(address(f"formgrader/{place}"))
        yield page


def open_submission(page, mark):
    """Open the student's notebook "squares", as formgrader shows it for marking by hand, that has a certain mark."""
    page.show("gradebook/ps/squares")
    page.get_by_role("link", name="Submission #").first.wait_for()
    for place in page.get_by_role("link", name="Submission #").evaluate_all("links => links.map(link => link.href)"):
        page.goto(place)
        page.locator("#test_area[placeholder]").wait_for()  # the scores come after the page
        if page.locator(mark).count():
            return
    pytest.fail(f"no submission has {mark}")


def test_the_scores_are_shown(page):
    page.show("manage_submissions/ps")
    for student, score in (("anna", "10 / 12"), ("ben", "8 / 12")):
        row = page.get_by_role("row").filter(has_text=student)
        row.get_by_text(score).wait_for()
        row.get_by_text("needs manual grading").wait_for()
    page.screenshot(path=SHOTS / "formgrader_scores.png")


def test_a_submission_shows_the_feedback_and_takes_marks_by_hand(page, course):
    open_submission(page, "#test_area[placeholder='0']")
    page.get_by_text("wrong: not the area").wait_for()
    page.get_by_text("Because a square grows with its side.").wait_for()  # the model answer
    page.locator("#why").fill("1.5")
    page.locator("#why").press("Tab")
    page.locator("#squares-comment").fill("Neat, and short.")
    page.locator("#squares-comment").press("Tab")

    def saved():
        marks, comments = gradebook(course)
        return (
            marks["ben", "squares", "why"][1] == 1.5 and comments["ben", "squares", "squares"][1] == "Neat, and short."
        )

    for _ in range(100):
        if saved():
            break
        page.wait_for_timeout(100)
    assert saved()
    page.screenshot(path=SHOTS / "formgrader_by_hand.png", full_page=True)
    page.show("manage_submissions/ps")
    page.get_by_role("row").filter(has_text="ben").get_by_text("9.5 / 12").wait_for()


def test_the_autograde_button_grades_in_isolation_and_keeps_the_marks_by_hand(page, course):
    hand_in(course, "ben", RIGHT, "2030-01-01 12:00:00 UTC")
    page.show("manage_submissions/ps")
    page.get_by_role("row").filter(has_text="ben").locator(".autograde a").click()
    page.get_by_text("Successfully").first.wait_for(timeout=120_000)
    page.screenshot(path=SHOTS / "formgrader_button.png")
    assert scores(course)["ben", "squares", "test_area"] == (2, 0)
    assert gradebook(course)[0]["ben", "squares", "why"][1] == 1.5
    text = (course / "autograded" / "ben" / "ps" / "squares.ipynb").read_text()
    assert '"sandbox": true' in text and '"mode": "examined"' in text
