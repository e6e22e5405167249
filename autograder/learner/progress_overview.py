"""What a learner is shown of the own progress: how far, what comes next, and a small table of what was practised."""

import textwrap
from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace

from IPython.display import display

from autograder.bank import problems
from autograder.judging.filling import filled
from autograder.judging.problem import Choice, Function, Number, Problem
from autograder.judging.verdict import State

from .browser_storage import IN_BROWSER, bring_back, once_back, trouble
from .course_map import find_chapters, stations
from .map_text import map_lines
from .next_practice import proposed_practice
from .progress_record import progress_file, read

COLUMNS = ("part", "question", "tries", "right", "best in a row", "last self-check")
NOTHING_YET = 'Nothing practised yet. Start with `practice("h1.b")`, or with any hands-on notebook.'


def progress() -> None:
    """Show how far you are, what comes next, and what you practised and self-checked, part by part.

    The numbers come from `progress.jsonl` in your folder `work/`. Nobody else is sent it; delete it to start afresh.
    Below them you can save your progress as a file, or bring in a file that you saved in another browser or on another machine.
    """
    from .progress_as_file import show_panel  # widgets, which a plain look at progress can do without

    shown = display(_overview(), raw=True, display_id=True)

    def renew():
        shown.update(_overview(), raw=True)

    if IN_BROWSER:
        bring_back(progress_file())  # other notebooks may have noted something since
        once_back(renew)
    show_panel(renew)


def _overview():
    """Return what `progress` shows of the progress file as it is now."""
    entries = read(progress_file())
    here = Path.cwd().resolve()
    course = find_chapters(here)
    way = map_lines(stations(course, entries), entries, here) if course else []
    rows = table(entries)
    care = proposed_practice(entries)
    if care and care.slip:
        way = [*way, "", f"**Practise:** {care}"]
    practised = [line(COLUMNS), "|---" * len(COLUMNS) + "|", *map(line, rows)] if rows else [NOTHING_YET]
    practised += ["", trouble()] if trouble() else []
    text = "\n".join([*way, "", *practised] if way else practised)
    return {"text/plain": text, "text/markdown": text}


def table(entries: Iterable[SimpleNamespace]) -> list[tuple]:
    """Return the rows of the table: every part of the bank that was tried, in the order of the course."""
    rows = []
    for problem in problems().values():
        for letter, part in problem.parts.items():
            tried = [entry for entry in entries if entry.part == f"{problem.id}.{letter}"]
            if tried:
                rows.append((f"{problem.id}.{letter}", summary_of(problem, part), *counted(tried)))
    return rows


def counted(tried: list[SimpleNamespace]) -> tuple[int, int, int, str]:
    """Return tries and right ones in practice, the longest row of right ones, and the state of the last self-check."""
    practised = [entry for entry in tried if entry.how == "practice"]
    checked = [entry.state for entry in tried if entry.how == "self-check"]
    right = sum(entry.state == State.RIGHT for entry in practised)
    best = max((entry.streak for entry in practised), default=0)
    return len(practised), right, best, checked[-1] if checked else "–"


def summary_of(problem: Problem, part: Number | Choice | Function) -> str:
    """Return the first words of a question.

    Parameters
    ----------
    problem : the problem, whose printed numbers are told.
    part : one of its parts.
    """
    text = filled(part.prompt, problem.told(problem.canonical()))
    return textwrap.shorten(text.replace("|", "/").replace("`", ""), 56, placeholder=" …")


def line(cells: Iterable) -> str:
    """Return one line of a table in Markdown."""
    return f"| {' | '.join(map(str, cells))} |"
