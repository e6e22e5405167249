"""The worker's end of one fork server: have it forked of a nursery, have it fork for each submission, close it."""

import contextlib
import select
import socket

from autograder.sandboxed.channel import Channel, WireError, deadline
from autograder.sandboxed.limits import Limits

from .nurseries import Nursery
from .processors import students_processors
from .sandbox import NoSandboxError

START_SECONDS = 600
COMMAND_SECONDS = 120


class ForkServer:
    """A running fork server, for candidates or for examiners."""

    def __init__(self, nursery: Nursery, limits: Limits):
        self.nursery = nursery
        self.limits = limits
        self.control, theirs = socket.socketpair()
        self.answers = Channel(self.control, 10_000)
        self.uses = nursery.uses
        self.preloaded: frozenset[str] = frozenset()
        nursery.order({"limits": limits.asdict(), "processors": students_processors()}, theirs)

    def is_gone(self) -> bool:
        """Tell whether the server has ended."""
        readable, _, _ = select.select([self.control], [], [], 0)
        try:
            return bool(readable) and not self.control.recv(1, socket.MSG_PEEK)
        except OSError:
            return True

    def wait_ready(self) -> None:
        """Wait until the server has imported what it was to import.

        Raises
        ------
        NoSandboxError : if it or its nursery ended instead; the text says why.
        WireError : if it was ended from outside, which says nothing of the sandbox.
        """
        try:
            reason = self.answers.receive(deadline(START_SECONDS)).get("failed")
        except (WireError, TimeoutError):
            reason = self.nursery.last_words()
            if reason is None:
                raise WireError("it was ended while it started") from None
        if reason is not None:
            raise NoSandboxError(f"the fork server did not start: {reason}")

    def fork(self, sock: socket.socket) -> None:
        """Order a child that serves the other side of `sock`, which is closed here."""
        with sock:
            socket.send_fds(self.control, [b"F"], [sock.fileno()])

    def warm(self, uses: frozenset[str]) -> None:
        """Order that what notebooks use be imported; `wait_ready` tells when it is.

        Parameters
        ----------
        uses : of `costly_imports`, but for what is imported.
        """
        self.control.sendall(b"W")
        self.answers.send({"uses": sorted(uses)})
        self.uses |= uses

    def preload(self, modules: frozenset[str]) -> None:
        """Have some modules imported, but for those that were ordered before, as far as that can be done ahead.

        Parameters
        ----------
        modules : names of modules.

        Raises
        ------
        NoSandboxError, WireError : as `wait_ready`.
        """
        wanted = sorted(modules - self.preloaded)
        if wanted:
            self.control.sendall(b"P")
            self.answers.send({"modules": wanted})
            self.wait_ready()
            self.preloaded |= modules

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
        with contextlib.suppress(OSError):
            self.control.shutdown(socket.SHUT_WR)
            self.control.settimeout(5)
            while self.control.recv(1000):
                pass  # its end closes its side, too
        self.control.close()
