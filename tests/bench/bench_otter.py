"""otter-grader beside ours: the same submissions of one problem set, the same answers asked for, each on its own terms.

otter runs a notebook in one process with its tests (`otter run`, no container), ours apart from them in a sandbox. Every
number, choice and function of the bank becomes an otter test: right by the reference, or worth nothing. Compared are the parts
that ours gives all of their points or none, but for those that ours calls right by an earlier answer, which no such test knows.
otter is installed below build/; without a network the bench says so and ends. Ends with 1 if a part differs.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2]))  # before the tests: tests/microkit is not microkit

import numpy as np
from bench_grading import ASSIGNMENT, run
from grading_tools import ROOT

from autograder.bank import problems
from autograder.judging.problem import Choice, Function
from autograder.judging.verdict import State
from autograder.nbgrader_plugin.graded_class import class_results
from autograder.virtual.demonstration import build_course

PLACE = ROOT / "build" / "otter"
STUDENTS = ["perfect", "blank", "half-done"]
CALLS = 3  # of each case of a function
STUB = """import numpy


def check(*_, **__): pass


mark = practice = review = check


def same(given, wanted, tol):
    if isinstance(wanted, (list, tuple)):
        return len(given) == len(wanted) and all(same(one, other, tol) for one, other in zip(given, wanted))
    if isinstance(wanted, str):
        return str(given).strip().upper() == wanted.upper()
    return bool(abs(float(given) - float(wanted)) <= tol * abs(float(wanted)))
"""


def installed():
    """Return the program otter, installed below build/ if need be; where that cannot be, say so and end."""
    program = PLACE / "bin" / "otter"
    if not program.exists():
        venv.create(PLACE, with_pip=True)
        command = ["-m", "pip", "install", "-q", "-r", Path(__file__).with_name("otter.txt")]
        done = subprocess.run([PLACE / "bin" / "python", *command], capture_output=True, text=True)
        if done.returncode:
            said = (done.stderr or done.stdout).strip().splitlines()
            print(
                f"no comparison with otter-grader, which cannot be installed below {PLACE}: {said[-1] if said else ''}"
            )
            sys.exit(0)
    return program


def tests_of(problem):
    """Return the otter tests of a problem by name: the part's, with a hyphen."""
    given = problem.canonical()
    found = {}
    for letter, part in problem.parts.items():
        if isinstance(part, Function):
            lines = list(lines_of_function(part))
        else:
            wanted = part.answer if isinstance(part, Choice) else float(part.answer(given))
            lines = [f"same({part.variable}, {wanted!r}, {getattr(part, 'tol', 0)})"]
        name = f"{problem.id}-{letter}"
        found[name] = otter_test(name, part.points, lines)
    return found


def lines_of_function(part):
    """Yield a call of a function for each of its cases, several times, with the value that the reference gives."""
    rng = np.random.default_rng(1)
    for case in part.cases.values():
        for number in range(CALLS):
            call = case(rng, number)
            wanted = call.read(call(part.answer))
            if all(isinstance(value, (bool, int, float, str)) for value in (*call.args, *call.kwargs.values())):
                yield f"same({part.name}({', '.join(spelt(call))}), {plain(wanted)!r}, {part.tol})"


def spelt(call):
    """Return the arguments of a call as Python spells them."""
    return [
        *(repr(plain(value)) for value in call.args),
        *(f"{name}={plain(value)!r}" for name, value in call.kwargs.items()),
    ]


def plain(value):
    """Return a value without numpy's types."""
    if isinstance(value, (list, tuple)):
        return tuple(map(plain, value))
    return value.tolist() if hasattr(value, "tolist") else value


def otter_test(name, points, lines):
    """Return a test in otter's form, in which every line has to be true."""
    code = "\n".join([">>> from autograder import same", *(f">>> {line}\nTrue" for line in lines)])
    suite = {
        "cases": [{"code": code, "hidden": False, "locked": False}],
        "scored": True,
        "setup": "",
        "teardown": "",
        "type": "doctest",
    }
    return {"name": name, "points": points, "suites": [suite]}


def kit(program, folder, notebook):
    """Return the zip file by which otter grades a notebook."""
    place = folder / notebook
    (place / "tests").mkdir(parents=True)
    (place / "autograder.py").write_text(STUB)
    for problem in problems().values():
        if problem.notebook == f"{ASSIGNMENT}/{notebook}":
            for name, test in tests_of(problem).items():
                (place / "tests" / f"{name}.py").write_text(f"OK_FORMAT = True\n\ntest = {test!r}\n")
    command = [
        program,
        "generate",
        "-t",
        "tests",
        "-o",
        "grader.zip",
        "--no-environment",
        "--no-requirements",
        "autograder.py",
    ]
    subprocess.run(command, cwd=place, check=True, capture_output=True)
    return place / "grader.zip"


def by_otter(program, grader, submission, folder):
    """Return the scores that otter gives a notebook, by grading cell, and the seconds and seconds of the processor it took."""
    before = os.times()
    began = time.monotonic()
    command = [program, "run", "-a", grader, "-o", folder, "--no-logo", submission]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"otter run failed: {done.stderr[-1000:]}")
    after = os.times()
    cpu = sum(after[2:4]) - sum(before[2:4])
    told = json.loads((folder / "results.json").read_text())["tests"]
    return {one["name"]: one["score"] for one in told if "score" in one}, time.monotonic() - began, cpu


def compared(results, theirs):
    """Return the parts that can be compared, each with both scores: ours of all points or none, and not by an earlier answer."""
    found = {}
    for student, result in results.items():
        for verdict in result.verdicts.values():
            key = (student, verdict.part.removesuffix("-mark"))
            if key in theirs and verdict.score in (0, verdict.points) and verdict.state != State.CARRIED:
                found[key] = (verdict.score, theirs[key])
    return found


def main():
    """Grade the students with both, print the ratio, and end with 1 if a part differs."""
    program = installed()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        course = folder / "course"
        build_course(ROOT, course, [ASSIGNMENT], STUDENTS)
        ours = run(course, "autograder", "grade", ASSIGNMENT, "--workers=2")
        notebooks = sorted(path.stem for path in (course / "source" / ASSIGNMENT).glob("*.ipynb"))
        graders = {notebook: kit(program, folder / "kits", notebook) for notebook in notebooks}
        theirs = {}
        taken = []
        for student in STUDENTS:
            for notebook in notebooks:
                out = folder / "out" / student / notebook
                out.mkdir(parents=True)
                submission = course / "submitted" / student / ASSIGNMENT / f"{notebook}.ipynb"
                found, seconds, cpu = by_otter(program, graders[notebook], submission, out)
                taken.append((seconds, cpu))
                theirs |= {(student, part): score for part, score in found.items()}
        both = compared(class_results(course, ASSIGNMENT), theirs)
    seconds, cpu = (statistics.median(column) * len(notebooks) for column in zip(*taken, strict=True))
    each = ours.seconds / ours.submissions
    print(
        f"load {os.getloadavg()[0]:.1f}; otter run, {len(STUDENTS)} submissions: {seconds:.2f} s, {cpu:.2f} s CPU per submission"
    )
    print(
        f"  autograder grade: {each:.2f} s with the start, {ours.each:.2f} s warm, {ours.cpu / ours.submissions:.2f} s CPU"
    )
    print(f"  ours is {seconds / each:.0f} times quicker with the start, {seconds / ours.each:.0f} times warm")
    different = {key: scores for key, scores in both.items() if scores[0] != scores[1]}
    print(f"  {len(both)} parts compared, {len(different)} differ {different or ''}")
    sys.exit(1 if different or not both else 0)


if __name__ == "__main__":
    main()
