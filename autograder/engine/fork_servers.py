"""The worker's end of the two fork servers: start them, have them fork for each submission, close them."""

import atexit
import json
import socket
import subprocess
import sys
import tempfile
from typing import Any

from autograder.examiner.messages import Findings
from autograder.sandboxed.channel import Channel, WireError, deadline
from autograder.sandboxed.limits import Limits
from autograder.sandboxed.messages import ServerOptions
from autograder.sandboxed.places import DATA, ROOT

from .messages import Job
from .sandbox import NoSandboxError, bubblewrap, environment

START_SECONDS = 120
COMMAND_SECONDS = 20
ENTRIES = {"candidate": "autograder.sandboxed.candidate", "examiner": "autograder.examiner.examination"}


class ForkServer:
    """A running fork server, for candidates or for examiners."""

    def __init__(self, role: str, limits: Limits, data: dict[str, str], sandbox: bool, bank: str):
        student = role == "candidate"
        env = environment(role) | {"PYTHONPATH": ROOT}
        options: ServerOptions = {
            "entry": ENTRIES[role],
            "student": student,
            "sandbox": sandbox,
            "limits": limits.asdict(),
        }
        argv = [sys.executable, "-P", "-m", "autograder.sandboxed.fork_server", json.dumps(options)]
        if student and sandbox:
            argv = bubblewrap(data, env) + argv
        else:
            home = tempfile.mkdtemp(prefix="autograder-")  # the server removes it when it ends
            env |= {"AUTOGRADER_BANK": bank} if role == "examiner" else {}
            env |= {"HOME": home, "MPLCONFIGDIR": f"{home}/mpl", "IPYTHONDIR": f"{home}/ipython"}
        self.control, theirs = socket.socketpair()
        self.answers = Channel(self.control, 10_000)
        with theirs:
            self.process = subprocess.Popen(
                argv, env=env, cwd="/", stdin=theirs, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
            )

    def wait_ready(self) -> None:
        """Wait until the server has imported everything.

        Raises
        ------
        NoSandboxError : if the server ended instead; the text says why.
        """
        try:
            self.answers.receive(deadline(START_SECONDS))
        except (WireError, TimeoutError):
            lines = self.process.stderr.read(4000).decode("utf-8", "replace").strip().splitlines()
            reason = lines[-1] if lines else "no reason given"
            raise NoSandboxError(f"the fork server did not start: {reason}") from None

    def fork(self, sock: socket.socket) -> None:
        """Order a child that serves the other side of `sock`, which is closed here."""
        with sock:
            socket.send_fds(self.control, [b"F"], [sock.fileno()])

    def end(self) -> None:
        """Order the end of the child."""
        self.control.sendall(b"E")

    def done(self) -> str | None:
        """Wait for an order to be carried out.

        Returns
        -------
        "memory" or "processes" if the server had to end the child itself before, else None.

        Raises
        ------
        WireError, TimeoutError : if the server could not obey, or is gone.
        """
        answer = self.answers.receive(deadline(COMMAND_SECONDS))
        if "failed" in answer:
            raise WireError(f"the fork server failed: {answer['failed']}")
        return answer["why"]

    def close(self) -> None:
        """Let the server and all it started end."""
        self.control.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stderr.close()


class Engine:
    """The two fork servers of a worker: one for candidates, in the sandbox, and one for examiners."""

    def __init__(self, limits: Limits, data: dict[str, str], sandbox: bool, bank: str):
        self.limits = limits
        self.data = data
        self.sandbox = sandbox
        self.bank = bank
        self.servers: list[ForkServer] = []

    def start(self) -> None:
        """Start the servers, if they are not running.

        Raises
        ------
        NoSandboxError : if the sandbox cannot be made.
        """
        if any(server.process.poll() is not None for server in self.servers):
            self.close()  # one was killed since the last job
        if self.servers:
            return
        try:
            for role in ENTRIES:
                self.servers.append(ForkServer(role, self.limits, self.data, self.sandbox, self.bank))
            for server in self.servers:
                server.wait_ready()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Stop the servers."""
        while self.servers:
            self.servers.pop().close()

    def examine(self, request: dict[str, Any]) -> tuple[Findings, str | None]:
        """Run a notebook on a fresh candidate and a fresh examiner.

        Parameters
        ----------
        request : a `Request` but for its data files, which the engine knows.

        Returns
        -------
        The findings, and "memory" or "processes" if the candidate was ended for using more of them than there is.

        Raises
        ------
        NoSandboxError : if the sandbox cannot be made.
        WireError, OSError : if the examiner or a fork server fails.
        """
        self.start()
        seen = {name: f"{DATA}/{name}" if self.sandbox else place for name, place in self.data.items()}
        candidate, candidates_end = socket.socketpair()
        examiner, examiners_end = socket.socketpair()
        with candidate, examiner:
            for server, sock in zip(self.servers, (candidates_end, examiners_end), strict=True):
                server.fork(sock)
            self._obeyed()
            socket.send_fds(examiner, [b"J"], [candidate.fileno()])
            candidate.close()
            channel = Channel(examiner, 1 << 30)
            channel.send(request | {"data": self.data, "seen": seen})
            try:
                findings = channel.receive(deadline(1.5 * request["seconds"] + 10))
            finally:
                for server in self.servers:
                    server.end()
                why, _ = self._obeyed()
        return findings, why

    def _obeyed(self) -> list[str | None]:
        """Wait until both servers have carried out an order, which both were given before."""
        return [server.done() for server in self.servers]


_engines: dict[str, Engine] = {}


def engine_for(job: Job) -> Engine:
    """Return this process's engine for a job's budgets, data and bank; one for other jobs is closed."""
    bank = job.get("bank", "")
    key = json.dumps([job["limits"], job["data"], job["sandbox"], bank], sort_keys=True)
    if key not in _engines:
        close_engines()
        _engines[key] = Engine(Limits(**job["limits"]), job["data"], job["sandbox"], bank)
    return _engines[key]


@atexit.register
def close_engines() -> None:
    """Stop this process's fork servers."""
    while _engines:
        _engines.popitem()[1].close()
