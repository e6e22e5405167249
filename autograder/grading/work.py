"""What a worker does. It imports little: what is up sooner grades sooner."""

import threading

from autograder.engine.run import grade_notebook

_one_at_a_time = threading.Lock()  # a Dask worker has several threads but one engine


def work(jobs):
    """Grade the notebooks of one submission; return the engine's results by the names of their jobs."""
    with _one_at_a_time:
        return {name: grade_notebook(job) for name, job in jobs.items()}
