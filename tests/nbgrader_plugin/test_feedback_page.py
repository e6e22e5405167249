"""The page that a student gets back: the summary at its head, marks by hand named, each verdict once, and no network."""

import base64
import copy
import re
import shutil
import subprocess
import sys
from dataclasses import replace

import nbformat
import pytest
from bs4 import BeautifulSoup
from grading_tools import ONE_WORKER, ROOT, command
from jinja2 import Environment
from nbconvert.exporters import HTMLExporter
from nbconvert.filters import ansi2html, markdown2html
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbgrader.api import Gradebook
from nbgrader.preprocessors import GetGrades
from sqlalchemy import text
from traitlets.config import PyFileConfigLoader

from autograder.engine.colours import CODES, with_sound_colours
from autograder.engine.own_files import FILES_MB, read_own_files
from autograder.engine.pictures import prose_with_pictures
from autograder.judging.verdict import State
from autograder.nbgrader_plugin.feedback_lines import Line, stopped_before
from autograder.nbgrader_plugin.feedback_page import TEMPLATES, FeedbackExporter
from autograder.nbgrader_plugin.formulas import mathml, message_html, with_mathml, within
from autograder.nbgrader_plugin.made_once import MadeOnce
from autograder.nbgrader_plugin.page_marks import GIVEN, HANDED_IN, SAID, ClassMarks, ShowMarks
from autograder.virtual.assignments import homework
from autograder.virtual.demonstration import build_course, read_folder, submit
from autograder.virtual.students import mistaken, turns_of

ASSIGNMENT = "ps1_exposure"
NOTEBOOK = "microdose_limit"
STUDENT = "h1-b-m-or"
NUDGE = "The two conditions are joined by AND."
PLACE = (NOTEBOOK, ASSIGNMENT, STUDENT)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course with one notebook, in which a student took a wrong turn; a person has marked two parts, and it was late."""
    template = tmp_path_factory.mktemp("template")
    (template / "source" / ASSIGNMENT).mkdir(parents=True)
    (template / "nbgrader_config.py").write_text((ROOT / "nbgrader_config.py").read_text() + ONE_WORKER)
    shutil.copy(ROOT / "source" / ASSIGNMENT / f"{NOTEBOOK}.ipynb", template / "source" / ASSIGNMENT)
    course = tmp_path_factory.mktemp("made") / "course"
    build_course(template, course, [ASSIGNMENT], [])
    folders = (course / "source" / ASSIGNMENT, course / "release" / ASSIGNMENT)
    answer = dict(turns_of("h1.b"))["M-OR"]
    submit(course, ASSIGNMENT, mistaken(homework(*map(read_folder, folders)), [("h1.b", "M-OR", answer)], STUDENT))
    assert command(course, "autograder", "grade", ASSIGNMENT).returncode == 0
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        row = gradebook.find_submission_notebook(*PLACE)
        row.late_submission_penalty = 3
        grades = {grade.name: grade for grade in row.grades}
        grades["h1-f-mark"].manual_score = 0.25
        grades["h1-j"].manual_score = 3
        grades["h1-j"].needs_manual_grade = False
        gradebook.find_comment("h1-j", *PLACE).manual_comment = "And **the liver**?"
        gradebook.db.commit()
    done = command(course, "autograder", "feedback", ASSIGNMENT)
    assert done.returncode == 0, done.stderr
    return course


@pytest.fixture(scope="module")
def page(course):
    return BeautifulSoup((course / "feedback" / STUDENT / ASSIGNMENT / f"{NOTEBOOK}.html").read_text(), "html.parser")


def line(page, title):
    """Return the text of the summary's line of a part."""
    (row,) = [row for row in page.select(".summary tbody tr") if row.a.text == title]
    return " ".join(row.text.split())


def test_it_opens_with_the_score_and_what_was_taken_off(page):
    head = " ".join(page.header.text.split())
    assert page.html["lang"] == "en" and page.main.find(True) == page.header
    # 20 for the grader's parts, less 2 for (b) and 0.75 for (f), and 3 of 4 from a person: 20.25, less 3
    assert "17.25 of 24 points" in head and "20.25 points less 3 for handing it in late" in head


def test_each_part_has_one_line_with_title_points_state_and_what_to_do(page):
    titles = [row.a.text for row in page.select(".summary tbody tr")]
    assert [title[:3] for title in titles] == [f"({letter})" for letter in "abcdefghij"]
    assert "(a) A function 4 of 4 ✔ right" in line(page, "(a) A function")
    told = line(page, "(b) Two rules")
    assert "0 of 2 ✘ known wrong turn" in told and NUDGE in told


def test_what_a_person_has_given_or_changed_is_named(page):
    assert "0.25 of 1 ◐ marked by a person A person has set these points. The grader had given 1." in line(
        page, "(f) Extension: the calendar"
    )
    assert "3 of 4 ◐ marked by a person" in line(page, "(j) In your own words")
    assert page.select_one("#h1-j .comment strong").text == "the liver"


def test_each_verdict_stands_there_once_and_nothing_stray_beside_it(page):
    text = page.main.text
    assert text.count(NUDGE) == 1 and page.select(".autograder-card") == []
    assert not any(
        words in text for words in ("Test cell", "Out[", "In [", "0 of 0", "hidden tests run here", "check(")
    )


def test_every_line_leads_to_its_answer(page):
    targets = [link["href"] for link in page.select(".summary a")]
    assert len(targets) == 10 and all(page.select_one(target) for target in targets)
    assert "limit_two_rules_ug" in page.select_one("#h1-b").text


def test_it_needs_no_network_and_runs_no_script(page):
    assert page.find("script") is None and page.find("link") is None
    assert "default-src 'none'" in page.find("meta", attrs={"http-equiv": True})["content"]
    assert not [tag for tag in page.find_all(src=True) if not tag["src"].startswith("data:")]


def test_what_waits_for_a_person_is_not_called_wrong(course):
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        row = gradebook.find_submission_notebook(*PLACE)
        before = {grade.name: grade.manual_score for grade in row.grades}
        for grade in row.grades:
            if grade.name in ("h1-j", "h1-c-mark"):
                grade.manual_score = None
                grade.auto_score = None
                grade.needs_manual_grade = True
        gradebook.db.commit()
    assert before["h1-j"] == 3
    assert command(course, "nbgrader", "generate_feedback", "--force", ASSIGNMENT).returncode == 0
    page = BeautifulSoup((course / "feedback" / STUDENT / ASSIGNMENT / f"{NOTEBOOK}.html").read_text(), "html.parser")
    assert "– of 4 … is read by a person" in line(page, "(j) In your own words")
    assert "– of 2 … needs a person" in line(page, "(c) Three rules")
    assert "2 parts wait for a person" in page.header.text


def graded_cell(name, **role):
    about = {"grade_id": name, "grade": False, "solution": False} | role
    return nbformat.v4.new_code_cell("", metadata={"nbgrader": about})


def test_a_cell_that_stopped_is_told_where_a_part_fails_and_in_no_other_line():
    error = nbformat.v4.new_output("error", ename="KeyError", evalue="'<b>'", traceback=[])
    own = nbformat.v4.new_code_cell("table['<b>']", outputs=[error])
    answer = graded_cell("b", solution=True)
    check = graded_cell("b-check", grade=True)
    for cell in (answer, check):
        cell.outputs = [error]
    marks = [graded_cell(f"{letter}-mark", grade=True) for letter in "abc"]
    cells = [own, marks[0], answer, check, marks[1], marks[2]]
    lines = {
        "a-mark": Line("a", "(a)", "0 of 2", State.NOT_STARTED, "open", "Answer."),
        "b-mark": Line("b", "(b)", "1 of 2", State.PARTIAL, "partly", "Half."),
        "c-mark": Line("c", "(c)", "0 of 2", State.WRONG, "open", "No."),
    }
    stopped = stopped_before(cells, lines)
    assert list(stopped) == ["b-mark"]
    parts = {line.anchor: replace(line, stopped=stopped.get(name, "")) for name, line in lines.items()}
    about = {"notebook": "n", "score": 1, "max_score": 6, "late_penalty": 0, "parts": parts}
    html, _ = FeedbackExporter().from_notebook_node(
        nbformat.v4.new_notebook(cells=[]), resources={"nbgrader": about, "metadata": {"path": ""}}
    )
    page = BeautifulSoup(html, "html.parser")
    assert "Half. Before this part the cell that begins table['<b>'] stops" in line(page, "(b)")
    assert html.count("Before this part") == 1 and page.find("b", string="'") is None


def test_formulas_are_mathml_and_what_is_none_stays_as_typed():
    html = with_mathml(r"Take $D_\min/100$, then" "\n\n" r"$$\frac{a}{b}$$")
    soup = BeautifulSoup(html, "html.parser")
    assert [formula["display"] for formula in soup.find_all("math")] == ["inline", "block"]
    assert soup.find("mfrac") and "$" not in html
    assert mathml(r"\frac{") == r"<code>\frac{</code>"


def test_a_message_has_code_emphasis_and_formulas_and_all_else_is_text():
    soup = BeautifulSoup(message_html("`f(1)` is *not* $x^2$ <script>a</script> ![b](http://c) # d"), "html.parser")
    assert {tag.name for tag in soup.find_all(True)} >= {"code", "em", "math"}
    assert soup.find(["script", "img", "h1", "a"]) is None and "<script>a</script>" in soup.text


def test_the_templates_are_compiled_once_for_all_exporters_of_a_process(monkeypatch):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("text"), nbformat.v4.new_code_cell("x")])
    about = {"notebook": "n", "score": 0, "max_score": 0, "late_penalty": 0}
    resources = {"nbgrader": about, "metadata": {"path": ""}}
    page, _ = FeedbackExporter().from_notebook_node(notebook, resources=resources)
    monkeypatch.setattr(Environment, "compile", lambda *_, **__: pytest.fail("compiled once more"))
    again, _ = FeedbackExporter().from_notebook_node(notebook, resources=resources)
    assert page == again and ">text<" in page


def test_outputs_keep_their_place_and_a_picture_that_is_not_there_stops_no_page():
    cell = nbformat.v4.new_code_cell("1 + 1")
    cell.outputs = [nbformat.v4.new_output("execute_result", {"text/plain": "2"}, execution_count=1)]
    cell.outputs.append(nbformat.v4.new_output("display_data", {"text/latex": r"$\frac{1}{2}$"}))
    text = nbformat.v4.new_markdown_cell("![a curve](attachment:gone.png)")
    about = {"notebook": "n", "score": 0, "max_score": 0, "late_penalty": 0}
    html, _ = FeedbackExporter().from_notebook_node(
        nbformat.v4.new_notebook(cells=[cell, text]), resources={"nbgrader": about, "metadata": {"path": ""}}
    )
    soup = BeautifulSoup(html, "html.parser")
    assert soup.find("mfrac") and "Out[" not in soup.text and "[picture missing: a curve]" in soup.text
    assert soup.select_one(".output pre").text.strip() == "2"


PNG = b"\x89PNG and so on"
SHOWING = ("![x]({})", "a <img src='{}'> b", "<div>\n<img src='{}'>\n</div>", "![x][r]\n\n[r]: <{}>")
SECRET = b"the hidden tests"


@pytest.mark.parametrize("showing", SHOWING)
def test_no_file_but_a_picture_of_the_notebooks_own_folder_is_taken_into_a_page(tmp_path, showing):
    folder = tmp_path / "ps"
    folder.mkdir()
    (folder / "curve.png").write_bytes(PNG)
    (folder / "curve.svg").write_bytes(b"<?xml version='1.0'?><svg></svg>")
    for name in ("squares.ipynb", "data.csv", "renamed.png", "../away.png"):
        (folder / name).write_bytes(PNG if "away" in name else SECRET)
    (folder / "link.png").symlink_to(folder / "squares.ipynb")
    (folder / "linked.png").symlink_to(tmp_path / "away.png")

    def page(name):
        return with_mathml(showing.format(name), embed_images=True, path=str(folder))

    for name in ("squares.ipynb", "squares&#46;ipynb", "data.csv", "renamed.png", "link.png", "linked.png"):
        assert "base64" not in page(name), name
    for name in ("../away.png", str(tmp_path / "away.png"), "a" * 300 + ".png", "a\x00.png"):
        assert "base64" not in page(name), name
    assert base64.b64encode(PNG).decode() in page("curve.png") and "data:image/svg+xml" in page("curve.svg")


NAMES = (
    "<img src='key.txt'>.csv",
    "<img src='key&#46;txt'>.csv",
    "![x](key.txt).csv",
    "`![x](key.txt)`.csv",
    "a `$$ b $$ <b>c<\\b> ![x](key.txt) `.csv",
    "a`\\\\[<i>`\\\\].csv",
    r"\begin{a}`<i>`\end{a}.csv",
    "[x](javascript:alert(1)).csv",
    "a\n\n# b.csv",
)


@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_a_file_is_text_on_every_page(tmp_path, name):
    (tmp_path / "key.txt").write_bytes(SECRET)
    (tmp_path / name).write_bytes(bytes((FILES_MB << 20) + 1))
    (comment,) = read_own_files(tmp_path, [])[1]
    exporter = FeedbackExporter()
    for page in (exporter.comment_html(comment), markdown2html(comment), message_html(comment)):
        assert sorted({tag.name for tag in BeautifulSoup(page, "html.parser").find_all(True)}) == ["code", "p"]


def test_a_comment_keeps_the_name_of_a_file_and_the_form_that_a_person_gave_it(tmp_path):
    (tmp_path / "Übung_2 (neu), 5%.csv").write_bytes(bytes((FILES_MB << 20) + 1))
    exporter = FeedbackExporter()
    (comment,) = read_own_files(tmp_path, [])[1]
    assert BeautifulSoup(exporter.comment_html(comment), "html.parser").code.text == "Übung_2 (neu), 5%.csv"
    soup = BeautifulSoup(
        exporter.comment_html("And **the liver**, $x^2$?\n\n* one\n* [two](https://a.org)\n\n<img src=x>"),
        "html.parser",
    )
    assert soup.strong.text == "the liver" and soup.math and len(soup.find_all("li")) == 2
    assert soup.a["href"] == "https://a.org" and soup.img is None and "<img src=x>" in soup.text


def test_a_text_that_takes_too_long_stands_there_as_it_was_typed():
    left, html = within(0.05, lambda: re.match("(a+)+$", "a" * 40 + "<b>"), "a<b>")
    assert left == 0 and html == "<pre>a&lt;b&gt;</pre>"
    assert within(30, lambda: with_mathml("*a*"), "")[1] == "<p><em>a</em></p>\n"


LONG = {
    "a line": "x = '%" + "0" * 60_000 + "'",
    "lines": ("'%" + "0" * 400 + "'\n") * 200,
    "a text over lines": "x = '''" + "{a[\n" * 15_000,
    "colons": "if x:" + "@a." * 20_000,
}


def pages(config, *cells):
    """Return two pages of some cells: the one that a student gets back, and a marker's."""
    notebook = nbformat.v4.new_notebook(cells=[*cells])
    about = {"nbgrader": {"notebook": "n", "score": 0, "max_score": 0, "late_penalty": 0}, "metadata": {"path": ""}}
    exporters = FeedbackExporter(), HTMLExporter(config=config, template_name="basic")
    return [
        BeautifulSoup(exporter.from_notebook_node(notebook, resources=about)[0], "html.parser")
        for exporter in exporters
    ]


@pytest.fixture(scope="module")
def settings():
    return PyFileConfigLoader("nbgrader_config.py", str(ROOT)).load_config()


@pytest.mark.parametrize("name", LONG)
def test_long_code_is_plain_on_every_page_and_none_of_it_is_lost(settings, name):
    code = LONG[name].strip()
    quoted = "\n".join(f"> {line}" for line in ["~~~python", *code.split("\n"), "~~~"])
    for page in pages(settings, nbformat.v4.new_code_cell(code), nbformat.v4.new_markdown_cell(quoted)):
        assert [block.text.strip() for block in page.find_all("pre")] == [code] * 2
        assert not page.select("pre span[class]")


def test_code_as_people_write_it_has_its_colours_on_every_page(settings):
    line = "    total += dose * 2  # " + " ".join(["a remark that goes on"] * 15)
    code = "for dose in doses:\n" + "\n".join([line] * 40)
    cells = nbformat.v4.new_code_cell(code), nbformat.v4.new_markdown_cell(f"As in\n\n```python\n{code}\n```")
    for page in pages(settings, *cells):
        blocks = page.find_all("pre")
        assert [block.text.strip() for block in blocks] == [code] * 2
        assert all(block.find("span", string="for") for block in blocks)


STRAY = (
    "\x1b[38mred",
    "\x1b[48;5mred",
    "\x1b[1;38;2;1mred",
    "\x1b[038mred",
    "\x1b\x1b[K[38mred",
    "\x1b[\n38mred",
    "\x1b[38;1;2;3;38mred",
)
SEEN = (
    "\x1b[31mred\x1b[0m",
    "\x1b[1;38;5;160mred",
    "\x1b[4;48;2;0;9;255;31mred",
    "a\x1b[Kb \x1b[36mred",
    "\x1b[;91mred",
)


def coloured(text):
    """Return a code cell that has put out a text in each way in which a text can be put out."""
    return nbformat.v4.new_code_cell(
        "1",
        outputs=with_sound_colours(
            [
                nbformat.v4.new_output("stream", text=text),
                nbformat.v4.new_output("display_data", {"text/plain": text, "image/png": "AAAA"}),
                nbformat.v4.new_output("execute_result", {"text/plain": text}),
                nbformat.v4.new_output("error", ename="E", evalue=text, traceback=[text, "second line"]),
            ]
        ),
    )


@pytest.mark.parametrize("text", STRAY)
def test_a_stray_colour_code_stops_no_page(settings, text):
    for page in pages(settings, coloured(text)):
        assert page.text.count("red") == 3 and "\x1b" not in page.text


@pytest.mark.parametrize("text", SEEN)
def test_colours_are_seen_on_every_page(settings, text):
    for page in pages(settings, coloured(text)):
        spans = page.find_all("span", string="red")
        assert len([span for span in spans if span.get("class") or span.get("style")]) == 3
        assert "\x1b" not in page.text


def test_so_many_colours_are_kept_and_no_text_is_lost():
    (kept,) = with_sound_colours([nbformat.v4.new_output("stream", text="\x1b[31mx" * 3 * CODES + "y")])
    assert (
        kept["text"].count("\x1b[31m") == CODES
        and kept["text"].replace("\x1b[31m", "").replace("\x1b[0m", "") == "x" * 3 * CODES + "y"
    )
    assert kept["text"].count("\x1b[0m") == 1


def test_a_coloured_traceback_stays_as_it_is():
    trace = "\x1b[31m---\x1b[39m\n\x1b[38;5;28;01mdef\x1b[39;00m \x1b[34mf\x1b[39m(x):\x1b[0;32m----> 1\x1b[0m\x1b[43m f\x1b[49m"
    error = nbformat.v4.new_output(
        "error", ename="AttributeError", evalue="", traceback=[trace, "\x1b[1;31mE\x1b[0m: x"]
    )
    assert with_sound_colours([error]) == [error]


def test_every_colour_of_a_traceback_is_one_on_the_page():
    names = re.findall(r"\.(ansi-[a-z-]+)[ ,{]", (TEMPLATES / "student_feedback" / "page.css").read_text())
    for number in range(31, 38):
        for code in (number, number + 60):
            (span,) = BeautifulSoup(ansi2html(f"\x1b[{code}mred"), "html.parser").find_all("span")
            assert set(span["class"]) <= set(names), code


def test_a_text_that_nothing_can_be_made_of_stands_there_as_it_was_typed(monkeypatch):
    def parsed(page, **options):
        if "<pre>" not in page:
            raise RecursionError("a page of a thousand nested tags")
        return BeautifulSoup(page, **options)

    monkeypatch.setattr("autograder.nbgrader_plugin.formulas.BeautifulSoup", parsed)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("*deep* <b>")])
    about = {"nbgrader": {"notebook": "n", "score": 0, "max_score": 0, "late_penalty": 0}, "metadata": {"path": ""}}
    html, _ = FeedbackExporter().from_notebook_node(notebook, resources=about)
    assert BeautifulSoup(html, "html.parser").pre.text == "*deep* <b>"


OPEN = ("</main></div><div><b>bold", "<style>*{color:red}", "<!-- a remark", "<textarea>", "<div " * 50)


def test_what_a_student_leaves_open_takes_nothing_of_the_page_with_it():
    exporter = FeedbackExporter()
    for tags in OPEN:
        shows = nbformat.v4.new_code_cell("show()")
        shows.outputs = [nbformat.v4.new_output("display_data", {"text/html": tags})]
        raw = nbformat.v4.new_raw_cell(tags, metadata={"raw_mimetype": "text/html"})
        texts = [nbformat.v4.new_markdown_cell(text) for text in (f"A {tags}\n\n{tags}", "the *end*")]
        about = {"nbgrader": {"notebook": "n", "score": 0, "max_score": 0, "late_penalty": 0}, "metadata": {"path": ""}}
        html, _ = exporter.from_notebook_node(nbformat.v4.new_notebook(cells=[shows, raw, *texts]), resources=about)
        page = BeautifulSoup(html, "html.parser")
        assert page.em.text == "end" and page.em.find_parent("main"), tags
        assert not page.em.find_parent(["b", "style", "textarea"]), tags


def test_what_is_the_same_for_every_student_is_made_once(monkeypatch):
    made = []
    monkeypatch.setattr("autograder.nbgrader_plugin.feedback_page.code_html", lambda code: made.append(code) or code)
    monkeypatch.setattr("autograder.nbgrader_plugin.formulas.with_mathml", lambda text, **_: made.append(text) or text)
    exporter = FeedbackExporter()
    picture = "![same words](attachment:a.png)"  # of each student's own
    for own in ("x = 1", "x = 2"):
        cells = [nbformat.v4.new_code_cell(code) for code in ("dose = 3", own)]
        cells += [nbformat.v4.new_markdown_cell(text) for text in ("A story.", picture)]
        about = {"notebook": "n", "score": 0, "max_score": 0, "late_penalty": 0}
        told = {"nbgrader": about, "metadata": {"path": ""}}
        exporter.from_notebook_node(nbformat.v4.new_notebook(cells=cells), resources=told)
    assert made == ["dose = 3", "x = 1", "A story.", picture, "x = 2", picture]


def test_what_is_kept_of_pages_has_a_bound(monkeypatch):
    monkeypatch.setattr("autograder.nbgrader_plugin.made_once.CHARACTERS", 100)
    made = MadeOnce()
    for number in range(10):
        made.keep(("code", f"x = {number}"), "-" * 20)
        assert made.get(("code", "x = 0")) == "-" * 20  # what is used stays
    assert made.size == sum(len(kind + text + page) for (kind, text), page in made.pages.items()) <= 100
    assert made.get(("code", "x = 1")) is None and made.get(("code", "x = 9"))


def test_marks_and_comments_on_a_page_are_those_that_nbgrader_itself_puts_there(course):
    place = {"notebook": NOTEBOOK, "assignment": ASSIGNMENT, "student": STUDENT}
    place["db_url"] = f"sqlite:///{course / 'gradebook.db'}"
    graded = nbformat.read(course / "autograded" / STUDENT / ASSIGNMENT / f"{NOTEBOOK}.ipynb", as_version=4)
    with Gradebook(place["db_url"]) as gradebook:
        grades = gradebook.find_submission_notebook(*PLACE).grades
        grades[0].extra_credit = 0.5
        grades[1].manual_score = 0.25
        gradebook.db.commit()
        ours = place | {"marks": ClassMarks(gradebook, ASSIGNMENT).of(STUDENT, NOTEBOOK)}
    theirs, told = GetGrades().preprocess(copy.deepcopy(graded), {"nbgrader": place.copy()})
    found, about = ShowMarks().preprocess(graded, {"nbgrader": ours})
    assert [cell.metadata for cell in found.cells] == [cell.metadata for cell in theirs.cells]
    for name in ("score", "max_score", "late_penalty"):
        assert about["nbgrader"][name] == pytest.approx(told["nbgrader"][name]), name


def test_of_the_bank_only_what_the_assignment_asks_is_loaded(course):
    script = f"""
import sys
from nbgrader.api import Gradebook
from autograder.nbgrader_plugin.page_marks import load_problems
with Gradebook("sqlite:///{course / "gradebook.db"}") as gradebook:
    for assignment in ("gone", {ASSIGNMENT!r}):
        load_problems(gradebook, assignment)
        print(*(name for name in sys.modules if name.startswith("autograder.bank.h")))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["", "autograder.bank.h01_microdose_limit"]


@pytest.mark.parametrize("statement", (GIVEN, SAID, HANDED_IN))
def test_for_one_page_no_table_of_the_gradebook_is_looked_through(tmp_path, statement):
    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as gradebook:
        told = statement.params({name: ["a"] if name == "cells" else "a" for name in statement.compile().params})
        words = told.compile(gradebook.engine, compile_kwargs={"literal_binds": True})
        plan = [step.detail for step in gradebook.db.execute(text(f"EXPLAIN QUERY PLAN {words}"))]
    assert plan and not [step for step in plan if step.startswith("SCAN")]


def test_the_command_names_whose_page_could_not_be_made_and_makes_the_others(course):
    folder = course / "autograded" / STUDENT / ASSIGNMENT
    other = course / "autograded" / "another" / ASSIGNMENT
    shutil.copytree(folder, other)
    done = command(course, "autograder", "feedback", ASSIGNMENT)
    assert done.returncode == 2 and f"none for another, {NOTEBOOK} (MissingEntry: " in done.stderr
    assert "Traceback" not in done.stderr and len(done.stderr.splitlines()) == 1
    assert (course / "feedback" / STUDENT / ASSIGNMENT / f"{NOTEBOOK}.html").is_file()
    shutil.rmtree(other.parent)


TAGS = (
    r"\text{<img/src='squares.ipynb'>}",
    r"\text{&lt;base/href=//evil.example&gt;}",
    r"\frac{\text{<meta/http-equiv=refresh>}}{2}",
    r"\color{red'\"><b>}x",
    r"\mathrm{<script>}",
)


@pytest.mark.parametrize("tex", TAGS)
def test_a_formula_that_a_student_wrote_holds_no_tag(tex):
    for page in (message_html(f"Your code stops with $ {tex}$"), with_mathml(f"Take ${tex}$.")):
        names = {tag.name for tag in BeautifulSoup(page, "html.parser").find_all(True)}
        assert "math" in names and not names & {"img", "base", "meta", "b", "script"}


def test_a_formula_cannot_act_on_its_page_and_reads_as_before():
    assert "evil" not in mathml(r"\href{//evil.example}{x}") and "red" not in mathml(r"\style{color:red}{x}")
    soup = BeautifulSoup(mathml(r"a<b \le \text{AUC & 5 > 3}"), "html.parser")
    texts = [tag.text.replace("\xa0", " ") for tag in soup.find_all(["mi", "mo", "mtext"])]
    assert texts == ["a", "<", "b", "≤", "AUC & 5 > 3"]


ELSEWHERE = "https://evil.example/p.png"
REMOTE = (
    rf"![\](attachment:mine.png)]({ELSEWHERE})",
    rf"![\](attachment:]({ELSEWHERE})",
    f"![`](attachment:mine.png)`]({ELSEWHERE})",
    f"`![`](attachment:mine.png)`]({ELSEWHERE})",
    f"![$](attachment:mine.png)$]({ELSEWHERE})",
    f"![a ![b](attachment:mine.png)]({ELSEWHERE})",
    f"![![a]](attachment:mine.png)\n\n[a]: {ELSEWHERE}",
    f"![<https://a](attachment:mine.png)>]({ELSEWHERE})",
    f"| ![a | b](attachment:mine.png)]({ELSEWHERE}) |\n|--|--|\n| x | y |",
)


def both(text):
    """Return a written answer with an attached picture as nbconvert and as our page shows it."""
    kept, pictures = prose_with_pictures(text, {"mine.png": {"image/png": "iVBORw0KGgo="}})
    renderer = IPythonRenderer(escape=False, attachments=pictures)
    pages = MarkdownWithMath(renderer).render(kept), with_mathml(kept, attachments=pictures)
    return [BeautifulSoup(page, "html.parser") for page in pages]


@pytest.mark.parametrize("text", REMOTE)
def test_no_picture_from_elsewhere_is_loaded_by_who_reads_an_answer(text):
    for page in both(text):
        assert not [image for image in page.find_all("img") if not image["src"].startswith("data:image/png;")]


def test_an_attached_picture_is_seen_whatever_words_stand_for_it():
    for words in ("", "a curve", "the $C_\\max$ of `f` [1]", r"50 \% < 1", "look!"):
        for page in both(f"See ![{words}](attachment:mine.png 'a title') and [it](attachment:mine.png)."):
            assert page.img["src"].startswith("data:image/png;") and page.text.startswith("See  and it.")
            assert page.img["alt"] == words.replace("$", "").replace("`", "").replace("\\", "")
