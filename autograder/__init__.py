"""A course autograder that says which misconception a wrong answer came from."""

from .learner.given import given, question, student_id
from .learner.predictions import predict
from .learner.quizzes import quiz
from .marking import check, mark
from .practice import practice
from .progress import progress

__all__ = ["check", "given", "mark", "practice", "predict", "progress", "question", "quiz", "student_id"]
