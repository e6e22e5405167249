"""Where the engine plugs into nbgrader: three classes named in `nbgrader_config.py`, for its command line and formgrader alike.

c.Autograde.exporter_class = "autograder.engine.execute.SubmissionExporter"
c.Autograde.autograde_preprocessors = [
    "autograder.engine.execute.IsolatedExecute",
    "nbgrader.preprocessors.LimitOutput",
    "autograder.engine.execute.SaveVerdicts",
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
from nbgrader.api import Comment, Grade, Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor, SaveAutoGrades
from nbgrader.utils import compute_checksum, determine_grade, find_all_files, is_grade, is_solution, is_task
from sqlalchemy import Float, bindparam
from traitlets import Bool, Dict, Integer
from traitlets import Float as Seconds

from .rebuild import rebuild
from .run import grade_notebook
from .sandbox import Limits
from .submission import UnreadableError, read_submission
from .template import make_template


class IsolatedExecute(NbGraderPreprocessor):
    """Runs a submission in isolation and marks it; takes the place of nbgrader's Execute."""

    mode = Dict(help="Assignments to run in another mode than 'examined': {'ps1': 'shared'}").tag(config=True)
    sandbox = Bool(True, help="Run student code in a sandbox; without one it runs with your rights.").tag(config=True)
    cell_seconds = Seconds(30, help="Wall clock of one cell.").tag(config=True)
    notebook_seconds = Seconds(300, help="Wall clock of one notebook.").tag(config=True)
    memory_mb = Integer(1024, help="Memory of the student's processes beyond that of the libraries.").tag(config=True)
    processes = Integer(32, help="Processes and threads that student code may have at a time.").tag(config=True)
    output_kb = Integer(1024, help="Output of one cell.").tag(config=True)
    scratch_mb = Integer(64, help="Files that student code may write.").tag(config=True)
    reply_mb = Integer(16, help="Size of one value handed to the grading cells.").tag(config=True)
    notebook_mb = Integer(32, help="Size of a submitted notebook.").tag(config=True)

    def job(self, coursedir, student, assignment, notebook):
        """Return the job of one submitted notebook, for `run.grade_notebook`."""
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


def with_verdicts(result):
    """Return the notebook of a result of the engine, the verdicts noted in its metadata, where reports read them."""
    notebook = nbformat.from_dict(json.loads(result["notebook"]))
    notebook.metadata.autograder["verdicts"] = nbformat.from_dict(result["verdicts"])
    return notebook


def marks(notebook, verdicts, notes):
    """Return the automatic score of every graded cell and the automatic comment on every answer cell, by name.

    A score of None needs a person. Written answers are scored by nbgrader's rule: nothing if untouched, else None.
    """
    scores, comments = {}, {}
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if is_grade(cell):
            scores[name] = verdicts[name]["score"] if name in verdicts else determine_grade(cell)[0]
        if is_solution(cell) or is_task(cell):
            untouched = cell.metadata.nbgrader.get("checksum") == compute_checksum(cell) and not is_task(cell)
            comments[name] = notes.get(name) or notes.get("") or ("No response." if untouched else None)
        if is_task(cell):
            scores[name] = None
    return scores, comments


def cell_ids(notebook):
    """Return the ids of a notebook's cells in the gradebook by name: of those that are graded, of those commented on.

    An answer that is graded by hand has one of either kind, under the same name.
    """
    graded, commented = (*notebook.grade_cells, *notebook.task_cells), (*notebook.solution_cells, *notebook.task_cells)
    return {cell.name: cell.id for cell in graded}, {cell.name: cell.id for cell in commented}


def save_marks(session, row, ids, scores, comments):
    """Set scores and comments of a submitted notebook in the gradebook, whatever a person has entered beside them.

    Parameters
    ----------
    session : of the gradebook; the caller commits.
    row : id of the submitted notebook.
    ids : of its cells, as `cell_ids` returns them.
    scores, comments : by name of the cell, as `marks` returns them.
    """
    graded, commented = ids
    for table, cells, values, set_to in (
        (GRADES, graded, scores, SET_SCORE),
        (COMMENTS, commented, comments, SET_COMMENT),
    ):
        here = (table.c.notebook_id == row) & (table.c.cell_id == bindparam("cell"))
        told = [{"cell": cells[name], "told": value} for name, value in values.items()]
        if told:
            session.connection().execute(table.update().where(here).values(set_to), told)


GRADES, COMMENTS = Grade.__table__, Comment.__table__
TOLD_SCORE = bindparam("told", type_=Float())
SET_SCORE = {"auto_score": TOLD_SCORE, "needs_manual_grade": GRADES.c.manual_score.is_not(None) | TOLD_SCORE.is_(None)}
SET_COMMENT = {"auto_comment": bindparam("told")}


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
