"""What `from autograder import check, mark, …` gives to student code while it is graded: nothing that knows anything."""

__all__ = ["check", "given", "mark", "practice", "predict", "progress", "question", "quiz", "review", "student_id"]


def idle(*args: object, **kwargs: object) -> None:
    """Do nothing: the grader looks at the answers from outside.

    Parameters
    ----------
    args : whatever the real function takes.
    kwargs : likewise.
    """


check = given = mark = practice = predict = progress = question = quiz = review = student_id = idle
