"""The worker's end of one fork server: start it, have it fork for each submission, close it."""

import contextlib
import json
import signal
import socket
import subprocess
import sys
import tempfile

from autograder.bank import bank_folders
from autograder.sandboxed.channel import Channel, WireError, deadline
from autograder.sandboxed.limits import Limits
from autograder.sandboxed.messages import ServerOptions
from autograder.sandboxed.places import ROOT, seen

from .processors import students_processors
from .sandbox import NoSandboxError, bubblewrap, environment

START_SECONDS = 600
COMMAND_SECONDS = 120
KILLED = (-signal.SIGKILL, 128 + signal.SIGKILL)  # the second is what those say who waited for the one that was killed
ENTRIES = {"candidate": "autograder.sandboxed.candidate", "examiner": "autograder.engine.trusted_child"}


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
            "processors": students_processors() if student else [],
        }
        argv = [sys.executable, "-P", "-m", "autograder.sandboxed.fork_server", json.dumps(options)]
        if not student:
            env["AUTOGRADER_BANK"] = seen(bank) if sandbox else bank
        if sandbox:
            banks = None if student else [*map(str, bank_folders()), *filter(None, [bank])]
            argv = bubblewrap(data, env, banks) + argv
        else:
            home = tempfile.mkdtemp(prefix="autograder-")  # the server removes it when it ends
            env |= {"HOME": home, "MPLCONFIGDIR": f"{home}/mpl", "IPYTHONDIR": f"{home}/ipython"}
        self.control, theirs = socket.socketpair()
        self.answers = Channel(self.control, 10_000)
        with theirs:
            self.process = subprocess.Popen(
                argv, env=env, cwd="/", stdin=theirs, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
            )

    def wait_ready(self) -> None:
        """Wait until the server has imported what it was to import.

        Raises
        ------
        NoSandboxError : if the server ended instead; the text says why.
        WireError : if it was ended from outside, which says nothing of the sandbox.
        """
        try:
            self.answers.receive(deadline(START_SECONDS))
        except (WireError, TimeoutError):
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(5)
            if self.process.poll() in KILLED:
                raise WireError("it was ended while it started") from None
            self.process.kill()
            lines = self.process.stderr.read(4000).decode("utf-8", "replace").strip().splitlines()
            reason = lines[-1] if lines else "no reason given"
            raise NoSandboxError(f"the fork server did not start: {reason}") from None

    def fork(self, sock: socket.socket) -> None:
        """Order a child that serves the other side of `sock`, which is closed here."""
        with sock:
            socket.send_fds(self.control, [b"F"], [sock.fileno()])

    def warm(self) -> None:
        """Order that what courses with microkit or scipy use be imported; `wait_ready` tells when it is."""
        self.control.sendall(b"W")

    def end(self) -> None:
        """Order the end of the child."""
        self.control.sendall(b"E")

    def done(self) -> str | None:
        """Wait for an order to be carried out.

        Returns
        -------
        "memory" or "processes" if the server had to end the child itself before, "processor" if the kernel has, as it had
        used that up, "killed" if something from outside has, else None.

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
