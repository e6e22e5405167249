"""What a worker does. It imports nothing of nbgrader, so that a worker is at work in a moment."""

import threading

from autograder.engine.messages import GradedNotebook, Job
from autograder.engine.notebook import grade_notebook

_one_at_a_time = threading.Lock()  # a Dask worker has several threads but one engine


def work(jobs: dict[str, Job]) -> dict[str, GradedNotebook]:
    """Grade the notebooks of one submission, the engine's job of each given by name; return the results by name."""
    with _one_at_a_time:
        return {name: grade_notebook(job) for name, job in jobs.items()}
