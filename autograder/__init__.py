"""A course autograder that says which misconception a wrong answer came from."""

from .learner.predictions import predict
from .learner.quizzes import quiz
from .marking import check, mark
from .practice import practice
from .progress import progress

__all__ = ["check", "mark", "practice", "predict", "progress", "quiz"]
