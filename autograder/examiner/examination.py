"""The examiner: runs the grading cells with the bank at hand, and asks the candidate for every name it lacks.

A trusted child, one per submission. Points come only from what a grading cell does with the values that it is given.
"""

import json
import os
import re
import socket
import warnings

from autograder.judging.verdict import MIME, State
from autograder.sandboxed.channel import Channel
from autograder.sandboxed.shell import alarm, make_shell, settle

from .candidate_client import Asking, LostError, Namespace, StoppedError, StudentError
from .outputs import clean, error_output
from .scoring import of_error, of_value, verdict

GRACE_SECONDS = 2
NOTEBOOK_OUTPUT = 16  # what all cells of a student's may write together, in units of what one may
WORD = re.compile(r"[^\W\d]\w*")
GIVEN = re.compile(r'\bgiven\("(\w+)"\)')


class Examination:
    """One submission's way through its notebook."""

    def __init__(self, job, asking, shell):
        self.job, self.asking, self.shell, self.names = job, asking, shell, shell.user_ns
        self.examined, self.left = job["mode"] == "examined", NOTEBOOK_OUTPUT * asking.limits.output_kb << 10
        self.outputs, self.verdicts, self.lost, self.trouble = {}, {}, None, None

    def run(self):
        """Take every cell in order; stop where the candidate is lost."""
        for index, cell in enumerate(self.job["cells"]):
            if str(index) in self.job["settled"]:
                self._settle(index, cell, *self.job["settled"][str(index)])
                continue
            try:
                self.asking.new_cell()
                self._take(index, cell)
            except (LostError, StoppedError) as loss:
                self.lost = [index, *loss.outcome]
                return

    def _settle(self, index, cell, state, message):
        self.outputs[index] = [error_output(state, message)]
        if cell["kind"] == "test":
            self.verdicts[cell["grade_id"]] = verdict(cell, state, message)
        else:
            self.trouble = (State(state), message)

    def _take(self, index, cell):
        kind = cell["kind"]
        if kind == "test" and self.examined:
            self.outputs[index] = self._grade(cell)
            return
        reply = self.asking.ask("run", source=cell["source"], names=self._wanted(index) if self.examined else [])
        self.names.has_at_hand(reply.get("names"))
        self.outputs[index] = clean(reply.get("outputs"), self.left)
        self.left -= len(json.dumps(self.outputs[index]))
        if kind == "given" and self.examined:
            mine, *_ = self._trusted(cell["source"])
            self.outputs[index] = self.outputs[index] or clean(mine, self.left)
        elif kind == "answer":
            error = reply.get("error")
            self.trouble = StudentError(error).outcome if isinstance(error, dict) else None
            for name in cell["answers"]:
                self.names.pop(name, None)

    def _wanted(self, index):
        """Return the names of answers that are looked up before the candidate runs another cell."""
        cells = self.job["cells"][index:]
        texts = [cells[0]["source"]] if cells[0]["kind"] == "given" else []
        for cell in cells[1:]:
            if cell["kind"] != "test":
                break
            texts.append(cell["source"])
        return sorted(self.names.answers & {word for text in texts for word in WORD.findall(text)})

    def _trusted(self, source):
        self.names.new_cell()
        with alarm(2 * self.asking.limits.cell_seconds + GRACE_SECONDS):
            outputs, value, error = self.shell.run(source, self.asking.limits.output_kb << 10)
        error = self.asking.over or error
        if isinstance(error, LostError):
            raise error
        return outputs, value, error

    def _grade(self, cell):
        outputs, value, error = self._trusted(cell["source"])
        shown = [o["data"][MIME] for o in outputs if MIME in o.get("data", {})]
        said = "".join(o["text"] for o in outputs if o.get("name") == "stderr")
        kept = [o for o in outputs if o["output_type"] in ("display_data", "stream")]
        if error is None:
            self.verdicts[cell["grade_id"]] = of_value(cell, value, [v for v in shown if v["points"]], said)
            return kept
        fetched = {name: given for name, (_, given) in self.names.fetched.items()}
        found = self.verdicts[cell["grade_id"]] = of_error(cell, error, fetched, self.trouble)
        return [*kept, error_output(found["state"], found["message"])]


def prepare():
    """Load the bank and return the shell in which grading cells will run."""
    from autograder.bank import problems

    problems()
    return make_shell(Namespace())


def serve(sock, shell, limits):
    """Examine one submission: a job comes in on the socket, with it the candidate's socket; the findings go out."""
    channel = Channel(sock, 1 << 30)
    _, handed, *_ = socket.recv_fds(sock, 1, 1)
    job = channel.receive()
    settle(job["seed"], job["data"])
    os.environ["AUTOGRADER_SEED"] = job["seed"]
    os.environ["AUTOGRADER_NUMBERS"] = job["numbers"]
    warnings.simplefilter("ignore")
    asking = Asking(socket.socket(fileno=handed[0]), limits, job["seconds"])
    asking.ask("start", seed=job["seed"], data=job["seen"], given=own_numbers(job["cells"]))
    shell.user_ns.begin(asking, job["imports"], {name for cell in job["cells"] for name in cell["answers"]})
    examination = Examination(job, asking, shell)
    examination.run()
    findings = {"outputs": examination.outputs, "verdicts": examination.verdicts, "lost": examination.lost}
    channel.send(json.loads(sound(json.dumps(findings, default=str, ensure_ascii=False))))


def own_numbers(cells):
    """Return the numbers that the cells of the source give to this student, by problem: the candidate has no bank."""
    from autograder.learner.given_values import numbers_given

    sources = " ".join(cell["source"] for cell in cells if cell["kind"] == "given")
    return {name: [*map(plain, numbers_given(name))] for name in GIVEN.findall(sources)}


def plain(number):
    """Return a number or a row of numbers as plain data."""
    return number.tolist() if hasattr(number, "tolist") else number


def sound(text):
    """Return a text without the halves of characters that Python strings may hold and files may not."""
    return text.encode("utf-8", "replace").decode()
