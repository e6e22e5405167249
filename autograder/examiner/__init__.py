"""The trusted side of one notebook: runs the grading cells and asks the candidate for the student's values."""
