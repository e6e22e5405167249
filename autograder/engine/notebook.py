"""Grade one notebook: `grade_notebook(job)` is the entrance to the engine.

Who has read and rebuilt the submission already, because nbgrader wanted to see it first, grades it by `grade_rebuilt`.
"""

import json
import time
from typing import Any

from autograder.examiner.messages import CellSpec, Found, Outcome
from autograder.examiner.outputs import error_output, graded
from autograder.examiner.scoring import verdict
from autograder.judging.verdict import State, Verdict

from .answer_code import all_given_names
from .changed_arguments import as_minded, changes_dropped, with_changes
from .colours import with_sound_colours
from .draws import draws_of
from .fork_servers import engine_for
from .hidden_calls import as_released, secrets_told, with_outputs_of
from .messages import GradedNotebook, Job
from .microkit_missed import merged
from .our_cells import about, is_answer
from .reading import read
from .rebuilding import Rebuilt
from .second_try import held_to, tried
from .tries import Clock, examined


def grade_notebook(job: Job) -> GradedNotebook:
    """Read, rebuild, run and judge one submitted notebook.

    Parameters
    ----------
    job : the submission and all that its grade depends on.

    Returns
    -------
    The verdicts and the executed notebook. A submission that cannot be read, and a grader at fault, give verdicts without
    a score, never an error.

    Raises
    ------
    NoSandboxError : if the sandbox cannot be made on this machine.
    """
    return grade_rebuilt(read(job), job)


def grade_rebuilt(submission: Rebuilt, job: Job) -> GradedNotebook:
    """Run and judge a submission that was rebuilt from the same job; it is executed in place. See `grade_notebook`.

    Parameters
    ----------
    submission : what `reading.read` made of the job.
    job : the submission and all that its grade depends on.
    """
    began = time.monotonic()
    notebook = submission.notebook
    extra: dict[str, Any] = {"left": {}, "changing": [], "tried": {}}
    verdicts = _unread(submission) if submission.unreadable else _run(submission, job, extra)
    ran = {"mode": job["mode"], "sandbox": job["sandbox"], "numbers": submission.known["numbers"]}
    notebook["metadata"]["autograder"] = ran | ({"why": job["why"]} if job.get("why") else {})
    return {
        "notebook": json.dumps(notebook),
        "verdicts": verdicts,
        "notes": submission.notes,
        **extra,
        "seconds": time.monotonic() - began,
    }


def _unread(submission: Rebuilt) -> dict[str, Verdict]:
    """Return the verdicts on a submission that a person has to read."""
    cells = [cell_spec(cell, submission.known) for cell in submission.notebook["cells"] if about(cell).get("grade")]
    return {cell["grade_id"]: verdict(cell, State.MANUAL_REVIEW, submission.unreadable, None) for cell in cells}


def _run(submission: Rebuilt, job: Job, extra: dict[str, Any]) -> dict[str, Verdict]:
    """Execute a rebuilt notebook in place and return its verdicts by grade_id; what else came of it goes to `extra`."""
    code = [cell for cell in submission.notebook["cells"] if cell["cell_type"] == "code"]
    specs = [cell_spec(cell, submission.known) for cell in code]
    for spec in specs:
        spec["changes"] = spec["grade_id"] in job.get("changing", [spec["grade_id"]])
        spec["hidden"] = spec["hidden"] and not job.get("rehearsal")
    request = {
        "cells": specs,
        "seed": job["seed"],
        "draws": draws_of(job),
        "mode": job["mode"],
        "imports": submission.known["imports"],
        "brought": submission.known["brought"],
        "numbers": submission.known["numbers"],
        "files": job.get("files", {}),
        "leaves_files": job.get("leaves_files", False),
    }
    found, unreached, last_given = _found(request, job, submission.known)
    if len(found) == len(specs) > 0:
        extra["left"] = found[-1].get("left", {})
    extra["changing"] = [spec["grade_id"] for spec, one in zip(specs, found, strict=False) if one.get("changed")]
    given = [*(one.get("answers", []) for one in found), last_given]
    held = {**job.get("unsolved", {}), **submission.held}
    verdicts = {}
    for place, (cell, spec) in enumerate(zip(code, specs, strict=True)):
        cell["execution_count"] = place + 1
        reached = place < len(found)
        cell["outputs"] = found[place]["outputs"] if reached else []
        if spec["kind"] == "test":
            told = found[place]["verdict"] if reached else None
            answers = given[place] if place < len(given) else []
            if told is not None:
                mark = Verdict.from_json(told)
            elif reached and job["mode"] == "shared":
                mark = _from_outputs(cell, spec, code[:place])
                answers = None
            else:
                mark = verdict(spec, *unreached)
            if spec["grade_id"] in held and mark.credit < 1:
                mark = verdict(spec, State.MANUAL_REVIEW, held[spec["grade_id"]], None)
            if spec["grade_id"] in job.get("first", {}):
                mark = held_to(job["first"][spec["grade_id"]], mark, answers, spec)
            verdicts[spec["grade_id"]] = _shown(cell, mark)
            extra["tried"][spec["grade_id"]] = tried(mark, answers)
        cell["outputs"] = with_sound_colours(cell["outputs"])
    return verdicts


def _found(request: dict[str, Any], job: Job, known: dict[str, Any]) -> tuple[list[Found], Outcome, list[str]]:
    """Run a notebook as often as it takes; return what `examined` does."""
    engine = engine_for(job)
    clock = Clock(engine.limits, "first" in job)
    cells = request["cells"]
    found, unreached, last_given = examined(engine, request | {"whole": False}, clock)
    if any(one["unfound"] for one in found) and engine.expect_microkit():  # nothing of the run without it counts
        found, unreached, last_given = examined(engine, request | {"whole": False}, clock)
    if len(found) == len(cells) and any(one["missed"] for one in found):
        whole, why, more = examined(engine, request | {"whole": True}, clock)
        found = merged(found, whole, cells, why)
        last_given += more
    names = changes_dropped(found, cells)
    if names:
        changing = request | {"whole": any(one["missed"] for one in found), "cells": with_changes(cells, names)}
        again, *_ = examined(engine, changing, clock)
        found = as_minded(found, again, cells, names)
    told = secrets_told(found, cells, request["leaves_files"])
    if told is not None:
        released, *_ = examined(engine, request | {"whole": True, "cells": as_released(cells, known)}, clock)
        found = with_outputs_of(released, found, told)
    return found, unreached, last_given


def _from_outputs(cell: dict[str, Any], spec: CellSpec, before: list[dict[str, Any]]) -> Verdict:
    from .shared_mode import by_outputs  # with nbgrader, which takes a second

    return by_outputs(cell, spec, before)


def _shown(cell: dict[str, Any], found: Verdict) -> Verdict:
    """Put a verdict into the outputs of its grading cell; return it."""
    outputs = cell["outputs"] or [error_output(found.state, found.message)]
    cell["outputs"] = graded(outputs, found)
    return found


def cell_spec(cell: dict[str, Any], known: dict[str, Any]) -> CellSpec:
    """Return what the examiner is told of a cell; `known` is what `make_template` noted of the source notebook.

    Parameters
    ----------
    cell : a cell of the rebuilt notebook.
    known : what the source tells and the template no longer shows.
    """
    told = about(cell)
    name = told.get("grade_id", "")
    return {
        "kind": _kind(cell),
        "source": cell["source"],
        "grade_id": name,
        "points": float(told.get("points", 0)),
        "answers": known["answers"].get(name, []),
        "hidden": _kind(cell) == "test" and name in known.get("shown", {}),
        "binds": sorted(all_given_names(cell["source"])) if _kind(cell) in ("given", "test") else [],
        "hands_on": known.get("handed_on", {}).get(name, {}),
        "changes": False,
    }


def _kind(cell: dict[str, Any]) -> str:
    told = about(cell)
    if is_answer(cell):
        return "answer"
    if told.get("grade") and not told.get("solution") and cell["cell_type"] == "code":
        return "test"
    if cell["metadata"].get("autograder") == "extra":
        return "extra"
    return "given"
