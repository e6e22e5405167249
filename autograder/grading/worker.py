"""What a worker does. It imports nothing of nbgrader, so that a worker is at work in a moment."""

import threading
from typing import Any

from autograder.engine.messages import GradedNotebook, Job
from autograder.engine.notebook import grade_notebook
from autograder.engine.performance import Script
from autograder.engine.rehearsal import Rehearsal, rehearse

_one_at_a_time = threading.Lock()  # a Dask worker has several threads but one engine


def work(jobs: dict[str, Job]) -> dict[str, GradedNotebook]:
    """Grade the notebooks of one submission, the engine's job of each given by name; return the results by name.

    They are graded in the order of their names, as nbgrader does, and the files that one leaves are there for the next.
    """
    results: dict[str, GradedNotebook] = {}
    files: dict[str, str] = {}
    with _one_at_a_time:
        for name, job in sorted(jobs.items()):
            more: Any = {"files": job.get("files", {}) | files, "leaves_files": len(results) < len(jobs) - 1}
            results[name] = grade_notebook(job | more)
            files |= results[name].pop("left", {})
    return results


def rehearsed(script: Script) -> Rehearsal:
    """Rehearse a notebook; see `rehearse`."""
    with _one_at_a_time:
        return rehearse(script)
