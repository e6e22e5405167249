"""Quick questions inside a chapter: pick an option, and hear why it is right or what it overlooks."""

from .answers_kept import remember, remembered
from .browser_storage import once_back
from .question_files import find_quiz


def quiz(name: str) -> None:
    """Ask a question of this chapter; every option has its own feedback.

    Parameters
    ----------
    name : number of the question file beside the notebook and key of the question, such as "3.linear".

    Raises
    ------
    FileNotFoundError, LookupError, ValueError : for a file or key that is not there, or a question that is incomplete.
    """
    asked = find_quiz(name)
    from .question_widgets import quiz_panel

    def keep(text, right):
        remember(asked.id, "quiz", text, right)

    panel = quiz_panel(asked, remembered(asked.id), keep)
    once_back(lambda: panel.put_back(remembered(asked.id)))
