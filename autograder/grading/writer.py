"""The one writer: a submission's scores, comments and notebooks are recorded whole or not at all."""

import contextlib
import glob
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypedDict

from nbgrader.api import Gradebook
from nbgrader.preprocessors import AssignLatePenalties

from autograder.engine.submission import UnreadableError, read_submission
from autograder.nbgrader_plugin.course_files import data_files
from autograder.nbgrader_plugin.recording import save_marks
from autograder.nbgrader_plugin.rows import Rows
from autograder.nbgrader_plugin.transactions import one_transaction

from .submission_folders import Submission

SECRET = "submission_secret.txt"  # by which nbgrader's exchange gives the feedback to its student only


class RecordedNotebook(TypedDict):
    """What is recorded of one notebook."""

    text: str  # the graded notebook as JSON text
    scores: dict[str, float | None]  # by name of the cell; None waits for a person
    comments: dict[str, str | None]  # by name of the cell
    changed: dict[str, bool]  # by name of a graded cell, whether its answer is another one than when it was graded last
    said: dict[str, str]  # by name of a grading cell, what the student is told


class Writer:
    """The gradebook of a course, open for recording the submissions of one assignment."""

    def __init__(self, coursedir, assignment, parent):
        self.coursedir = coursedir
        self.source = Path(coursedir.format_path(coursedir.source_directory, ".", assignment))
        self.gradebook = Gradebook(coursedir.db_url, coursedir.course_id)
        self.rows = Rows(self.gradebook, assignment)
        self.penalties = AssignLatePenalties(parent=parent)
        self.penalties.init_plugin()
        remains = gathering_place(Path(coursedir.format_path(coursedir.autograded_directory, "*", assignment)))
        for path in glob.glob(str(remains)):
            shutil.rmtree(path, ignore_errors=True)  # a run that was killed left it

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.gradebook.close()

    def record(self, submission: Submission, results: Mapping[str, RecordedNotebook]) -> None:
        """Record one submission: the gradebook in one transaction, then its notebooks by one rename.

        Killed before the rename, the submission counts as not graded and is graded again, with the same outcome.

        Parameters
        ----------
        submission : the `Submission`.
        results : by notebook name, the scores and comments by cell and the text of the graded notebook.
        """
        with one_transaction(self.gradebook):
            rows = self.rows.of(submission)
            for name, row in rows.items():
                if name in results:
                    result = results[name]
                    told = (result["scores"], result["comments"], result["changed"])
                    save_marks(self.gradebook.db, row, self.rows.cells[name], *told)
                elif name not in submission.withheld:
                    self.rows.save_missing(row)
            if submission.strangers:
                self.rows.hold_nothing(rows.values())
            self.save_lateness(submission)
        self.gradebook.db.expunge_all()
        self.write_files(submission, {name: result["text"] for name, result in results.items()})

    def settle(self, found: Iterable[Submission]) -> None:
        """Set what may have changed since some submissions were recorded: penalties, and whether what is missing lies elsewhere.

        Late penalties follow from the dates, extensions and marks of now.
        """
        for submission in found:
            with one_transaction(self.gradebook):
                rows = self.rows.of(submission)
                for name in rows.keys() - submission.notebooks.keys() - submission.withheld:
                    self.rows.save_missing(rows[name])
                if submission.strangers:
                    self.rows.hold_nothing(rows.values())
                self.save_lateness(submission)
            self.gradebook.db.expunge_all()

    def save_lateness(self, submission: Submission) -> None:
        """Set the late penalties as nbgrader's own preprocessor does, by the course's plugin.

        If its timestamp cannot be read, nobody knows whether the work was late: then all its grades wait for a person.
        """
        if not self.rows.due:
            return
        row = self.gradebook.find_submission(submission.assignment, submission.student)
        late = row.total_seconds_late
        notebooks = [notebook for notebook in row.notebooks if notebook.name in submission.notebooks]
        if submission.undated:
            self.rows.hold_back([notebook.id for notebook in notebooks])
        for notebook in notebooks if late > 0 else ():
            penalty = self.penalties.plugin_inst.late_submission_penalty(row.student_id, notebook.score, late)
            if penalty is not None:
                notebook.late_submission_penalty = self.penalties._check_late_penalty(notebook, penalty)

    def write_files(self, submission: Submission, texts: Mapping[str, str]) -> None:
        """Put the graded notebooks, the assignment's data files, the timestamp and the secret where nbgrader looks for them.

        Parameters
        ----------
        submission : what they were made from.
        texts : the graded notebooks as JSON text, by name.
        """
        final = submission.folder(self.coursedir, "autograded")
        part = gathering_place(final)
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        for name, place in data_files(self.source, self.coursedir.ignore).items():
            (part / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(place, part / name)
        if submission.timestamp:
            (part / "timestamp.txt").write_text(f"{submission.timestamp:%Y-%m-%d %H:%M:%S.%f} UTC\n")
        secret = submission.folder(self.coursedir, "submitted") / SECRET
        with contextlib.suppress(UnreadableError, OSError):
            (part / SECRET).write_bytes(read_submission(secret, 1))
        for name, text in texts.items():
            (part / f"{name}.ipynb").write_text(text + "\n", encoding="utf-8")
        for name in submission.withheld:
            with contextlib.suppress(FileNotFoundError):
                shutil.copyfile(final / f"{name}.ipynb", part / f"{name}.ipynb")  # as an earlier run graded it
        for path in filter(Path.is_file, part.rglob("*")):
            os.chmod(path, 0o664 if self.coursedir.groupshared else 0o444)
        shutil.rmtree(final, ignore_errors=True)
        part.rename(final)


def gathering_place(folder: Path) -> Path:
    """Return the folder in which the files of a folder are gathered before they appear there all at once."""
    return folder.with_name(f".{folder.name}.part")
