"""A grading run made ready: what was handed in, what it is graded by, and its results as the workers give them."""

import contextlib
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

import nbformat
from nbgrader.apps import NbGrader
from nbgrader.coursedir import CourseDirectory
from tqdm import tqdm

from autograder.engine.messages import GradedNotebook, Job
from autograder.engine.notebook import grade_notebook, ran_out_of_clock
from autograder.engine.sandbox import INSTALL, NoSandboxError
from autograder.engine.templates import keep_template, keep_templates
from autograder.nbgrader_plugin.answers_changed import changed_answers
from autograder.nbgrader_plugin.course_files import source_file, template_of
from autograder.nbgrader_plugin.preprocessors import IsolatedExecute
from autograder.nbgrader_plugin.recording import marks, with_verdicts
from autograder.nbgrader_plugin.rules import rules_of

from .changes import Change, changes_of
from .fanout import cluster_executor, fan_out, local_executor
from .preflight import expected_notebooks, only_run
from .submission_folders import Submission, submissions
from .worker import work
from .writer import RecordedNotebook


@dataclass(frozen=True)
class Run:
    """What a run needs to know: the course, what was handed in, and what the notebooks are graded by.

    `expected` are the names of the grading cells by notebook, `templates` the texts of the templates, `rules` see `rules_of`.
    """

    app: NbGrader
    assignment: str
    workers: int
    scheduler: str
    engine: IsolatedExecute
    expected: dict[str, set[str]]
    found: list[Submission]
    templates: dict[str, str]
    rules: dict[str, dict[str, str]]

    @property
    def coursedir(self) -> CourseDirectory:
        """The course."""
        return self.app.coursedir

    def graded(self, todo: list[Submission]) -> Iterator[tuple[Submission, dict[str, RecordedNotebook]]]:
        """Yield some submissions as they are graded, each with what is to be recorded of its notebooks."""
        names = {name: keep_template(text) for name, text in self.templates.items()}
        tasks = ((submission, jobs_of(self.engine, self.coursedir, submission, names)) for submission in todo)
        prepare = partial(keep_templates, list(self.templates.values()))
        local = partial(local_executor, self.workers)
        open_on = partial(cluster_executor, self.scheduler) if self.scheduler else local
        with (
            tqdm(total=len(todo), unit="submission", disable=None) as progress,
            contextlib.closing(fan_out(work, tasks, partial(open_on, prepare), spoilt_by_others)) as ended,
        ):
            for end in ended if todo else ():
                if isinstance(end.error, NoSandboxError):
                    raise end.error
                results = end.result or {name: result_without_worker(job, end.error) for name, job in end.job.items()}
                yield end.task, {name: self.ready(end.task, name, result) for name, result in results.items()}
                progress.update()

    def ready(self, submission: Submission, name: str, result: GradedNotebook) -> RecordedNotebook:
        """Return a result of the engine as the writer takes it.

        Parameters
        ----------
        submission : whose notebook it is.
        name : of the notebook.
        result : what the engine made of it.
        """
        notebook = with_verdicts(result, submission.notebooks[name], self.rules[name])
        scores, comments = marks(notebook, result["verdicts"], result["notes"])
        return {
            "text": nbformat.v4.writes(notebook),
            "scores": scores,
            "comments": comments,
            "changed": changed_answers(submission.folder(self.coursedir, "autograded") / f"{name}.ipynb", notebook),
            "said": {cell: verdict.message for cell, verdict in result["verdicts"].items()},
        }

    def changes(self, submission: Submission, results: Mapping[str, RecordedNotebook], before: Mapping) -> list[Change]:
        """Return what the results of a submission change in the gradebook.

        Parameters
        ----------
        submission : what was graded.
        results : of its notebooks, as the writer takes them.
        before : what `marks_before` found in the gradebook.
        """
        return list(changes_of(submission, results, before, submission.folder(self.coursedir, "autograded")))


@contextlib.contextmanager
def prepared(app: NbGrader, assignment: str, workers: int, scheduler: str) -> Iterator[Run]:
    """Look at a course and make ready for grading; meanwhile nobody else grades the assignment. See `grade_class`.

    Parameters
    ----------
    app : nbgrader application with a `coursedir`; the engine's budgets are read from its configuration.
    assignment : name of the assignment.
    workers : number of local processes.
    scheduler : address of a Dask scheduler, to be used in place of local processes.

    Raises
    ------
    NoSandboxError : if the sandbox is wanted and bubblewrap is not installed.
    """
    engine = IsolatedExecute(parent=app)
    coursedir = app.coursedir
    if engine.sandbox and not scheduler and shutil.which("bwrap") is None:
        raise NoSandboxError(INSTALL)
    with contextlib.chdir(coursedir.root), only_run(coursedir, assignment):
        expected = expected_notebooks(coursedir, assignment, app.config)
        found = submissions(coursedir, assignment, expected)
        texts = {name: template_of(source_file(coursedir, assignment, name), app.config) for name in expected}
        bank = engine.bank_of(coursedir)
        rules = {name: rules_of(text, bank) for name, text in texts.items()}
        yield Run(app, assignment, workers, scheduler, engine, expected, found, texts, rules)


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


def spoilt_by_others(results: Mapping[str, GradedNotebook]) -> bool:
    """Tell whether the clock stopped something in a submission, which then is graded again when nothing else is."""
    return any(map(ran_out_of_clock, results.values()))


def result_without_worker(job: Job, error: BaseException) -> GradedNotebook:
    """Return the result of a notebook whose worker died or failed: every automatic part needs a person.

    Parameters
    ----------
    job : what the worker was to do.
    error : what it ended in.
    """
    words = f"Grader fault. {type(error).__name__}: {error}"[:300]
    return grade_notebook(job | {"submitted": None, "unreadable": words})
