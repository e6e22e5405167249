"""The worker's end of a fork server: start it, have it fork a child on a socket, end the child, close the server."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from .sandbox import ENGINE, NoSandboxError, bubblewrap, environment

START_SECONDS, COMMAND_SECONDS = 120, 20


class ServerFault(Exception):
    """The fork server did not do what it was told; no student is to blame."""


class ForkServer:
    """A running fork server, for candidates or for examiners."""

    def __init__(self, role, limits, data=None, sandbox=True):
        env = environment(role)
        argv = [sys.executable, "-P", "-m", "autograder.engine.server", role]
        argv += [json.dumps({"limits": limits.asdict(), "sandbox": sandbox})]
        env |= {"PYTHONPATH": str(ENGINE.parent.parent)}
        if role == "candidate" and sandbox:
            argv = bubblewrap(data or {}, env) + argv
        else:
            home = tempfile.mkdtemp(prefix="autograder-")  # the server removes it when it ends
            env |= {"HOME": home, "MPLCONFIGDIR": f"{home}/mpl", "IPYTHONDIR": f"{home}/ipython"}
            if role == "candidate":
                env["PYTHONPATH"] = _package_without_bank(home)
        self.control, theirs = socket.socketpair()
        self.process = subprocess.Popen(
            argv, stdin=theirs, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=env, cwd="/"
        )
        theirs.close()

    def wait_ready(self):
        """Wait until the server has imported everything; raise NoSandboxError if it ended instead."""
        try:
            self._answer(START_SECONDS)
        except ServerFault:
            words = self.process.stderr.read(4000).decode("utf-8", "replace").strip().splitlines()
            self.close()
            raise NoSandboxError(
                f"the fork server did not start: {words[-1] if words else 'no reason given'}"
            ) from None

    def fork(self, sock):
        """Order a child that serves the other side of `sock`, which is closed here."""
        socket.send_fds(self.control, [b"F"], [sock.fileno()])
        sock.close()

    def end(self):
        """Order the end of the child."""
        self.control.sendall(b"E")

    def done(self):
        """Wait for an order to be carried out; return "ok", or why the server had ended the child itself before.

        The reasons are "memory" and "processes".
        """
        answer = self._answer(COMMAND_SECONDS)
        if answer.startswith("failed"):
            raise ServerFault(answer)
        return answer

    def close(self):
        """Let the server and all it started end."""
        self.control.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stderr.close()

    def _answer(self, seconds):
        self.control.settimeout(seconds)
        line = b""
        while not line.endswith(b"\n"):
            try:
                piece = self.control.recv(1000)
            except OSError:
                piece = b""
            if not piece:
                raise ServerFault("the fork server is gone")
            line += piece
        return line.decode().strip()


def _package_without_bank(folder):
    package = Path(folder, "bare", "autograder")
    package.mkdir(parents=True)
    os.symlink(ENGINE, package / "engine")
    shutil.copy(ENGINE / "standin.py", package / "__init__.py")
    return str(package.parent)
