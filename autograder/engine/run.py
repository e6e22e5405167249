"""Grade one notebook: the only entrance to the engine.

`grade_notebook(job)` takes and returns plain data that JSON can spell, so that any executor can carry it: the loop of
`nbgrader autograde`, a process pool, a Dask worker. A worker process starts its two fork servers at the first job, as
subprocesses, and keeps them for the next; it never forks itself.

job:
    submitted   base64 of the submitted file, or None with `unreadable`, the words of an UnreadableError
    template    the template notebook as JSON text (see `template.make_template`)
    seed        "student/assignment": seeds the draws; the same seed gives the same grade
    mode        "examined" or "shared"
    sandbox     False runs the student's code without the sandbox
    limits      budgets, see `sandbox.Limits`
    data        {name: path} of the files that the notebook finds beside it

result:
    notebook    the executed notebook as JSON text, its metadata.autograder telling mode and sandbox
    verdicts    {grade_id: {state, message, score, points, code}} of every grading cell; score None needs a person
    notes       {grade_id of an answer cell, or "" for the whole: what was odd about the submission}
    seconds     wall clock time
"""

import atexit
import base64
import json
import socket
import time

import nbformat
from nbgrader.utils import determine_grade, is_grade, is_solution

from autograder.verdict import State

from .examiner import fault, verdict
from .forks import ForkServer, ServerFault
from .outputs import clean, error_output, graded
from .rebuild import UnreadableError, is_answer, rebuild
from .sandbox import DATA, Limits
from .wire import Channel, WireError

TRIES = 4
OVERUSE = {
    "memory": (State.OUT_OF_MEMORY, "Your code and what it started use more memory than there is."),
    "processes": (State.CRASHED, "Your code starts more processes than it may."),
}
NOT_RUN = (State.NEEDS_PERSON, "Grader fault. The grading cell did not run.")
SPENT = (State.TIMED_OUT, "The time for the whole notebook was used up before this part.")


class Engine:
    """The two fork servers of a worker: one for candidates, in the sandbox, and one for examiners."""

    def __init__(self, limits, data=None, sandbox=True):
        self.limits, self.data, self.sandbox, self.servers = limits, data or {}, sandbox, []

    def start(self):
        """Start the servers; raise NoSandboxError if the sandbox cannot be made."""
        if any(server.process.poll() is not None for server in self.servers):
            self.close()  # one was killed since the last job
        if not self.servers:
            self.servers = [ForkServer(r, self.limits, self.data, self.sandbox) for r in ("candidate", "examiner")]
            for server in self.servers:
                server.wait_ready()

    def close(self):
        """Stop the servers."""
        for server in self.servers:
            server.close()
        self.servers = []

    def examine(self, job):
        """Run one job on a fresh candidate and a fresh examiner; return the findings and why the candidate ended."""
        self.start()
        seen = {name: f"{DATA}/{name}" if self.sandbox else place for name, place in self.data.items()}
        candidate, theirs = socket.socketpair()
        ours, examiner = socket.socketpair()
        with candidate, ours:
            self._order(lambda server, sock: server.fork(sock), (theirs, examiner))
            socket.send_fds(ours, [b"J"], [candidate.fileno()])
            candidate.close()
            channel = Channel(ours, 1 << 30)
            channel.send(job | {"data": self.data, "seen": seen})
            try:
                findings = channel.receive(time.monotonic() + 1.5 * job["seconds"] + 10)
            finally:
                why, _ = self._order(lambda server, _: server.end(), (None, None))
        return findings, why

    def _order(self, order, details):
        """Give an order to both servers before waiting for either."""
        for server, detail in zip(self.servers, details, strict=True):
            order(server, detail)
        return [server.done() for server in self.servers]


def grade_notebook(job):
    """Grade one submitted notebook; see the top of this module."""
    began = time.monotonic()
    template = nbformat.from_dict(json.loads(job["template"]))
    about = template.metadata.pop("autograder")
    try:
        if job.get("unreadable"):
            raise UnreadableError(job["unreadable"])
        rebuilt = rebuild(base64.b64decode(job["submitted"]), template)
        notebook, notes = rebuilt.notebook, rebuilt.notes
        verdicts = _run(_engine(job), notebook, about, job)
    except UnreadableError as error:
        notebook, notes = template, {"": str(error)}
        verdicts = {c["grade_id"]: _unread(c, error) for c in map(_described, notebook.cells) if "points" in c}
    notebook.metadata["autograder"] = {"mode": job["mode"], "sandbox": job["sandbox"]}
    seconds = time.monotonic() - began
    return {"notebook": json.dumps(notebook), "verdicts": verdicts, "notes": notes, "seconds": seconds}


def _unread(cell, error):
    return verdict(cell, State.NEEDS_PERSON, str(error), None)


def _run(engine, notebook, about, job):
    """Execute a rebuilt notebook in place and return its verdicts by grade_id."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    described = [_described(cell, about) for cell in code]
    request = {"cells": described, "seed": job["seed"], "mode": job["mode"], "imports": about["imports"]}
    try:
        outputs, found, rest = _examined(engine, request)
    except (ServerFault, WireError, OSError) as error:
        engine.close()
        outputs, found, rest = {}, {}, (State.NEEDS_PERSON, f"Grader fault. {error}")
    verdicts = {}
    for number, (cell, about_cell) in enumerate(zip(code, described, strict=True)):
        raw = outputs.get(str(number))
        cell.execution_count = number + 1
        if about_cell["kind"] != "test":
            cell.outputs = clean(raw, 4 * engine.limits.output_kb << 10)
            continue
        outcome = found.get(about_cell["grade_id"])
        if job["mode"] == "shared" and raw is not None:
            cell.outputs = clean(raw, 4 * engine.limits.output_kb << 10)
            outcome = outcome or _by_outputs(cell, about_cell)
            raw = cell.outputs
        if outcome is None:
            outcome = verdict(about_cell, *(rest or NOT_RUN))
        if outcome["state"] == State.NEEDS_PERSON:
            outcome["score"] = None
        cell.outputs = graded(raw or [error_output(outcome["state"], outcome["message"])], outcome)
        verdicts[about_cell["grade_id"]] = outcome
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


def _described(cell, about=None):
    """Return what the examiner is told of a cell."""
    nbgrader = cell.metadata.get("nbgrader", {})
    test = is_grade(cell) and not is_solution(cell)
    extra = cell.metadata.get("autograder") == "extra"
    kind = "answer" if is_answer(cell) else "test" if test else "extra" if extra else "given"
    name = nbgrader.get("grade_id", "")
    described = {
        "kind": kind,
        "source": cell.source,
        "grade_id": name,
        "answers": (about or {}).get("answers", {}).get(name, []),
    }
    return described | ({"points": float(nbgrader["points"])} if is_grade(cell) else {})


def _by_outputs(cell, described):
    """Return the verdict on a grading cell run in shared mode, by nbgrader's own rule; its error is told in our words."""
    try:
        score, points = determine_grade(cell)
    except ValueError as error:
        return fault(described, str(error))
    errors = [o for o in cell.outputs if o.output_type == "error"]
    cell.outputs = [error_output(o.ename, o.evalue) if o in errors else o for o in cell.outputs]
    if score == points:
        return verdict(described, State.RIGHT, "All tests of this part hold.", score)
    message = f"{errors[0].ename}: {errors[0].evalue}"[:500] if errors else ""
    return verdict(described, State.PARTIAL if score else State.WRONG, message, score)


_engines = {}


def _engine(job):
    key = json.dumps([job["limits"], job["data"], job["sandbox"]], sort_keys=True)
    if key not in _engines:
        close_engines()
        _engines[key] = Engine(Limits(**job["limits"]), job["data"], job["sandbox"])
    _engines[key].start()
    return _engines[key]


@atexit.register
def close_engines():
    """Stop this process's fork servers."""
    while _engines:
        _engines.popitem()[1].close()
