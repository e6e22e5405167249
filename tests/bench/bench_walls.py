"""What neighbours, kills and hostile students cost the others: classes graded by `autograder grade`.

The first one is graded by two workers that nobody disturbs, and again by eight to a processor, of which one, or a fork server,
is killed now and then: the gradebooks are to be the same to the last entry.
In the second one every hostile submission of the tests' corpus is handed in beside honest students: each of these is to get
full marks, no hostile one more than its due, and the command is to end by itself within its bound, while the memory of the
trusted side stays as it is.
Last, the memory of the command is not to grow with the class, neither one of honest students nor one in which everybody hands in
a large notebook that has to be graded again.
Ends with 1 if anything is not so.
"""

import argparse
import contextlib
import os
import random
import signal
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2]))  # before the tests: tests/microkit is not microkit

import nbformat
from corpus.cases import as_file
from corpus.hostile import HOSTILE
from corpus.notebooks import ASSIGNMENTS, solved
from engine_tools import descendants
from grading_tools import ROOT, copied, gradebook, make_course, mixed_class, scores, start_grading

from autograder.cli.commands import ReleaseApp
from autograder.grading.run import cores

OVERSUBSCRIBED = 8
TIGHT = {"cell_seconds": 2, "notebook_seconds": 20, "memory_mb": 256, "processes": 16, "output_kb": 64}
TIGHT |= {"scratch_mb": 8, "reply_mb": 2}
WAITING = (
    "\nc.IsolatedExecute.cell_seconds = 1\nc.IsolatedExecute.notebook_seconds = 2\nc.IsolatedExecute.patience = 2\n"
)
GROWTH = 30  # megabytes that the command may take more for a class several times as large
BOUND = 10  # budgets of the notebook for which one may hold a worker, see `Limits`
LATER = 3  # seconds between two looks at the memory
SEEDED = random.Random(1)


def grade(course, *flags, meanwhile=lambda run: None):
    """Grade a course, with something done every so often meanwhile; return the exit code, what was said and the seconds."""
    began = time.monotonic()
    run = start_grading(course, *flags)
    said = []
    reader = threading.Thread(target=lambda: said.append(run.stdout.read()))
    reader.start()
    while run.poll() is None:
        meanwhile(run)
        time.sleep(0.2)
    reader.join()
    return run.returncode, said[0], time.monotonic() - began


def command_line(pid):
    """Return the command line of a process; nothing if it has ended."""
    with contextlib.suppress(OSError):
        return Path("/proc", str(pid), "cmdline").read_text()
    return ""


def started_by(run, words):
    """Return the processes that a run has started in whose command lines some words stand."""
    return [pid for pid in descendants({run.pid}) if words in command_line(pid)]


def graded_so_far(course):
    """Return how many submissions are recorded."""
    return len(list((course / "autograded").glob("*/ps")))


def under_load(folder, students, kills):
    """Compare a disturbed run with an undisturbed one; return how many entries of the gradebook differ."""
    course = make_course(folder / "load", mixed_class(students))
    moments = [students * (number + 1) // (kills + 1) for number in range(kills)]
    killed = []

    def kill(run):
        if len(killed) < kills and graded_so_far(disturbed) >= moments[len(killed)]:
            words = ("multiprocessing.forkserver", "sandboxed.nursery")[len(killed) % 2]
            alive = started_by(run, words)
            if alive:
                killed.append(words)
                os.kill(SEEDED.choice(alive), signal.SIGKILL)

    calm = copied(course, folder / "calm")
    disturbed = copied(course, folder / "disturbed")
    code, said, seconds = grade(calm, "--workers=2")
    workers = OVERSUBSCRIBED * cores()
    code_load, said_load, seconds_load = grade(disturbed, f"--workers={workers}", meanwhile=kill)
    if code or code_load:
        print(said[-2000:], said_load[-2000:])
    rows = [dict(table) for table in gradebook(calm)]
    rows_load = [dict(table) for table in gradebook(disturbed)]
    entries = sum(map(len, rows))
    differ = sum(
        one.get(key) != other.get(key)
        for one, other in zip(rows, rows_load, strict=True)
        for key in one.keys() | other.keys()
    )
    print(
        f"{students} submissions: {seconds:.0f} s with 2 workers undisturbed, {seconds_load:.0f} s with {workers} workers on "
        f"{cores()} processors, {len(killed)} processes killed; {entries} entries of the gradebook, {differ} differ"
    )
    return differ + (code != code_load) + (entries < 5 * students) + (len(killed) < kills)


def hostile_course(course, honest):
    """Make a course with every hostile submission of the corpus and so many honest students; return the cases by student."""
    (course / "source" / "ps").mkdir(parents=True)
    limits = "".join(f"\nc.IsolatedExecute.{name} = {value}" for name, value in TIGHT.items())
    (course / "nbgrader_config.py").write_text((ROOT / "nbgrader_config.py").read_text() + limits + "\n")
    for name, make in ASSIGNMENTS.items():
        nbformat.write(make(), course / "source" / "ps" / f"{name}.ipynb")
    app = ReleaseApp()
    app.initialize(["ps", f"--course-dir={course}", "--quiet"])
    app.start()
    places = {
        "COURSE": str(course),
        "REPOSITORY": str(ROOT),
        "PREFIX": sys.prefix,
        "PORT": "1",
        "ABSTRACT": "none",
        "TRY": "1",
    }
    cases = [case for of_kind in HOSTILE.values() for case in of_kind]
    told = {f"hostile-{number:03}": case for number, case in enumerate(cases)}
    files = {student: {case.assignment: case.data} for student, case in told.items()}
    for number in range(honest):
        files[f"honest-{number:02}"] = {name: as_file(solved(make())) for name, make in ASSIGNMENTS.items()}
    for student, notebooks in files.items():
        folder = course / "submitted" / student / "ps"
        folder.mkdir(parents=True)
        for name, data in notebooks.items():
            (folder / f"{name}.ipynb").write_bytes(filled(data, places))
    return told


def filled(data, places):
    """Return a case's file with the places that its code looks for."""
    for word, place in places.items():
        data = data.replace(f"@{word}@".encode(), place.encode())
    return data


class Memory:
    """The memory of the trusted side meanwhile: of the command, its workers and the servers of their examiners, each at its largest."""

    def __init__(self, every=LATER):
        self.every = every
        self.looks = []
        self.last = 0.0

    def look(self, run):
        """Take a look, if it is time to."""
        if time.monotonic() - self.last < self.every:
            return
        self.last = time.monotonic()
        examiners = started_by(run, '"student": false')
        kinds = {"command": [run.pid], "workers": started_by(run, "multiprocessing.forkserver"), "examiners": examiners}
        self.looks.append({kind: max(map(megabytes, pids), default=0) for kind, pids in kinds.items()})

    def growth(self):
        """Yield each kind with its megabytes in the first and in the last third of the run, by the median, and the peak."""
        third = len(self.looks) // 3
        for kind in self.looks[0]:
            each = [look[kind] for look in self.looks if look[kind]] or [0.0]
            yield kind, statistics.median(each[: third or 1]), statistics.median(each[-third:]), max(each)


def megabytes(pid):
    """Return the memory of a process that no file stands behind."""
    with contextlib.suppress(OSError):
        told = dict(
            line.split()[:2] for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.split()[1:]
        )
        return int(told.get("RssAnon:", 0)) / 1024
    return 0.0


def among_hostile(folder, honest):
    """Grade honest students among all hostile ones; return how many things are not as they are to be."""
    course = folder / "hostile"
    told = hostile_course(course, honest)
    memory = Memory()
    code, said, seconds = grade(course, f"--workers={cores()}", meanwhile=memory.look)
    found = scores(course)
    points = {
        (name, cell["metadata"]["nbgrader"]["grade_id"]): cell["metadata"]["nbgrader"]["points"]
        for name, make in ASSIGNMENTS.items()
        for cell in make().cells
        if cell["metadata"].get("nbgrader", {}).get("grade") and cell["cell_type"] == "code"
    }
    lost = [
        (student, key)
        for student in (f"honest-{number:02}" for number in range(honest))
        for key in points
        if found.get((student, *key), (None,))[0] != points[key]
    ]
    undue = [
        (case.name, cell, found[student, case.assignment, cell][0], score)
        for student, case in told.items()
        if case.mode == "examined"
        for cell, score in case.scores.items()
        if isinstance(score, (int, float)) and (found.get((student, case.assignment, cell), (0,))[0] or 0) > score
    ]
    notebooks = len(told) + honest * len(ASSIGNMENTS)
    bound = BOUND * TIGHT["notebook_seconds"] * notebooks / cores()
    print(
        f"{len(told)} hostile and {honest} honest students, {cores()} workers: ended by itself after {seconds:.0f} s, bound "
        f"{bound:.0f} s; {honest * len(points) - len(lost)} of {honest * len(points)} parts of the honest right, "
        f"{len(undue)} undue points for the hostile"
    )
    for name, first, last, peak in memory.growth():
        print(
            f"  memory of the {name}: {first:.0f} MB in the first third, {last:.0f} MB in the last, {peak:.0f} MB at most"
        )
    if code not in (0, 1) or lost or undue:
        print(said[-2000:], lost[:10], undue[:10], sep="\n")
    missing = len(told) + honest - graded_so_far(course)
    return len(lost) + len(undue) + missing + (code not in (0, 1)) + (seconds > bound)


def memory_of_sizes(folder):
    """Grade classes of two sizes, one pair honest and one that waits; return how often the larger took more memory."""
    wrong = 0
    for kind, sizes in (("honest", (20, 200)), ("large and waiting", (6, 24))):
        peaks = []
        for size in sizes:
            course = make_course(folder / f"{kind}-{size}", mixed_class(size), "" if kind == "honest" else WAITING)
            if kind != "honest":
                hand_in_what_waits(course)
            memory = Memory(every=0.3)
            grade(course, f"--workers={cores()}", meanwhile=memory.look)
            peaks.append(max(look["command"] for look in memory.looks))
            wrong += graded_so_far(course) < size
        told = ", ".join(f"{peak:.0f} MB for {size}" for size, peak in zip(sizes, peaks, strict=True))
        print(f"memory of the command for a class that is {kind}: {told}")
        wrong += peaks[1] - peaks[0] > GROWTH
    return wrong


def hand_in_what_waits(course):
    """Hand in for everybody a notebook of nine megabytes in which an answer waits until the clock stops it."""
    for path in course.glob("submitted/*/ps/squares.ipynb"):
        notebook = nbformat.read(path, 4)
        for cell in notebook.cells:
            cell.source += "\n__import__('time').sleep(1000)" if cell.id == "area" else ""
        notebook.metadata["padding"] = "x" * 9_000_000
        nbformat.write(notebook, path)


def main():
    """Grade all classes, and end with 1 if anything is not as it is to be."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, default=300, help="submissions graded under load (300)")
    parser.add_argument("--kills", type=int, default=4, help="processes killed meanwhile (4)")
    parser.add_argument("--honest", type=int, default=48, help="honest students among the hostile ones (48)")
    parser.add_argument("--only", choices=("load", "hostile", "memory"), help="one of the three")
    options = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        if options.only in (None, "load"):
            wrong += under_load(Path(name), options.students, options.kills)
        if options.only in (None, "hostile"):
            wrong += among_hostile(Path(name), options.honest)
        if options.only in (None, "memory"):
            wrong += memory_of_sizes(Path(name))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
