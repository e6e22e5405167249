"""What every job of a course is made of: the settings of the grader, and what lies in the course's folders."""

import base64
from pathlib import Path
from typing import Any

from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, Dict, Enum, Float, Integer, Union

from autograder.engine.messages import Job
from autograder.engine.own_files import read_own_files
from autograder.engine.submission import UnreadableError, read_submission
from autograder.sandboxed.limits import Limits

from .course_files import LINKED, data_files, is_linked, source_file
from .rehearsing import MODES, Rehearsing
from .secret import secret_of


class JobMaker(NbGraderPreprocessor):
    """Makes the engine's jobs; its settings are those of `c.IsolatedExecute`."""

    mode = Union(
        [Enum([*MODES]), Dict(value_trait=Enum([*MODES]))],
        default_value="auto",
        help="'auto' (examined where that costs the source's own solution no points, else shared), 'examined' or 'shared'; "
        "one for all, or by assignment: {'ps1': 'shared'}",
    ).tag(config=True)
    sandbox = Bool(True, help="Run student code in a sandbox; without one it runs with your rights.").tag(config=True)
    cell_seconds = Float(30, help="Seconds of the processor for one cell.").tag(config=True)
    notebook_seconds = Float(300, help="Seconds of the processor for one notebook.").tag(config=True)
    patience = Float(4, help="Seconds on the clock for each of the processor.").tag(config=True)
    memory_mb = Integer(1024, help="Memory of the student's processes beyond that of the libraries.").tag(config=True)
    processes = Integer(32, help="Processes and threads that student code may have at a time.").tag(config=True)
    output_kb = Integer(1024, help="Output of one cell.").tag(config=True)
    scratch_mb = Integer(64, help="Files that student code may write.").tag(config=True)
    reply_mb = Integer(16, help="Size of one value handed to the grading cells.").tag(config=True)
    notebook_mb = Integer(32, help="Size of a submitted notebook.").tag(config=True)

    def job(self, coursedir: CourseDirectory, submitted: Path, student: str, assignment: str, template: str) -> Job:
        """Return the job of one submitted notebook, for the engine.

        Parameters
        ----------
        coursedir : the course.
        submitted : where the notebook lies; its name is that of the assignment's notebook.
        student, assignment : whose notebook it is, and of which assignment.
        template : the name of its template, as `keep_template` returns it.
        """
        job: Job = self.common(coursedir, assignment) | {
            "submitted": None,
            "template": template,
            "seed": f"{student}/{assignment}",
            "mode": "examined",
        }
        if is_linked(coursedir, submitted.parent):
            return job | {"unreadable": LINKED}
        job["files"], job["left_out"] = read_own_files(submitted.parent, job["data"])
        try:
            return job | {"submitted": base64.b64encode(read_submission(submitted, self.notebook_mb)).decode()}
        except UnreadableError as error:
            return job | {"unreadable": str(error)}
        except OSError as error:
            return job | {"unreadable": f"The submitted file cannot be read: {error.strerror}."}

    def common(self, coursedir: CourseDirectory, assignment: str) -> dict[str, Any]:
        """Return what is the same in all jobs of an assignment: secret, sandbox, budgets, bank and data.

        Parameters
        ----------
        coursedir : the course.
        assignment : its name.
        """
        return {
            "secret": secret_of(coursedir.root),
            "sandbox": self.sandbox,
            "limits": Limits(**{name: getattr(self, name) for name in Limits().asdict()}).asdict(),
            "bank": self.bank_of(coursedir),
            "data": data_files(source_file(coursedir, assignment, "").parent, coursedir.ignore),
        }

    def rehearsing(self, coursedir: CourseDirectory, assignment: str, source: Path, template: str) -> Rehearsing:
        """Return what is to be rehearsed of a notebook.

        Parameters
        ----------
        coursedir : the course.
        assignment : of which the notebook is.
        source : path of the source notebook.
        template : the text of its template.
        """
        mode = self.mode.get(assignment, "auto") if isinstance(self.mode, dict) else self.mode
        return Rehearsing(source, template, self.config, self.common(coursedir, assignment), mode)

    def bank_of(self, coursedir: CourseDirectory) -> str:
        """Return the folder of a course's own bank, "" if it has none."""
        bank = Path(coursedir.root, "bank")
        return str(bank.resolve()) if bank.is_dir() else ""
