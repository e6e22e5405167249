"""Predict, then reveal: a guess is committed first, and the answer with its picture comes after."""

from .answers_kept import remember, remembered
from .browser_storage import once_back
from .question_files import find_prediction
from .reveals import notebook_names, reveal


def predict(name: str) -> None:
    """Ask for a guess and keep the answer back until it is committed. A guess is remembered.

    The code behind the answer runs at once, so that later cells find its names, but what it shows is kept back.

    Parameters
    ----------
    name : number of the question file beside the notebook and key of the question, such as "3.tail".

    Raises
    ------
    FileNotFoundError, LookupError, ValueError : for a file or key that is not there, or a question that is incomplete.
    Exception : whatever the code behind the answer raises.
    """
    asked = find_prediction(name)
    names = notebook_names()
    before = dict(names)  # what the notebook knew here: a guess committed later is answered as if it came now
    first = reveal(asked, names, guess=None)
    from .question_widgets import prediction_panel

    def answer(guess):
        return reveal(asked, dict(before), guess)

    def keep(text, right):
        remember(asked.id, "predict", text, right)

    panel = prediction_panel(asked, first, answer, remembered(asked.id), keep)
    once_back(lambda: panel.put_back(remembered(asked.id)))
