"""A course autograder that says which misconception a wrong answer came from."""

from .learner.given_values import given, question, student_id
from .learner.marking import check, mark
from .learner.practising import practice
from .learner.predictions import predict
from .learner.progress_overview import progress
from .learner.quizzes import quiz
from .learner.reviewing import review

__all__ = ["check", "given", "mark", "practice", "predict", "progress", "question", "quiz", "review", "student_id"]
