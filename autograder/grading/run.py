"""One grading run: find what is to be graded, spread it over workers, record it as it comes."""

import json
import os
import shutil
import threading
from functools import partial

import nbformat
from tqdm import tqdm

from autograder.engine.execute import IsolatedExecute, marks
from autograder.engine.run import grade_notebook
from autograder.engine.sandbox import INSTALL, NoSandboxError
from autograder.verdict import State

from .fanout import cluster_executor, fan_out, local_executor
from .submissions import expected_notebooks, submissions, unfinished
from .writer import Writer

_one_at_a_time = threading.Lock()


def grade_class(app, assignment, *, workers, scheduler="", force=False):
    """Grade an assignment; return how many submissions were graded and what needs a person: (student, cell, reason).

    Parameters
    ----------
    app : nbgrader application with a `coursedir`; the engine's budgets are read from its configuration.
    assignment : name of the assignment.
    workers : number of local processes.
    scheduler : address of a Dask scheduler, to be used in place of local processes.
    force : grade again what is recorded.

    Raises
    ------
    CannotGradeError, NoSandboxError : if the run cannot start; the text says what to do.
    """
    engine = IsolatedExecute(parent=app)
    if engine.sandbox and not scheduler and shutil.which("bwrap") is None:
        raise NoSandboxError(INSTALL)
    expected = expected_notebooks(app.coursedir, assignment, app.config)
    found = submissions(app.coursedir, assignment, expected)
    todo = unfinished(found, app.coursedir, force)
    open_executor = partial(cluster_executor, scheduler) if scheduler else partial(local_executor, workers)
    tasks = ((submission, jobs_of(engine, app.coursedir, submission)) for submission in todo)
    persons = []
    with (
        Writer(app.coursedir, assignment, app) as writer,
        tqdm(total=len(todo), unit="submission", disable=None) as progress,
    ):
        for (submission, jobs), results, error in fan_out(work, tasks, open_executor, 2 * workers):
            if error:
                if isinstance(error, NoSandboxError):
                    raise error
                results = {name: failed(job, error) for name, job in jobs.items()}
            writer.record(submission, results)
            persons += [(submission.student, cell, reason) for cell, reason in unsettled(results)]
            progress.update()
    return len(todo), persons


def jobs_of(engine, coursedir, submission):
    """Return the engine's job of every notebook of a submission."""
    place = (submission.student, submission.assignment)
    return {name: engine.job(coursedir, *place, name) for name in submission.notebooks}


def work(task):
    """Grade the notebooks of one submission: what a worker does. The results are ready to be recorded."""
    _, jobs = task
    with _one_at_a_time:
        return {name: ready(grade_notebook(job)) for name, job in jobs.items()}


def ready(result):
    """Return a result of the engine with what the writer needs: scores and comments by cell, and the file to write."""
    notebook = nbformat.from_dict(json.loads(result["notebook"]))
    scores, comments = marks(notebook, result["verdicts"], result["notes"])
    return {
        "text": nbformat.v4.writes(notebook),
        "scores": scores,
        "comments": comments,
        "verdicts": result["verdicts"],
    }


def failed(job, error):
    """Return the result of a notebook whose worker died or failed: every automatic part needs a person."""
    words = f"Grader fault. {type(error).__name__}: {error}"[:300]
    return ready(grade_notebook(job | {"submitted": None, "unreadable": words}))


def unsettled(results):
    """Return the cells that the engine could not settle, each with the reason."""
    return [
        (f"{name}/{cell}", verdict["message"])
        for name, result in results.items()
        for cell, verdict in result["verdicts"].items()
        if verdict["state"] == State.NEEDS_PERSON
    ]


def cores():
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
