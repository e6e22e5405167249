"""The last cell of a problem: how each part fares, what its slip is called, where it is taught, and practice of it."""

from IPython.display import display

from .attempts import is_graded
from .marking import is_private
from .progress_record import record_self_check
from .review_text import as_markdown, as_plain_text
from .reviewed import ReviewedPart, reviewed_by_cards, reviewed_parts, reviewed_words


def review(name: str) -> None:
    """Show how each part of a problem fares by its latest check, and what to do about it.

    A part that is not right comes with the misconception in words, the section that teaches it, and practice. A worked solution
    comes after an honest try, and a model answer once you have written your own. What was marked is noted as a self-check,
    unless the notebook is being graded.

    Parameters
    ----------
    name : id of a problem, such as "h4".

    Raises
    ------
    KeyError : for a problem that is neither in the bank nor in the kit at hand.
    """
    parts = reviewed_by_cards(name) if is_private(name) else []
    words = []
    if not parts:
        parts = reviewed_parts(name)
        words = reviewed_words(name)
        if not is_graded():
            for part in parts:
                record_self_check(part.verdict)
    display({"text/markdown": as_markdown(parts, words), "text/plain": as_plain_text(parts, words)}, raw=True)
    _offer_practice(parts)


def _offer_practice(parts: list[ReviewedPart]) -> None:
    """Show a button for each part that is not right, which opens its practice below.

    Nobody presses one while a notebook is graded: what the page would say without them is all that is shown then.
    """
    names = {
        f"({part.letter}) {part.title}".strip(): part.verdict.part for part in parts if part.practice and not part.right
    }
    words = f"Run this cell to practise {', '.join(names)}."
    if names and is_graded():
        display({"text/plain": words}, raw=True)
    elif names:
        from microkit.demos.page import display_widget

        from .practice_shelf import shelf_of
        from .question_panel import framed

        display_widget(framed(shelf_of(names))._repr_mimebundle_(), words)
