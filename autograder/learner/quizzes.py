"""Quick questions inside a chapter: pick an option, and hear why it is right or what it overlooks."""

from .answers_kept import remember, remembered
from .question_files import find_quiz
from .questions import quiz_of


def quiz(name: str, options: dict | None = None, *, right: str = "") -> None:
    """Ask a question of this chapter; every option has its own feedback.

    Parameters
    ----------
    name : number of the question file beside the notebook and key of the question, such as "3.linear".
    options, right : the form of chapters that have no question file yet: `name` is then the question itself.

    Raises
    ------
    FileNotFoundError, LookupError, ValueError : for a file or key that is not there, or a question that is incomplete.
    """
    asked = find_quiz(name) if options is None else _inline(name, options, right)
    from .question_widgets import quiz_panel

    quiz_panel(asked, remembered(asked.id), lambda text, right: remember(asked.id, "quiz", text, right))


def _inline(ask, options, right):
    rows = [{"text": text, "say": say, "right": text == right} for text, say in options.items()]
    return quiz_of({"ask": ask, "options": rows}, ask, id=ask)
