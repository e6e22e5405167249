"""What `from autograder import check, mark, …` gives to student code while it is graded: nothing that knows anything."""

__all__ = ["check", "mark", "practice", "predict", "progress", "quiz"]


def idle(*args, **kwargs):
    """Do nothing: the grader looks at the answers from outside."""


check = mark = practice = predict = progress = quiz = idle
