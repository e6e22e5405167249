"""The one writer: a submission's scores, comments and notebooks are recorded whole or not at all."""

import os
import shutil
from contextlib import contextmanager
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.preprocessors import AssignLatePenalties

from autograder.engine.execute import cell_names, data_files, save_marks


@contextmanager
def one_transaction(gradebook):
    """Make one transaction of all that happens inside: nbgrader's own commits only flush, the end commits."""
    session = gradebook.db
    commit, session.commit = session.commit, session.flush
    try:
        yield
        commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.commit = commit


class Writer:
    """The gradebook of a course, open for recording the submissions of one assignment."""

    def __init__(self, coursedir, assignment, parent):
        self.coursedir = coursedir
        self.gradebook = Gradebook(coursedir.db_url, coursedir.course_id)
        self.gradebook.db().expire_on_commit = False
        notebooks = self.gradebook.find_assignment(assignment).notebooks
        self.names = {key: name for notebook in notebooks for key, name in cell_names(notebook).items()}
        self.penalties = AssignLatePenalties(parent=parent)
        self.penalties.init_plugin()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.gradebook.close()

    def record(self, submission, results):
        """Record one submission: the gradebook in one transaction, then its notebooks by one rename.

        Killed before the rename, the submission counts as not graded and is graded again, with the same outcome.

        Parameters
        ----------
        submission : the `Submission`.
        results : by notebook name, the scores and comments by cell and the text of the graded notebook.
        """
        with one_transaction(self.gradebook):
            timestamp = self.coursedir.get_existing_timestamp(str(submission.folder(self.coursedir, "submitted")))
            stamped = {"timestamp": timestamp} if timestamp else {}
            self.gradebook.update_or_create_student(submission.student)
            row = self.gradebook.update_or_create_submission(submission.assignment, submission.student, **stamped)
            for notebook in row.notebooks:
                if notebook.name in results:
                    result = results[notebook.name]
                    save_marks(notebook, self.names, result["scores"], result["comments"])
                else:
                    save_missing(notebook)
            self.gradebook.db.flush()
            for notebook in row.notebooks:
                self.save_penalty(row, notebook)
        self.gradebook.db.expunge_all()
        self.write_files(submission, {name: result["text"] for name, result in results.items()})

    def save_penalty(self, row, notebook):
        """Set the late penalty as nbgrader's own preprocessor does, by the course's plugin."""
        notebook.late_submission_penalty = None
        if row.total_seconds_late > 0:
            self.gradebook.db.refresh(notebook)
            penalty = self.penalties.plugin_inst.late_submission_penalty(
                row.student.id, notebook.score, row.total_seconds_late
            )
            if penalty is not None:
                notebook.late_submission_penalty = self.penalties._check_late_penalty(notebook, penalty)

    def write_files(self, submission, texts):
        """Put the graded notebooks, the assignment's data files and the timestamp where nbgrader looks for them."""
        final = submission.folder(self.coursedir, "autograded")
        part = final.with_name(f".{final.name}.part")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        source = Path(self.coursedir.format_path(self.coursedir.source_directory, ".", submission.assignment))
        for name, place in data_files(source, self.coursedir.ignore).items():
            (part / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(place, part / name)
        stamp = submission.folder(self.coursedir, "submitted") / "timestamp.txt"
        if stamp.is_file() and not stamp.is_symlink():
            shutil.copy(stamp, part)
        for name, text in texts.items():
            (part / f"{name}.ipynb").write_text(text + "\n", encoding="utf-8")
            os.chmod(part / f"{name}.ipynb", 0o444)
        shutil.rmtree(final, ignore_errors=True)
        part.rename(final)


def save_missing(row):
    """Score a notebook that was not handed in: nothing, as nbgrader does."""
    for grade in row.grades:
        grade.auto_score, grade.needs_manual_grade = 0, False
