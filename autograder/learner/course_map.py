"""How far a learner is on the way through the course: chapters read, guesses and quizzes, parts mastered, and what comes next."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

from autograder.bank import find_part
from autograder.judging.problem import Function
from autograder.judging.verdict import State

from .attempts import HONEST_AND_WRONG
from .question_files import read_questions

MASTERED_IN_A_ROW = 3
FOLDERS = ("principles", "applications")
PRACTICE = "hands-on"
GRADED = "problem set"
ROW = re.compile(
    r"^\|(?:.*\]\((?P<practice>hands_on/\w+\.ipynb)\)| –), after chapter (?P<chapter>\d+)(?P<graded>.*)$", re.MULTILINE
)
LINK = re.compile(r"\]\(([^)#]+\.ipynb)\)")
CALLED = re.compile(r"""^(?:practice|check)\(\s*["']([\w.]+)["']""", re.MULTILINE)


@dataclass(frozen=True)
class Station:
    """One notebook on the way. `things` are the ids of its questions, or of the parts of the bank that it asks."""

    path: Path
    title: str
    kind: str
    things: tuple[str, ...]
    done: tuple[str, ...]

    @property
    def finished(self) -> bool:
        """Whether nothing in it is left to answer; a notebook that asks nothing cannot be told and does not hold anyone up."""
        return len(self.done) == len(self.things)


def find_chapters(start: Path) -> Path | None:
    """Return the folder of the course's first page, in which or below which a folder lies, or None."""
    for folder in (start, *start.parents):
        for place in (folder, folder / "course"):
            if (place / "index.ipynb").is_file() and (place / "principles").is_dir():
                return place
    return None


def stations(course: Path, entries: Iterable[SimpleNamespace]) -> list[Station]:
    """Return the notebooks in the order in which the first page names them, with what is done of each.

    A question of a chapter is done once it has been answered, right or wrong. A part is mastered once three practice questions
    in a row were right (of a function, one), or the self-check found it right and never wrong: after a wrong answer the review
    offers the worked solution, and copying it is no proof.

    Parameters
    ----------
    course : the folder of the first page, as `find_chapters` returns it.
    entries : of the progress file, oldest first.
    """
    entries = list(entries)
    answered = {entry.part for entry in entries}
    mastered = mastered_parts(entries)
    chapters = [path for folder in FOLDERS for path in sorted((course / folder).glob("*.ipynb"))]
    way = []
    for row in ROW.finditer(markdown(course / "index.ipynb")):
        while chapters and int(chapters[0].name[:2]) <= int(row["chapter"]):
            way.append(chapter_station(chapters.pop(0), answered))
        graded = [course / link for link in LINK.findall(row["graded"])]
        if row["practice"]:
            way.append(parts_station(course / row["practice"], PRACTICE, mastered))
        way += [parts_station(path, GRADED, mastered) for path in graded if path.is_file()]
    return way + [chapter_station(path, answered) for path in chapters]


def mastered_parts(entries: Iterable[SimpleNamespace]) -> set[str]:
    """Return the parts of the bank that are mastered; `stations` says when one is."""
    streaks = {}
    checks = {}
    shown = set()  # parts whose worked solution the review has offered after a wrong answer
    for entry in entries:
        if entry.how == "practice":
            streaks[entry.part] = max(entry.streak, streaks.get(entry.part, 0))
        if entry.how == "self-check":
            checks[entry.part] = entry.state
            if entry.state in HONEST_AND_WRONG:
                shown.add(entry.part)
    practised = {part for part, streak in streaks.items() if streak >= needed_in_a_row(part)}
    return practised | {part for part, state in checks.items() if state == State.RIGHT and part not in shown}


def needed_in_a_row(part: str) -> int:
    """Return how many right answers in a row master a part: one for a function, which is tried on many numbers at once."""
    try:
        asks_function = isinstance(find_part(part)[1], Function)
    except KeyError:
        return MASTERED_IN_A_ROW
    return 1 if asks_function else MASTERED_IN_A_ROW


def chapter_station(path: Path, answered: set[str]) -> Station:
    """Return a chapter with its questions; those of a file that cannot be read are left out.

    Parameters
    ----------
    path : the notebook.
    answered : ids of all questions that the learner has answered.
    """
    try:
        keys = read_questions(path.with_suffix(".yaml"))
    except (OSError, ValueError):
        keys = ()
    things = tuple(f"{path.parent.name}/{path.stem}.{key}" for key in keys)
    return Station(
        path,
        title_of(path),
        f"chapter {int(path.name[:2])}",
        things,
        tuple(thing for thing in things if thing in answered),
    )


def parts_station(path: Path, kind: str, mastered: set[str]) -> Station:
    """Return a notebook with practice or graded work, with the parts of the bank that it asks.

    Parameters
    ----------
    path : the notebook.
    kind : `PRACTICE` or `GRADED`.
    mastered : all parts that the learner has mastered.
    """
    parts = tuple(dict.fromkeys(CALLED.findall(text_of(path, "code"))))
    return Station(path, title_of(path), kind, parts, tuple(part for part in parts if part in mastered))


def title_of(path: Path) -> str:
    """Return a notebook's first heading, or its file name if there is none."""
    heading = re.search(r"^# (.+)$", markdown(path), re.MULTILINE)
    return heading[1].replace("|", "/") if heading else path.stem


def markdown(path: Path) -> str:
    """Return the text cells of a notebook."""
    return text_of(path, "markdown")


def text_of(path: Path, kind: str) -> str:
    """Return all cells of one kind as text; "" for what cannot be read as a notebook.

    Parameters
    ----------
    path : the notebook.
    kind : "code" or "markdown".
    """
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == kind)
    except (OSError, ValueError, KeyError, TypeError):
        return ""
