"""What a review says of each part of a problem, before it is put into words on a page."""

import json
from dataclasses import dataclass
from pathlib import Path

from autograder.bank import catalogue, find_problem
from autograder.judging.filling import filled, readable
from autograder.judging.part_ids import grade_id_of
from autograder.judging.problem import Function, Problem
from autograder.judging.verdict import State, Verdict

from .attempts import HONEST, RIGHT_IN_ANY_WAY, latest_attempt, marked_before
from .cards import cards_at_hand, look_by_card
from .marking import at_work, judged
from .own_numbers import given_values
from .progress_record import progress_file, read

NO_CHECK_YET = "Run the check below your answer first, then run this cell again."
STUB = "*Write your answer here.*"
SENTENCE = 5  # words that make an answer worth comparing


@dataclass(frozen=True)
class Section:
    """Where a part is taught: a notebook as a path from the course's folder, and a heading in it, "" for all of it.

    `path` is the notebook on this machine, None where it is not at hand.
    """

    notebook: str
    heading: str
    path: Path | None


@dataclass(frozen=True)
class ReviewedPart:
    """One part with the verdict on its latest answer. What is not to be told yet, or is not known here, is empty."""

    letter: str
    title: str
    verdict: Verdict
    misconception: str = ""
    section: Section | None = None
    practice: str = ""
    hint: str = ""
    solution: str = ""

    @property
    def right(self) -> bool:
        """Whether nothing is left to do."""
        return self.verdict.state in RIGHT_IN_ANY_WAY


@dataclass(frozen=True)
class ReviewedWords:
    """A part answered in words: what to compare it with once something is written, for a learner to mark it alone."""

    letter: str
    title: str
    points: float
    section: Section | None
    model: str = ""
    scheme: tuple[str, ...] = ()
    note: str = ""


def reviewed_parts(name: str) -> list[ReviewedPart]:
    """Return what is to be said of each part of a problem that the grader can mark.

    The worked solution is in it after an honest try: an answer handed to `check` or `mark` that could be judged, or one in practice.

    Parameters
    ----------
    name : id of a problem, such as "h4".

    Raises
    ------
    KeyError : for a problem that is not in the bank.
    """
    problem = find_problem(name)
    entries = read(progress_file())
    tried = {entry.part for entry in entries if entry.how in ("practice", "self-check") and entry.state in HONEST}
    return [_reviewed(problem, letter, tried) for letter in problem.parts]


def reviewed_by_cards(name: str) -> list[ReviewedPart]:
    """Return what can be said of the parts of a private problem by their cards alone.

    Parameters
    ----------
    name : id of a problem that a kit has cards of.
    """
    cards = {part: card for part, card in cards_at_hand().items() if part.partition(".")[0] == name}
    found = []
    for part, card in cards.items():
        attempt = latest_attempt(part)
        verdict = (
            look_by_card(part, card, attempt.answer) if attempt else Verdict(part, State.NOT_STARTED, NO_CHECK_YET)
        )
        found.append(ReviewedPart(part.partition(".")[2], "", verdict))
    return found


def reviewed_words(name: str) -> list[ReviewedWords]:
    """Return what there is to compare an answer in words with; nothing of it where none is saved in a notebook here.

    Parameters
    ----------
    name : id of a problem, such as "h4".
    """
    problem = find_problem(name)
    told = problem.told(given_values(problem))
    found = []
    for letter, part in problem.written.items():
        more = {}
        if is_written(grade_id_of(f"{name}.{letter}")):
            scheme = tuple(filled(line, told) for line in part.scheme)
            more = {"model": filled(part.model, told), "scheme": scheme, "note": part.note}
        section = section_of(problem, letter)
        found.append(ReviewedWords(letter, part.heading, part.points, section, **more))
    return found


def is_written(grade_id: str) -> bool:
    """Tell whether a notebook saved in the working folder has a sentence in the answer cell with this grade id."""
    return any(
        len(source.replace(STUB, "").split()) >= SENTENCE
        for path in Path.cwd().glob("*.ipynb")
        for source in _sources(path, grade_id)
    )


def section_of(problem: Problem, letter: str) -> Section | None:
    """Return where a part is taught, or None if its problem names no chapter.

    Parameters
    ----------
    problem : the problem.
    letter : which of its parts.
    """
    notebook, heading = problem.section_of(letter)
    if not notebook:
        return None
    here = Path.cwd().resolve()
    places = (folder / notebook for folder in (here, *here.parents))
    path = next((place for place in places if place.is_file()), None)
    return Section(notebook, heading, path)


def _reviewed(problem, letter, tried):
    name = f"{problem.id}.{letter}"
    _, part, given = at_work(name)
    attempt = latest_attempt(name)
    verdict = Verdict(name, State.NOT_STARTED, NO_CHECK_YET, 0.0, part.points)
    if attempt:
        marked = marked_before(name)
        stands = marked is not None and marked.answer is attempt.answer
        verdict = marked.verdict if stands else judged(name, attempt)
    may_see = verdict.state in HONEST or name in tried
    own = f", {part.name}" if isinstance(part, Function) else ""
    return ReviewedPart(
        letter,
        part.heading,
        verdict,
        catalogue().get(verdict.code, ""),
        section_of(problem, letter),
        f'practice("{name}"{own})',
        part.hint,
        readable(part.solution(given)) if may_see else "",
    )


def _sources(path, grade_id):
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return [
            "".join(cell["source"])
            for cell in cells
            if cell["metadata"].get("nbgrader", {}).get("grade_id") == grade_id
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []
