"""The cells of our own notebook, each with its role, what students were given to see of it, and the names in its code."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from autograder.judging.filling import WORD

from .answer_code import gist, given_names


@dataclass(frozen=True)
class OurCell:
    """A cell of the template.

    `role` is "given", "answer" or "grading" of code, "written" or "text" of anything else; `shown` is its text in the
    release, `binds` the names that it gives and `uses` the words in it.
    """

    place: int
    name: str
    role: str
    kind: str
    shown: str
    binds: frozenset[str]
    uses: frozenset[str]

    @property
    def is_answer(self) -> bool:
        """Whether the text of the cell is for the student to write."""
        return self.role in ("answer", "written")

    @property
    def is_code(self) -> bool:
        """Whether the cell is run."""
        return self.role in ("given", "answer", "grading")

    @cached_property
    def gist(self) -> str:
        """What the cell says in the release, see `answer_code.gist`."""
        return gist(self.kind, self.shown)


def read_template(cells: list[dict[str, Any]], known: dict[str, Any]) -> list[OurCell]:
    """Return what is to be known of the template's cells.

    Parameters
    ----------
    cells : of the template.
    known : what `make_template` noted of the source notebook.
    """
    return [_our_cell(place, cell, known) for place, cell in enumerate(cells)]


def _our_cell(place: int, cell: dict[str, Any], known: dict[str, Any]) -> OurCell:
    name = about(cell).get("grade_id") or cell.get("id", "")
    role = _role(cell)
    source = cell["source"]
    binds = {"answer": known["answers"].get(name, []), "given": given_names(source)}.get(role, [])
    shown = known.get("shown", {}).get(name, source)
    uses = WORD.findall(source)
    return OurCell(place, name, role, cell["cell_type"], shown, frozenset(binds), frozenset(uses))


def _role(cell: dict[str, Any]) -> str:
    code = cell["cell_type"] == "code"
    if is_answer(cell):
        return "answer" if code else "written"
    if not code:
        return "text"
    return "grading" if about(cell).get("grade") else "given"


def about(cell: dict[str, Any]) -> dict[str, Any]:
    """Return what nbgrader notes of a cell; nothing if it is none of nbgrader's."""
    return cell["metadata"].get("nbgrader", {})


def errors_of(cell: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the errors among the outputs of a cell."""
    return [output for output in cell.get("outputs", []) if output["output_type"] == "error"]


def is_answer(cell: dict[str, Any]) -> bool:
    """Tell whether the text of one of our cells is for the student to write."""
    return bool(about(cell).get("solution"))


def gradings_of(answer: OurCell, ours: list[OurCell]) -> list[OurCell]:
    """Return the grading cells of an answer: those up to the next answer, else the first that uses its names.

    Parameters
    ----------
    answer : an answer cell.
    ours : all cells of the template.
    """
    own = []
    for cell in ours[answer.place + 1 :]:
        if cell.is_answer:
            break
        if cell.role == "grading":
            own.append(cell)
    using = [c for c in ours[answer.place + 1 :] if c.role == "grading" and c.uses & answer.binds]
    return own or using[:1]


def wanted_of(answer: OurCell, gradings: Iterable[OurCell]) -> frozenset[str]:
    """Return the names of an answer that its grading cells ask for; all of its names if they tell none.

    Parameters
    ----------
    answer : an answer cell.
    gradings : its grading cells.
    """
    asked = frozenset().union(*(cell.uses for cell in gradings)) & answer.binds
    return asked or answer.binds
