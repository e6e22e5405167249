"""Grade one notebook: the only entrance to the engine.

`grade_notebook(job)` takes and returns plain data that JSON can spell, so that any executor can carry it: the loop of
`nbgrader autograde`, a process pool, a Dask worker.

job:
    submitted   base64 of the submitted file, or None with `unreadable`, the words of an UnreadableError
    template    the template notebook as JSON text (see `make_template`)
    seed        "student/assignment": seeds the draws; the same seed gives the same grade
    mode        "examined" or "shared"
    sandbox     False runs the student's code without the sandbox
    limits      budgets, see `Limits`
    data        {name: path} of the files that the notebook finds beside it

result:
    notebook    the executed notebook as JSON text, its metadata.autograder telling mode and sandbox
    verdicts    {grade_id: {state, message, score, points, code}} of every grading cell; score None needs a person
    notes       {grade_id of an answer cell, or "" for the whole: what was odd about the submission}
    seconds     wall clock time
"""

import base64
import json
import time

from autograder.examiner.outputs import error_output, graded
from autograder.examiner.scoring import verdict
from autograder.judging.verdict import State
from autograder.sandboxed.channel import WireError

from .fork_servers import engine_for
from .rebuilding import about, is_answer, rebuild
from .submission import UnreadableError

TRIES = 4
OVERUSE = {
    "memory": (State.OUT_OF_MEMORY, "Your code and what it started use more memory than there is."),
    "processes": (State.CRASHED, "Your code starts more processes than it may."),
}
NOT_RUN = (State.NEEDS_PERSON, "Grader fault. The grading cell did not run.")
SPENT = (State.TIMED_OUT, "The time for the whole notebook was used up before this part.")


def grade_notebook(job):
    """Grade one submitted notebook; see the top of this module."""
    began = time.monotonic()
    notebook = json.loads(job["template"])
    known = notebook["metadata"].pop("autograder")
    try:
        if job.get("unreadable"):
            raise UnreadableError(job["unreadable"])
        notes = rebuild(base64.b64decode(job["submitted"]), notebook)
        verdicts = _run(notebook, known, job)
    except UnreadableError as error:
        notes, found = {"": str(error)}, (State.NEEDS_PERSON, str(error), None)
        cells = [_described(cell, known) for cell in notebook["cells"] if about(cell).get("grade")]
        verdicts = {cell["grade_id"]: verdict(cell, *found) for cell in cells}
    notebook["metadata"]["autograder"] = {"mode": job["mode"], "sandbox": job["sandbox"]}
    seconds = time.monotonic() - began
    return {"notebook": json.dumps(notebook), "verdicts": verdicts, "notes": notes, "seconds": seconds}


def _run(notebook, known, job):
    """Execute a rebuilt notebook in place and return its verdicts by grade_id."""
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    described = [_described(cell, known) for cell in code]
    request = {"cells": described, "seed": job["seed"], "mode": job["mode"], "imports": known["imports"]}
    request["numbers"] = known["numbers"]
    try:
        outputs, found, rest = _examined(engine_for(job), request)
    except (WireError, OSError) as error:
        engine_for(job).close()
        outputs, found, rest = {}, {}, (State.NEEDS_PERSON, f"Grader fault. {error}")
    verdicts = {}
    for number, (cell, tell) in enumerate(zip(code, described, strict=True)):
        cell["execution_count"], cell["outputs"] = number + 1, outputs.get(str(number), [])
        if tell["kind"] != "test":
            continue
        if job["mode"] == "shared" and str(number) in outputs:
            from .shared_mode import by_outputs  # with nbgrader, which takes a second

            outcome = found.get(tell["grade_id"]) or by_outputs(cell, tell)
        else:
            outcome = found.get(tell["grade_id"]) or verdict(tell, *(rest or NOT_RUN))
        if outcome["state"] == State.NEEDS_PERSON:
            outcome["score"] = None
        shown = cell["outputs"] or [error_output(outcome["state"], outcome["message"])]
        cell["outputs"], verdicts[tell["grade_id"]] = graded(shown, outcome), outcome
    return verdicts


def _examined(engine, request):
    """Return the outputs and verdicts of a notebook, and what is to be said of the parts that were not reached.

    Where student code takes its process down, that cell is settled and the notebook is run again without it, so that one
    part cannot cost another.
    """
    settled, rest, end = {}, None, time.monotonic() + engine.limits.notebook_seconds
    for _ in range(TRIES):
        findings, why = engine.examine(request | {"settled": settled, "seconds": max(end - time.monotonic(), 1)})
        if findings["lost"] is None:
            break
        index, state, message = findings["lost"]
        rest = settled[index] = list(OVERUSE.get(why, (state, message)))
        if time.monotonic() > end:
            rest = SPENT
            break
    return findings["outputs"], findings["verdicts"], rest


def _described(cell, known):
    """Return what the examiner is told of a cell."""
    told = about(cell)
    test = told.get("grade") and not told.get("solution") and cell["cell_type"] == "code"
    extra = cell["metadata"].get("autograder") == "extra"
    kind = "answer" if is_answer(cell) else "test" if test else "extra" if extra else "given"
    name, points = told.get("grade_id", ""), float(told.get("points", 0))
    answers = known["answers"].get(name, [])
    return {"kind": kind, "source": cell["source"], "grade_id": name, "points": points, "answers": answers}
