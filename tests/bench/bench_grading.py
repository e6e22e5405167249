"""Seconds and CPU seconds per submission: `autograder grade` against `nbgrader autograde`, as it comes and tuned.

The class of 40 is the honest part of the demonstration class, over again, two notebooks a student, all on the same cores in the same run.
nbgrader is slow, so it grades a handful; what it needs to start is not counted against it, but it is against ours.
CPU is that of the whole machine meanwhile, which is to be idle otherwise: what the sandbox ends reports to nobody.
Ends with 1 if any score differs from nbgrader's in any cell. `--sizes=10,100,1000` takes some minutes more.
"""

import argparse
import itertools
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2]))  # before the tests: tests/microkit is not microkit

from grading_tools import ROOT, make_stock, scores

from autograder.virtual.demonstration import build_course

ASSIGNMENT = "ps1_exposure"
TUNED = '\nc.Execute.shutdown_kernel = "immediate"\n'
IN_TROUBLE = {"crash", "syntax-error", "endless-loop"}
UNFAIR = {"deleted-test-cell"}  # nbgrader gives nothing for a test cell that the student deleted
MB = 1024
CLASS = 40


@dataclass
class Run:
    """What one command took: seconds in all and from the first to the last submission, CPU, memory of its main process."""

    submissions: int
    seconds: float
    intervals: list
    cpu: float
    own_cpu: float
    own_mb: float

    @property
    def each(self):
        """Seconds per submission once the workers are warm."""
        return sum(self.intervals) / len(self.intervals)


def run(course, *command):
    """Run a grading command in a course, look at its main process meanwhile, and return what it took."""
    began, busy = time.time(), cpu_seconds()
    with open(course / "bench.log", "w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=course,
            stdout=log,
            stderr=log,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        own_cpu = own_mb = 0
        while process.poll() is None:
            own_cpu, own_mb = looked_at(process.pid) or (own_cpu, own_mb)
            time.sleep(0.1)
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{(course / 'bench.log').read_text()[-2000:]}")
    seconds, cpu = time.time() - began, cpu_seconds() - busy
    moments = sorted(path.stat().st_mtime for path in (course / "autograded").glob(f"*/{ASSIGNMENT}"))
    intervals = [later - earlier for earlier, later in itertools.pairwise(moments)]
    return Run(len(moments), seconds, intervals, cpu, own_cpu, own_mb)


def cpu_seconds():
    """Return how long the machine's processors have been at work."""
    user, nice, system, _idle, _wait, *more = map(int, Path("/proc/stat").read_text().split("\n")[0].split()[1:])
    return (user + nice + system + sum(more[:2])) / os.sysconf("SC_CLK_TCK")


def looked_at(pid):
    """Return CPU seconds and peak megabytes of a process so far, or None if it is gone."""
    try:
        words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
        peak = int(status["VmHWM"].split()[0])
    except (OSError, KeyError):
        return None
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK"), peak / MB


def course_of(size, honest, base, folder):
    """Return a course with so many submissions, the honest students' over and over."""
    course = Path(
        shutil.copytree(
            base, folder / f"course{len(list(folder.iterdir()))}", ignore=shutil.ignore_patterns("submitted")
        )
    )
    for number, student in zip(range(size), itertools.cycle(honest)):
        name = student if number < len(honest) else f"{student}-{number}"
        shutil.copytree(base / "submitted" / student, course / "submitted" / name)
    return course


def graded(size, honest, base, folder, *command, settings=None):
    """Grade a class of some size with a command; return what it took and the scores."""
    course = course_of(size, honest, base, folder)
    if settings is not None:
        make_stock(course)
        with (course / "nbgrader_config.py").open("a") as config:
            config.write(settings)
    taken = run(course, *command)
    found = scores(course)
    shutil.rmtree(course)
    return taken, found


def compare_with_nbgrader(honest, base, folder, few, rounds):
    """Print the ratios; return how many scores differ."""
    ours = [
        graded(CLASS, honest, base, folder, "autograder", "grade", ASSIGNMENT, "--workers=2") for _ in range(rounds)
    ]
    whole = statistics.median(taken.seconds / taken.submissions for taken, _ in ours)
    warm = statistics.median(taken.each for taken, _ in ours)
    cpu = statistics.median(taken.cpu / taken.submissions for taken, _ in ours)
    own = statistics.median(taken.own_cpu / taken.submissions for taken, _ in ours)
    late = percentile([interval for taken, _ in ours for interval in taken.intervals])
    print(f"autograder grade, {CLASS} submissions, 2 workers, sandbox on, median of {rounds} rounds, per submission:")
    print(
        f"  {whole:.3f} s with the start, {warm:.3f} s warm (95 % within {late:.3f} s of the one before), {cpu:.3f} s CPU, of that {own:.3f} s in the writer"
    )
    differences = 0
    for name, settings in (("stock", ""), ("tuned", TUNED)):
        command = ("nbgrader", "autograde", ASSIGNMENT)
        one, _ = graded(1, honest, base, folder, *command, settings=settings)
        taken, found = graded(few, honest, base, folder, *command, settings=settings)
        seconds, theirs = statistics.median(taken.intervals), (taken.cpu - one.cpu) / (few - 1)
        print(f"nbgrader autograde, {name}, {few} submissions: {seconds:.2f} s, {theirs:.2f} s CPU per submission")
        print(
            f"  ours is {seconds / whole:.0f} times quicker with the start, {seconds / warm:.0f} times warm, and takes {theirs / cpu:.0f} times less CPU"
        )
        different = [(cell, row, ours[0][1].get(cell)) for cell, row in found.items() if ours[0][1].get(cell) != row]
        print(f"  {len(found)} scores compared, {len(different)} differ {different[:5] or ''}")
        differences += len(different) + (not found)
    differences += sum(found != ours[0][1] for _, found in ours)
    return differences


def compare_sizes(sizes, honest, base, folder):
    """Print what a submission costs in classes of several sizes, and with one worker.

    Larger classes are the smallest one over again, so that only the size differs and not what the students do.
    """
    print("the same command on classes of several sizes (extra CPU: per submission more than in the class before):")
    before = None
    for size in sizes:
        taken, _ = graded(size, honest[: min(sizes)], base, folder, "autograder", "grade", ASSIGNMENT, "--workers=2")
        extra = f", extra CPU {(taken.cpu - before.cpu) / (size - before.submissions):.3f} s" if before else ""
        print(
            f"  {size:5}: {taken.seconds:6.1f} s in all, {taken.each:.3f} s warm per submission{extra}, peak {taken.own_mb:.0f} MB"
        )
        before = taken
    single, _ = graded(len(honest), honest, base, folder, "autograder", "grade", ASSIGNMENT, "--workers=1")
    double, _ = graded(len(honest), honest, base, folder, "autograder", "grade", ASSIGNMENT, "--workers=2")
    print(
        f"from 1 to 2 workers: {single.each:.3f} s to {double.each:.3f} s warm, {single.each / double.each:.2f} times quicker"
    )


def percentile(values, share=95):
    """Return the value that a share of the values, in percent, does not exceed."""
    return sorted(values)[int(share / 100 * (len(values) - 1))]


def main():
    """Build the class, compare, and end with 1 if a score differs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="10,100", help="classes to grade (10,100)")
    parser.add_argument("--stock", type=int, default=4, help="submissions that nbgrader grades (4)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of ours to take the median of (3)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, base = Path(name), Path(name, "base")
        students = build_course(ROOT, base, [ASSIGNMENT])[ASSIGNMENT]
        honest = [student.name for student in students if student.name not in IN_TROUBLE | UNFAIR]
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; {len(honest)} honest students")
        differences = compare_with_nbgrader(honest, base, folder, options.stock, options.rounds)
        compare_sizes([int(size) for size in options.sizes.split(",")], honest, base, folder)
        print(f"load {os.getloadavg()[0]:.1f} at the end")
    sys.exit(1 if differences else 0)


if __name__ == "__main__":
    main()
