"""The learner's own progress: a private file on this machine, one line a try."""

import json
import os
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jupyter_core.paths import jupyter_data_dir

from autograder.judging.verdict import State, Verdict

from .attempts import code_of
from .browser_storage import IN_BROWSER, bring_back, keep_entry
from .work_folder import find_work

FILE = "progress.jsonl"
UNCOUNTED = (State.NOT_STARTED, State.WRONG_TYPE)


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
    append_line(json.dumps(entry), beside)


def append_line(text: str, beside: Path | None = None) -> None:
    """Add one entry to the progress file, as `append` does.

    Parameters
    ----------
    text : the entry, as a line of the file.
    beside : a folder of the work; the working folder by default.
    """
    try:
        path = progress_file(beside)
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a", encoding="utf-8") as file:
            file.write(f"{text}\n")
    except OSError:
        pass
    if IN_BROWSER:
        keep_entry(text)


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


if IN_BROWSER:
    bring_back(_elsewhere())
