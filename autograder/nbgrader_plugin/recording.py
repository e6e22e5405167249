"""From the engine's result to what nbgrader keeps: the notebook with its verdicts, the scores and comments of its cells."""

import json
from collections.abc import Mapping

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Comment, Grade, Notebook
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_solution, is_task
from sqlalchemy import Boolean, Float, bindparam, case
from sqlalchemy.orm import Session

from autograder.engine.code_answers import MISSING
from autograder.engine.messages import GradedNotebook
from autograder.judging.verdict import Verdict

GRADES = Grade.__table__
COMMENTS = Comment.__table__
TOLD_SCORE = bindparam("told", type_=Float())
CHANGED = bindparam("changed", type_=Boolean())
UNMARKED = GRADES.c.manual_score.is_(None)
LOOK = case((UNMARKED, TOLD_SCORE.is_(None)), else_=GRADES.c.needs_manual_grade | CHANGED)
SET_SCORE = {"auto_score": TOLD_SCORE, "needs_manual_grade": LOOK}
SET_COMMENT = {"auto_comment": bindparam("told")}


def with_verdicts(result: GradedNotebook, submitted: str, rules: Mapping[str, str]) -> NotebookNode:
    """Return the notebook of a result of the engine; its metadata notes for later runs and reports what it was graded from.

    Parameters
    ----------
    result : what the engine made of a submission.
    submitted : fingerprint of the file that was handed in.
    rules : digests of what else the grade depends on, see `rules_of`.
    """
    notebook = nbformat.from_dict(json.loads(result["notebook"]))
    notebook.metadata.autograder["verdicts"] = {name: found.to_json() for name, found in result["verdicts"].items()}
    notebook.metadata.autograder["submitted"] = submitted
    notebook.metadata.autograder["rules"] = dict(rules)
    return notebook


def marks(
    notebook: NotebookNode, verdicts: Mapping[str, Verdict], notes: Mapping[str, str]
) -> tuple[dict[str, float | None], dict[str, str | None]]:
    """Return the automatic score of every graded cell and the automatic comment on every answer cell, by name.

    A score of None needs a person. Written answers are scored by nbgrader's rule: nothing if untouched, else None.

    Parameters
    ----------
    notebook : the executed notebook.
    verdicts : of its grading cells, by grade id.
    notes : what was odd about the submission, by grade id of an answer cell, or "" for the whole.
    """
    scores = {}
    comments = {}
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if is_grade(cell):
            missing = MISSING in notes.get(name, "")  # what became of it only a person can tell
            by_rule = None if missing else determine_grade(cell)[0]
            scores[name] = verdicts[name].score if name in verdicts else by_rule
        if is_solution(cell) or is_task(cell):
            untouched = cell.metadata.nbgrader.get("checksum") == compute_checksum(cell) and not is_task(cell)
            comments[name] = notes.get(name) or notes.get("") or ("No response." if untouched else None)
        if is_task(cell):
            scores[name] = None
    return scores, comments


def cell_ids(notebook: Notebook) -> tuple[dict[str, str], dict[str, str]]:
    """Return the ids of a notebook's cells in the gradebook by name: of those that are graded, of those commented on.

    An answer that is graded by hand has one of either kind, under the same name.
    """
    graded = {cell.name: cell.id for cell in (*notebook.grade_cells, *notebook.task_cells)}
    commented = {cell.name: cell.id for cell in (*notebook.solution_cells, *notebook.task_cells)}
    return graded, commented


def save_marks(
    session: Session,
    row: str,
    ids: tuple[Mapping[str, str], Mapping[str, str]],
    scores: Mapping[str, float | None],
    comments: Mapping[str, str | None],
    changed: Mapping[str, bool],
) -> None:
    """Set scores and comments of a submitted notebook in the gradebook; what a person has entered beside them stays.

    A person is asked to look again at a mark by hand where the answer is another one than when it was graded last.

    Parameters
    ----------
    session : of the gradebook; the caller commits.
    row : id of the submitted notebook.
    ids : of its cells, as `cell_ids` returns them.
    scores, comments : by name of the cell, as `marks` returns them.
    changed : by name of a graded cell, as `changed_answers` tells; one that is not named has changed.
    """
    graded, commented = ids
    for table, cells, values, set_to in (
        (GRADES, graded, scores, SET_SCORE),
        (COMMENTS, commented, comments, SET_COMMENT),
    ):
        here = (table.c.notebook_id == row) & (table.c.cell_id == bindparam("cell"))
        told = [{"cell": cells[name], "told": value} for name, value in values.items()]
        if table is GRADES:
            told = [row | {"changed": changed.get(name, True)} for row, name in zip(told, values, strict=True)]
        if told:
            session.connection().execute(table.update().where(here).values(set_to), told)
