"""What a learner answered before: kept in the progress file, so that a guess outlives the kernel."""

from autograder.judging.verdict import State

from .progress_record import append, progress_file, read


def remember(id: str, how: str, answer: str, right: bool) -> None:
    """Keep an answer in the progress file.

    Parameters
    ----------
    id : names the question.
    how : "quiz" or "predict".
    answer : what was picked or typed.
    right : whether it was right.
    """
    state = State.RIGHT if right else State.WRONG
    append({"part": id, "how": how, "state": str(state), "streak": 0, "answer": answer})


def remembered(id: str) -> str:
    """Return the last answer to a question, or "" if there is none."""
    answers = [getattr(entry, "answer", "") for entry in read(progress_file()) if entry.part == id]
    return answers[-1] if answers and isinstance(answers[-1], str) else ""
