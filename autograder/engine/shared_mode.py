"""Verdicts in shared mode, where the whole notebook ran in the candidate: nbgrader's own rule over its outputs."""

from typing import Any

import nbformat
from nbgrader.utils import determine_grade

from autograder.examiner.messages import CellSpec
from autograder.examiner.outputs import error_output
from autograder.examiner.scoring import HOLDS, fault, verdict
from autograder.judging.verdict import State, Verdict


def by_outputs(cell: dict[str, Any], spec: CellSpec) -> Verdict:
    """Return the verdict on a grading cell run in shared mode, by nbgrader's own rule; its error is told in our words.

    Parameters
    ----------
    cell : the executed grading cell; the error among its outputs is rewritten.
    spec : what is known of it.
    """
    try:
        score, points = determine_grade(nbformat.from_dict(cell))
    except (ValueError, KeyError) as error:
        return fault(spec, str(error))
    errors = [output for output in cell["outputs"] if output["output_type"] == "error"]
    cell["outputs"] = [error_output(o["ename"], o["evalue"]) if o in errors else o for o in cell["outputs"]]
    if score == points:
        return verdict(spec, State.RIGHT, HOLDS, score)
    message = f"{errors[0]['ename']}: {errors[0]['evalue']}"[:500] if errors else ""
    return verdict(spec, State.PARTIAL if score else State.WRONG, message, score)
