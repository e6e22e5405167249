"""What a worker does. It imports nothing of nbgrader, so that a worker is at work in a moment."""

import threading

from autograder.engine.messages import GradedNotebook, Job
from autograder.engine.notebook import grade_notebook
from autograder.engine.performance import Script
from autograder.engine.rehearsal import Rehearsal, rehearse

_one_at_a_time = threading.Lock()  # a Dask worker has several threads but one engine


def work(jobs: dict[str, Job]) -> dict[str, GradedNotebook]:
    """Grade the notebooks of one submission, the engine's job of each given by name; return the results by name."""
    with _one_at_a_time:
        return {name: grade_notebook(job) for name, job in jobs.items()}


def rehearsed(script: Script) -> Rehearsal:
    """Rehearse a notebook; see `rehearse`."""
    with _one_at_a_time:
        return rehearse(script)
