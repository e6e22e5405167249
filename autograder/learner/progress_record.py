"""The learner's own progress: a private file on this machine, one line a try, and a small table of it."""

import json
import os
import shutil
import textwrap
from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from IPython.display import display
from jupyter_core.paths import jupyter_data_dir

from autograder.bank import problems
from autograder.judging.filling import filled
from autograder.judging.problem import Choice, Function, Number, Problem
from autograder.judging.verdict import State, Verdict

from .attempts import code_of
from .browser_storage import IN_BROWSER, bring_back, keep_entry, trouble
from .course_map import find_chapters, stations
from .map_text import map_lines
from .next_practice import proposed_practice
from .work_folder import find_work

FILE = "progress.jsonl"
UNCOUNTED = (State.NOT_STARTED, State.WRONG_TYPE)
COLUMNS = ("part", "question", "tries", "right", "best in a row", "last self-check")
NOTHING_YET = 'Nothing practised yet. Start with `practice("h1.b")`, or with any hands-on notebook.'


def progress() -> None:
    """Show how far you are, what comes next, and what you practised and self-checked, part by part.

    The numbers come from `progress.jsonl` in your folder `work/`. Nobody else is sent it; delete it to start afresh.
    """
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
    display({"text/plain": text, "text/markdown": text}, raw=True)


def record(verdict: Verdict, how: str, streak: int = 0, beside: Path | None = None) -> None:
    """Add a verdict to the progress file.

    Parameters
    ----------
    verdict : what came of the try; one of a state in `UNCOUNTED` is not noted.
    how : "practice" or "self-check".
    streak : the questions right in a row by now.
    beside : a folder of the work; the working folder by default.
    """
    if verdict.state in UNCOUNTED:
        return
    entry = {"part": verdict.part, "how": how, "state": str(verdict.state), "streak": streak}
    append(entry | ({"code": verdict.code} if verdict.code else {}), beside)


def record_self_check(verdict: Verdict, beside: Path | None = None) -> None:
    """Add the verdict of a self-check to the progress file, unless the latest self-check of the part came to the same.

    Parameters
    ----------
    verdict : what the self-check found.
    beside : a folder of the work; the working folder by default.
    """
    checked = [
        entry for entry in read(progress_file(beside)) if entry.how == "self-check" and entry.part == verdict.part
    ]
    latest = checked[-1] if checked else None
    if not latest or (latest.state, code_of(latest)) != (verdict.state, verdict.code):
        record(verdict, "self-check", beside=beside)


def append(entry: dict[str, Any], beside: Path | None = None) -> None:
    """Add one entry to the progress file.

    A file that cannot be written is no reason to disturb the learner, so nothing is said of it.

    Parameters
    ----------
    entry : what JSON can spell, with part, how, state and streak.
    beside : a folder of the work; the working folder by default.
    """
    try:
        path = progress_file(beside)
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a", encoding="utf-8") as file:
            file.write(json.dumps(entry) + "\n")
    except OSError:
        pass
    if IN_BROWSER:
        keep_entry(json.dumps(entry))


def progress_file(beside: Path | None = None) -> Path:
    """Return where progress is kept: in the learner's folder that `beside` (or the working folder) lies in.

    Outside such a folder it is Jupyter's data folder of this user.
    """
    work = find_work((beside or Path.cwd()).resolve())
    return work / FILE if work else _elsewhere()


def bring_progress(work: Path) -> None:
    """Copy into a learner's new folder what was noted before there was one; a file that is there already is left alone."""
    if _elsewhere().is_file() and not (work / FILE).exists():
        shutil.copy(_elsewhere(), work / FILE)  # with its mode: nobody else may read it


def _elsewhere():
    return Path(jupyter_data_dir()) / "autograder" / FILE


def read(path: Path) -> list[SimpleNamespace]:
    """Return the entries of a progress file, oldest first; what cannot be read is left out."""
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    return [entry for entry in map(entry_of, lines) if entry]


def entry_of(text: str) -> SimpleNamespace | None:
    """Return one line of the file as an entry, or None if it is none."""
    try:
        entry = SimpleNamespace(**json.loads(text))
        known = {entry.part, entry.how, entry.state} and isinstance(entry.streak, int)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
    return entry if known else None


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


if IN_BROWSER:
    bring_back(_elsewhere())
