"""What a worker asks of an examiner and what the examiner answers: plain data that JSON can spell.

JSON knows no keys but text, so a cell's place in the notebook is a number in a list and its digits in a dict.
"""

from typing import Any, NamedTuple, NotRequired, TypedDict


class Outcome(NamedTuple):
    """The state of an answer, as `State` spells it, and what the student is told of it; in JSON a list of the two."""

    state: str
    message: str


class CellSpec(TypedDict):
    """A code cell of the rebuilt notebook, as the examiner needs to know it."""

    kind: str  # "given" by the source notebook, "answer" or "extra" of the student, "test" that grades
    source: str
    grade_id: str  # nbgrader's name of the cell; empty if it has none
    points: float
    answers: list[str]  # the names that an answer cell is to define, by the source's own solution
    hidden: bool  # whether students see less of a grading cell than stands here
    binds: list[str]  # the names that a given or grading cell may bind
    hands_on: dict[
        str, str
    ]  # the names that a grading cell gives to later cells, with the code that does, "" for a value


class Loss(TypedDict):
    """The cell at which the candidate's process was lost, what is to be said of it, and what it had given there."""

    cell: int
    outcome: Outcome
    answers: NotRequired[list[str]]  # as in `Found`; the engine heard them before


class Request(TypedDict):
    """One run through a notebook."""

    cells: list[CellSpec]
    seed: str  # "student/assignment": seeds the random state of the student's code
    draws: str  # seeds what grading cells draw: no student can work it out
    mode: str  # "examined" or "shared"
    imports: dict[str, str]  # the names that the source notebook imports: "module" or "module:member"
    brought: list[str]  # those of them that only its solutions import
    numbers: str  # whether students have numbers of their own, as the source notebook's metadata has it
    settled: dict[str, Outcome]  # cells that are not run, as the candidate was lost there before
    whole: bool  # whether microkit has the functions too that the notebook asks to write
    seconds: float  # wall clock that is left for the whole notebook
    files: dict[str, str]  # the student's own files, in base64 by name
    leaves_files: bool  # whether the files are wanted that the student's code leaves behind
    data: dict[str, str]  # the assignment's data files: name, and where they are found


class Found(TypedDict):
    """What the examiner found of one cell."""

    outputs: list[dict[str, Any]]  # as nbformat spells them
    missed: NotRequired[bool]  # whether the student's code has called a microkit function that was not there
    unfound: NotRequired[
        bool
    ]  # whether the student's code has stopped because microkit was not imported before the fork
    answered: NotRequired[bool]  # of a grading cell: whether it may have had any value of the student's, and so a guess
    answers: NotRequired[list[str]]  # of a grading cell: digests of these values in order
    anew: NotRequired[bool]  # whether the part asks to write what microkit offers
    called: NotRequired[
        bool
    ]  # of a grading cell: whether it has called the student's code, but for what the bank asked
    changed: NotRequired[bool]  # whether a call from a grading cell has changed its arguments
    dropped: NotRequired[bool]  # whether one has done so where that is not carried over
    left: NotRequired[dict[str, str]]  # of the last cell: the files left behind, in base64 by name
    verdict: dict[str, Any] | None  # of a grading cell, as `Verdict.to_json` puts it
