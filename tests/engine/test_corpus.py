"""The corpus, graded with the sandbox on: no hostile submission gains, sees, touches or leaves anything; no honest one loses."""

import json
import os
import re
import socket
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from corpus.foreign import EXAMINED, SHARED
from corpus.honest import HONEST
from corpus.hostile import HOSTILE
from corpus.notebooks import ASSIGNMENTS, solved
from engine_tools import engine_processes, job_of, scores, slowness, states, template_text

from autograder.engine.notebook import grade_notebook
from autograder.engine.second_try import spoilt_by_others
from autograder.sandboxed.limits import Limits

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
SLOWNESS = slowness()
TIGHT = Limits(
    cell_seconds=SLOWNESS,
    notebook_seconds=4 * SLOWNESS,
    patience=2,
    memory_mb=256,
    processes=16,
    output_kb=64,
    scratch_mb=8,
    reply_mb=2,
)
PATIENT = replace(TIGHT, patience=30)  # for a case that ran out of the clock, where the machine is busy
FOLDERS = ["/tmp", "/root", "/home", "/var/tmp", "/usr/lib", "/etc", "/dev/shm", str(ROOT / "autograder/sandboxed")]
SECRETS = ("BREACH", "CANARY", "12.566370614", "isclose(area", "HIDDEN TESTS")


@pytest.fixture(scope="module")
def templates(tmp_path_factory):
    folder = tmp_path_factory.mktemp("templates")
    return {name: template_text(make(), folder) for name, make in ASSIGNMENTS.items()}


@pytest.fixture(scope="module")
def engine(templates):
    """The engine, running, so that what a submission adds to its processes can be told."""
    return grade_notebook(job_of(templates["small"], solved(ASSIGNMENTS["small"]()), limits=TIGHT.asdict()))


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course with all that a student must not see, and two servers that no student may reach."""
    course = tmp_path_factory.mktemp("course")
    for name in ("gradebook.db", "source/ps/p.ipynb", "submitted/bob/ps/p.ipynb", "autograded/bob/ps/p.ipynb"):
        (course / name).parent.mkdir(parents=True, exist_ok=True)
        (course / name).write_text(f"CANARY {name}")
    internet, abstract = socket.create_server(("127.0.0.1", 0)), socket.socket(socket.AF_UNIX)
    abstract.bind(f"\0autograder-{os.getpid()}")
    abstract.listen()
    os.environ["COURSE_TOKEN"] = "CANARY"
    places = {"COURSE": str(course), "REPOSITORY": str(ROOT), "PREFIX": sys.prefix}
    places |= {"PORT": str(internet.getsockname()[1]), "ABSTRACT": f"autograder-{os.getpid()}"}
    with internet, abstract:
        yield places
    del os.environ["COURSE_TOKEN"]


def grade(case, templates, places, limits):
    """Grade a case; once more as a class is, if it is one that waits for that."""
    once = tried(case, templates, places | {"TRY": "1"}, limits)
    if b"@TRY@" in case.data and spoilt_by_others(once):
        return tried(case, templates, places | {"TRY": "2"}, limits, first=once["tried"])
    return once


def tried(case, templates, places, limits, **details):
    data = case.data
    for name, place in places.items():
        data = data.replace(f"@{name}@".encode(), place.encode())
    return grade_notebook(job_of(templates[case.assignment], data, limits=limits.asdict(), mode=case.mode, **details))


def points(case, result):
    """Return what the case says that every part must score."""
    expected = {name: v.points for name, v in result["verdicts"].items() if name != "why"} | case.scores
    return {name: score for name, score in expected.items() if score is not ...}


def promised(case, result):
    """Return the scores and the states that must come of a case."""
    return points(case, result), case.states


def found(case, result):
    """Return the scores and the states that came of what a case tells of."""
    return (
        {name: scores(result)[name] for name in points(case, result)},
        {name: states(result)[name] for name in case.states},
    )


def shown(result):
    cells = json.loads(result["notebook"])["cells"]
    return json.dumps([cell["outputs"] for cell in cells if cell["cell_type"] == "code"])


def read_by_others(result):
    cells = json.loads(result["notebook"])["cells"]
    return "".join(cell["source"] for cell in cells if cell["cell_type"] == "markdown")


def files(course):
    return {str(path): path.stat().st_mtime_ns for path in Path(course).rglob("*")}


def cases(kinds):
    return [pytest.param(kind, case, id=case.name) for kind, of_kind in kinds.items() for case in of_kind]


@pytest.mark.parametrize(("kind", "case"), cases(HOSTILE))
def test_a_hostile_submission_is_contained(kind, case, templates, course, engine, record_property):
    record_property("kind", kind)
    before, running = files(course["COURSE"]), engine_processes()
    result = grade(case, templates, course, TIGHT)
    if spoilt_by_others(result) and found(case, result) != promised(case, result):
        grade_notebook(job_of(templates["small"], solved(ASSIGNMENTS["small"]()), limits=PATIENT.asdict()))
        running = engine_processes()
        result = grade(case, templates, course, PATIENT)
    assert found(case, result) == promised(case, result)
    assert [secret for secret in SECRETS if secret in shown(result)] == []
    assert [tag for tag in ("<script", "<img", "\\href", "![") if tag in read_by_others(result)] == []
    assert files(course["COURSE"]) == before
    assert [place for place in FOLDERS if os.path.lexists(f"{place}/breach")] == []
    assert running and engine_processes() == running
    after = grade_notebook(job_of(templates["small"], solved(ASSIGNMENTS["small"]()), limits=TIGHT.asdict()))
    assert scores(after) == {"test_squares": 3, "test_area": 2, "test_halves": 1}


@pytest.mark.parametrize(("kind", "case"), cases(HONEST))
def test_an_honest_submission_gets_full_marks(kind, case, templates, course, record_property):
    record_property("kind", kind)
    result = grade(case, templates, course, Limits())
    assert {n: s for n, s in scores(result).items() if n != "why"} == points(case, result), {
        n: v.message for n, v in result["verdicts"].items()
    }


def test_the_corpus_is_as_large_as_the_readme_says():
    told = re.search(r"holds (\d+) hostile submissions, (\d+) honest but odd ones and (\d+) small assignments", README)
    sizes = [sum(map(len, HOSTILE.values())), sum(map(len, HONEST.values())), len(EXAMINED) + len(SHARED)]
    assert told and [int(number) for number in told.groups()] == sizes
    names = [case.name for kinds in (HOSTILE, HONEST) for of_kind in kinds.values() for case in of_kind]
    assert len(set(names)) == len(names)
