"""The worker's end of the trusted fork server: each submission is read by a child, which waits then to examine it."""

import select
import socket
from typing import Any

from autograder.sandboxed.channel import Channel, WireError, deadline
from autograder.sandboxed.limits import Limits

from .nurseries import Nursery
from .server_process import ForkServer
from .trusted_child import READ

SMALL = 1 << 20  # characters of a submission whose reader examines it, as reading more may leave much memory behind
READ_PATIENCE = 4  # seconds on the clock for one of the processor
LONGEST = 1 << 30


class TrustedServer(ForkServer):
    """The fork server of readers and examiners. `reader` is the way to a child that has read a submission, of these `draws`."""

    def __init__(self, nursery: Nursery, limits: Limits):
        super().__init__(nursery, limits)
        self.templates: set[str] = set()
        self.reader: socket.socket | None = None
        self.draws = ""

    def read(self, order: dict[str, Any], template: str, draws: str) -> dict[str, Any] | None:
        """Have a submission read.

        Parameters
        ----------
        order : of a `Job` the parts that reading needs.
        template : the text of the template that the order names.
        draws : what tells the submission from all others, see `draws_of`.

        Returns
        -------
        The fields of a `Rebuilt`; None if that took more time or memory than it may.

        Raises
        ------
        NoSandboxError, WireError, OSError : if the fork server fails.
        """
        self.let_go()
        self._keep(order["template"], template)
        self.reader = self._child()
        self.draws = draws
        rebuilt = None
        channel = Channel(self.reader, LONGEST)
        try:
            self.reader.sendall(READ)
            channel.send(order)
            rebuilt = channel.receive(deadline(READ_PATIENCE * self.limits.cell_seconds + 10))
            self.reader.settimeout(None)
        except (WireError, TimeoutError):
            self.let_go()
        if rebuilt and (rebuilt["unreadable"] or len(order["submitted"]) > SMALL):
            self.let_go()
        return rebuilt

    def examiner(self, draws: str) -> socket.socket:
        """Return the way to a child that may examine a submission: the one that has read it, or else a fresh one.

        Parameters
        ----------
        draws : of the submission.

        Raises
        ------
        WireError, OSError : if the fork server fails.
        """
        way = self.reader
        if way is not None and self.draws == draws and not _has_ended(way):
            self.reader = None
            return way
        self.let_go()
        return self._child()

    def let_go(self) -> None:
        """End the child that has read a submission, if it is not the examiner by now.

        Raises
        ------
        WireError, OSError : if the fork server fails.
        """
        if self.reader is not None:
            self.reader.close()
            self.reader = None
            self.end()
            self.done()

    def warm(self, uses: frozenset[str]) -> None:
        """As `ForkServer.warm`; no child lives meanwhile."""
        self.let_go()
        super().warm(uses)

    def close(self) -> None:
        """Let the server and all it started end."""
        if self.reader is not None:
            self.reader.close()
        super().close()

    def _child(self):
        ours, childs_end = socket.socketpair()
        try:
            self.fork(childs_end)
            self.done()
        except BaseException:
            ours.close()
            raise
        return ours

    def _keep(self, name, text):
        """Have a template kept for the children to come."""
        if name not in self.templates:
            self.control.sendall(b"T")
            Channel(self.control, LONGEST).send({"template": text})
            self.wait_ready()
            self.templates.add(name)


def _has_ended(way: socket.socket) -> bool:
    """Tell whether nobody is at the other end of a socket on which nothing is to be said yet."""
    readable, _, _ = select.select([way], [], [], 0)
    return bool(readable)
