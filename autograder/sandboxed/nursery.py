"""A nursery of fork servers: imports once what all of them use, and forks one for each worker that asks for it.

Started in its sandbox with the socket for orders as standard input, once for candidates and once for examiners, and told what
the children of its servers are to do by the name of a module, which offers `prepare() -> shell` and
`serve(socket, shell, limits)`. An order is one packet, options and the control socket of the server to be. It holds
nothing of a submission, and ends when nobody is left who could give an order.
"""

import contextlib
import gc
import importlib
import json
import os
import shutil
import signal
import socket
import sys

from .channel import Channel
from .confinement import die_with_parent
from .fork_server import Server
from .messages import NurseryOptions, ServerOptions
from .places import SCRATCH
from .preloading import warm

LONGEST_ORDER = 1 << 16


def main() -> None:
    """Prepare, then obey."""
    options: NurseryOptions = json.loads(sys.argv[1])
    orders = socket.socket(fileno=os.dup(0))
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel clears away what has ended
    gc.disable()  # what is imported stays: looking through it again and again takes a sixth of the time
    try:
        work = importlib.import_module(options["entry"])
        shell = work.prepare()
        warm(options["uses"])
        gc.freeze()
        gc.enable()
        while True:
            order, descriptors, *_ = socket.recv_fds(orders, LONGEST_ORDER, 1)
            if not order:
                return
            if os.fork() == 0:
                orders.close()
                _serve(options, json.loads(order), descriptors[0], work, shell)
            os.close(descriptors[0])
    finally:
        if os.environ["HOME"] != SCRATCH:
            shutil.rmtree(os.environ["HOME"], ignore_errors=True)


def _serve(options, order: ServerOptions, descriptor, work, shell):
    """Be a fork server, and leave without a trace."""
    control = socket.socket(fileno=descriptor)
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        die_with_parent()
        Server(control, options, order, work, shell).listen()
    except BaseException as error:
        with contextlib.suppress(BaseException):
            Channel(control, LONGEST_ORDER).send({"failed": f"{type(error).__name__}: {error}"[:1000]})
    finally:
        os._exit(0)


if __name__ == "__main__":
    main()
