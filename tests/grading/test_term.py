"""A term from release to returned feedback, by the commands that instructors and students type, in two home folders."""

import csv
import os
from datetime import UTC, datetime, timedelta

import nbformat
import pytest
from corpus.notebooks import with_answers
from grading_tools import ONE_WORKER, RIGHT, ROOT, assignment
from nbgrader.api import Gradebook
from warm_start import run_warm

COURSE = "microdosing"
STUDENT_CONFIG = 'c = get_config()\nc.Exchange.root = "{exchange}"\nc.CourseDirectory.course_id = "microdosing"\n'
PENALTY = "\nc.LateSubmissionPlugin.penalty_method = 'zero'\nc.CollectApp.check_owner = False\n"


class Term:
    """A course folder, a home folder of each person, and the exchange between them."""

    def __init__(self, folder):
        self.course = folder / "instructor" / "course"
        self.exchange = folder / "exchange"
        self.folder = folder
        self.exchange.mkdir(mode=0o777)
        self.exchange.chmod(0o777)
        (self.course / "source" / "ps").mkdir(parents=True)
        settings = (ROOT / "nbgrader_config.py").read_text() + ONE_WORKER + PENALTY
        (self.course / "nbgrader_config.py").write_text(settings + f'c.Exchange.root = "{self.exchange}"\n')
        for name, source in assignment().items():
            nbformat.write(source, self.course / "source" / "ps" / f"{name}.ipynb")

    def home(self, student):
        """Return the home folder of a student, with the settings that the course gave out."""
        home = self.folder / student
        if not home.exists():
            home.mkdir()
            (home / "nbgrader_config.py").write_text(STUDENT_CONFIG.format(exchange=self.exchange))
        return home

    def run(self, place, program, *arguments, status=0):
        """Run a command as the owner of a home folder; return what it says."""
        home = place if place != self.course else self.course.parent
        env = os.environ | {"HOME": str(home), "PYTHONPATH": str(ROOT), "JUPYTER_DATA_DIR": str(home / "jupyter")}
        env |= {"JUPYTER_CONFIG_DIR": str(home / "config"), "JUPYTER_RUNTIME_DIR": str(home / "runtime")}
        done = run_warm(program, *arguments, cwd=place, env=env)
        assert done.returncode == status, (arguments, done.stdout[-2000:], done.stderr[-2000:])
        return done.stdout + done.stderr

    def teach(self, program, *arguments, status=0):
        """Run a command of the instructor's."""
        return self.run(self.course, program, *arguments, status=status)

    def study(self, student, *arguments):
        """Run a command of nbgrader's as a student."""
        return self.run(self.home(student), "nbgrader", *arguments)

    def fetch(self, student):
        """Fetch the assignment."""
        self.study(student, "fetch_assignment", "ps", "--course", COURSE)

    def answer(self, student, **texts):
        """Write answers into what was fetched."""
        for name, source in assignment().items():
            mine = {key: text for key, text in (RIGHT | texts).items() if key in {cell.id for cell in source.cells}}
            nbformat.write(
                nbformat.from_dict(with_answers(source, **mine)), self.home(student) / "ps" / f"{name}.ipynb"
            )

    def submit(self, student):
        """Hand in."""
        self.study(student, "submit", "ps", "--course", COURSE, f"--student={student}")

    def gradebook(self):
        """Open the gradebook."""
        return Gradebook(f"sqlite:///{self.course / 'gradebook.db'}", COURSE)

    def due(self, moment):
        """Set when the assignment is due."""
        with self.gradebook() as book:
            book.update_or_create_assignment("ps", duedate=f"{moment:%Y-%m-%d %H:%M:%S} UTC")

    def mark_by_hand(self, student, points):
        """Give points for the written answer."""
        with self.gradebook() as book:
            grade = book.find_grade("why", "squares", "ps", student)
            grade.manual_score, grade.needs_manual_grade = points, False
            book.db.commit()

    def waits(self, student):
        """Tell whether the written answer waits for a person."""
        with self.gradebook() as book:
            return book.find_grade("why", "squares", "ps", student).needs_manual_grade

    def exported(self):
        """Return each student's score as exported."""
        self.teach("nbgrader", "export")
        with (self.course / "grades.csv").open() as file:
            return {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}

    def feedback(self, student):
        """Return the feedback pages that a student has fetched, by name."""
        self.study(student, "fetch_feedback", "ps", "--course", COURSE)
        return {page.name: page.read_text() for page in (self.home(student) / "ps" / "feedback").rglob("*.html")}


@pytest.fixture
def term(tmp_path):
    return Term(tmp_path)


@pytest.mark.timeout(900)
def test_a_term_from_release_to_returned_feedback(term):
    term.teach("autograder", "release", "ps")
    term.teach("nbgrader", "release_assignment", "ps")
    now = datetime.now(UTC)
    term.due(now + timedelta(days=1))
    for student in ("early", "renamer", "again", "late", "ill"):
        term.fetch(student)
        term.answer(student)
    term.answer("again", area="area = 1")
    (term.home("renamer") / "ps" / "twice.ipynb").rename(term.home("renamer") / "ps" / "twice (1).ipynb")
    for student in ("early", "renamer", "again"):
        term.submit(student)
    term.due(now - timedelta(hours=1))
    term.submit("late")
    term.submit("ill")
    for student in ("early", "renamer", "again"):
        with term.gradebook() as book:
            book.update_or_create_student(student)
    term.teach("nbgrader", "collect", "ps")
    with term.gradebook() as book:
        for student in ("ill", "early", "renamer", "again"):
            book.update_or_create_student(student)
            book.update_or_create_submission("ps", student)
            book.grant_extension("ps", student, hours=5)

    said = term.teach("autograder", "grade", "ps", status=1)
    assert "renamer  twice (1).ipynb: Nobody knows this file" in said
    for student in ("early", "renamer", "again", "late", "ill"):
        term.mark_by_hand(student, 2)
    term.teach("autograder", "grade", "ps", status=1)
    assert term.exported() == {"early": 12, "renamer": 8, "again": 10, "late": 0, "ill": 12}

    folder = term.course / "submitted" / "renamer" / "ps"
    (folder / "twice (1).ipynb").rename(folder / "twice.ipynb")
    term.answer("again", why="Because of the square.")
    term.submit("again")
    term.teach("nbgrader", "collect", "ps", "--update")
    assert "2 submissions graded" in term.teach("autograder", "grade", "ps")
    assert term.exported() == {"early": 12, "renamer": 12, "again": 12, "late": 0, "ill": 12}
    assert [student for student in ("early", "renamer", "again", "late", "ill") if term.waits(student)] == ["again"]
    term.mark_by_hand("again", 1)

    assert "0 submissions graded" in term.teach("autograder", "grade", "ps")
    assert term.exported() == {"early": 12, "renamer": 12, "again": 11, "late": 0, "ill": 12}
    term.teach("autograder", "feedback", "ps")
    term.teach("nbgrader", "release_feedback", "ps")
    for student in ("early", "again", "late", "ill"):
        assert set(term.feedback(student)) == {"squares.html", "twice.html"}
    assert "Because of the square." in term.feedback("again")["squares.html"]
    assert "Because of the square." not in term.feedback("early")["squares.html"]
    assert "HIDDEN TESTS" not in "".join(term.feedback("early").values())
