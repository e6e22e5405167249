"""Where the engine plugs into nbgrader: three classes named in `nbgrader_config.py`, for its command line and formgrader alike.

c.Autograde.exporter_class = "autograder.nbgrader_plugin.preprocessors.SubmissionExporter"
c.Autograde.autograde_preprocessors = [
    "autograder.nbgrader_plugin.preprocessors.IsolatedExecute",
    "nbgrader.preprocessors.LimitOutput",
    "autograder.nbgrader_plugin.preprocessors.SaveVerdicts",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
"""

import weakref
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import SaveAutoGrades
from traitlets.config import LoggingConfigurable

from autograder.engine.messages import Job
from autograder.engine.notebook import grade_rebuilt
from autograder.engine.own_files import fingerprint
from autograder.engine.reading import read
from autograder.engine.rebuilding import Rebuilt
from autograder.engine.safe_printing import printable
from autograder.engine.templates import keep_template, template_named

from .course_files import drop_copies_through_links, source_file, submitted_file, template_of
from .jobs import JobMaker
from .recording import cell_ids, marks, save_marks, with_verdicts
from .rehearsing import as_rehearsed
from .rules import rules_of


class IsolatedExecute(JobMaker):
    """Runs a submission in isolation and marks it; takes the place of nbgrader's Execute."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Replace the notebook by the executed one; the verdicts go to SaveVerdicts in `resources`.

        Parameters
        ----------
        nb : the submission as `SubmissionExporter` gave it.
        resources : nbgrader tells there whose notebook it is.
        """
        about = resources["nbgrader"]
        submitted = fingerprint(submitted_file(_converter(self).coursedir, *_name(about)))
        job, submission = _taken(self, about)
        result = grade_rebuilt(submission, job)
        resources["autograder"] = {"verdicts": result["verdicts"], "notes": result["notes"]}
        for name, verdict in result["verdicts"].items():
            if verdict.score is None:
                self.log.warning("%s", printable(f"{about['student']}/{name} needs a person: {verdict.message}"))
        rules = rules_of(template_named(job["template"]), job["bank"])
        return with_verdicts(result, submitted, rules), resources


class SaveVerdicts(SaveAutoGrades):
    """Records the engine's scores, not what stands in outputs, in one transaction; no score means a person has to look."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Write scores and comments of one notebook.

        Parameters
        ----------
        nb : the executed notebook.
        resources : nbgrader tells there whose notebook it is, and `IsolatedExecute` what came of it.
        """
        about = resources["nbgrader"]
        found = resources["autograder"]
        scores, comments = marks(nb, found["verdicts"], found["notes"])
        with Gradebook(about["db_url"]) as gradebook:
            row = gradebook.find_submission_notebook(about["notebook"], about["assignment"], about["student"])
            save_marks(gradebook.db, row.id, cell_ids(row.notebook), scores, comments, {})
            gradebook.db.commit()
        return nb, resources


class SubmissionExporter(NotebookExporter):
    """Reads a submission as the engine does, so that nbgrader's first pass meets a sound notebook whatever was handed in.

    What it has rebuilt is kept for IsolatedExecute, which comes next in nbgrader's second pass.
    """

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the notebook rebuilt from the source; of one that cannot be read, the untouched template.

        Parameters
        ----------
        filename : the notebook; one that lies elsewhere than in the submitted folder is read as nbconvert reads it.
        resources : nbgrader tells there whose notebook it is.
        **kw : for nbconvert's exporter.
        """
        coursedir = _converter(self).coursedir
        about = resources["nbgrader"]
        submitted = coursedir.format_path(coursedir.submitted_directory, about["student"], about["assignment"])
        if Path(filename).parent != Path(submitted):
            return super().from_filename(filename, resources, **kw)
        drop_copies_through_links(coursedir, about["student"], about["assignment"])
        job, submission = _rebuilt(self, about)
        if submission.unreadable:
            self.log.error("%s", printable(f"{filename} cannot be graded by machine: {submission.unreadable}"))
        _waiting[_converter(self)] = (_name(about), job, submission)
        return self.from_notebook_node(nbformat.from_dict(submission.notebook), resources, **kw)


_waiting = weakref.WeakKeyDictionary()  # by converter: the submission that was rebuilt last and is still to be executed


def _rebuilt(configurable: LoggingConfigurable, about: dict[str, str]) -> tuple[Job, Rebuilt]:
    """Read and rebuild the submission that nbgrader has in hand."""
    coursedir = _converter(configurable).coursedir
    engine = IsolatedExecute(parent=configurable)
    source = source_file(coursedir, about["assignment"], about["notebook"])
    submitted = submitted_file(coursedir, *_name(about))
    template = keep_template(template_of(coursedir, about["assignment"], about["notebook"], engine.config))
    job = engine.job(coursedir, submitted, about["student"], about["assignment"], template)
    rehearsing = engine.rehearsing(coursedir, about["assignment"], source, template_named(template))
    job = as_rehearsed(job, rehearsing.played_here(engine.log))
    return job, read(job)


def _taken(configurable: LoggingConfigurable, about: dict[str, str]) -> tuple[Job, Rebuilt]:
    """Return the submission that nbgrader has in hand as SubmissionExporter has rebuilt it, or rebuild it now."""
    name, job, submission = _waiting.pop(_converter(configurable), (None, None, None))
    if name == _name(about):
        return job, submission
    return _rebuilt(configurable, about)


def _name(about: dict[str, str]) -> tuple[str, str, str]:
    """Return student, assignment and notebook."""
    return about["student"], about["assignment"], about["notebook"]


def _converter(configurable: LoggingConfigurable) -> LoggingConfigurable:
    """Return the converter at work, which has the course directory and is an ancestor of exporter and preprocessors."""
    while not hasattr(configurable, "coursedir"):
        configurable = configurable.parent
    return configurable
