"""Where the processor's time for a notebook goes: the honest part of the demonstration class, two notebooks a student.

Told by the operating system of each kind of process, and of those that it forked for each notebook and has ended: a process
that is forked pays for its page tables, its walls, its pages and its end with system time. One worker, sandbox on.
"""

import argparse
import contextlib
import io
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2]))  # before the tests: tests/microkit is not microkit

import nbformat
from bench_grading import ASSIGNMENT, IN_TROUBLE
from engine_tools import descendants
from grading_tools import ROOT

from autograder.cli.commands import GradeApp
from autograder.engine import nurseries
from autograder.engine.notebook import grade_notebook
from autograder.engine.templates import keep_template
from autograder.grading.jobs import jobs_of
from autograder.grading.prepared_run import prepared
from autograder.virtual.demonstration import build_course

OURS = ("from autograder", "check(", "mark(", "review(")
TICK = os.sysconf("SC_CLK_TCK")
ROWS = {
    ("worker", "own"): "worker: jobs, messages, the graded notebook",
    ("candidate", "ended"): "candidates: the student's cells, and calls of what they define",
    ("examiner", "ended"): "examiners: reading, grading cells, verdicts",
    ("candidate", "own"): "candidates' fork server: forks, walls, watching",
    ("examiner", "own"): "examiners' fork server: the same",
}


def used():
    """Return user and system seconds by kind of process, of those that live and of those that they have ended."""
    found = {}
    for both in nurseries._there.values():
        for role, nursery in zip(nurseries.ENTRIES, both, strict=True):
            found |= told(role, descendants([nursery.process.pid]))
    return found | told("worker", [os.getpid()])


def told(role, pids):
    """Return what the system tells of some processes of a kind."""
    lines = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:15] for pid in pids]
    own_user, own_system, user, system = (sum(map(int, column)) / TICK for column in zip(*lines, strict=True))
    return {(role, "own"): (own_user, own_system), (role, "ended"): (user, system)}


def own_code(path):
    """Return the seconds of the processor for the lines of a notebook that are the student's or given, and nothing of ours."""
    cells = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    namespace = {}
    began = time.process_time()
    with contextlib.redirect_stdout(io.StringIO()):
        for source in cells:
            lines = [line for line in source.split("\n") if not line.startswith(OURS)]
            exec(compile("\n".join(lines), "cell", "exec"), namespace)
    return time.process_time() - began


def main():
    """Grade the class and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, default=40, help="students who are graded (40)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder, "course")
        students = build_course(ROOT, course, [ASSIGNMENT])[ASSIGNMENT]
        honest = [student.name for student in students if student.name not in IN_TROUBLE][: options.students]
        app = GradeApp()
        app.initialize([ASSIGNMENT, f"--course-dir={course}"])
        with prepared(app, ASSIGNMENT, 1, "") as run:
            rehearsals = run.rehearsals()
            names = {name: keep_template(text) for name, text in run.templates.items()}
            found = {submission.student: submission for submission in run.found}
            jobs = [
                job
                for name in honest
                for job in jobs_of(run.engine, run.coursedir, found[name], names, rehearsals).values()
            ]
            grade_notebook(jobs[0])  # the first one finds cold servers
            before = used()
            began = time.monotonic()
            for job in jobs:
                grade_notebook(job)
            seconds = time.monotonic() - began
            after = used()
        alone = statistics.mean(map(own_code, sorted(Path(course, "submitted", "perfect", ASSIGNMENT).glob("*.ipynb"))))
    each = {
        key: [1000 * (now - then) / len(jobs) for now, then in zip(after[key], before[key], strict=True)]
        for key in ROWS
    }
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; CPU of a notebook, mean of {len(jobs)}, ms:")
    print(f"  {'':66} user system")
    for key, words in ROWS.items():
        print(f"  {words:66} {each[key][0]:4.0f} {each[key][1]:6.0f}")
    user, system = (sum(column) for column in zip(*each.values(), strict=True))
    print(f"  {'in all':66} {user:4.0f} {system:6.0f}")
    print(
        f"  {seconds * 1000 / len(jobs):.0f} ms on the clock; the student's own cells alone take {alone * 1000:.1f} ms"
    )


if __name__ == "__main__":
    main()
