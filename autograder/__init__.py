"""A course autograder that says which misconception a wrong answer came from."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "learner.given_values": ["given", "question", "student_id"],
        "learner.marking": ["check", "mark"],
        "learner.practising": ["practice"],
        "learner.predictions": ["predict"],
        "learner.progress_overview": ["progress"],
        "learner.quizzes": ["quiz"],
        "learner.reviewing": ["review"],
    },
)
