"""Quick questions inside a chapter: pick an option, and hear why it is right or what it overlooks."""

from IPython.display import display


def quiz(question, options, *, right):
    """Ask a question with a few options and answer each option with its own feedback.

    Parameters
    ----------
    question : the question, plain text.
    options : dict of option to the feedback it gets, in the order shown.
    right : the option that is right.

    Raises
    ------
    ValueError : when `right` is not among the options, fewer than two are given or one has no feedback.
    """
    if right not in options:
        raise ValueError(f"right must be one of the options, not {right!r}")
    if len(options) < 2:
        raise ValueError("options must hold at least two options")
    if silent := [option for option, feedback in options.items() if not feedback.strip()]:
        raise ValueError(f"options must give feedback for every option; {silent[0]!r} has none")
    from .panel import quiz_panel

    display(quiz_panel(question, options, right))
