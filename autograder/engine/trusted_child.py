"""What a child of the trusted fork server does for one submission: read it, or examine its answers."""

import socket
from dataclasses import asdict

from autograder.examiner import serving
from autograder.sandboxed.channel import Channel
from autograder.sandboxed.limits import Limits
from autograder.sandboxed.own_limits import limit_processor
from autograder.sandboxed.shell import Shell

from .rebuilding import read_and_rebuild
from .templates import keep_template

READ = b"R"
EXAMINE = b"J"


def prepare() -> Shell:
    """Return the shell in which grading cells will run."""
    return serving.prepare()


def warm() -> None:
    """Load the bank."""
    serving.warm()


def serve(sock: socket.socket, shell: Shell, limits: Limits) -> None:
    """Do what the first byte on the socket orders; with that to examine comes the candidate's socket.

    Parameters
    ----------
    sock : from the engine.
    shell : what `prepare` returned.
    limits : the budgets of the submission.
    """
    order, descriptors, *_ = socket.recv_fds(sock, 1, 1)
    if order == EXAMINE:
        serving.serve(sock, socket.socket(fileno=descriptors[0]), shell, limits)
        return
    limit_processor(limits.cell_seconds)
    channel = Channel(sock, 1 << 30)
    job = channel.receive()
    channel.send(asdict(read_and_rebuild(job | {"template": keep_template(job["template"])})))
