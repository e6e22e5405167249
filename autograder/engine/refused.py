"""What stands for an answer that cannot be examined."""


class Refused:
    """A student's value that may not cross to the grader; `words` say what it is and what to do instead."""

    def __init__(self, words):
        self.words = words

    def __repr__(self):
        return f"Refused({self.words!r})"
