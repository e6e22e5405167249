"""What an instructor wants to see after grading: scores, hard parts, misconceptions, and who needs a person."""

from .page import write_report

__all__ = ["write_report"]
