"""A grading run made ready: what was handed in, what it is graded by, and its results as the workers give them."""

import contextlib
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

import nbformat
from nbgrader.apps import NbGrader
from nbgrader.coursedir import CourseDirectory
from tqdm import tqdm

from autograder.engine.messages import GradedNotebook
from autograder.engine.rehearsal import Rehearsal, merged
from autograder.engine.sandbox import INSTALL, NoSandboxError, in_sight
from autograder.engine.templates import keep_template, keep_templates
from autograder.nbgrader_plugin.answers_changed import changed_answers
from autograder.nbgrader_plugin.course_files import source_file, template_of
from autograder.nbgrader_plugin.preprocessors import IsolatedExecute
from autograder.nbgrader_plugin.recording import marks, with_verdicts
from autograder.nbgrader_plugin.rehearsing import Rehearsing
from autograder.nbgrader_plugin.rules import rules_of

from .changes import Change, changes_of
from .executors import cluster_executor, local_executor
from .fanout import fan_out
from .jobs import alone, jobs_of, kept_if_doubtful, results_without_worker
from .kept_open import KeptOpen
from .nurseries import nurseries_for
from .preflight import CannotGradeError, expected_notebooks, only_run
from .submission_folders import Submission, submissions
from .worker import rehearsed, work
from .writer import RecordedNotebook


@dataclass(frozen=True)
class Run:
    """What a run needs to know: the course, what was handed in, what the notebooks are graded by, and the workers.

    `expected` are the names of the grading cells by notebook, `templates` the texts of the templates, `rules` see `rules_of`.
    """

    app: NbGrader
    assignment: str
    engine: IsolatedExecute
    expected: dict[str, set[str]]
    found: list[Submission]
    templates: dict[str, str]
    rules: dict[str, dict[str, str]]
    workers_open: KeptOpen

    @property
    def coursedir(self) -> CourseDirectory:
        """The course."""
        return self.app.coursedir

    def rehearsals(self) -> dict[str, Rehearsal]:
        """Return by notebook what the rehearsals tell: the source's own solutions are graded first.

        All notebooks get the largest budgets that one of them needs, so that a worker keeps its engine.
        """
        all_of_them = {
            name: self.engine.rehearsing(
                self.coursedir, self.assignment, source_file(self.coursedir, self.assignment, name), text
            )
            for name, text in self.templates.items()
        }
        found = self._played(all_of_them)
        files: dict[str, str] = {}
        for name in sorted(found):
            if files and found[name].unsolved:  # it may read what an earlier notebook writes
                found |= self._played({name: replace(all_of_them[name], beside=files)})
            files = files | found[name].left
        most = merged([rehearsal.limits for rehearsal in found.values()])
        return {name: replace(rehearsal, limits=most) for name, rehearsal in found.items()}

    def _played(self, rehearsings: Mapping[str, Rehearsing]) -> dict[str, Rehearsal]:
        """Return what some rehearsals tell; those that are not known from earlier are played by the workers."""
        found = {name: rehearsing.known() for name, rehearsing in rehearsings.items()}
        unknown = [name for name, rehearsal in found.items() if rehearsal is None]
        if unknown:

            def script_of(name):
                return rehearsings[name].script()

            with contextlib.closing(fan_out(rehearsed, unknown, script_of, self.workers_open)) as ended:
                for end in ended:
                    if end.error:
                        raise end.error
                    found[end.task] = rehearsings[end.task].keep(end.result)
        return found

    def graded(
        self, todo: list[Submission], rehearsals: Mapping[str, Rehearsal]
    ) -> Iterator[tuple[Submission, dict[str, RecordedNotebook]]]:
        """Yield some submissions as they are graded, each with what is to be recorded of its notebooks.

        Parameters
        ----------
        todo : the submissions.
        rehearsals : of the notebooks that are to be graded.
        """
        names = {name: keep_template(text) for name, text in self.templates.items()}

        def job_of(submission):
            return jobs_of(self.engine, self.coursedir, submission, names, rehearsals)

        with (
            tqdm(total=len(todo), unit="submission", disable=None) as progress,
            contextlib.closing(fan_out(work, todo, job_of, self.workers_open, kept_if_doubtful, alone)) as ended,
        ):
            for end in ended if todo else ():
                if isinstance(end.error, NoSandboxError):
                    raise end.error
                results = end.result or results_without_worker(job_of(end.task), end.error)
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
    CannotGradeError : if the course lies where students' code can read it.
    """
    engine = IsolatedExecute(parent=app)
    coursedir = app.coursedir
    if engine.sandbox and not scheduler and shutil.which("bwrap") is None:
        raise NoSandboxError(INSTALL)
    place = in_sight(coursedir.root) if engine.sandbox else ""
    if place:
        raise CannotGradeError(f"the course lies in {place}, which students' code can read: move it elsewhere")
    with contextlib.chdir(coursedir.root), only_run(coursedir, assignment):
        shared = None if scheduler else nurseries_for(engine, coursedir, assignment)
        expected = expected_notebooks(coursedir, assignment, app.config)
        found = submissions(coursedir, assignment, expected)
        texts = {name: template_of(coursedir, assignment, name, app.config) for name in expected}
        bank = engine.bank_of(coursedir)
        rules = {name: rules_of(text, bank) for name, text in texts.items()}
        prepare = partial(keep_templates, list(texts.values()))
        local = partial(local_executor, workers, ways=shared)
        open_on = partial(cluster_executor, scheduler) if scheduler else local
        with contextlib.closing(KeptOpen(partial(open_on, prepare))) as workers_open:
            yield Run(app, assignment, engine, expected, found, texts, rules, workers_open)
