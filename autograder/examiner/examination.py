"""The examiner: runs the grading cells with the bank at hand, and asks the candidate for every name it lacks.

A trusted child, one per submission. Points come only from what a grading cell does with the values that it is given.
"""

import json
import os
import re
import socket
import warnings
from typing import Any, NamedTuple

from autograder.judging.verdict import MIME, Verdict
from autograder.learner.attempts import begin_grading
from autograder.sandboxed.channel import Channel
from autograder.sandboxed.limits import Limits
from autograder.sandboxed.shell import Shell, alarm, make_shell, settle

from .candidate_client import CandidateClient
from .messages import CellSpec, Findings, Loss, Outcome, Request
from .namespace import Namespace
from .outputs import clean, error_output
from .scoring import of_error, of_value, verdict
from .student_errors import LostError, StoppedError, StudentError

GRACE_SECONDS = 2
NOTEBOOK_OUTPUT = 16  # what all cells of a student's may write together, in units of what one may
WORD = re.compile(r"[^\W\d]\w*")
GIVEN = re.compile(r'\bgiven\("(\w+)"\)')


class Ran(NamedTuple):
    """What came of running a cell in the examiner."""

    outputs: list[dict[str, Any]]
    value: Any
    error: BaseException | None


class Examination:
    """One submission's way through its notebook.

    `trouble` is what came of the last answer cell, if it stopped with an error; `left` the bytes that the student's cells
    may still put out.
    """

    def __init__(self, request: Request, client: CandidateClient, shell: Shell):
        self.request = request
        self.client = client
        self.shell = shell
        self.names = shell.user_ns
        self.examined = request["mode"] == "examined"
        self.left = NOTEBOOK_OUTPUT * client.limits.output_kb << 10
        self.outputs: dict[int, list[dict[str, Any]]] = {}
        self.verdicts: dict[str, Verdict] = {}
        self.lost: Loss | None = None
        self.trouble: Outcome | None = None

    def run(self) -> None:
        """Take every cell in order; stop where the candidate is lost."""
        settled = self.request["settled"]
        for place, cell in enumerate(self.request["cells"]):
            if str(place) in settled:
                self._settle(place, cell, Outcome(*settled[str(place)]))
                continue
            try:
                self.client.new_cell()
                self._take(place, cell)
            except (LostError, StoppedError) as loss:
                self.lost = {"cell": place, "outcome": loss.outcome}
                return

    def _settle(self, place: int, cell: CellSpec, outcome: Outcome) -> None:
        self.outputs[place] = [error_output(*outcome)]
        if cell["kind"] == "test":
            self.verdicts[cell["grade_id"]] = verdict(cell, *outcome)
        else:
            self.trouble = outcome

    def _take(self, place: int, cell: CellSpec) -> None:
        kind = cell["kind"]
        if kind == "test" and self.examined:
            self.outputs[place] = self._grade(cell)
            return
        wanted = self._wanted(place) if self.examined else []
        reply = self.client.ask("run", source=cell["source"], names=wanted)
        self.names.has_at_hand(reply.get("names"))
        self.outputs[place] = clean(reply.get("outputs"), self.left)
        self.left -= len(json.dumps(self.outputs[place]))
        if kind == "given" and self.examined:
            ours = self._trusted(cell["source"]).outputs
            if not self.outputs[place]:
                self.outputs[place] = clean(ours, self.left)
        elif kind == "answer":
            error = reply.get("error")
            self.trouble = StudentError(error).outcome if isinstance(error, dict) else None
            for name in cell["answers"]:
                self.names.pop(name, None)

    def _wanted(self, place: int) -> list[str]:
        """Return the names of answers that are looked up before the candidate runs another cell."""
        cell, *following = self.request["cells"][place:]
        texts = [cell["source"]] if cell["kind"] == "given" else []
        for later in following:
            if later["kind"] != "test":
                break
            texts.append(later["source"])
        words = {word for text in texts for word in WORD.findall(text)}
        return sorted(self.names.answers & words)

    def _trusted(self, source: str) -> Ran:
        """Run a cell of ours here, not in the candidate."""
        self.names.new_cell()
        with alarm(2 * self.client.limits.cell_seconds + GRACE_SECONDS):
            outputs, value, error = self.shell.run(source, self.client.limits.output_kb << 10)
        error = self.client.over or error
        if isinstance(error, LostError):
            raise error
        return Ran(outputs, value, error)

    def _grade(self, cell: CellSpec) -> list[dict[str, Any]]:
        """Run a grading cell and keep its verdict; return its outputs."""
        ran = self._trusted(cell["source"])
        kept = [output for output in ran.outputs if output["output_type"] in ("display_data", "stream")]
        if ran.error is None:
            data = [output["data"][MIME] for output in ran.outputs if MIME in output.get("data", {})]
            worth = [verdict for verdict in map(Verdict.from_json, data) if verdict.points]
            said = "".join(output["text"] for output in ran.outputs if output.get("name") == "stderr")
            self.verdicts[cell["grade_id"]] = of_value(cell, ran.value, worth, said)
            return kept
        fetched = {name: value.given for name, value in self.names.fetched.items()}
        found = of_error(cell, ran.error, fetched, self.trouble)
        self.verdicts[cell["grade_id"]] = found
        return [*kept, error_output(found.state, found.message)]


def prepare() -> Shell:
    """Load the bank and return the shell in which grading cells will run."""
    from autograder.bank import problems

    problems()
    return make_shell(Namespace())


def serve(sock: socket.socket, shell: Shell, limits: Limits) -> None:
    """Examine one submission: a `Request` comes in on the socket, with it the candidate's socket; `Findings` go out.

    Parameters
    ----------
    sock : from the engine.
    shell : what `prepare` returned.
    limits : the budgets of the submission.
    """
    channel = Channel(sock, 1 << 30)
    _, descriptors, *_ = socket.recv_fds(sock, 1, 1)
    request: Request = channel.receive()
    settle(request["seed"], request["data"])
    os.environ["AUTOGRADER_SEED"] = request["seed"]
    os.environ["AUTOGRADER_NUMBERS"] = request["numbers"]
    warnings.simplefilter("ignore")
    client = CandidateClient(socket.socket(fileno=descriptors[0]), limits, request["seconds"])
    client.ask("start", seed=request["seed"], data=request["seen"], given=own_numbers(request["cells"]))
    for name, content in request["files"].items():
        client.ask("put", name=name, content=content)
    answers = {name for cell in request["cells"] for name in cell["answers"]}
    begin_grading()
    shell.user_ns.begin(client, request["imports"], answers)
    examination = Examination(request, client, shell)
    examination.run()
    findings: Findings = {
        "outputs": examination.outputs,
        "verdicts": {name: verdict.to_json() for name, verdict in examination.verdicts.items()},
        "lost": examination.lost,
    }
    channel.send(json.loads(without_surrogates(json.dumps(findings, default=str, ensure_ascii=False))))


def own_numbers(cells: list[CellSpec]) -> dict[str, list]:
    """Return the numbers that the cells of the source give to this student, by problem: the candidate has no bank."""
    from autograder.learner.given_values import numbers_given

    sources = " ".join(cell["source"] for cell in cells if cell["kind"] == "given")
    return {name: [*map(plain, numbers_given(name))] for name in GIVEN.findall(sources)}


def plain(number: Any) -> Any:
    """Return a number or a row of numbers as plain data."""
    return number.tolist() if hasattr(number, "tolist") else number


def without_surrogates(text: str) -> str:
    """Return a text without the halves of characters that Python strings may hold and files may not."""
    return text.encode("utf-8", "replace").decode()
