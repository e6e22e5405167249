"""What `from autograder import …` gives to student code while it is graded: nothing that knows anything."""

__all__ = ["check", "mark", "practice", "progress", "quiz"]


def check(*answer, **how):
    """Do nothing: the grader looks at the answer from outside."""


def mark(*answer, **how):
    """Earn nothing: the grader marks the answer from outside."""
    return 0.0


practice = progress = quiz = check
