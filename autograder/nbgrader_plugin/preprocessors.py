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

import base64
import json
import os
from pathlib import Path

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor, SaveAutoGrades
from nbgrader.utils import find_all_files
from traitlets import Bool, Dict, Float, Integer

from autograder.engine.notebook import grade_notebook
from autograder.engine.rebuilding import rebuild
from autograder.engine.submission import UnreadableError, read_submission
from autograder.sandboxed.limits import Limits

from .recording import cell_ids, marks, save_marks, with_verdicts
from .template import make_template


class IsolatedExecute(NbGraderPreprocessor):
    """Runs a submission in isolation and marks it; takes the place of nbgrader's Execute."""

    mode = Dict(help="Assignments to run in another mode than 'examined': {'ps1': 'shared'}").tag(config=True)
    sandbox = Bool(True, help="Run student code in a sandbox; without one it runs with your rights.").tag(config=True)
    cell_seconds = Float(30, help="Wall clock of one cell.").tag(config=True)
    notebook_seconds = Float(300, help="Wall clock of one notebook.").tag(config=True)
    memory_mb = Integer(1024, help="Memory of the student's processes beyond that of the libraries.").tag(config=True)
    processes = Integer(32, help="Processes and threads that student code may have at a time.").tag(config=True)
    output_kb = Integer(1024, help="Output of one cell.").tag(config=True)
    scratch_mb = Integer(64, help="Files that student code may write.").tag(config=True)
    reply_mb = Integer(16, help="Size of one value handed to the grading cells.").tag(config=True)
    notebook_mb = Integer(32, help="Size of a submitted notebook.").tag(config=True)

    def job(self, coursedir, student, assignment, notebook):
        """Return the job of one submitted notebook, for `grade_notebook`."""
        submitted = Path(coursedir.format_path(coursedir.submitted_directory, student, assignment), f"{notebook}.ipynb")
        source = Path(coursedir.format_path(coursedir.source_directory, ".", assignment), f"{notebook}.ipynb").resolve()
        limits = Limits(**{name: getattr(self, name) for name in Limits().asdict()})
        job = {
            "submitted": None,
            "template": template_of(source, self.config),
            "seed": f"{student}/{assignment}",
            "mode": self.mode.get(assignment, "examined"),
            "sandbox": self.sandbox,
            "limits": limits.asdict(),
            "data": data_files(source.parent, coursedir.ignore),
        }
        try:
            return job | {"submitted": base64.b64encode(read_submission(submitted, self.notebook_mb)).decode()}
        except UnreadableError as error:
            return job | {"unreadable": str(error)}
        except OSError as error:
            return job | {"unreadable": f"The submitted file cannot be read: {error.strerror}."}

    def preprocess(self, nb, resources):
        """Replace the notebook by the executed one; the verdicts go to SaveVerdicts in `resources`."""
        about = resources["nbgrader"]
        result = grade_notebook(self.job(_coursedir(self), about["student"], about["assignment"], about["notebook"]))
        resources["autograder"] = {"verdicts": result["verdicts"], "notes": result["notes"]}
        for verdict in result["verdicts"].values():
            if verdict["score"] is None:
                self.log.warning("%s/%s needs a person: %s", about["student"], verdict["grade_id"], verdict["message"])
        return with_verdicts(result), resources


class SaveVerdicts(SaveAutoGrades):
    """Records the engine's scores, not what stands in outputs, in one transaction; no score means a person has to look."""

    def preprocess(self, nb, resources):
        """Write scores and comments of one notebook."""
        about, found = resources["nbgrader"], resources["autograder"]
        scores, comments = marks(nb, found["verdicts"], found["notes"])
        with Gradebook(about["db_url"]) as gradebook:
            row = gradebook.find_submission_notebook(about["notebook"], about["assignment"], about["student"])
            save_marks(gradebook.db, row.id, cell_ids(row.notebook), scores, comments)
            gradebook.db.commit()
        return nb, resources


class SubmissionExporter(NotebookExporter):
    """Reads a submission as the engine does, so that nbgrader's first pass meets a sound notebook whatever was handed in."""

    def from_filename(self, filename, resources=None, **kw):
        """Return the notebook rebuilt from the source; of one that cannot be read, the untouched template."""
        coursedir, about = _coursedir(self), resources["nbgrader"]
        submitted = coursedir.format_path(coursedir.submitted_directory, about["student"], about["assignment"])
        if Path(filename).parent != Path(submitted):
            return super().from_filename(filename, resources, **kw)
        job = IsolatedExecute(parent=self).job(coursedir, about["student"], about["assignment"], about["notebook"])
        notebook = json.loads(job["template"])
        try:
            rebuild(base64.b64decode(job["submitted"] or ""), notebook)
        except UnreadableError as error:
            self.log.error("%s cannot be graded by machine: %s", filename, error)
        notebook["metadata"].pop("autograder")
        return self.from_notebook_node(nbformat.from_dict(notebook), resources, **kw)


def data_files(folder, ignore):
    """Return the files that an assignment lists by having them beside its source notebook: {name: path}."""
    paths = find_all_files(str(folder), [*ignore, "*.ipynb"])
    return {os.path.relpath(path, folder): path for path in sorted(paths)}


def template_of(source, config):
    """Return the template of a source notebook as JSON text, made once for as long as the file does not change."""
    key = (str(source), source.stat().st_mtime_ns)
    if key not in _templates:
        _templates[key] = json.dumps(make_template(source, config))
    return _templates[key]


_templates = {}


def _coursedir(configurable):
    """Return the course directory of the converter at work, which exporter and preprocessors have as an ancestor."""
    while not hasattr(configurable, "coursedir"):
        configurable = configurable.parent
    return configurable.coursedir
