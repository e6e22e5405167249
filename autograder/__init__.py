"""A course autograder that says which misconception a wrong answer came from."""

from .marking import check, mark
from .practice import practice
from .quiz import quiz

__all__ = ["check", "mark", "practice", "quiz"]
