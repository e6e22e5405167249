"""Verdicts in shared mode, where the whole notebook ran in the candidate: nbgrader's own rule over its outputs."""

import re
from typing import Any

import nbformat
from nbgrader.utils import determine_grade

from autograder.examiner.messages import CellSpec, Outcome
from autograder.examiner.outputs import error_output
from autograder.examiner.scoring import HOLDS, fault, verdict
from autograder.examiner.student_errors import ENDINGS
from autograder.judging.verdict import State, Verdict

from .our_cells import about, errors_of, is_answer

WARNING = re.compile(r"^\S.*:\d+: \w*Warning: ", re.MULTILINE)


def by_outputs(cell: dict[str, Any], spec: CellSpec, before: list[dict[str, Any]]) -> Verdict:
    """Return the verdict on a grading cell run in shared mode, by nbgrader's own rule; its error is told in our words.

    A warning costs nothing, other than under nbgrader. Where a name is missing since the answer stopped, that is told.

    Parameters
    ----------
    cell : the executed grading cell; the error among its outputs is rewritten.
    spec : what is known of it.
    before : the code cells that ran before it.
    """
    cell["outputs"] = [output for output in cell["outputs"] if not _is_warning(output)]
    try:
        score, points = determine_grade(nbformat.from_dict(cell))
    except (ValueError, KeyError) as error:
        return fault(spec, str(error))
    errors = errors_of(cell)
    cell["outputs"] = [error_output(o["ename"], o["evalue"]) if o in errors else o for o in cell["outputs"]]
    if score == points and (points or not errors):
        return verdict(spec, State.RIGHT, HOLDS, score)
    if score or not errors:
        return verdict(spec, State.PARTIAL if score else State.WRONG, "", score)
    return verdict(spec, *cause(errors[0], before))


def cause(error: dict[str, Any], before: list[dict[str, Any]]) -> Outcome:
    """Return what is to be said of a grading cell that stopped: its own error, or that of the answer it builds on.

    Parameters
    ----------
    error : the output of the grading cell.
    before : the code cells that ran before it.
    """
    if error["ename"] == "NameError":
        answers = [cell for cell in before if is_answer(cell) or not about(cell)]
        stopped = [first for cell in answers for first in errors_of(cell)[:1]]
        if stopped:
            told = f"Your code stops with {stopped[-1]['ename']}: {stopped[-1]['evalue']}"[:500]
            return ENDINGS.get(stopped[-1]["ename"]) or Outcome(State.CRASHED, told)
    return ENDINGS.get(error["ename"]) or Outcome(State.WRONG, f"{error['ename']}: {error['evalue']}"[:500])


def _is_warning(output: dict[str, Any]) -> bool:
    return output.get("name") == "stderr" and bool(WARNING.search(output["text"]))
