"""What the engine's tests share: making a job of two notebooks and reading what came of it."""

import base64
import contextlib
import json
import os
import time
from pathlib import Path

import nbformat

from autograder.engine import nurseries
from autograder.engine.templates import keep_template
from autograder.nbgrader_plugin.template import make_template
from autograder.sandboxed.limits import Limits

USUAL_SECONDS = 0.1  # of the processor, for a million additions
QUICK = Limits(cell_seconds=2, notebook_seconds=60, memory_mb=512).asdict()


def slowness():
    """Return how many times slower than usual this machine is just now, and 1 if it is not: tight budgets are meant for a usual one."""
    took = []
    for _ in range(3):
        began = time.process_time()
        sum(number for number in range(1_000_000))
        took.append(time.process_time() - began)
    return max(1.0, min(took) / USUAL_SECONDS)


def template_text(assignment, folder):
    """Return the template of a source notebook as the engine takes it."""
    path = folder / "source.ipynb"
    nbformat.write(assignment, path)
    return json.dumps(make_template(path))


def job_of(template, submitted, **details):
    """Return the job of a submission, given as a notebook or as the bytes of a file."""
    data = submitted if isinstance(submitted, bytes) else json.dumps(submitted).encode()
    job = {
        "submitted": base64.b64encode(data).decode(),
        "template": keep_template(template),
        "seed": "anna/ps",
        "mode": "examined",
    }
    return job | {"sandbox": True, "limits": QUICK, "data": {}} | details


def scores(result):
    """Return the scores of a result by grade_id."""
    return {name: verdict.score for name, verdict in result["verdicts"].items()}


def states(result):
    """Return the states of a result by grade_id."""
    return {name: verdict.state for name, verdict in result["verdicts"].items()}


def engine_processes():
    """Return the ids of all processes that this process's fork servers have started, down to the last."""
    return descendants(nursery.process.pid for both in nurseries._there.values() for nursery in both)


def descendants(pids):
    """Return the ids of some processes and of all that they have started."""
    parents = {}
    for entry in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError):
            parents[int(entry)] = int(Path("/proc", entry, "stat").read_text().rpartition(")")[2].split()[1])
    found, more = set(), set(pids)
    while more:
        found |= more
        more = {pid for pid, parent in parents.items() if parent in more}
    return found
