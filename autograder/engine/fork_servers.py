"""The worker's end of the two fork servers: start them, have them fork for each submission, close them."""

import atexit
import json
import socket
import subprocess
import sys
import tempfile

from autograder.sandboxed.channel import Channel, WireError, deadline
from autograder.sandboxed.limits import Limits
from autograder.sandboxed.places import DATA, ROOT

from .sandbox import NoSandboxError, bubblewrap, environment

START_SECONDS = 120
COMMAND_SECONDS = 20
ENTRIES = {"candidate": "autograder.sandboxed.candidate", "examiner": "autograder.examiner.examination"}


class ForkServer:
    """A running fork server, for candidates or for examiners."""

    def __init__(self, role, limits, data, sandbox):
        env = environment(role) | {"PYTHONPATH": ROOT}
        student = role == "candidate"
        options = {"entry": ENTRIES[role], "student": student, "sandbox": sandbox, "limits": limits.asdict()}
        argv = [sys.executable, "-P", "-m", "autograder.sandboxed.fork_server", json.dumps(options)]
        if student and sandbox:
            argv = bubblewrap(data, env) + argv
        else:
            home = tempfile.mkdtemp(prefix="autograder-")  # the server removes it when it ends
            env |= {"HOME": home, "MPLCONFIGDIR": f"{home}/mpl", "IPYTHONDIR": f"{home}/ipython"}
        self.control, theirs = socket.socketpair()
        self.answers = Channel(self.control, 10_000)
        streams = {"stdin": theirs, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
        self.process = subprocess.Popen(argv, env=env, cwd="/", **streams)
        theirs.close()

    def wait_ready(self):
        """Wait until the server has imported everything; raise NoSandboxError if it ended instead."""
        try:
            self.answers.receive(deadline(START_SECONDS))
        except (WireError, TimeoutError):
            words = self.process.stderr.read(4000).decode("utf-8", "replace").strip().splitlines() or [
                "no reason given"
            ]
            raise NoSandboxError(f"the fork server did not start: {words[-1]}") from None

    def fork(self, sock):
        """Order a child that serves the other side of `sock`, which is closed here."""
        with sock:
            socket.send_fds(self.control, [b"F"], [sock.fileno()])

    def end(self):
        """Order the end of the child."""
        self.control.sendall(b"E")

    def done(self):
        """Wait for an order to be carried out; return why the server had ended the child itself before, if it had.

        The reasons are "memory" and "processes".
        """
        answer = self.answers.receive(deadline(COMMAND_SECONDS))
        if "failed" in answer:
            raise WireError(f"the fork server failed: {answer['failed']}")
        return answer["why"]

    def close(self):
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

    def __init__(self, limits, data, sandbox):
        self.limits, self.data, self.sandbox, self.servers = limits, data, sandbox, []

    def start(self):
        """Start the servers, if they are not running; raise NoSandboxError if the sandbox cannot be made."""
        if any(server.process.poll() is not None for server in self.servers):
            self.close()  # one was killed since the last job
        if self.servers:
            return
        try:
            for role in ENTRIES:
                self.servers.append(ForkServer(role, self.limits, self.data, self.sandbox))
            for server in self.servers:
                server.wait_ready()
        except BaseException:
            self.close()
            raise

    def close(self):
        """Stop the servers."""
        while self.servers:
            self.servers.pop().close()

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
                findings = channel.receive(deadline(1.5 * job["seconds"] + 10))
            finally:
                why, _ = self._order(lambda server, _: server.end(), (None, None))
        return findings, why

    def _order(self, order, details):
        """Give an order to both servers before waiting for either."""
        for server, detail in zip(self.servers, details, strict=True):
            order(server, detail)
        return [server.done() for server in self.servers]


_engines = {}


def engine_for(job):
    """Return this process's engine for a job's budgets and data; one for other jobs is closed."""
    key = json.dumps([job["limits"], job["data"], job["sandbox"]], sort_keys=True)
    if key not in _engines:
        close_engines()
        _engines[key] = Engine(Limits(**job["limits"]), job["data"], job["sandbox"])
    return _engines[key]


@atexit.register
def close_engines():
    """Stop this process's fork servers."""
    while _engines:
        _engines.popitem()[1].close()
