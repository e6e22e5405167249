"""The published corpus: what dishonest and unlucky students hand in, and what the grader must make of it."""
