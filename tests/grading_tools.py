"""What the tests of grading share: a small course with a class, runs of the commands, and the gradebook as plain rows."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import nbformat
import nbgrader.api
from corpus.notebooks import answer, given, notebook, small, test, with_answers
from nbgrader.api import Gradebook
from warm_start import SECONDS, run_beside, run_warm

from autograder.cli.commands import ReleaseApp

ROOT = Path(__file__).parent.parent
ONE_WORKER = "\nc.GradeApp.workers = c.FeedbackApp.workers = 1\n"  # it is at work sooner than two
GRADING = {"grade", "autograde"}
ISOLATED = re.compile(r"^c\.Autograde\.exporter_class.*?^c\.IsolatedExecute[^\n]*\n", re.MULTILINE | re.DOTALL)
RIGHT = {
    "squares": "def squares(n):\n    if n < 1:\n        raise ValueError('n')\n    return [i * i for i in range(1, n + 1)]",
    "area": "area = math.pi * 4",
    "halves": "halves = np.array([0.5, 1.0, 2.0])",
    "why": "It grows with its side.",
    "twice": "def twice(x):\n    return 2 * x",
}
WRONG = {"area": "area = 3", "twice": "def twice(x):\n    return x", "halves": "halves = 1"}
nbgrader.api.get_alembic_version = cache(nbgrader.api.get_alembic_version)  # a process for each new gradebook
GRADES = """
    SELECT submitted_assignment.student_id, notebook.name, base_cell.name, {columns} FROM {table}
    JOIN base_cell ON base_cell.id = {table}.cell_id
    JOIN submitted_notebook ON submitted_notebook.id = {table}.notebook_id
    JOIN notebook ON notebook.id = submitted_notebook.notebook_id
    JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
"""


def assignment():
    """Return the two notebooks of the small assignment "ps", as an instructor writes them."""
    second = notebook(
        given("base = 2"),
        answer("twice", RIGHT["twice"]),
        test("test_twice", "assert twice(3) == 6\nassert twice(-1) == -2", 4),
    )
    return {"squares": small(), "twice": second}


def make_course(folder, students, config=""):
    """Make a course with the small assignment, released, and hand in for students: {name: {answer cell: text}}."""
    (folder / "source" / "ps").mkdir(parents=True)
    (folder / "nbgrader_config.py").write_text((ROOT / "nbgrader_config.py").read_text() + ONE_WORKER + config)
    for name, source in assignment().items():
        nbformat.write(source, folder / "source" / "ps" / f"{name}.ipynb")
    app = ReleaseApp()
    app.initialize(["ps", f"--course-dir={folder}", "--quiet"])
    app.start()
    for student, answers in students.items():
        hand_in(folder, student, answers)
    return folder


def mixed_class(size):
    """Return the answers of a class in which every combination of wrong answers comes round: {name: {answer cell: text}}."""
    wrong = [{n: text for bit, (n, text) in enumerate(WRONG.items()) if number >> bit & 1} for number in range(size)]
    return {f"s{number:03}": RIGHT | mine for number, mine in enumerate(wrong)}


def hand_in(course, student, answers, timestamp=None, only=("squares", "twice")):
    """Hand in the assignment with some answers filled in, at a time such as "2030-01-31 12:00:00 UTC"."""
    folder = course / "submitted" / student / "ps"
    folder.mkdir(parents=True, exist_ok=True)
    for name in only:
        mine = {cell.id for cell in assignment()[name].cells}
        filled = with_answers(assignment()[name], **{key: answers[key] for key in answers.keys() & mine})
        nbformat.write(nbformat.from_dict(filled), folder / f"{name}.ipynb")
    if timestamp:
        (folder / "timestamp.txt").write_text(timestamp)
    return folder


def command(course, program, *arguments, under=(), **environment):
    """Run a command of autograder or nbgrader in a course folder, perhaps under another program or with settings of the shell."""
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    if not under and not environment:
        run = run_beside if GRADING & set(arguments) else run_warm
        return run(program, *arguments, cwd=course, env=env)
    call = [*under, sys.executable, "-m", program, *arguments]
    return subprocess.run(call, cwd=course, env=env | environment, capture_output=True, text=True, timeout=SECONDS)


def start_grading(course, *flags):
    """Start `autograder grade ps` in the background, where Ctrl-C reaches it even if these tests were told to ignore it."""
    call = ["env", "--default-signal=INT", sys.executable, "-m", "autograder", "grade", "ps", *flags]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen(call, cwd=course, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


class Traced(str):
    """A text that leaves a file in a folder whenever it arrives in another process; it is an ordinary text there."""

    def __new__(cls, text, folder):
        made = super().__new__(cls, text)
        made.folder = folder
        return made

    def __reduce__(self):
        return arrived, (str(self), self.folder)


def arrived(text, folder):
    """Note which process a traced text has come to; return the text."""
    handle, place = tempfile.mkstemp(dir=folder)
    os.close(handle)
    Path(place).write_text(f"{os.getpid()} {hash(text)}")
    return text


def graded(course):
    """Return how many submissions have been recorded so far."""
    return len(list((course / "autograded").glob("*/ps")))


def make_stock(course):
    """Take the isolated grading out of a course's settings, so that nbgrader grades with its own Execute."""
    config = course / "nbgrader_config.py"
    text, count = ISOLATED.subn("", config.read_text())
    assert count == 1 and "autograder.nbgrader_plugin.pre" not in text
    config.write_text(text)


def select(course, table, columns):
    """Return columns of a table of the gradebook by student, notebook and cell."""
    with sqlite3.connect(course / "gradebook.db") as database:
        rows = list(database.execute(GRADES.format(table=table, columns=columns)))
    found = {row[:3]: row[3:] for row in rows}
    assert len(found) == len(rows), "something is recorded twice"
    return found


def scores(course):
    """Return automatic score and "needs manual grade" of every graded cell."""
    return select(course, "grade", "auto_score, needs_manual_grade")


def gradebook(course):
    """Return all that grading and people write into a gradebook: of every graded and every commented cell."""
    marks = "auto_score, manual_score, extra_credit, needs_manual_grade, flagged, late_submission_penalty, timestamp"
    return select(course, "grade", marks), select(course, "comment", "auto_comment, manual_comment")


def total(course, student):
    """Return a student's score as nbgrader adds it up."""
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        return book.find_submission("ps", student).score


def copied(course, folder):
    """Return a copy of a course."""
    ignored = shutil.ignore_patterns("pipe")
    return Path(shutil.copytree(course, folder / "course", symlinks=True, ignore=ignored))
