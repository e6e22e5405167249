"""Messages on a socket: JSON, each preceded by its length, with a cap on its size and a moment by which it must be there."""

import json
import socket
import struct
import time
from typing import Any


def deadline(seconds: float) -> float:
    """Return the moment on the monotonic clock that lies `seconds` ahead."""
    return time.monotonic() + seconds


class WireError(Exception):
    """The other side sent what it may not send, or too much of it."""


class Hangup(WireError):
    """The other side is gone."""


class Channel:
    """One end of a socket on which JSON messages travel."""

    def __init__(self, sock: socket.socket, max_bytes: int):
        self.sock = sock
        self.max_bytes = max_bytes
        self.read = bytearray()

    def send(self, message: Any, deadline: float | None = None) -> None:
        """Send one message.

        Parameters
        ----------
        message : plain data that JSON can spell.
        deadline : moment on the monotonic clock, or None to wait as long as it takes.

        Raises
        ------
        WireError : if it is too large.
        Hangup : if the other side is gone.
        TimeoutError : if the other side does not listen before the deadline.
        """
        data = json.dumps(message).encode()
        if len(data) > self.max_bytes:
            raise WireError(f"a message of {len(data)} bytes is over the limit of {self.max_bytes}")
        self._wait(deadline)
        try:
            self.sock.sendall(struct.pack(">I", len(data)) + data)
        except TimeoutError:
            raise TimeoutError("the other side did not listen in time") from None
        except OSError:
            raise Hangup("the other side is gone") from None

    def receive(self, deadline: float | None = None) -> Any:
        """Return the next message.

        Raises
        ------
        WireError : if it is too large or no JSON.
        Hangup : if the other side is gone.
        TimeoutError : if it is not there, complete, by `deadline` on the monotonic clock.
        """
        (size,) = struct.unpack(">I", self._take(4, deadline))
        if size > self.max_bytes:
            raise WireError(f"a reply of {size} bytes is over the limit of {self.max_bytes}")
        try:
            return json.loads(self._take(size, deadline))
        except (ValueError, RecursionError) as error:
            raise WireError(f"a reply could not be read: {type(error).__name__}") from None

    def _take(self, size, deadline):
        while len(self.read) < size:
            self._wait(deadline)
            try:
                piece = self.sock.recv(1 << 18)
            except TimeoutError:
                raise TimeoutError("no reply in time") from None
            except OSError:
                piece = b""
            if not piece:
                raise Hangup("the other side is gone")
            self.read += piece
        taken = bytes(self.read[:size])
        self.read = self.read[size:]
        return taken

    def _wait(self, deadline):
        if deadline is None:
            return
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("no time left")
        self.sock.settimeout(left)
