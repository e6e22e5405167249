"""A course autograder that says which misconception a wrong answer came from."""

from .marking import check, mark
from .practice import practice
from .progress import progress
from .quiz import quiz

__all__ = ["check", "mark", "practice", "progress", "quiz"]
