"""What a child of the trusted fork server does for one submission: read it, examine its answers, or one after the other."""

import contextlib
import json
import socket

from autograder.examiner import serving
from autograder.examiner.candidates_start import load_problems
from autograder.sandboxed.channel import Channel
from autograder.sandboxed.limits import Limits
from autograder.sandboxed.own_limits import limit_processor
from autograder.sandboxed.shell import Shell

from .our_cells import read_template
from .rebuilding import read_and_rebuild
from .templates import keep_template

READ = b"R"
EXAMINE = b"J"


def prepare() -> Shell:
    """Return the shell in which grading cells will run."""
    return serving.prepare()


def keep(text: str, shell: Shell) -> None:
    """Keep a template for the children to come, with its problems and what its cells say, so that none of them looks these up anew.

    Parameters
    ----------
    text : of the template.
    shell : in which its grading cells will run.
    """
    keep_template(text)
    with contextlib.suppress(Exception):  # each child will say what is wrong with it
        notebook = json.loads(text)
        load_problems(cell["source"] for cell in notebook["cells"])
        shell.keep(cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "code")
        for cell in read_template(notebook["cells"], notebook["metadata"]["autograder"]):
            _ = cell.gist


def serve(sock: socket.socket, shell: Shell, limits: Limits) -> None:
    """Do what the first byte on the socket orders; with that to examine comes the candidate's socket.

    Parameters
    ----------
    sock : from the engine.
    shell : what `prepare` returned.
    limits : the budgets of the submission.
    """
    order, descriptors, *_ = socket.recv_fds(sock, 1, 1)
    if order == READ:
        limit_processor(limits.cell_seconds)
        channel = Channel(sock, 1 << 30)
        channel.send(vars(read_and_rebuild(channel.receive())))
        order, descriptors, *_ = socket.recv_fds(sock, 1, 1)
    if order == EXAMINE:
        serving.serve(sock, socket.socket(fileno=descriptors[0]), shell, limits)
