"""A whole course run from end to end with a virtual class: release, hand in, grade, feedback, table."""

import shutil
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.nbgrader_plugin.graded_class import Result, class_results

from . import virtual_class
from .assignments import Student
from .course_log import LOG, DemoError, run, wait_until_graded

WARMUP = "ps0_warmup"
IMPATIENT = "\nc.IsolatedExecute.cell_seconds = 2  # one student of the class hands in an endless loop\n"


def build_course(
    template: Path | str,
    course: Path | str,
    assignments: Sequence[str],
    students: Collection[str] | None = None,
) -> dict[str, list[Student]]:
    """Make a course folder with released assignments and the submissions of a virtual class.

    Everybody hands in the first assignment, and those who take its wrong turns each of the others.

    Parameters
    ----------
    template : the repository root, which holds source/ and nbgrader_config.py.
    course : folder to make; what an earlier run left in it is removed.
    assignments : names of the assignments.
    students : names of the students to enrol; all by default.

    Returns
    -------
    The students who handed in, by assignment.

    Raises
    ------
    DemoError : if the folder holds something that no earlier run made, or the template no such assignment.
    """
    course = Path(course)
    template = Path(template)
    if course.exists() and not (course.is_dir() and ((course / LOG).exists() or not any(course.iterdir()))):
        raise DemoError(f"{course} was not made by this command and will not be overwritten: choose another folder")
    for assignment in assignments:
        if not (template / "source" / assignment).is_dir():
            raise DemoError(f"{template} has no source of {assignment!r}: run this in a clone of the repository")
    shutil.rmtree(course, ignore_errors=True)
    course.mkdir(parents=True)
    (course / LOG).touch()
    settings = (template / "nbgrader_config.py").read_text(encoding="utf-8")
    (course / "nbgrader_config.py").write_text(settings + IMPATIENT, encoding="utf-8")
    for assignment in assignments:
        shutil.copytree(template / "source" / assignment, course / "source" / assignment)
    run(course, "autograder", "release")
    return {
        assignment: hand_in(course, assignment, students, everybody=assignment == assignments[0])
        for assignment in assignments
    }


def hand_in(course: Path, assignment: str, students: Collection[str] | None, everybody: bool) -> list[Student]:
    """Write the virtual class's submissions of one assignment; return the students.

    Parameters
    ----------
    course : the course folder, with source and release of the assignment.
    assignment : name of the assignment.
    students : names of those who may hand in; None for all.
    everybody : whether the odd and those in trouble are among them.
    """
    sources = read_folder(course / "source" / assignment)
    releases = read_folder(course / "release" / assignment)
    enrolled = virtual_class(sources, releases, everybody)
    if students is not None:
        enrolled = [student for student in enrolled if student.name in students]
    for student in enrolled:
        submit(course, assignment, student)
    return enrolled


def submit(course: Path, assignment: str, student: Student) -> None:
    """Write what one student hands in.

    Parameters
    ----------
    course : the course folder.
    assignment : name of the assignment.
    student : who has handed in nothing of it so far.
    """
    folder = course / "submitted" / student.name / assignment
    folder.mkdir(parents=True)
    for name, notebook in student.notebooks.items():
        nbformat.write(notebook, folder / f"{name}.ipynb")


def hand_back(course: Path | str, assignment: str) -> None:
    """Write the feedback of an assignment and the instructor's report on it.

    Parameters
    ----------
    course : the course folder, with the graded submissions.
    assignment : name of the assignment.
    """
    run(course, "autograder", "feedback", assignment)
    run(course, "autograder", "report", assignment)


def read_folder(folder: Path | str) -> dict[str, NotebookNode]:
    """Return the notebooks of a folder by name."""
    return {path.stem: nbformat.read(path, as_version=4) for path in sorted(Path(folder).glob("*.ipynb"))}


def table(results: Mapping[str, Result]) -> list[str]:
    """Return the results as lines of text: student, score, diagnosis."""
    width = max(len(name) for name in results)
    lines = [f"{'student':{width}}  {'score':>9}  diagnosis"]
    for name, result in results.items():
        score = f"{result.auto_score:g}/{result.auto_max:g}"
        lines.append(f"{name:{width}}  {score:>9}  {result.diagnosis or '-'}")
    return lines


def demonstrate(template: Path | str, course: Path | str) -> None:
    """Run the demonstration over every graded assignment of the template; print a table of each, and where to look.

    Parameters
    ----------
    template : the repository root, which holds source/ and nbgrader_config.py.
    course : folder to make; what an earlier run left in it is removed.
    """
    template = Path(template)
    course = Path(course)
    assignments = sorted(path.name for path in (template / "source").glob("*") if path.is_dir() and path.name != WARMUP)
    print(f"A virtual class hands in {len(assignments)} problem sets …", flush=True)
    classes = build_course(template, course, assignments)
    with ThreadPoolExecutor(2) as beside:
        grading = beside.submit(run, course, "autograder", "grade", *assignments, may_fail=True)
        handed_back = []
        for assignment, enrolled in classes.items():
            print(f"\n{assignment}: {len(enrolled)} virtual students handed in. They are being graded …", flush=True)
            wait_until_graded(course, assignment, grading)
            print("\n".join(table(class_results(course, assignment))), flush=True)
            handed_back.append(beside.submit(hand_back, course, assignment))
        print("\nThe last feedback pages and reports are being written …", flush=True)
        for done in handed_back:
            done.result()
    run(course, "nbgrader", "export", "--to", "grades.csv")
    print("\nScores are the automatic part; written answers wait for a person.")
    print(f"Feedback:  {course / 'feedback'}/STUDENT/ASSIGNMENT/NOTEBOOK.html")
    print(f"Reports:   {course / 'reports'}/ASSIGNMENT.html")
    print(f"Grades:    {course / 'grades.csv'}")
    print(f"Gradebook: {course / 'gradebook.db'} (cd {course} && nbgrader formgrade shows it)")
