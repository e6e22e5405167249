"""What `from autograder import check, mark, practice` gives to student code while it is graded: nothing that knows anything."""

__all__ = ["check", "mark", "practice"]


def check(name, answer=None, **how):
    """Do nothing: the grader looks at the answer from outside."""


def mark(name, answer=None, **how):
    """Earn nothing: the grader marks the answer from outside."""
    return 0.0


def practice(name=None):
    """Do nothing: there is no one here to practise."""
