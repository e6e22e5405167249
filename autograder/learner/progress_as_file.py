"""The learner's progress taken along: saved as a file, and brought in from a file in another browser or on another machine."""

import base64
from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets

from microkit.demos.page import display_widget

from .browser_storage import IN_BROWSER, beyond, bring_back, once_back
from .progress_record import append_line, entry_of, progress_file
from .question_panel import framed, spoken
from .question_widgets import button

NAME = "microdosing-progress.jsonl"
LARGEST = 5_000_000  # bytes; a year of practice has some 100,000
STAND_IN = "Run this cell to save your progress as a file, or to bring in one that you saved elsewhere."
NO_PROGRESS = (
    "holds no progress of this course. Choose a file that you saved here or in your other browser, or progress.jsonl."
)


def show_panel(renew: Callable[[], Any]) -> None:
    """Display the buttons below one's progress.

    Parameters
    ----------
    renew : called when entries have been brought in.
    """
    display_widget(framed(progress_panel(renew))._repr_mimebundle_(), STAND_IN)


def progress_panel(renew: Callable[[], Any]) -> ipywidgets.VBox:
    """Return a button that offers one's progress as a file and one that brings in such a file.

    Parameters
    ----------
    renew : called when entries have been brought in.
    """
    said = ipywidgets.HTML()
    fetch = ipywidgets.FileUpload(accept=".jsonl", description="Bring in a saved file", layout={"width": "max-content"})

    def offer(_=None):
        said.value = spoken(saved_file())

    def save(_):
        offer()
        if IN_BROWSER:
            bring_back(progress_file())  # other notebooks may have noted something since
            once_back(offer)

    def bring_in(change):
        for file in change["new"]:
            said.value = spoken(brought_in(file["name"], bytes(file["content"])))
            renew()

    fetch.observe(bring_in, "value")
    row = ipywidgets.HBox([button("Save my progress as a file", save), fetch], layout={"flex_flow": "row wrap"})
    return ipywidgets.VBox([row, said])


def saved_file() -> str:
    """Return a link, in HTML, that saves one's progress as it is now."""
    lines = _entries_of(_text_here())
    if not lines:
        return "There is no progress to save yet."
    data = base64.b64encode("".join(f"{line}\n" for line in lines).encode()).decode()
    link = f'<a download="{NAME}" href="data:application/x-ndjson;base64,{data}">{NAME}</a>'
    return f"Your progress so far, {_counted(lines)}: {link}. Click its name to save it."


def brought_in(name: str, content: bytes) -> str:
    """Add to one's progress what a saved file has beyond it, and return what to say of it, in HTML.

    Parameters
    ----------
    name : of the file.
    content : its bytes, which may be anything.
    """
    lines = _entries_of(content.decode("utf-8", errors="replace")) if len(content) <= LARGEST else []
    if not lines:
        return f"{escape(name)} {NO_PROGRESS}"
    new = beyond(_entries_of(_text_here()), lines)
    for line in new:
        append_line(line)
    if not new:
        return f"All that {escape(name)} holds was here already."
    return f"{_counted(new).capitalize()} brought in from {escape(name)}; nothing that was here is lost."


def _text_here():
    try:
        return progress_file().read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _entries_of(text):
    return [line for line in text.splitlines() if entry_of(line)]


def _counted(lines):
    return "one entry" if len(lines) == 1 else f"{len(lines)} entries"
