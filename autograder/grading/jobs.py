"""The jobs of one submission, and what comes of one that no worker could do."""

from collections.abc import Mapping

from nbgrader.coursedir import CourseDirectory

from autograder.engine.messages import GradedNotebook, Job
from autograder.engine.notebook import grade_notebook
from autograder.engine.rehearsal import Rehearsal
from autograder.engine.second_try import spoilt_by_others
from autograder.nbgrader_plugin.preprocessors import IsolatedExecute
from autograder.nbgrader_plugin.rehearsing import as_rehearsed

from .submission_folders import Submission


def jobs_of(
    engine: IsolatedExecute,
    coursedir: CourseDirectory,
    submission: Submission,
    templates: Mapping[str, str],
    rehearsals: Mapping[str, Rehearsal],
) -> dict[str, Job]:
    """Return the engine's job of every notebook of a submission, by notebook.

    Parameters
    ----------
    engine : knows the budgets and the sandbox.
    coursedir : the course.
    submission : what was handed in.
    templates : the names of the templates, by notebook.
    rehearsals : of the notebooks that are to be graded.
    """
    folder = submission.folder(coursedir, "submitted")
    whose = (submission.student, submission.assignment)
    return {
        name: as_rehearsed(engine.job(coursedir, folder / f"{name}.ipynb", *whose, templates[name]), rehearsals[name])
        for name in submission.notebooks
        if name in rehearsals
    }


def results_without_worker(jobs: Mapping[str, Job], error: BaseException) -> dict[str, GradedNotebook]:
    """Return the results of notebooks whose worker died or failed: every automatic part needs a person.

    Parameters
    ----------
    jobs : what the worker was to do, by notebook.
    error : what it ended in.
    """
    words = f"Grader fault. {type(error).__name__}: {error}"[:300]
    return {name: grade_notebook(job | {"submitted": None, "unreadable": words}) for name, job in jobs.items()}


def kept_if_doubtful(results: Mapping[str, GradedNotebook]) -> dict[str, dict] | None:
    """Return what a second try at a submission is held to, by notebook, if the machine may have spoilt something in it."""
    if any(map(spoilt_by_others, results.values())):
        return {name: result["tried"] for name, result in results.items()}
    return None


def alone(jobs: Mapping[str, Job], first: Mapping[str, dict]) -> dict[str, Job]:
    """Return the jobs for grading a submission again when nothing else is.

    Parameters
    ----------
    jobs : of its notebooks, by name.
    first : what `kept_if_doubtful` returned of the first try.
    """
    return {name: job | {"first": first[name]} for name, job in jobs.items()}
