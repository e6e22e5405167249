"""The examiner: runs the grading cells with the bank at hand, and asks the candidate for every name it lacks.

A trusted child, one per submission. Points come only from what a grading cell does with the values that it is given.
"""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from autograder.judging.filling import WORD
from autograder.judging.verdict import MIME, State, Verdict
from autograder.sandboxed.alarm_clock import alarm
from autograder.sandboxed.own_limits import limit_processor
from autograder.sandboxed.shell import Shell
from autograder.sandboxed.wire import pack

from .candidate_client import CandidateClient, holds_refusal
from .messages import CellSpec, Found, Loss, Outcome, Request
from .outputs import clean, error_output
from .scoring import not_carried, of_error, of_value, verdict
from .student_errors import LostError, StoppedError, StudentError

GRACE_SECONDS = 2
NOTEBOOK_OUTPUT = 16  # what all cells of a student's may write together, in units of what one may


class Ran(NamedTuple):
    """What came of running a cell in the examiner."""

    outputs: list[dict[str, Any]]
    value: Any
    error: BaseException | None


class Examination:
    """One submission's way through its notebook.

    `trouble` is what came of the last answer cell, if it stopped with an error; `left` the bytes that the student's cells
    may still put out. `told` is whether a hidden test has called student code: from then on the student is told no
    more of its errors than is `typed` in the notebook.
    """

    def __init__(self, request: Request, client: CandidateClient, shell: Shell):
        self.request = request
        self.client = client
        self.shell = shell
        self.names = shell.user_ns
        self.examined = request["mode"] == "examined"
        self.left = NOTEBOOK_OUTPUT * client.limits.output_kb << 10
        self.lost: Loss | None = None
        self.trouble: Outcome | None = None
        self.told = False
        self.typed = "\n".join(cell["source"] for cell in request["cells"] if cell["kind"] != "test")
        self.names.typed = frozenset(WORD.findall(self.typed))

    def run(self) -> Iterator[Found]:
        """Take every cell in order and yield what is found of it; stop where the candidate is `lost`.

        The kernel ends a process that spends more on a cell than it may, in C code too: what is yielded before is safe.
        """
        settled = self.request["settled"]
        for place, cell in enumerate(self.request["cells"]):
            limit_processor(self.client.limits.cell_seconds + GRACE_SECONDS)
            if str(place) in settled:
                yield self._settled(cell, Outcome(*settled[str(place)]))
                continue
            try:
                self.client.new_cell()
                found = self._taken(place, cell)
            except (LostError, StoppedError) as loss:
                self.lost = {"cell": place, "outcome": loss.outcome}
                return
            except (MemoryError, RecursionError):  # of a monstrous answer: this process ends, and that is told
                raise
            except Exception as error:
                words = f"Grader fault. Judging this answer stops with {type(error).__name__}."
                self.lost = {"cell": place, "outcome": Outcome(State.MANUAL_REVIEW, words)}
                return
            yield found

    def _settled(self, cell: CellSpec, outcome: Outcome) -> Found:
        outputs = [error_output(*outcome)]
        if cell["kind"] == "test":
            self.names.note_not_given(cell["binds"], "")
            return {"outputs": outputs, "verdict": verdict(cell, *outcome).to_json(), "answered": True}
        if cell["kind"] == "given" and self.examined:
            self._given_without(cell, outcome)
        self.trouble = outcome
        return {"outputs": outputs, "verdict": None}

    def _taken(self, place: int, cell: CellSpec) -> Found:
        kind = cell["kind"]
        if kind == "test" and self.examined:
            self.client.may_change = cell["changes"]
            found = self._graded(cell) | {"changed": self.client.changed, "called": self.client.called}
            found["dropped"] = self.client.dropped
            found["answers"] = self.client.answers.digests
            self._hand_on(cell["hands_on"])
            return found
        wanted = self._wanted(place) if self.examined else []
        reply = self.client.ask("run", source=cell["source"], names=wanted)
        self.names.has_at_hand(reply.get("names"))
        outputs = clean(reply.get("outputs"), self.left)
        self.left -= len(json.dumps(outputs))
        if kind == "given" and self.examined:
            ours = _without_frames(self._trusted(cell))
            outputs = outputs or clean(ours, self.left)
        elif kind == "answer":
            error = reply.get("error")
            self.trouble = self._what_came(StudentError(error)) if isinstance(error, dict) else None
            for name in cell["answers"]:
                self.names.pop(name, None)
        return {"outputs": outputs, "verdict": None}

    def _what_came(self, error: StudentError) -> Outcome:
        return error.as_typed(self.typed) if self.told else error.outcome

    def _given_without(self, cell: CellSpec, outcome: Outcome) -> None:
        """Run a given cell at which the candidate was lost for what it gives to tests, as far as that takes no student's code."""
        self.names.note_not_given(cell["binds"], cell["source"])
        if outcome.state != State.MANUAL_REVIEW:  # which it is where this process ended
            self.client.new_cell()
            self.client.silent = True
            self._trusted(cell)
            self.client.silent = False

    def _hand_on(self, names: dict[str, str]) -> None:
        """Give the student's code what it may find in a grading cell, as far as that can be carried."""
        there = {
            name: pack(dict.get(self.names, name)) for name, code in names.items() if not code and name in self.names
        }
        values = {name: value for name, value in there.items() if not holds_refusal(value)}
        code = list(dict.fromkeys(filter(None, names.values())))
        if values or code:
            self.client.ask("take", values=values, code=code)

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

    def _trusted(self, cell: CellSpec) -> Ran:
        """Run a cell of ours here, not in the candidate."""
        self.names.new_cell(cell["source"])
        limits = self.client.limits
        with alarm((limits.patience + 1) * limits.cell_seconds + GRACE_SECONDS):
            outputs, value, error = self.shell.run(cell["source"], limits.output_kb << 10)
        error = self.client.over or error
        if isinstance(error, LostError):
            raise error
        if error is not None:
            self.names.note_not_given(cell["binds"], cell["source"] if cell["kind"] == "given" else "")
        return Ran(outputs, value, error)

    def _graded(self, cell: CellSpec) -> Found:
        """Run a grading cell."""
        ran = self._trusted(cell)
        self.told = self.told or (cell["hidden"] and self.client.called)
        kept = [output for output in ran.outputs if output["output_type"] in ("display_data", "stream")]
        if ran.error is None:
            data = [output["data"][MIME] for output in ran.outputs if MIME in output.get("data", {})]
            worth = [verdict for verdict in map(Verdict.from_json, data) if verdict.points]
            said = "".join(output["text"] for output in ran.outputs if output.get("name") == "stderr")
            found = of_value(cell, ran.value, worth, said)
            if self.client.refused and not worth and found.credit < 1:
                found = not_carried(cell, f"A value of yours is {self.client.refused[0]}.")
            return {"outputs": kept, "verdict": found.to_json(), "answered": bool(self.client.answers)}
        fetched = dict.fromkeys(self.names.missed) | {n: value.given for n, value in self.names.fetched.items()}
        found = of_error(cell, ran.error, fetched, self.trouble, self.typed if self.told else None)
        if self.client.refused and isinstance(ran.error, Exception) and found.score is not None:
            found = not_carried(cell, f"A value of yours is {self.client.refused[0]}.")
        outputs = [*kept, error_output(found.state, found.message)]
        return {"outputs": outputs, "verdict": found.to_json(), "answered": bool(self.client.answers)}


def _without_frames(ran: Ran) -> list[dict[str, Any]]:
    """Return what a cell put out that is shown to the student: of an error its name and text, and none of the grader's lines."""
    told = ran.error.outcome if isinstance(ran.error, (StoppedError, StudentError)) else None
    words = told or (type(ran.error).__name__, str(ran.error)[:500])
    return [error_output(*words) if one["output_type"] == "error" else one for one in ran.outputs]
