"""One grading run: find what is to be graded, spread it over workers, record it as it comes."""

import contextlib
import os
import shutil
from collections.abc import Mapping
from functools import partial

import nbformat
from nbgrader.apps import NbGrader
from nbgrader.coursedir import CourseDirectory
from tqdm import tqdm

from autograder.engine.messages import GradedNotebook, Job
from autograder.engine.notebook import grade_notebook
from autograder.engine.sandbox import INSTALL, NoSandboxError
from autograder.engine.templates import keep_template, keep_templates
from autograder.nbgrader_plugin.course_files import source_file, template_of
from autograder.nbgrader_plugin.graded_class import Unsettled
from autograder.nbgrader_plugin.preprocessors import IsolatedExecute
from autograder.nbgrader_plugin.recording import marks, with_verdicts

from .fanout import cluster_executor, fan_out, local_executor
from .manual_review import unsettled
from .preflight import expected_notebooks, only_run
from .submission_folders import Submission, submissions, unfinished
from .worker import work
from .writer import RecordedNotebook, Writer


def grade_class(
    app: NbGrader, assignment: str, *, workers: int, scheduler: str = "", force: bool = False
) -> tuple[int, list[Unsettled]]:
    """Grade an assignment; return how many submissions were graded now, and what of it needs a person.

    Parameters
    ----------
    app : nbgrader application with a `coursedir`; the engine's budgets are read from its configuration.
    assignment : name of the assignment.
    workers : number of local processes.
    scheduler : address of a Dask scheduler, to be used in place of local processes.
    force : grade again what is recorded.

    Returns
    -------
    Their number, and what is unsettled over all that was handed in, whenever it was graded.

    Raises
    ------
    CannotGradeError, NoSandboxError, NoWorkersError : if the run cannot start or go on; the text says what to do.
    """
    engine = IsolatedExecute(parent=app)
    coursedir = app.coursedir
    if engine.sandbox and not scheduler and shutil.which("bwrap") is None:
        raise NoSandboxError(INSTALL)
    with contextlib.chdir(coursedir.root), only_run(coursedir, assignment):
        expected = expected_notebooks(coursedir, assignment, app.config)
        found = submissions(coursedir, assignment, expected)
        todo = unfinished(found, coursedir, force)
        texts = {name: template_of(source_file(coursedir, assignment, name), app.config) for name in expected}
        prepare = partial(keep_templates, list(texts.values()))
        open_on = partial(cluster_executor, scheduler) if scheduler else partial(local_executor, workers)
        templates = {name: keep_template(text) for name, text in texts.items()}
        tasks = ((submission, jobs_of(engine, coursedir, submission, templates)) for submission in todo)
        with (
            Writer(coursedir, assignment, app) as writer,
            tqdm(total=len(todo), unit="submission", disable=None) as progress,
            contextlib.closing(fan_out(work, tasks, partial(open_on, prepare))) as ended,
        ):
            for end in ended if todo else ():
                if isinstance(end.error, NoSandboxError):
                    raise end.error
                graded = end.result or {name: result_without_worker(job, end.error) for name, job in end.job.items()}
                writer.record(end.task, as_recorded(graded, end.task.notebooks))
                progress.update()
            writer.settle(found)
        return len(todo), unsettled(coursedir, found, expected)


def jobs_of(
    engine: IsolatedExecute, coursedir: CourseDirectory, submission: Submission, templates: Mapping[str, str]
) -> dict[str, Job]:
    """Return the engine's job of every notebook of a submission, by notebook.

    Parameters
    ----------
    engine : knows the mode, the budgets and the sandbox.
    coursedir : the course.
    submission : what was handed in.
    templates : the names of the templates, by notebook.
    """
    folder = submission.folder(coursedir, "submitted")
    whose = (submission.student, submission.assignment)
    return {
        name: engine.job(coursedir, folder / f"{name}.ipynb", *whose, templates[name]) for name in submission.notebooks
    }


def result_without_worker(job: Job, error: BaseException) -> GradedNotebook:
    """Return the result of a notebook whose worker died or failed: every automatic part needs a person.

    Parameters
    ----------
    job : what the worker was to do.
    error : what it ended in.
    """
    words = f"Grader fault. {type(error).__name__}: {error}"[:300]
    return grade_notebook(job | {"submitted": None, "unreadable": words})


def as_recorded(results: Mapping[str, GradedNotebook], fingerprints: Mapping[str, str]) -> dict[str, RecordedNotebook]:
    """Return results of the engine as the writer takes them.

    Parameters
    ----------
    results : results of the engine by notebook.
    fingerprints : of the files that were handed in, by notebook.
    """
    return {name: _ready(result, fingerprints[name]) for name, result in results.items()}


def _ready(result, fingerprint):
    notebook = with_verdicts(result, fingerprint)
    scores, comments = marks(notebook, result["verdicts"], result["notes"])
    return {"text": nbformat.v4.writes(notebook), "scores": scores, "comments": comments}


def cores() -> int:
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
