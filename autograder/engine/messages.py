"""What goes to a worker and what comes back: plain data and verdicts, so that any executor can carry it.

The loop of `nbgrader autograde`, a process pool and the workers of a Dask cluster are such executors.
"""

from typing import Any, NotRequired, TypedDict

from autograder.judging.verdict import Verdict

FAULT = "Grader fault. The server of the sandbox failed: "


class Job(TypedDict):
    """One submitted notebook that is to be graded."""

    submitted: str | None  # the file in base64; None if it could not be read
    unreadable: NotRequired[str]  # why not, in the words of an UnreadableError
    template: str  # the name of its template among those that the process was given, see `keep_template`
    seed: str  # "student/assignment": seeds the random state of the student's code and, with the next, the draws
    secret: NotRequired[str]  # of the course; the same file and secret give the same grade
    mode: str  # "examined" or "shared"
    why: NotRequired[str]  # why in shared mode, in words for the instructor
    unsolved: NotRequired[dict[str, str]]  # grading cells that the source's own solution fails, and how
    changing: NotRequired[
        list[str]
    ]  # grading cells whose calls change their arguments, as those of the source's solution do
    sandbox: bool  # False runs the student's code without the sandbox
    limits: dict[str, Any]  # the budgets, see `Limits`
    bank: NotRequired[str]  # the folder of the course's own bank, "" where it has none
    data: dict[str, str]  # the files that the notebook finds beside it: name, and where they are
    first: NotRequired[
        dict[str, Any]
    ]  # what a first try found, see `Tried`, by grade_id: nothing else is graded during this second one
    files: NotRequired[dict[str, str]]  # the student's own files, which the student's code alone finds there, in base64
    leaves_files: NotRequired[bool]  # whether the files are wanted that the student's code leaves behind
    rehearsal: NotRequired[bool]  # it is the source's own solution or release, and no student sees what comes of it
    left_out: NotRequired[list[str]]  # what is to be said of files that are too large for that


class GradedNotebook(TypedDict):
    """What came of a job."""

    notebook: str  # the executed notebook as JSON text; its metadata.autograder tells mode, sandbox and whose numbers
    verdicts: dict[str, Verdict]  # of every grading cell, by grade_id
    notes: dict[str, str]  # what was odd about the submission, by grade_id of an answer cell or "" for the whole
    changing: list[str]  # grading cells whose calls have changed their arguments
    tried: dict[str, Any]  # what a second try is held to, see `Tried`, by grade_id
    left: NotRequired[
        dict[str, str]
    ]  # the files that the student's code leaves behind, if they are wanted, in base64 by name
    seconds: float  # wall clock of running and judging it
