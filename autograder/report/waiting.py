"""What of an assignment still waits for somebody: answers to read, marks to look at again, notebooks and students not there."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from autograder.judging.verdict import State
from autograder.nbgrader_plugin.gradebook_marks import CellMark
from autograder.nbgrader_plugin.graded_class import Result


class Kind(StrEnum):
    """What can wait, in the words of the report."""

    WRITTEN = "Answers to be read and marked by hand"
    REVIEW = "Parts that only a person can mark"
    AGAIN = "Marks by hand to be looked at again, because the work was graded anew since"
    HELD = "Points that are held back until a person confirms them"
    MISSING = "Notebooks that are missing in what was handed in"
    ABSENT = "Enrolled, and nothing handed in"


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: of which student, in which part or notebook, and the reason if it is known."""

    kind: Kind
    student: str
    place: str = ""
    reason: str = ""


def what_waits(results: Mapping[str, Result], enrolled: Iterable[str]) -> list[Waiting]:
    """Return all that waits, in the order of `Kind`, then of the students.

    Parameters
    ----------
    results : `Result` by student, as `class_results` returns it.
    enrolled : ids of all students of the course.
    """
    found = [waiting for result in results.values() for waiting in of_student(result)]
    found += [Waiting(Kind.ABSENT, student) for student in enrolled if student not in results]
    kinds = list(Kind)
    return sorted(found, key=lambda waiting: (kinds.index(waiting.kind), waiting.student))


def of_student(result: Result) -> Iterator[Waiting]:
    """Yield what waits in one submission; of a notebook that is held back, the notebook."""
    for notebook in result.missing:
        yield Waiting(Kind.MISSING, result.student, notebook, reason_of(result, notebook))
    there = {part: mark for part, mark in result.marks.items() if mark.waits and mark.notebook not in result.missing}
    for notebook in dict.fromkeys(mark.notebook for mark in there.values() if mark.held):
        yield Waiting(Kind.HELD, result.student, notebook, reason_of(result, notebook))
    for part, mark in there.items():
        if not mark.held:
            yield Waiting(kind_of(mark), result.student, part, reason_of(result, part))


def reason_of(result: Result, place: str) -> str:
    """Return why a part or a notebook waits, as far as the grader has said so.

    Parameters
    ----------
    result : of the student.
    place : id of the part, or name of the notebook.
    """
    verdict = result.verdicts.get(place)
    told = verdict is not None and (verdict.state is State.MANUAL_REVIEW or place in result.missing)
    return verdict.message if told else ""


def kind_of(mark: CellMark) -> Kind:
    """Return why a mark waits that is not held back."""
    if mark.marked_again:
        return Kind.AGAIN
    return Kind.WRITTEN if mark.written else Kind.REVIEW
