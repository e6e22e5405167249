"""A whole course run from end to end with a virtual class: release, hand in, grade, feedback, table."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat

from .results import class_results
from .virtual import virtual_class


def build_course(template, course, assignment, students=None):
    """Make a course folder with a released assignment and the virtual class's submissions; return the students.

    Parameters
    ----------
    template : the repository root, which holds source/ and nbgrader_config.py.
    course : folder to make; what an earlier run left in it is removed.
    assignment : name of the assignment.
    students : names of the students to enrol; the whole virtual class by default.
    """
    course, template = Path(course), Path(template)
    shutil.rmtree(course, ignore_errors=True)
    shutil.copytree(template / "source" / assignment, course / "source" / assignment)
    shutil.copy(template / "nbgrader_config.py", course)
    run(course, "autograder", "release", assignment)
    sources, releases = (read_folder(course / step / assignment) for step in ("source", "release"))
    enrolled = [s for s in virtual_class(sources, releases) if students is None or s.name in students]
    for student in enrolled:
        folder = course / "submitted" / student.name / assignment
        folder.mkdir(parents=True)
        for name, notebook in student.notebooks.items():
            nbformat.write(notebook, folder / f"{name}.ipynb")
    return enrolled


def grade_course(course, assignment):
    """Grade the submissions of a course folder, write feedback, grades and report; return the results."""
    run(course, "autograder", "grade", assignment, may_fail=True)
    run(course, "autograder", "feedback", assignment)
    run(course, "autograder", "report", assignment)
    run(course, "nbgrader", "export", "--to", "grades.csv")
    return class_results(course, assignment)


def run(course, program, *arguments, may_fail=False):
    """Run a command of nbgrader or autograder in a course folder; what it says goes to course.log there.

    Raises
    ------
    RuntimeError : with the end of the log, if the command fails (`grade` ends with 1 when someone needs a person: `may_fail`).
    """
    log = Path(course) / "course.log"
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    with log.open("a") as stream:
        command = [sys.executable, "-m", program, *arguments]
        done = subprocess.run(command, cwd=course, stdout=stream, stderr=stream, env=os.environ | {"PATH": path})
    if done.returncode not in ((0, 1) if may_fail else (0,)):
        raise RuntimeError(f"{program} {' '.join(arguments)} failed; the end of {log}:\n{log.read_text()[-2000:]}")


def read_folder(folder):
    """Return the notebooks of a folder by name."""
    return {path.stem: nbformat.read(path, as_version=4) for path in sorted(Path(folder).glob("*.ipynb"))}


def table(results):
    """Return the results as lines of text: student, score, diagnosis."""
    width = max(len(name) for name in results)
    lines = [f"{'student':{width}}  {'score':>9}  diagnosis"]
    for name, result in results.items():
        score = f"{result.score:g}/{result.max_score:g}"
        lines.append(f"{name:{width}}  {score:>9}  {result.diagnosis or '-'}")
    return lines


def demonstrate(template, course, assignment="ps1_exposure"):
    """Run the demonstration and print the table and where to look."""
    course = Path(course)
    enrolled = build_course(template, course, assignment)
    print(f"{len(enrolled)} virtual students handed in {assignment}. Grading …", flush=True)
    results = grade_course(course, assignment)
    print("\n".join(table(results)))
    hand = max(result.by_hand for result in results.values())
    print(f"\nScores are the automatic part; {hand:g} points of written answers wait for a person.")
    print(f"Feedback:  {course / 'feedback'}/STUDENT/{assignment}/NOTEBOOK.html")
    print(f"Grades:    {course / 'grades.csv'}")
    print(f"Report:    {course / 'reports'}/{assignment}.html")
    print(f"Gradebook: {course / 'gradebook.db'} (cd {course} && nbgrader formgrade shows it)")
