"""One assignment as the virtual class meets it: released notebooks, model answers, and students who hand in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from nbformat import NotebookNode

from autograder.bank import find_part
from autograder.judging.part_ids import grade_id_of, part_of_grade_id

from .notebooks import answered, solutions


@dataclass
class Student:
    """A virtual student: the notebooks handed in and the expected outcome.

    `lost` maps a part to the points it should cost, `codes` maps a part to the misconception it should be told,
    `states` maps a part, or a notebook that is not handed in, to its expected state where there is no misconception. Parts not
    named are right.
    """

    name: str
    notebooks: dict
    lost: dict = field(default_factory=dict)
    codes: dict = field(default_factory=dict)
    states: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Homework:
    """Notebooks by name: as released, and the model answers by grade id. `notebook_of` says where a part stands."""

    releases: dict
    models: dict
    notebook_of: dict

    def model(self, part: str) -> str:
        """Return the text of a part's model answer."""
        return self.models[self.notebook_of[part]][grade_id_of(part)]

    def hand_in(self, changes: Mapping[str, str] | None = None) -> dict[str, NotebookNode]:
        """Return all notebooks with the model answers, except for the parts whose text is changed."""
        changed = {grade_id_of(part): text for part, text in (changes or {}).items()}
        return {
            name: answered(self.releases[name], model | {key: changed[key] for key in changed if key in model})
            for name, model in self.models.items()
        }


def homework(sources: Mapping[str, NotebookNode], releases: Mapping[str, NotebookNode]) -> Homework:
    """Return the homework that an assignment sets.

    Parameters
    ----------
    sources, releases : the notebooks by name: the instructor's version and the students' version.
    """
    models = {name: solutions(notebook) for name, notebook in sources.items()}
    return Homework(releases, models, {part: name for name, model in models.items() for part in bank_parts(model)})


def points_of(part: str) -> float:
    """Return the points of a part."""
    return find_part(part)[1].points


def bank_parts(cells: Iterable[str]) -> list[str]:
    """Return the bank's parts among the grade ids of a notebook's answer cells; a written answer is not one."""
    found = []
    for key in cells:
        try:
            find_part(part_of_grade_id(key))
        except KeyError:
            continue
        found.append(part_of_grade_id(key))
    return found
