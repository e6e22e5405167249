"""One grading run: find what is to be graded, spread it over workers, record it as it comes; or only say what would change."""

import os

from nbgrader.apps import NbGrader

from autograder.nbgrader_plugin.graded_class import Unsettled

from .changes import Change, graded_by_other_rules, marks_before
from .manual_review import unsettled
from .prepared_run import prepared
from .submission_folders import unfinished
from .writer import Writer


def grade_class(
    app: NbGrader, assignment: str, *, workers: int, scheduler: str = "", force: bool = False
) -> tuple[int, list[Unsettled]]:
    """Grade an assignment; return how many submissions were graded now, and what of it needs a person.

    What a new grading changes is written to the log, and so is that some keep grades of another source, bank or grader.

    Parameters
    ----------
    app : nbgrader application with a `coursedir`; the engine's budgets are read from its configuration.
    assignment : name of the assignment.
    workers : number of local processes.
    scheduler : address of a Dask scheduler, to be used in place of local processes.
    force : grade again what is recorded.

    Returns
    -------
    int, and what waits over all that was handed in, whenever it was graded.

    Raises
    ------
    CannotGradeError, NoSandboxError, NoWorkersError : if the run cannot start or go on; the text says what to do.
    """
    with prepared(app, assignment, workers, scheduler) as run:
        todo = unfinished(run.found, run.coursedir, force)
        before = marks_before(run.coursedir, assignment)
        recorded = {student for student, _, _ in before}
        kept = [submission for submission in run.found if submission not in todo]
        with Writer(run.coursedir, assignment, app) as writer:
            for submission, results in run.graded(todo):
                for change in run.changes(submission, results, before) if submission.student in recorded else ():
                    app.log.info("%s", change)
                writer.record(submission, results)
            writer.settle(run.found)
        stale = graded_by_other_rules(kept, run.coursedir, run.rules)
        if stale:
            app.log.warning("%s", stale)
        return len(todo), unsettled(run.coursedir, run.found, run.expected)


def dry_run(app: NbGrader, assignment: str, *, workers: int, scheduler: str = "") -> tuple[int, list[Change]]:
    """Grade all that was handed in and record nothing; return how many submissions that was, and what would change.

    Parameters
    ----------
    app, assignment, workers, scheduler : as in `grade_class`.
    """
    with prepared(app, assignment, workers, scheduler) as run:
        before = marks_before(run.coursedir, assignment)
        found = [
            change
            for submission, results in run.graded(run.found)
            for change in run.changes(submission, results, before)
        ]
        return len(run.found), sorted(found, key=lambda change: (change.student, change.place))


def cores() -> int:
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
