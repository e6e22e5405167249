"""The way through the course in Markdown: what comes next, how far the learner is, and a table of the notebooks."""

import os
from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace

from autograder.judging.verdict import State

from .course_map import GRADED, PRACTICE, Station


def map_lines(way: list[Station], entries: list[SimpleNamespace], here: Path) -> list[str]:
    """Return the way in Markdown: what comes next as a link, then a table with a line for each notebook.

    Parameters
    ----------
    way : the notebooks in order, as `stations` returns them.
    entries : of the progress file, oldest first.
    here : the folder in which the links have to hold.
    """
    coming = [station for station in way if not station.finished]
    next_up = coming[:2]
    links = " · then ".join(linked(station, here) for station in next_up) or "nothing is left: well done"
    asking = [station for station in way if station.kind in (PRACTICE, GRADED)]
    chapters = [station for station in way if station not in asking]
    read = [station for station in chapters if station.finished and station.things]
    parts = {part for station in asking for part in station.things}
    known = {part for station in asking for part in station.done}
    told = f"{len(read)} of {len(chapters)} chapters read; {quizzes_told(entries)}; {len(known)} of {len(parts)} parts mastered."
    rows = [row_of(station, here) for station in way if station.things]
    return [f"**Next:** {links}", "", told, "", "| | notebook | done |", "|:--|:--|:--|", *rows]


def row_of(station: Station, here: Path) -> str:
    """Return the line of the table about one notebook.

    Parameters
    ----------
    station : the notebook.
    here : the folder in which its link has to hold.
    """
    unit = "parts mastered" if station.kind in (PRACTICE, GRADED) else "questions answered"
    mark = "✔ " if station.finished else ""
    return f"| {station.kind} | {linked(station, here)} | {mark}{len(station.done)} of {len(station.things)} {unit} |"


def linked(station: Station, here: Path) -> str:
    """Return a notebook's title as a link to it.

    Parameters
    ----------
    station : the notebook.
    here : the folder in which the link has to hold.
    """
    return f"[{station.title}]({Path(os.path.relpath(station.path, here)).as_posix()})"


def quizzes_told(entries: Iterable[SimpleNamespace]) -> str:
    """Return how many of the quizzes tried were right at the last try."""
    last = {entry.part: entry.state for entry in entries if entry.how == "quiz"}
    if not last:
        return "no quiz tried yet"
    return f"{sum(state == State.RIGHT for state in last.values())} of the {len(last)} quizzes you tried are right"
