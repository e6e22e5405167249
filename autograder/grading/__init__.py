"""Grading a class: many workers run notebooks, one writer records them."""
