"""One notebook graded: the submission rebuilt, run beside the examiner, and its verdicts brought home."""
