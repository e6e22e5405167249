"""One grading run: find what is to be graded, spread it over workers, record it as it comes; or only say what would change."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

from nbgrader.apps import NbGrader

from autograder.engine.rehearsal import Rehearsal
from autograder.nbgrader_plugin.graded_class import Unsettled
from autograder.nbgrader_plugin.rehearsing import remarks_on

from .changes import Change, graded_by_other_rules, marks_before
from .manual_review import unsettled
from .prepared_run import prepared
from .still_to_grade import unfinished
from .writer import Writer


@dataclass(frozen=True)
class Graded:
    """What came of a run: how many submissions were graded now, what needs a person, and which notebooks nobody graded.

    `waiting` goes over all that was handed in, whenever it was graded. `withheld` says of each notebook that was left out
    why, by its name.
    """

    submissions: int
    waiting: list[Unsettled]
    withheld: dict[str, str]


def grade_class(
    app: NbGrader, assignment: str, *, workers: int, scheduler: str = "", force: bool = False, anyway: bool = False
) -> Graded:
    """Grade an assignment; return what came of it.

    What a new grading changes is written to the log, and so is that some keep grades of another source, bank or grader,
    and what the rehearsal of a notebook tells.

    Parameters
    ----------
    app : nbgrader application with a `coursedir`; the engine's budgets are read from its configuration.
    assignment : name of the assignment.
    workers : number of local processes.
    scheduler : address of a Dask scheduler, to be used in place of local processes.
    force : grade again what is recorded.
    anyway : grade notebooks too whose own solution does not get its points.

    Raises
    ------
    CannotGradeError, NoSandboxError, NoWorkersError : if the run cannot start or go on; the text says what to do.
    """
    with prepared(app, assignment, workers, scheduler) as run:
        todo = unfinished(run.found, run.coursedir, force)
        rehearsals = run.rehearsals() if todo else {}
        withheld = {} if anyway else withheld_of(rehearsals)
        for name in rehearsals.keys() - withheld.keys():
            for words in remarks_on(name, rehearsals[name]):
                app.log.warning("%s", words)
        found = [submission.without(withheld) for submission in run.found]
        if withheld:
            todo = [] if withheld.keys() == run.expected.keys() else unfinished(found, run.coursedir, force)
        before = marks_before(run.coursedir, assignment)
        recorded = {student for student, _, _ in before}
        kept = [submission for submission in found if submission not in todo]
        with Writer(run.coursedir, assignment, app) as writer:
            for submission, results in run.graded(todo, rehearsals):
                for change in run.changes(submission, results, before) if submission.student in recorded else ():
                    app.log.info("%s", change)
                writer.record(submission, results)
            writer.settle(found)
        stale = graded_by_other_rules(kept, run.coursedir, run.rules)
        if stale:
            app.log.warning("%s", stale)
        expected = {name: cells for name, cells in run.expected.items() if name not in withheld}
        return Graded(len(todo), unsettled(run.coursedir, found, expected), withheld)


def withheld_of(rehearsals: Mapping[str, Rehearsal]) -> dict[str, str]:
    """Return why notebooks are not graded, by name: cell, cause and remedy of the first part that the solution fails."""
    failing = {name: rehearsal.unsolved for name, rehearsal in sorted(rehearsals.items()) if rehearsal.unsolved}
    return {name: "; ".join(f"{cell}: {text}" for cell, text in cells.items()) for name, cells in failing.items()}


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
            for submission, results in run.graded(run.found, run.rehearsals())
            for change in run.changes(submission, results, before)
        ]
        return len(run.found), sorted(found, key=lambda change: (change.student, change.place))


def cores() -> int:
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
